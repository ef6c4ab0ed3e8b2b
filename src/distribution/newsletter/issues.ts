import { randomUUIDv7 } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { countCopies, type CopyCounts } from "../dispatch/copies.ts";
import type { NewsletterKind } from "./subscribers.ts";

/** What an editor writes of an issue. Drafts may be incomplete. */
export const IssueContent = z.strictObject({
  subject: z.string().max(150),
  /** Words before the stories; blank lines part paragraphs. */
  intro: z.string().max(4000),
  /** Ids of stories, in order. */
  stories: z
    .array(z.uuid())
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, "each story once"),
  /** What stands above the mail and below that, where it is not the subject: of mails that write themselves. */
  title: z.string().max(300).default(""),
  note: z.string().max(300).default(""),
});
export type IssueContent = z.infer<typeof IssueContent>;

/** An issue of the newsletter. */
export type Issue = {
  readonly id: string;
  readonly kind: NewsletterKind;
  readonly period: string | undefined;
  readonly state: "draft" | "scheduled" | "sending" | "sent";
  readonly version: number;
  readonly content: IssueContent;
  readonly sendAt: Date | undefined;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly begunAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly copies: CopyCounts;
  /** Clicks on all its links. */
  readonly clicks: number;
};

type Row = {
  id: string;
  kind: NewsletterKind;
  period: string | null;
  state: Issue["state"];
  version: number;
  content: unknown;
  send_at: Date | null;
  created_at: Date;
  created_by: string;
  begun_at: Date | null;
  ended_at: Date | null;
  results: CopyCounts | null;
  clicks: string;
};

const COLUMNS = `i.id, i.kind, i.period, i.state, i.version, i.content, i.send_at, i.created_at, i.created_by,
  i.begun_at, i.ended_at, i.results,
  (SELECT coalesce(sum(c.clicks), 0) FROM newsletter_click c WHERE c.issue_id = i.id)::text AS clicks`;

async function issuesOf(pool: Pool, rows: readonly Row[]): Promise<Issue[]> {
  const open = rows.filter(({ results }) => results === null).map(({ id }) => id);
  const counts = await countCopies(pool, open);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    period: row.period ?? undefined,
    state: row.state,
    version: row.version,
    content: IssueContent.parse(row.content),
    sendAt: row.send_at ?? undefined,
    createdAt: row.created_at,
    createdBy: row.created_by,
    begunAt: row.begun_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    copies: row.results ?? counts(row.id),
    clicks: Number(row.clicks),
  }));
}

/** The issues of an edition, the newest first. */
export async function listIssues(pool: Pool, editionCode: string, limit: number): Promise<Issue[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM newsletter_issue i WHERE i.edition_code = $1
     ORDER BY i.created_at DESC, i.id DESC LIMIT $2`,
    [editionCode, limit],
  );
  return issuesOf(pool, rows);
}

/** The issue of an id. @throws Refusal `notFound` */
export async function getIssue(pool: Pool, id: string): Promise<Issue> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM newsletter_issue i WHERE i.id = $1`,
    [id],
  );
  const [issue] = await issuesOf(pool, rows);
  if (issue === undefined) throw new Refusal("notFound", "no such issue of the newsletter");
  return issue;
}

const record = (
  client: PoolClient,
  by: Actor,
  act: string,
  id: string,
  after: Readonly<Record<string, unknown>> | undefined,
  now: Date,
): Promise<void> =>
  recordAct(
    client,
    { by, act, subject: { kind: "newsletter", id }, before: undefined, after },
    now,
  );

/** Begins an issue by hand. */
export async function createIssue(
  pool: Pool,
  input: { readonly editionCode: string; readonly content: IssueContent },
  by: Actor,
  now: Date,
): Promise<string> {
  demandMay(by, "sendNewsletter", { isOwn: false });
  const id = randomUUIDv7();
  await inTransaction(pool, async (client) => {
    await client.query(
      `INSERT INTO newsletter_issue (id, edition_code, kind, state, version, content, created_at, created_by)
       VALUES ($1, $2, 'issues', 'draft', 1, $3, $4, $5)`,
      [id, input.editionCode, JSON.stringify(input.content), now, actorName(by)],
    );
    await record(client, by, "newsletter.create", id, input.content, now);
  });
  return id;
}

