import type { Pool, PoolClient } from "pg";
import { recordAct } from "#accounts/audit.ts";
import { demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import { changeCommentState, eraseComment, featureComment } from "../comments/states.ts";
import { tellReader } from "../readers/notices.ts";
import { recordDecision } from "./decisions.ts";
import { reasonTold, withNote, type RejectReason } from "./reasons.ts";
import { closeReports, type ToldByMail } from "./report-decisions.ts";

/** What a moderator decides about a comment. `note` is told to its reader. */
export type CommentDecision =
  | { readonly kind: "approve" }
  | { readonly kind: "reject"; readonly reason: RejectReason; readonly note: string }
  | { readonly kind: "delete"; readonly reason: RejectReason; readonly note: string }
  | { readonly kind: "hold" }
  | { readonly kind: "feature" }
  | { readonly kind: "unfeature" };

/** What came of a decision: the state before, so that it can be taken back, and who is to be told by mail. */
export type DecidedAs = {
  readonly before: "published" | "held" | "rejected";
  readonly isChanged: boolean;
  readonly byMail: readonly ToldByMail[];
};

/** A comment as it was when it was decided on. */
type Decided = {
  readonly id: string;
  readonly story_id: string;
  readonly reader_id: string | null;
  readonly state: "published" | "held" | "rejected" | "deleted";
  readonly featured_at: Date | null;
  readonly created_at: Date;
};

/**
 * The comment, locked until the transaction ends.
 * @throws Refusal `notFound`; a comment whose text is gone can't be decided on either
 */
async function lockComment(client: PoolClient, id: string): Promise<Decided> {
  const { rows } = await client.query<Decided>(
    `SELECT id, story_id, reader_id, state, featured_at, created_at FROM comment WHERE id = $1 FOR UPDATE`,
    [id],
  );
  const [row] = rows;
  if (row !== undefined && row.state !== "deleted") return row;
  throw new Refusal("notFound", "there is no such comment, or its reader has deleted it", {
    told: {
      ar: "هذا التعليق غير موجود، أو حذفه صاحبه.",
      en: "There is no such comment, or its reader has deleted it.",
    },
  });
}

/** What the log keeps: never the text. */
const STATE_AFTER = {
  approve: "published",
  hold: "held",
  reject: "rejected",
  delete: "deleted",
  feature: "published",
  unfeature: "published",
} as const satisfies Record<CommentDecision["kind"], string>;

async function tellOf(
  client: PoolClient,
  comment: Decided,
  decision: CommentDecision,
  now: Date,
): Promise<void> {
  if (comment.reader_id === null) return;
  const tell = (kind: "approved" | "rejected" | "featured", ar: string, en: string) =>
    tellReader(
      client,
      { reader: comment.reader_id ?? "", kind, comment: comment.id, told: { ar, en } },
      now,
    );
  if (decision.kind === "approve" && comment.state !== "published")
    await tell("approved", "نُشر تعليقك.", "Your comment was published.");
  if (decision.kind === "feature" && comment.featured_at === null)
    await tell(
      "featured",
      "اختار المحرر تعليقك بين أبرز التعليقات.",
      "The editor chose your comment as one of the best.",
    );
  if (decision.kind === "reject" || decision.kind === "delete") {
    const { ar, en } = withNote(reasonTold(decision.reason), decision.note);
    if (decision.kind === "reject")
      await tell(
        "rejected",
        `لم يُنشر تعليقك: ${ar} يمكنك الاعتراض خلال 30 يومًا.`,
        `Your comment was not published: ${en} You can appeal within 30 days.`,
      );
    else await tell("rejected", `حُذف تعليقك: ${ar}`, `Your comment was deleted: ${en}`);
  }
}

/** Whether the comment is already as the decision wants it. */
function isDone(comment: Decided, { kind }: CommentDecision): boolean {
  if (kind === "feature") return comment.featured_at !== null;
  if (kind === "unfeature") return comment.featured_at === null;
  return comment.state === STATE_AFTER[kind];
}

async function settle(
  client: PoolClient,
  comment: Decided,
  decision: CommentDecision,
  by: Actor,
  now: Date,
): Promise<void> {
  const { kind } = decision;
  const reason = "reason" in decision ? decision.reason : "";
  await recordAct(
    client,
    {
      by,
      act: `comment.${kind}`,
      subject: { kind: "comment", id: comment.id },
      before: { state: comment.state },
      after: { state: STATE_AFTER[kind], ...(reason === "" ? {} : { reason }) },
    },
    now,
  );
  if (kind !== "hold")
    await recordDecision(
      client,
      {
        kind,
        by,
        reason,
        comment: comment.id,
        reader: comment.reader_id,
        ...(comment.state === "held" ? { since: comment.created_at } : {}),
      },
      now,
    );
  await tellOf(client, comment, decision, now);
}

/** Changes what readers see; the last of a transaction, since it locks the outbox. */
async function show(
  client: PoolClient,
  comment: Decided,
  { kind }: CommentDecision,
  now: Date,
): Promise<void> {
  const { id } = comment;
  if (kind === "delete") await eraseComment(client, { comment: id, reader: null });
  else if (kind === "feature" || kind === "unfeature")
    await featureComment(client, { comment: id, isFeatured: kind === "feature" }, now);
  else await changeCommentState(client, { comment: id, to: STATE_AFTER[kind] }, now);
}

/**
 * Decides about a comment: what readers see, what its reader and whoever reported it are told, and the log, in one
 * transaction. A rejected or deleted comment has no text left where readers can reach; deleting also forgets it here.
 * @throws Refusal `forbidden`, `notFound`, `conflict` for featuring what readers don't see
 */
export async function decideComment(
  db: Pool,
  input: { readonly comment: string; readonly decision: CommentDecision },
  by: Actor,
  now: Date,
): Promise<DecidedAs> {
  demandMay(by, "moderate", { isOwn: false });
  const { decision } = input;
  return inTransaction(db, async (client) => {
    const comment = await lockComment(client, input.comment);
    const before = comment.state === "deleted" ? "rejected" : comment.state;
    if (decision.kind === "feature" && comment.state !== "published")
      throw new Refusal("conflict", "Cannot feature: readers don't see the comment", {
        told: { ar: "انشر التعليق قبل إبرازه.", en: "Publish the comment before featuring it." },
      });
    const isChanged = !isDone(comment, decision);
    if (isChanged) await settle(client, comment, decision, by, now);
    const { kind } = decision;
    const byMail =
      kind === "approve" || kind === "reject" || kind === "delete"
        ? await closeReports(client, { comment: comment.id, isUpheld: kind !== "approve", by }, now)
        : [];
    await announce(client, { kind: "comment.decided", story: comment.story_id });
    if (isChanged) await show(client, comment, decision, now);
    return { before, isChanged, byMail };
  });
}
