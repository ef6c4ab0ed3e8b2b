import type { PoolClient } from "pg";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import { judge } from "../moderation/judge.ts";
import { modeOf } from "../moderation/modes.ts";
import { standingOf, type Standing } from "../moderation/sanctions.ts";
import type { Policy, Submission } from "../moderation/submission.ts";
import type { Verdict } from "../moderation/verdict.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A reader who may not post: what was decided about them is on a page of their own. */
export class StandingRefusal extends Refusal {
  override name = "StandingRefusal";
}

/** A text that a reader wants to be read. */
export type Written = {
  readonly story: string;
  readonly reader: { readonly id: string; readonly createdAt: Date };
  readonly text: string;
  /** The comment that is changed; undefined for a new one. */
  readonly comment?: string | undefined;
};

/** What becomes of a text that is taken. */
export type Judged = {
  readonly state: "published" | "held";
  readonly verdicts: readonly Verdict[];
  readonly similarity: string;
};

/** @throws StandingRefusal for whoever is warned, suspended or banned */
function demandFree({ kind, told }: Standing): void {
  if (kind === "free") return;
  const read =
    kind === "warned"
      ? { ar: "اقرأه في «مشاركتي» لتكمل.", en: "Read it under “My standing” to go on." }
      : { ar: "التفاصيل في «مشاركتي».", en: "More under “My standing”." };
  throw new StandingRefusal("forbidden", `Cannot post: the reader is ${kind}`, {
    told: { ar: `${told.ar} ${read.ar}`, en: `${told.en} ${read.en}` },
  });
}

type Facts = {
  approved: number;
  rejected: number;
  decided: number;
  texts: string[];
};

/** What the phases go by, of what the reader wrote before. One query. */
async function factsOf(client: PoolClient, written: Written, now: Date): Promise<Facts> {
  const { rows } = await client.query<Facts>({
    name: "comment_facts",
    text: `SELECT
        (SELECT count(*)::int FROM (SELECT FROM comment WHERE reader_id = $1 AND state = 'published' LIMIT 20) p) AS approved,
        (SELECT count(*)::int FROM comment WHERE reader_id = $1 AND created_at > $2 AND state = 'rejected') AS rejected,
        (SELECT count(*)::int FROM comment WHERE reader_id = $1 AND created_at > $2 AND state IN ('published', 'rejected')) AS decided,
        ARRAY(SELECT body FROM comment WHERE reader_id = $1 AND created_at > $3 AND state <> 'deleted'
              AND ($4::uuid IS NULL OR id <> $4) ORDER BY created_at DESC LIMIT 20) AS texts`,
    values: [
      written.reader.id,
      new Date(now.getTime() - 7 * DAY),
      new Date(now.getTime() - DAY),
      written.comment ?? null,
    ],
  });
  return rows[0] ?? { approved: 0, rejected: 0, decided: 0, texts: [] };
}

/**
 * Lets the phases of moderation judge a text, inside the transaction that keeps it; the newsroom hears of what waits.
 * @throws Refusal `forbidden` for what is not taken, with the reason in words; `notFound` without such a story
 */
export async function judgeWritten(
  client: PoolClient,
  written: Written,
  policy: Policy,
  now: Date,
): Promise<Judged> {
  const standing = await standingOf(client, written.reader.id, now);
  demandFree(standing);
  const story = await modeOf(client, written.story, now);
  if (story === undefined) throw new Refusal("notFound", "there is no such story");
  const facts = await factsOf(client, written, now);
  const submission: Submission = {
    text: written.text,
    story,
    reader: {
      accountAgeHours: (now.getTime() - written.reader.createdAt.getTime()) / HOUR,
      approved: facts.approved,
      rejectedRecently: facts.rejected,
      decidedRecently: facts.decided,
      isTrusted: false,
      mustWait: standing.mustWait,
    },
    recentTexts: facts.texts,
    isEdit: written.comment !== undefined,
  };
  const { outcome, verdicts, refusal, similarity } = judge(submission, policy);
  if (outcome === "refuse")
    throw new Refusal(
      "forbidden",
      "Cannot post: the comment is not taken",
      refusal === undefined ? {} : { told: refusal },
    );
  if (outcome === "hold") await announce(client, { kind: "comment.queued", story: written.story });
  return { state: outcome === "hold" ? "held" : "published", verdicts, similarity };
}
