import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";

type Row = { story: string; slug: string; name: string };

const topics = prepareQuery<Row>("api_topics_of_stories", {
  sql: `SELECT st.story_id AS story, t.slug, t.name FROM story_topic st JOIN topic t ON t.id = st.topic_id
        WHERE st.story_id = ANY($1::uuid[]) ORDER BY st.story_id, st.position`,
});

/** The topics of each of these stories, in the story's own order. One query. */
export async function listTopicsOfStories(
  pool: Pool,
  ids: readonly string[],
): Promise<Map<string, { slug: string; name: string }[]>> {
  const byStory = new Map<string, { slug: string; name: string }[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return byStory;
  for (const { story, slug, name } of await topics.run(pool, [ids]))
    byStory.get(story)?.push({ slug, name });
  return byStory;
}
