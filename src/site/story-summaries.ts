import type { Pool, PoolClient } from "pg";
import type { StoryState } from "#stories/story.ts";

/** A story of any state, as one who arranges a front sees it. */
export type StorySummary = {
  readonly id: string;
  readonly headline: string;
  readonly state: StoryState;
  /** Root-relative, decoded; undefined: never published. */
  readonly path: string | undefined;
  readonly section: { readonly slug: string; readonly name: string } | undefined;
  readonly publishedAt: Date | undefined;
  readonly picture: string | undefined;
};

type Row = {
  id: string;
  headline: string;
  state: StoryState;
  path: string | null;
  slug: string | null;
  name: string | null;
  published_at: Date | null;
  picture_id: string | null;
};

/** The stories of these ids, whatever their state, in no order. One query, none for no ids. */
export async function listSummaries(
  db: Pool | PoolClient,
  ids: readonly string[],
): Promise<StorySummary[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<Row>(
    `SELECT s.id, s.headline, s.state, s.path, sec.slug, sec.name, s.published_at, s.picture_id
     FROM story s LEFT JOIN section sec ON sec.id = s.section_id WHERE s.id = ANY($1)`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    headline: row.headline,
    state: row.state,
    path: row.path ?? undefined,
    section: row.slug === null ? undefined : { slug: row.slug, name: row.name ?? "" },
    publishedAt: row.published_at ?? undefined,
    picture: row.picture_id ?? undefined,
  }));
}
