import type { Pool } from "pg";
import { inTransaction } from "#platform/db.ts";
import { addEvent } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { DEFAULT_EDITION } from "#stories/edition.ts";
import { loadPolicy } from "../moderation/policy.ts";
import { judgeWritten } from "./judging.ts";
import { demandText } from "./post-comment.ts";
import { changeCommentState, conversationTag, eraseComment } from "./states.ts";

/** A comment may be edited for so long after it was posted. */
export const EDIT_MS = 5 * 60_000;

/**
 * Changes the text of a reader's own comment, over the revision that was read.
 * @throws Refusal `notFound` when the reader has no such comment, `gone` after five minutes, `conflict` over another text
 */
export async function editComment(
  db: Pool,
  input: {
    readonly comment: string;
    readonly revision: number;
    readonly text: string;
    readonly reader: string;
  },
  now: Date,
): Promise<void> {
  const text = demandText(input.text);
  const policy = await loadPolicy(db, DEFAULT_EDITION);
  await inTransaction(db, async (client) => {
    const { rows } = await client.query<{
      story_id: string;
      state: string;
      body: string;
      created_at: Date;
      revision: number;
      joined_at: Date;
    }>(
      `SELECT c.story_id, c.state, c.body, c.created_at, c.revision, r.created_at AS joined_at
       FROM comment c JOIN reader r ON r.id = c.reader_id
       WHERE c.id = $1 AND c.reader_id = $2 AND c.state IN ('published', 'held') FOR UPDATE OF c`,
      [input.comment, input.reader],
    );
    const [row] = rows;
    if (row === undefined) throw noComment();
    if (row.body === text) return;
    if (now.getTime() - row.created_at.getTime() > EDIT_MS)
      throw new Refusal("gone", "Cannot edit: over five minutes have passed", {
        told: {
          ar: "انتهى وقت التعديل: خمس دقائق بعد النشر. يمكنك حذف التعليق أو الرد عليه.",
          en: "The time to edit is over: five minutes after posting. You can delete or answer it.",
        },
      });
    if (row.revision !== input.revision)
      throw new Refusal("conflict", "Cannot edit: the comment was changed in the meantime", {
        told: {
          ar: "عُدّل هذا التعليق في صفحة أخرى. افتحه من جديد.",
          en: "This comment was edited on another page. Open it anew.",
        },
      });
    const judged = await judgeWritten(
      client,
      {
        story: row.story_id,
        reader: { id: input.reader, createdAt: row.joined_at },
        text,
        comment: input.comment,
      },
      policy,
      now,
    );
    await client.query(
      `UPDATE comment SET body = $2, edited_at = $3, revision = revision + 1, verdicts = $4, similarity = $5 WHERE id = $1`,
      [input.comment, text, now, JSON.stringify(judged.verdicts), judged.similarity],
    );
    if (row.state !== "published") return;
    // A text that would have been held when it was posted is held after an edit too.
    if (judged.state === "held")
      await changeCommentState(client, { comment: input.comment, to: "held" }, now);
    else
      await addEvent(client, "comment.edited", {
        stales: [conversationTag(row.story_id)],
        conversation: row.story_id,
        comment: input.comment,
      });
  });
}

const noComment = (): Refusal =>
  new Refusal("notFound", "the reader has no such comment", {
    told: { ar: "لا نجد هذا التعليق بين تعليقاتك.", en: "This is none of your comments." },
  });

/**
 * Deletes a reader's own comment for good.
 * @throws Refusal `notFound` when the reader has no such comment
 */
export async function deleteComment(
  db: Pool,
  own: { readonly comment: string; readonly reader: string },
): Promise<{ story: string }> {
  const story = await inTransaction(db, (client) => eraseComment(client, own));
  if (story === undefined) throw noComment();
  return { story };
}

/**
 * Says that a reader appreciates a comment, or no longer does; said twice it counts once.
 * @returns how many appreciate it now
 * @throws Refusal `notFound` for a comment that readers don't see, `forbidden` for one's own
 */
export async function appreciate(
  db: Pool,
  input: { readonly comment: string; readonly reader: string; readonly isOn: boolean },
): Promise<number> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ reader_id: string | null }>(
      "SELECT reader_id FROM comment WHERE id = $1 AND state = 'published' FOR NO KEY UPDATE",
      [input.comment],
    );
    const [row] = rows;
    if (row === undefined) throw new Refusal("notFound", "no such comment is published");
    if (row.reader_id === input.reader)
      throw new Refusal("forbidden", "Cannot appreciate one's own comment", {
        told: { ar: "هذا تعليقك أنت.", en: "This comment is your own." },
      });
    const { rowCount } = await client.query(
      input.isOn
        ? "INSERT INTO comment_like (comment_id, reader_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        : "DELETE FROM comment_like WHERE comment_id = $1 AND reader_id = $2",
      [input.comment, input.reader],
    );
    const by = rowCount === 0 ? 0 : input.isOn ? 1 : -1;
    const { rows: after } = await client.query<{ likes: number }>(
      "UPDATE comment SET likes = greatest(likes + $2, 0) WHERE id = $1 RETURNING likes",
      [input.comment, by],
    );
    return after[0]?.likes ?? 0;
  });
}
