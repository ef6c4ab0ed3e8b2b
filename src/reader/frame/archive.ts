import type { Pool } from "pg";
import { countComments, findThread, listThreads } from "#conversation/comments/threads.ts";
import { modeOf } from "#conversation/moderation/modes.ts";
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
import type { Edition, StoryCard } from "#stories/story.ts";
import type { Archive, CountedCard, ReaderContext, ReaderDeps } from "./reader-context.ts";

/** What pages are made from, of what the server gives. */
export function contextOf(deps: ReaderDeps): ReaderContext {
  const { pool } = deps;
  const count = deps.countComments ?? ((stories) => countComments(pool, stories));
  const archive = archiveOf(pool, deps.edition, deps.clock, deps.storyChanges);
  const counted = async (cards: readonly StoryCard[]): Promise<readonly CountedCard[]> => {
    const counts = await count(cards.map(({ id }) => id));
    if (counts.size === 0) return cards;
    return cards.map((card) => {
      const comments = counts.get(card.id);
      return comments === undefined ? card : { ...card, comments };
    });
  };
  return {
    ...deps,
    archive: {
      ...archive,
      listStories: async (query) => {
        const { stories, cursor } = await archive.listStories(query);
        return { stories: await counted(stories), cursor };
      },
      listCards: async (ids) => counted(await archive.listCards(ids)),
    },
    conversation: {
      countComments: count,
      listThreads: (query) => listThreads(pool, query),
      findThread: (query) => findThread(pool, query),
      isClosed: async (story) => (await modeOf(pool, story, deps.clock.now()))?.isClosed ?? true,
    },
  };
}

/** One more than stand beside a story: it may be among them. */
const BESIDE = 5;

/**
 * The stories in the database, as pages read them.
 * @param changes counts what may have changed the stories; without it no list is kept from one page to the next
 */
export function archiveOf(
  pool: Pool,
  edition: () => Edition,
  clock: Clock,
  changes?: () => number,
): Archive {
  let keptOf = -1;
  const kept = new Map<string, Promise<readonly StoryCard[]>>();

  function listBeside(section: string): Promise<readonly StoryCard[]> {
    const now = changes?.() ?? keptOf + 1;
    if (now !== keptOf) kept.clear();
    keptOf = now;
    const before = kept.get(section);
    if (before !== undefined) return before;
    const reading = listStories(pool, { section, limit: BESIDE }).then(({ stories }) => stories);
    kept.set(section, reading);
    reading.catch(() => {
      if (kept.get(section) === reading) kept.delete(section);
    });
    return reading;
  }

  return {
    listBeside,
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
