import type { Pool } from "pg";
import {
  findAuthor,
  findCurrentPath,
  findStoryByPath,
  findStoryByShortId,
  findTopic,
  listSections,
  listStories,
  storyStateAt,
} from "#stories/read.ts";
import type { Edition } from "#stories/story.ts";
import type { Archive } from "./reader-context.ts";

/** The stories in the database, as pages read them. */
export function archiveOf(pool: Pool, edition: () => Edition): Archive {
  return {
    listSections: () => listSections(pool, edition().code),
    listStories: async (query) => {
      const { stories, cursor } = await listStories(pool, query);
      return { stories, cursor };
    },
    findStoryByPath: (path) => findStoryByPath(pool, path),
    findPathByShortId: async (shortId) => (await findStoryByShortId(pool, shortId))?.path,
    findCurrentPath: (address) => findCurrentPath(pool, address),
    isGone: async (path) => {
      const state = await storyStateAt(pool, path);
      return state === "taken_down";
    },
    findTopic: (slug) => findTopic(pool, slug),
    findAuthor: (slug) => findAuthor(pool, slug),
  };
}
