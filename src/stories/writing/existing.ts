import type { PoolClient } from "pg";
import type { StoryState } from "../story.ts";

/** A story as it stands before it is written. */
export type ExistingStory = {
  readonly id: string;
  readonly short_id: string;
  readonly state: StoryState;
  readonly path: string | null;
  readonly headline: string;
  readonly published_at: Date | null;
  readonly updated_at: Date | null;
  readonly last_revision: number;
  readonly section_slug: string | null;
  readonly picture_id: string | null;
  readonly topic_slugs: string[];
  readonly author_slugs: string[];
};

/**
 * Lets one writer at a time make addresses and labels, until its transaction ends. Publishing is rare and short, so
 * standing in line costs less than the races that it rules out: equal slugs, equal topics, deadlocks between imports.
 */
export async function lockWriters(client: PoolClient): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtext('warraq.stories.write'))");
}

/** The stories of these ids that exist, by id, their rows locked. Two queries; call it under the writers' lock. */
export async function loadExisting(
  client: PoolClient,
  ids: readonly string[],
): Promise<Map<string, ExistingStory>> {
  if (ids.length === 0) return new Map();
  // Whoever changes a story's draft or revisions holds its row; locked before it is read, and always after the writers' lock.
  await client.query("SELECT FROM story WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE", [ids]);
  const { rows } = await client.query<ExistingStory>(
    `SELECT s.id, s.short_id, s.state, s.path, s.headline, s.published_at, s.updated_at, s.picture_id,
       sec.slug AS section_slug,
       coalesce((SELECT max(number) FROM story_revision r WHERE r.story_id = s.id), 0) AS last_revision,
       ARRAY(SELECT t.slug FROM story_topic st JOIN topic t ON t.id = st.topic_id WHERE st.story_id = s.id) AS topic_slugs,
       ARRAY(SELECT a.slug FROM story_author sa JOIN author a ON a.id = sa.author_id WHERE sa.story_id = s.id) AS author_slugs
     FROM story s LEFT JOIN section sec ON sec.id = s.section_id WHERE s.id = ANY($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
