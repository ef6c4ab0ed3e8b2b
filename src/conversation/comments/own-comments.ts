import type { Pool } from "pg";
import { EDIT_MS } from "./change-comment.ts";

/** A comment as its reader sees it, whatever became of it. */
export type OwnComment = {
  readonly id: string;
  readonly story: { readonly id: string; readonly path: string; readonly headline: string };
  readonly parent: string | null;
  readonly state: "published" | "held" | "rejected";
  readonly text: string;
  readonly quote: string;
  readonly createdAt: Date;
  readonly revision: number;
  readonly likes: number;
  readonly mayEdit: boolean;
};

type Row = {
  id: string;
  story_id: string;
  path: string;
  headline: string;
  parent_id: string | null;
  state: "published" | "held" | "rejected";
  body: string;
  quote: string;
  created_at: Date;
  revision: number;
  likes: number;
};

const SELECT = `SELECT c.id, c.story_id, s.path, s.headline, c.parent_id, c.state, c.body, c.quote, c.created_at, c.revision, c.likes
  FROM comment c JOIN story s ON s.id = c.story_id WHERE c.reader_id = $1 AND c.state <> 'deleted' AND s.state = 'published'`;

const ownOf = (row: Row, now: Date): OwnComment => ({
  id: row.id,
  story: { id: row.story_id, path: row.path, headline: row.headline },
  parent: row.parent_id,
  state: row.state,
  text: row.body,
  quote: row.quote,
  createdAt: row.created_at,
  revision: row.revision,
  likes: row.likes,
  mayEdit: row.state !== "rejected" && now.getTime() - row.created_at.getTime() <= EDIT_MS,
});

/** How many of their own comments a reader sees on a page. */
export const OWN_A_PAGE = 30;

/** A reader's own comments, the newest first, below stories that are still published. One query. Pages count from 1. */
export async function listOwnComments(
  db: Pool,
  query: { readonly reader: string; readonly page: number },
  now: Date,
): Promise<{ comments: OwnComment[]; hasMore: boolean }> {
  const { rows } = await db.query<Row>(
    `${SELECT} ORDER BY c.created_at DESC, c.id DESC LIMIT $2 OFFSET $3`,
    [query.reader, OWN_A_PAGE + 1, (query.page - 1) * OWN_A_PAGE],
  );
  return {
    comments: rows.slice(0, OWN_A_PAGE).map((row) => ownOf(row, now)),
    hasMore: rows.length > OWN_A_PAGE,
  };
}

/** A reader's own comment; undefined when it is none of theirs. One query. */
export async function findOwnComment(
  db: Pool,
  own: { readonly comment: string; readonly reader: string },
  now: Date,
): Promise<OwnComment | undefined> {
  const { rows } = await db.query<Row>(`${SELECT} AND c.id = $2`, [own.reader, own.comment]);
  return rows[0] === undefined ? undefined : ownOf(rows[0], now);
}

/** What a page must know of a reader to show a conversation as theirs. */
export type OwnMarks = {
  /** Ids of the comments that they appreciate. */
  readonly liked: readonly string[];
  /** Their own comments of this story, the newest hundred, and until when each may be edited. */
  readonly own: readonly {
    readonly id: string;
    readonly editUntil: Date;
    readonly state: string;
  }[];
};

/** A reader's marks on the conversation of a story. Two queries. */
export async function marksOf(
  db: Pool,
  query: { readonly reader: string; readonly story: string },
): Promise<OwnMarks> {
  const values = [query.reader, query.story];
  const [liked, own] = await Promise.all([
    db.query<{ comment_id: string }>({
      name: "comment_liked_by",
      text: `SELECT l.comment_id FROM comment_like l JOIN comment c ON c.id = l.comment_id
             WHERE l.reader_id = $1 AND c.story_id = $2 LIMIT 2000`,
      values,
    }),
    db.query<{ id: string; created_at: Date; state: string }>({
      name: "comment_own_of_story",
      text: `SELECT id, created_at, state FROM comment WHERE reader_id = $1 AND story_id = $2 AND state <> 'deleted'
             ORDER BY created_at DESC LIMIT 100`,
      values,
    }),
  ]);
  return {
    liked: liked.rows.map(({ comment_id: id }) => id),
    own: own.rows.map(({ id, created_at: at, state }) => ({
      id,
      state,
      editUntil: new Date(at.getTime() + EDIT_MS),
    })),
  };
}