const changedMeanwhile = (): Refusal =>
  new Refusal("conflict", "the issue was changed or sent meanwhile", {
    told: {
      ar: "تغيّر هذا العدد أو أُرسل في أثناء عملك. افتحه من جديد.",
      en: "This issue was changed or sent meanwhile. Open it again.",
    },
  });

/**
 * Keeps the words and stories of a draft.
 * @throws Refusal `conflict` when it is not at `base` any more, or is no draft
 */
export async function saveIssue(
  pool: Pool,
  input: { readonly id: string; readonly base: number; readonly content: IssueContent },
  by: Actor,
): Promise<number> {
  demandMay(by, "sendNewsletter", { isOwn: false });
  const { rows } = await pool.query<{ version: number }>(
    `UPDATE newsletter_issue SET content = $3, version = version + 1
     WHERE id = $1 AND version = $2 AND state = 'draft' RETURNING version`,
    [input.id, input.base, JSON.stringify(input.content)],
  );
  if (rows[0] === undefined) {
    await getIssue(pool, input.id);
    throw changedMeanwhile();
  }
  return rows[0].version;
}

/** What an issue lacks before it can be sent; empty: nothing. */
export function missingOf(content: IssueContent): readonly ("subject" | "stories")[] {
  return [
    ...(content.subject.trim() === "" ? (["subject"] as const) : []),
    ...(content.stories.length === 0 && content.intro.trim() === "" ? (["stories"] as const) : []),
  ];
}

/**
 * Lets an issue go at `at`.
 * @throws Refusal `invalid` for one that lacks something, `conflict` when it is not at `base` any more
 */
export async function scheduleIssue(
  pool: Pool,
  input: { readonly id: string; readonly base: number; readonly at: Date },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "sendNewsletter", { isOwn: false });
  const issue = await getIssue(pool, input.id);
  if (missingOf(issue.content).length > 0)
    throw new Refusal("invalid", `the issue lacks ${missingOf(issue.content).join(", ")}`, {
      told: {
        ar: "لا بدّ من عنوان للرسالة، ومن مادة واحدة على الأقل أو مقدمة.",
        en: "The mail needs a subject, and at least one story or an introduction.",
      },
    });
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE newsletter_issue SET state = 'scheduled', send_at = $3, version = version + 1
       WHERE id = $1 AND version = $2 AND state = 'draft'`,
      [input.id, input.base, input.at],
    );
    if (rowCount !== 1) throw changedMeanwhile();
    await record(client, by, "newsletter.send", input.id, { at: input.at.toISOString() }, now);
  });
}

/**
 * Makes a scheduled issue a draft again.
 * @throws Refusal `conflict` when it is not scheduled any more
 */
export async function unscheduleIssue(pool: Pool, id: string, by: Actor, now: Date): Promise<void> {
  demandMay(by, "sendNewsletter", { isOwn: false });
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE newsletter_issue SET state = 'draft', send_at = NULL, version = version + 1
       WHERE id = $1 AND state = 'scheduled'`,
      [id],
    );
    if (rowCount !== 1) throw changedMeanwhile();
    await record(client, by, "newsletter.unschedule", id, undefined, now);
  });
}

/** Throws a draft away. @throws Refusal `conflict` for one that is no draft */
export async function removeIssue(pool: Pool, id: string, by: Actor, now: Date): Promise<void> {
  demandMay(by, "sendNewsletter", { isOwn: false });
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      "DELETE FROM newsletter_issue WHERE id = $1 AND state = 'draft'",
      [id],
    );
    if (rowCount !== 1) throw changedMeanwhile();
    await record(client, by, "newsletter.remove", id, undefined, now);
  });
}

/** Counts a click and says where the link leads, root-relative and decoded; undefined for a link that is none. */
export async function followLink(
  pool: Pool,
  input: { readonly issue: string; readonly place: number },
): Promise<string | undefined> {
  const { rows } = await pool.query<{ path: string }>(
    `WITH link AS (
       SELECT id, rendered -> 'links' ->> $2::int AS path FROM newsletter_issue WHERE id = $1),
     counted AS (
       INSERT INTO newsletter_click AS c (issue_id, place, clicks) SELECT id, $2, 1 FROM link WHERE path IS NOT NULL
       ON CONFLICT (issue_id, place) DO UPDATE SET clicks = c.clicks + 1)
     SELECT path FROM link WHERE path IS NOT NULL`,
    [input.issue, input.place],
  );
  return rows[0]?.path;
}
