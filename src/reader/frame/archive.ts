import type { Pool } from "pg";
import { NEWS_SITEMAP_LENGTH, SITEMAP_LENGTH } from "#distribution/sitemaps.ts";
import {
  listAddresses,
  listAddressPages,
  listNamedLists,
  listRecentStories,
} from "#stories/published-addresses.ts";
import type { Clock } from "#platform/clock.ts";
import { listShownLines } from "#site/breaking.ts";
import { findPublishedFront } from "#site/fronts.ts";
import { findPublishedPage, listPageLinks } from "#site/pages.ts";
import { findMovedLabel } from "#stories/labels/labels.ts";
import {
  findAuthor,
  findCurrentPath,
  findStoryByPath,
  findStoryByShortId,
  findTopic,
  listCardsById,
  listSections,
  listStories,
  listStoriesById,
  storyStateAt,
} from "#stories/read.ts";
import type { Edition } from "#stories/story.ts";
import type { Archive } from "./reader-context.ts";

/** The stories in the database, as pages read them. */
export function archiveOf(pool: Pool, edition: () => Edition, clock: Clock): Archive {
  return {
    listSections: () => listSections(pool, edition().code),
    listPages: () => listPageLinks(pool, edition()),
    findPage: (slug) => findPublishedPage(pool, edition(), slug),
    listBreaking: () => listShownLines(pool, edition(), clock.now()),
    findFront: (key) => findPublishedFront(pool, edition(), key),
    listStories: async (query) => {
      const { stories, cursor } = await listStories(pool, query);
      return { stories, cursor };
    },
    listWholeStories: async (query) => {
      const { stories } = await listStories(pool, query);
      return listStoriesById(
        pool,
        stories.map(({ id }) => id),
      );
    },
    addresses: {
      listPages: () => listAddressPages(pool, SITEMAP_LENGTH),
      listPage: (index) => listAddresses(pool, { length: SITEMAP_LENGTH, index }),
      listRecent: (since) => listRecentStories(pool, since, NEWS_SITEMAP_LENGTH),
      listNamed: () => listNamedLists(pool, SITEMAP_LENGTH - 1000),
    },
    listCards: (ids) => listCardsById(pool, ids),
    findStoryByPath: (path) => findStoryByPath(pool, path),
    findPathByShortId: async (shortId) => (await findStoryByShortId(pool, shortId))?.path,
    findCurrentPath: (address) => findCurrentPath(pool, address),
    isGone: async (path) => {
      const state = await storyStateAt(pool, path);
      return state === "taken_down";
    },
    findTopic: (slug) => findTopic(pool, slug),
    findAuthor: (slug) => findAuthor(pool, slug),
    findMovedLabel: (kind, slug) => findMovedLabel(pool, kind, slug),
  };
}
