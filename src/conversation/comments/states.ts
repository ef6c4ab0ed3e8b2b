import type { PoolClient } from "pg";
import { isolated } from "#accounts/letters.ts";
import { addEvent } from "#platform/outbox.ts";
import { tellReader } from "../readers/notices.ts";

/** What a moderator can make of a comment. */
export type DecidedState = "published" | "held" | "rejected";

type Row = {
  story_id: string;
  reader_id: string | null;
  parent_id: string | null;
  root_id: string;
  state: "published" | "held" | "rejected" | "deleted";
  shown_at: Date | null;
};

/** What the pages of a story's conversation are dropped by. */
export const conversationTag = (story: string): string => `conversation:${story}`;

/**
 * Changes what readers see of a comment, in the caller's transaction: state, counts, pages, live readers, and the notice
 * to whom it answers. It locks the outbox until the end of the transaction: call it last.
 * @returns undefined when there is no such comment, or its reader has deleted it
 */
export async function changeCommentState(
  client: PoolClient,
  change: { readonly comment: string; readonly to: DecidedState },
  now: Date,
): Promise<{ story: string; reader: string | null; from: DecidedState } | undefined> {
  const { rows } = await client.query<Row>(
    "SELECT story_id, reader_id, parent_id, root_id, state, shown_at FROM comment WHERE id = $1 FOR UPDATE",
    [change.comment],
  );
  const [row] = rows;
  if (row === undefined || row.state === "deleted") return undefined;
  const from = row.state;
  const answer = { story: row.story_id, reader: row.reader_id, from };
  await client.query(
    `UPDATE comment SET state = $2, decided_at = $3,
       featured_at = CASE WHEN $2 = 'published' THEN featured_at END,
       shown_at = CASE WHEN $2 = 'published' THEN coalesce(shown_at, $3) ELSE shown_at END
     WHERE id = $1`,
    [change.comment, change.to, now],
  );
  if (from === change.to) return answer;
  if (change.to === "published") {
    await countShown(client, row, 1);
    if (row.shown_at === null) await tellParent(client, { ...row, id: change.comment }, now);
    await announceShown(client, row.story_id, change.comment);
  } else if (from === "published") await hide(client, row, change.comment);
  return answer;
}

/** Counts a comment in (1) or out (-1): below its story, and below the comment that began its thread. */
export async function countShown(
  client: PoolClient,
  comment: { story_id: string; parent_id: string | null; root_id: string },
  by: 1 | -1,
): Promise<void> {
  await client.query({
    name: "conversation_count",
    text: `INSERT INTO conversation AS v (story_id, comments) VALUES ($1, greatest($2::int, 0))
           ON CONFLICT (story_id) DO UPDATE SET comments = greatest(v.comments + $2::int, 0)`,
    values: [comment.story_id, by],
  });
  if (comment.parent_id !== null)
    await client.query({
      name: "conversation_replies",
      text: "UPDATE comment SET replies = greatest(replies + $2::int, 0) WHERE id = $1",
      values: [comment.root_id, by],
    });
}

/** Tells whoever wrote the parent that there is an answer. */
export async function tellParent(
  client: PoolClient,
  comment: { id: string; parent_id: string | null; reader_id: string | null },
  now: Date,
): Promise<void> {
  if (comment.parent_id === null) return;
  const { rows } = await client.query<{ reader_id: string | null; name: string | null }>({
    name: "conversation_parent",
    text: `SELECT p.reader_id, (SELECT name FROM reader WHERE id = $2) AS name FROM comment p WHERE p.id = $1`,
    values: [comment.parent_id, comment.reader_id],
  });
  const [parent] = rows;
  if (parent === undefined || parent.reader_id === null) return;
  if (parent.reader_id === comment.reader_id) return;
  const name = isolated(parent.name ?? "قارئ");
  await tellReader(
    client,
    {
      reader: parent.reader_id,
      kind: "reply",
      comment: comment.id,
      told: { ar: `ردّ ${name} على تعليقك.`, en: `${name} replied to your comment.` },
    },
    now,
  );
}

/**
 * Tells every node that there is a new comment: their pages follow within seconds, not at each of a thousand.
 * The event names no cache tag for that reason.
 */
export async function announceShown(
  client: PoolClient,
  story: string,
  comment: string,
): Promise<void> {
  await addEvent(client, "comment.shown", { stales: [], conversation: story, comment });
}

/** Takes a comment from the pages at once, stale copies included. */
async function hide(client: PoolClient, row: Row, comment: string): Promise<void> {
  await countShown(client, row, -1);
  await addEvent(client, "comment.hidden", {
    stales: [conversationTag(row.story_id)],
    hard: true,
    conversation: row.story_id,
    comment,
  });
}

/**
 * Puts a published comment among the editors' picks, or takes it out, in the caller's transaction; call it last.
 * @returns the comment's story and reader; undefined when no such comment is published
 */
export async function featureComment(
  client: PoolClient,
  change: { readonly comment: string; readonly isFeatured: boolean },
  now: Date,
): Promise<{ story: string; reader: string | null } | undefined> {
  const { rows } = await client.query<{ story_id: string; reader_id: string | null }>(
    `UPDATE comment SET featured_at = CASE WHEN $2 THEN coalesce(featured_at, $3) END
     WHERE id = $1 AND state = 'published' RETURNING story_id, reader_id`,
    [change.comment, change.isFeatured, now],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  await addEvent(client, "comment.featured", { stales: [conversationTag(row.story_id)] });
  return { story: row.story_id, reader: row.reader_id };
}

/**
 * Deletes a comment, in the caller's transaction: its text is gone for good, its place stays while something is below
 * it. It locks the outbox: call it last.
 * @param own.reader whose comment it must be; null where a moderator deletes it
 * @returns the story; undefined when there is no such comment
 */
export async function eraseComment(
  client: PoolClient,
  own: { readonly comment: string; readonly reader: string | null },
): Promise<string | undefined> {
  const { rows } = await client.query<Row>(
    `SELECT story_id, reader_id, parent_id, root_id, state, shown_at FROM comment
     WHERE id = $1 AND ($2::uuid IS NULL OR reader_id = $2) AND state <> 'deleted' FOR UPDATE`,
    [own.comment, own.reader],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  await client.query(
    `UPDATE comment SET state = 'deleted', body = '', quote = '', similarity = '', verdicts = '[]', featured_at = NULL
     WHERE id = $1`,
    [own.comment],
  );
  await client.query("DELETE FROM reader_notice WHERE comment_id = $1 AND kind = 'reply'", [
    own.comment,
  ]);
  if (row.state === "published") await hide(client, row, own.comment);
  return row.story_id;
}
