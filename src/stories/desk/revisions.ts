import type { Pool, PoolClient } from "pg";
import { recordAct } from "#accounts/audit.ts";
import type { Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { parseDraft, type DraftContent } from "./draft-content.ts";
import { demandMayWrite, writeDraft, type SaveOutcome } from "./drafts.ts";
import { keepRevision, type RevisionReason } from "./keep-revision.ts";
import { demandMayOnStory, getWorkingStory, lockWorkingStory } from "./working-story.ts";

/** A revision of a story in the list of them. */
export type RevisionEntry = {
  /** Counts from 1. */
  readonly number: number;
  readonly reason: RevisionReason;
  /** When its text was saved, and by whom (as `actorName` gives it). */
  readonly savedAt: Date;
  readonly savedBy: string;
  readonly headline: string;
  /** Readers see this one. */
  readonly isLive: boolean;
};

/** Most revisions of one page of the list. */
const PAGE = 100;

type Row = {
  number: number;
  reason: RevisionReason;
  created_at: Date;
  created_by: string;
  headline: string;
  is_live: boolean;
};

const entryOf = (row: Row): RevisionEntry => ({
  number: row.number,
  reason: row.reason,
  savedAt: row.created_at,
  savedBy: row.created_by,
  headline: row.headline,
  isLive: row.is_live,
});

const COLUMNS = `r.number, r.reason, r.created_at, r.created_by, coalesce(r.content->>'headline', '') AS headline,
  (s.state = 'published' AND s.revision = r.number) AS is_live`;

/**
 * Revisions of a story, the newest first, a hundred at most.
 * @param input.before number of a revision: only older ones
 * @throws Refusal `notFound`, `forbidden`
 */
export async function listRevisions(
  pool: Pool,
  input: { readonly id: string; readonly before?: number | undefined },
  by: Actor,
): Promise<{ revisions: RevisionEntry[]; hasMore: boolean }> {
  demandMayOnStory(by, "readDrafts", await getWorkingStory(pool, input.id));
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM story_revision r JOIN story s ON s.id = r.story_id
     WHERE r.story_id = $1 AND ($2::integer IS NULL OR r.number < $2) ORDER BY r.number DESC LIMIT ${PAGE + 1}`,
    [input.id, input.before ?? null],
  );
  return { revisions: rows.slice(0, PAGE).map(entryOf), hasMore: rows.length > PAGE };
}

/** A whole revision. */
export type Revision = RevisionEntry & { readonly content: DraftContent };

/**
 * A revision with its text; two of them are what a comparison is made from.
 * @throws Refusal `notFound`, `forbidden`
 */
export async function getRevision(
  pool: Pool,
  input: { readonly id: string; readonly number: number },
  by: Actor,
): Promise<Revision> {
  demandMayOnStory(by, "readDrafts", await getWorkingStory(pool, input.id));
  return readRevision(pool, input.id, input.number);
}

/**
 * The same, for who was let in before.
 * @throws Refusal `notFound`
 */
export async function readRevision(
  db: Pool | PoolClient,
  id: string,
  number: number,
): Promise<Revision> {
  const { rows } = await db.query<Row & { content: DraftContent }>(
    `SELECT ${COLUMNS}, r.content FROM story_revision r JOIN story s ON s.id = r.story_id
     WHERE r.story_id = $1 AND r.number = $2`,
    [id, number],
  );
  const [row] = rows;
  if (row === undefined) throw new Refusal("notFound", `no revision ${number} of story ${id}`);
  return { ...entryOf(row), content: row.content };
}

/**
 * Makes the text of a revision the draft again, as a new version; the draft of before is kept as a revision first, and
 * so is the restored one, so that nothing is lost and the list tells what happened.
 * @throws Refusal `notFound`, `forbidden`, `gone`
 */
export async function restoreRevision(
  pool: Pool,
  input: { readonly id: string; readonly number: number; readonly base: number },
  by: Actor,
  now: Date,
): Promise<SaveOutcome> {
  return inTransaction(pool, async (client) => {
    const story = await lockWorkingStory(client, input.id);
    demandMayWrite(by, story);
    const { content } = await readRevision(client, input.id, input.number);
    if (story.version === input.base) await keepRevision(client, story, "saved");
    // Bounds may have become narrower since the revision was kept.
    const checked = parseDraft(content, story.content.lang);
    const outcome = await writeDraft(
      client,
      { story, base: input.base, content: checked },
      by,
      now,
    );
    if (outcome.kind === "stale") return outcome;
    if (outcome.version > story.version)
      await keepRevision(client, { ...story, version: outcome.version }, "restored");
    await recordAct(
      client,
      {
        by,
        act: "story.restore",
        subject: { kind: "story", id: story.id },
        before: { version: story.version, headline: story.content.headline },
        after: { version: outcome.version, headline: checked.headline, revision: input.number },
      },
      now,
    );
    return outcome;
  });
}
