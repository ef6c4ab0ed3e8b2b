import type { Pool, PoolClient } from "pg";
import { prepareQuery } from "#platform/db.ts";

type Database = Pool | PoolClient;

/** Where a published story is, and when readers were last told of a change in it. */
export type PublishedAddress = {
  readonly path: string;
  readonly changedAt: Date;
  readonly pictureId: string | undefined;
};

type Row = { path: string; changed_at: Date; picture_id: string | null };

const pages = prepareQuery<{ changed_at: Date }>("address_pages", {
  sql: `SELECT max(changed_at) AS changed_at
        FROM (SELECT (row_number() OVER (ORDER BY published_at, id) - 1) / $1::int AS page,
                     coalesce(updated_at, published_at) AS changed_at
              FROM story WHERE state = 'published') numbered
        GROUP BY page ORDER BY page`,
});

/** The last change of each page of all published stories, the oldest first, `length` to a page. One query. */
export async function listAddressPages(db: Database, length: number): Promise<Date[]> {
  return (await pages.run(db, [length])).map((row) => row.changed_at);
}

const addresses = prepareQuery<Row>("addresses", {
  sql: `SELECT path, coalesce(updated_at, published_at) AS changed_at, picture_id
        FROM story WHERE state = 'published' ORDER BY published_at, id LIMIT $1 OFFSET $2`,
});

/** Addresses of one page of all published stories, the oldest first, so that a full page stays as it is. One query. */
export async function listAddresses(
  db: Database,
  page: { readonly length: number; readonly index: number },
): Promise<PublishedAddress[]> {
  const rows = await addresses.run(db, [page.length, page.length * page.index]);
  return rows.map((row) => ({
    path: row.path,
    changedAt: row.changed_at,
    pictureId: row.picture_id ?? undefined,
  }));
}

/** A story of the last days as news sitemaps name it. */
export type RecentStory = PublishedAddress & {
  readonly headline: string;
  readonly lang: string;
  readonly publishedAt: Date;
};

const recent = prepareQuery<Row & { headline: string; lang: string; published_at: Date }>(
  "recent_addresses",
  {
    sql: `SELECT path, headline, lang, published_at, coalesce(updated_at, published_at) AS changed_at, picture_id
          FROM story WHERE state = 'published' AND published_at > $1 ORDER BY published_at DESC, id DESC LIMIT $2`,
  },
);

/** Stories published after `since`, the newest first. One query. */
export async function listRecentStories(
  db: Database,
  since: Date,
  limit: number,
): Promise<RecentStory[]> {
  const rows = await recent.run(db, [since, limit]);
  return rows.map((row) => ({
    path: row.path,
    changedAt: row.changed_at,
    pictureId: row.picture_id ?? undefined,
    headline: row.headline,
    lang: row.lang,
    publishedAt: row.published_at,
  }));
}

const lists = prepareQuery<{ path: string; changed_at: Date | null }>("list_addresses", {
  sql: `(SELECT '/topics/' || slug AS path,
                (SELECT max(published_at) FROM story_topic WHERE topic_id = topic.id) AS changed_at
         FROM topic WHERE EXISTS (SELECT FROM story_topic WHERE topic_id = topic.id AND published_at IS NOT NULL)
         ORDER BY id DESC LIMIT $1)
        UNION ALL
        (SELECT '/authors/' || slug,
                (SELECT max(published_at) FROM story_author WHERE author_id = author.id)
         FROM author WHERE EXISTS (SELECT FROM story_author WHERE author_id = author.id AND published_at IS NOT NULL)
         ORDER BY id DESC LIMIT $1)
        LIMIT $1`,
});

/** Topics and authors that have a published story, each with the day of its newest. One query. */
export async function listNamedLists(
  db: Database,
  limit: number,
): Promise<{ path: string; changedAt: Date | undefined }[]> {
  const rows = await lists.run(db, [limit]);
  return rows.map((row) => ({ path: row.path, changedAt: row.changed_at ?? undefined }));
}

const pathsById = prepareQuery<{ path: string }>("paths_by_id", {
  sql: "SELECT path FROM story WHERE id = ANY($1::uuid[]) AND path IS NOT NULL ORDER BY id",
});

/** Addresses of the stories with these ids that were ever published, those that are gone too. One query. */
export async function listPathsById(db: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  return (await pathsById.run(db, [ids])).map(({ path }) => path);
}
