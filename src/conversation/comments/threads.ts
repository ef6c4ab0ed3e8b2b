import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";

/** In which order the comments of a story are read. */
export const SORTS = ["newest", "oldest", "appreciated", "picks"] as const;
export type Sort = (typeof SORTS)[number];

/** A comment as readers see it. Of one that is not published any more only its place is there. */
export type ShownComment = {
  readonly id: string;
  readonly root: string;
  readonly parent: string | null;
  readonly isShown: boolean;
  /** Whether its reader deleted it themselves; only told where it is not shown. */
  readonly isDeleted: boolean;
  /** null: the account is gone. */
  readonly author: string | null;
  readonly text: string;
  readonly quote: string;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly revision: number;
  readonly likes: number;
  readonly isFeatured: boolean;
  /** The name of whom it answers, below the first level. */
  readonly answers: string | null;
};

/** A comment that began a thread, with the first of its replies. */
export type Thread = {
  readonly root: ShownComment;
  readonly replies: readonly ShownComment[];
  /** How many replies there are in all. */
  readonly total: number;
};

/** A page of the conversation of a story. */
export type ThreadPage = {
  readonly threads: readonly Thread[];
  readonly page: number;
  readonly pages: number;
};

/** Threads of a page; replies shown below each; replies of a page of one thread. */
export const THREADS_A_PAGE = 20;
const FIRST_REPLIES = 3;
export const REPLIES_A_PAGE = 50;

type Row = {
  id: string;
  root_id: string;
  parent_id: string | null;
  state: string;
  author: string | null;
  body: string;
  quote: string;
  created_at: Date;
  edited_at: Date | null;
  revision: number;
  likes: number;
  replies: number;
  featured_at: Date | null;
  answers: string | null;
  place?: string;
};

const COLUMNS = `c.id, c.root_id, c.parent_id, c.state, coalesce(r.name, c.author_name) AS author, c.body, c.quote, c.created_at,
  c.edited_at, c.revision, c.likes, c.replies, c.featured_at`;
const ANSWERS = `CASE WHEN c.parent_id = c.root_id THEN NULL ELSE
  (SELECT coalesce(pr.name, p.author_name) FROM comment p LEFT JOIN reader pr ON pr.id = p.reader_id WHERE p.id = c.parent_id AND p.state = 'published') END AS answers`;

const shownOf = (row: Row): ShownComment => {
  const isShown = row.state === "published";
  return {
    id: row.id,
    root: row.root_id,
    parent: row.parent_id,
    isShown,
    isDeleted: row.state === "deleted",
    author: isShown ? row.author : null,
    text: isShown ? row.body : "",
    quote: isShown ? row.quote : "",
    createdAt: row.created_at,
    editedAt: row.edited_at,
    revision: row.revision,
    likes: isShown ? row.likes : 0,
    isFeatured: isShown && row.featured_at !== null,
    answers: isShown ? row.answers : null,
  };
};

const ROOTS =
  "c.story_id = $1 AND c.parent_id IS NULL AND (c.state = 'published' OR c.replies > 0)";
const PICKS = "c.story_id = $1 AND c.featured_at IS NOT NULL AND c.state = 'published'";
const ORDER: Readonly<Record<Sort, { readonly which: string; readonly order: string }>> = {
  newest: { which: ROOTS, order: "c.created_at DESC, c.id DESC" },
  oldest: { which: ROOTS, order: "c.created_at, c.id" },
  appreciated: { which: ROOTS, order: "c.likes DESC, c.created_at DESC, c.id DESC" },
  picks: { which: PICKS, order: "c.featured_at DESC, c.id DESC" },
};

// Only the ids of a page are sorted out first: its rows are read, not those before it.
const rootsOf = (sort: Sort) =>
  prepareQuery<Row>(`comment_roots_${sort}`, {
    sql: `WITH page AS MATERIALIZED (
            SELECT c.id, row_number() OVER (ORDER BY ${ORDER[sort].order}) AS place FROM comment c
            WHERE ${ORDER[sort].which} ORDER BY ${ORDER[sort].order} LIMIT $2 OFFSET $3)
          SELECT ${COLUMNS}, ${ANSWERS}, page.place FROM page JOIN comment c ON c.id = page.id
          LEFT JOIN reader r ON r.id = c.reader_id ORDER BY page.place`,
  });
const ROOT_QUERIES = {
  newest: rootsOf("newest"),
  oldest: rootsOf("oldest"),
  appreciated: rootsOf("appreciated"),
  picks: rootsOf("picks"),
};
const countRoots = prepareQuery<{ n: string }>("comment_roots_count", {
  sql: `SELECT count(*) AS n FROM comment c WHERE ${ROOTS}`,
});
const countPicks = prepareQuery<{ n: string }>("comment_picks_count", {
  sql: `SELECT count(*) AS n FROM comment c WHERE ${PICKS}`,
});
const firstReplies = prepareQuery<Row>("comment_first_replies", {
  sql: `SELECT ${COLUMNS}, ${ANSWERS} FROM unnest($1::uuid[]) AS t (root)
        CROSS JOIN LATERAL (SELECT * FROM comment c WHERE c.root_id = t.root AND c.parent_id IS NOT NULL AND c.state = 'published'
                            ORDER BY c.created_at, c.id LIMIT ${FIRST_REPLIES}) c
        LEFT JOIN reader r ON r.id = c.reader_id ORDER BY c.created_at, c.id`,
});
const byId = prepareQuery<Row & { story_id: string }>("comment_by_id", {
  sql: `SELECT ${COLUMNS}, ${ANSWERS}, c.story_id FROM comment c LEFT JOIN reader r ON r.id = c.reader_id WHERE c.id = $1`,
});
const repliesOf = prepareQuery<Row>("comment_replies", {
  sql: `SELECT ${COLUMNS}, ${ANSWERS} FROM comment c LEFT JOIN reader r ON r.id = c.reader_id
        WHERE c.root_id = $1 AND c.parent_id IS NOT NULL AND c.state = 'published'
        ORDER BY c.created_at, c.id LIMIT $2 OFFSET $3`,
});

