import type { PoolClient } from "pg";
import { addEvent, addEvents } from "#platform/outbox.ts";
import type { ExistingStory } from "./existing.ts";

/** Most tags of one event; the outbox takes 500. */
const TAGS_OF_AN_EVENT = 400;

/** Tags of the lists that a story stands in. */
export function listTags(story: {
  readonly section: string;
  readonly topics: readonly string[];
  readonly authors: readonly string[];
}): string[] {
  return [
    "home",
    "list",
    `section:${story.section}`,
    ...story.topics.map((slug) => `topic:${slug}`),
    ...story.authors.map((slug) => `author:${slug}`),
  ];
}

/** Tags of the lists that an existing story stood in, and of its own page. */
export function existingTags(story: ExistingStory): string[] {
  if (story.section_slug === null) return [`story:${story.id}`];
  return [
    `story:${story.id}`,
    ...listTags({
      section: story.section_slug,
      topics: story.topic_slugs,
      authors: story.author_slugs,
    }),
  ];
}

/** Writes as many events as the tags need; each names the stories that were written. */
export async function addStaleEvents(
  client: PoolClient,
  kind: string,
  tags: ReadonlySet<string>,
  details: { story?: string; stories?: readonly string[]; hard?: boolean; by?: string },
): Promise<void> {
  const all = [...tags];
  for (let start = 0; start < all.length; start += TAGS_OF_AN_EVENT)
    await addEvent(client, kind, {
      stales: all.slice(start, start + TAGS_OF_AN_EVENT),
      ...details,
    });
}

/**
 * Writes one event for each story of a batch: the first carries every tag that went stale, the others that of their own
 * page, since all are delivered together.
 */
export async function addStoryEvents(
  client: PoolClient,
  kind: string,
  ids: readonly string[],
  tags: ReadonlySet<string>,
): Promise<void> {
  const [first, ...others] = ids;
  if (first === undefined) return;
  await addStaleEvents(client, kind, tags, { story: first });
  await addEvents(
    client,
    kind,
    others.map((story) => ({ stales: [`story:${story}`], story })),
  );
}