/** A page of a story's conversation; three queries, whatever its length. Pages count from 1. */
export async function listThreads(
  db: Pool,
  query: { readonly story: string; readonly sort: Sort; readonly page: number },
): Promise<ThreadPage> {
  const { story, sort, page } = query;
  const [roots, [count]] = await Promise.all([
    ROOT_QUERIES[sort].run(db, [story, THREADS_A_PAGE, (page - 1) * THREADS_A_PAGE]),
    (sort === "picks" ? countPicks : countRoots).run(db, [story]),
  ]);
  const withReplies = sort === "picks" ? [] : roots.filter(({ replies }) => replies > 0);
  const replies =
    withReplies.length === 0 ? [] : await firstReplies.run(db, [withReplies.map(({ id }) => id)]);
  return {
    threads: roots.map((root) => ({
      root: shownOf(root),
      replies: replies.filter(({ root_id: of }) => of === root.id).map(shownOf),
      total: sort === "picks" ? 0 : root.replies,
    })),
    page,
    pages: Math.max(1, Math.ceil(Number(count?.n ?? 0) / THREADS_A_PAGE)),
  };
}

/** One whole thread, a page of its replies at a time; undefined when the story has none that begins with `root`. */
export async function findThread(
  db: Pool,
  query: { readonly story: string; readonly root: string; readonly page: number },
): Promise<ThreadPage | undefined> {
  const { story, root, page } = query;
  const [[row], replies] = await Promise.all([
    byId.run(db, [root]),
    repliesOf.run(db, [root, REPLIES_A_PAGE, (page - 1) * REPLIES_A_PAGE]),
  ]);
  if (row === undefined || row.story_id !== story || row.parent_id !== null) return undefined;
  if (row.state !== "published" && row.replies === 0) return undefined;
  return {
    threads: [{ root: shownOf(row), replies: replies.map(shownOf), total: row.replies }],
    page,
    pages: Math.max(1, Math.ceil(row.replies / REPLIES_A_PAGE)),
  };
}

const shownById = prepareQuery<Row & { story_id: string; path: string }>("comment_shown_by_id", {
  sql: `SELECT ${COLUMNS}, ${ANSWERS}, c.story_id, s.path FROM comment c JOIN story s ON s.id = c.story_id
        LEFT JOIN reader r ON r.id = c.reader_id
        WHERE c.id = ANY($1::uuid[]) AND c.state = 'published' AND s.state = 'published' ORDER BY c.created_at, c.id`,
});

/** The published comments of these ids, the oldest first. One query. */
export async function listComments(
  db: Pool,
  ids: readonly string[],
): Promise<{ comment: ShownComment; story: { id: string; path: string } }[]> {
  if (ids.length === 0) return [];
  const rows = await shownById.run(db, [ids]);
  return rows.map((row) => ({
    comment: shownOf(row),
    story: { id: row.story_id, path: row.path },
  }));
}

/** Where a published comment stands: its story and the page of its thread. One query. */
export async function findPlace(
  db: Pool,
  comment: string,
): Promise<{ story: string; path: string; root: string; page: number } | undefined> {
  const { rows } = await db.query<{
    story_id: string;
    path: string;
    root_id: string;
    before: string;
  }>({
    name: "comment_find_place",
    text: `SELECT c.story_id, s.path, c.root_id,
             (SELECT count(*) FROM comment b WHERE b.root_id = c.root_id AND b.parent_id IS NOT NULL AND b.state = 'published'
                AND (b.created_at, b.id) < (c.created_at, c.id)) AS before
           FROM comment c JOIN story s ON s.id = c.story_id
           WHERE c.id = $1 AND c.state = 'published' AND s.state = 'published'`,
    values: [comment],
  });
  const [row] = rows;
  return row === undefined
    ? undefined
    : {
        story: row.story_id,
        path: row.path,
        root: row.root_id,
        page: 1 + Math.floor(Number(row.before) / REPLIES_A_PAGE),
      };
}

/** How many comments readers see below each of the stories; a story without any is not in it. One query. */
export async function countComments(
  db: Pool,
  stories: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (stories.length === 0) return new Map();
  const { rows } = await db.query<{ story_id: string; comments: number }>({
    name: "comment_counts",
    text: "SELECT story_id, comments FROM conversation WHERE story_id = ANY($1::uuid[]) AND comments > 0",
    values: [stories],
  });
  return new Map(rows.map((row) => [row.story_id, row.comments]));
}
