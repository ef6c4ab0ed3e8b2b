import type { Assets } from "../assets.ts";
import pino from "pino";
import { handClock, type HandClock } from "#platform/clock.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { Edition } from "#stories/story.ts";
import { escapeText } from "../frame/html-text.ts";
import type {
  Archive,
  ReaderContext,
  ReaderConversation,
  ReaderSearch,
} from "../frame/reader-context.ts";
import { galleryThreads } from "./gallery-threads.ts";
import {
  galleryCards,
  galleryEdition,
  galleryMostRead,
  galleryPage,
  gallerySections,
  galleryStory,
  galleryTrending,
} from "./hard-arabic.ts";

const PAGE = "offset-";

/** An archive in memory that holds the gallery's stories. */
const memoryArchive: Archive = {
  listSections: async () => gallerySections,
  listPages: async () => [{ slug: "about", title: "من نحن", inFooter: true }],
  findPage: async (slug) => (slug === "about" ? galleryPage : undefined),
  listBreaking: async () => [],
  findFront: async () => undefined,
  listCards: async (ids) => galleryCards.filter((card) => ids.includes(card.id)),
  findMovedLabel: async (_kind, slug) => (slug === "jack-smith" ? "john-smith" : undefined),
  listStories: async ({ section, topic, author, cursor, limit }) => {
    const start = cursor === undefined ? 0 : Number(cursor.slice(PAGE.length));
    const all = galleryCards.filter(
      (card) =>
        (section === undefined || card.section.slug === section) &&
        (author === undefined || card.authors.some((one) => one.slug === author)) &&
        (topic === undefined || card.id === galleryStory.id),
    );
    const end = start + limit;
    return {
      stories: all.slice(start, end),
      cursor: end < all.length ? `${PAGE}${end}` : undefined,
    };
  },
  listBeside: async (section) => galleryCards.filter((card) => card.section.slug === section),
  listWholeStories: async () => [galleryStory],
  addresses: {
    listPages: async () => [galleryStory.publishedAt],
    listPage: async (index) =>
      index > 0 ? [] : [{ path: galleryStory.path, changedAt: galleryStory.publishedAt }],
    listRecent: async () => [{ ...galleryStory, pictureId: galleryStory.picture?.id }],
    listNamed: async () => [{ path: "/topics/أسواق-الكتب" }],
  },
  findStoryByPath: async (path) => (path === galleryStory.path ? galleryStory : undefined),
  findPathByShortId: async (id) => galleryCards.find((card) => card.shortId === id)?.path,
  findCurrentPath: async (address) => (address === "/old/ذكرى" ? galleryStory.path : undefined),
  isGone: async (path) => path === "/world/2026/11/01/محجوبة",
  findTopic: async (slug) => {
    const topic = galleryStory.topics.find((one) => one.slug === slug);
    return topic === undefined ? undefined : { ...topic, description: "وصف الموضوع." };
  },
  findAuthor: async (slug) =>
    slug === "john-smith"
      ? { slug, name: "John Smith", bio: "كاتب.", portrait: galleryStory.picture }
      : undefined,
};

/** A search that finds the gallery's stories whose headline has the text. */
const memorySearch: ReaderSearch = {
  find: async ({ text, limit }) => {
    const found = galleryCards.filter(({ headline }) => headline.includes(text));
    return {
      total: found.length,
      fit: "all",
      hits: found.slice(0, limit).map((card) => ({
        card,
        headlineHtml: escapeText(card.headline).replaceAll(text, `<mark>${text}</mark>`),
        snippetHtml: escapeText(card.standfirst),
      })),
      cursor: undefined,
      facets: {
        sections: gallerySections.map(({ slug, name }, index) => ({
          slug,
          name,
          count: index + 1,
        })),
        topics: galleryStory.topics.map(({ slug, name }) => ({ slug, name, count: 1 })),
        years: [
          { year: 2026, count: 2 },
          { year: 2025, count: 1 },
        ],
      },
      meant: undefined,
      ignored: 0,
    };
  },
  relatedAt: () => galleryCards.slice(0, 3).map(({ id }) => id),
  suggest: async (text) => ({
    topics: galleryStory.topics.filter(({ name }) => name.startsWith(text)),
    people: [],
    headlines: galleryCards
      .filter(({ headline }) => headline.includes(text))
      .map(({ path, headline }) => ({ path, headline })),
  }),
};

/** A conversation that the gallery's story has. */
const memoryConversation: ReaderConversation = {
  countComments: async (stories) =>
    new Map(
      stories.includes(galleryStory.id) ? [[galleryStory.id, galleryThreads.length + 1]] : [],
    ),
  listThreads: async ({ page }) => ({ threads: galleryThreads, page, pages: 2 }),
  isClosed: async () => false,
  findThread: async ({ root, page }) => {
    const threads = galleryThreads.filter((thread) => thread.root.id === root);
    return threads.length === 0 ? undefined : { threads, page, pages: 1 };
  },
};

/** Addresses of files that nobody serves. */
export const galleryAssets: Assets = {
  files: new Map(),
  style: "/assets/style.css",
  embedStyle: "/assets/embed.css",
  script: "/assets/script.js",
  fonts: {
    first: ["/assets/one.woff2"],
    latinText: "/assets/lt.woff2",
    latinHead: "/assets/lh.woff2",
  },
  search: { style: "/assets/search.css", script: "/assets/search.js" },
  listsStyle: "/assets/lists.css",
  conversation: { style: "/assets/conversation.css", script: "/assets/conversation.js" },
  saved: { style: "/assets/saved.css", script: "/assets/saved.js" },
  subscribing: { style: "/assets/subscribing.css", script: "/assets/alerts.js" },
  icons: {
    svg: "/assets/mark.svg",
    touch: "/assets/touch.png",
    small: "/assets/192.png",
    large: "/assets/512.png",
    maskable: "/assets/maskable.png",
  },
  card: { fontFile: "/none/card-face.ttf", plateFile: "/none/card-plate.png" },
  inlineScriptHash: "sha256-x",
};

/** A context of pages without a database, for their tests; `changes` replace parts of it. */
export function galleryContext(
  changes: Partial<Omit<ReaderContext, "archive">> & {
    readonly archive?: Partial<Archive>;
    readonly list?: MostRead;
    readonly changedEdition?: Partial<Edition>;
  } = {},
): ReaderContext & { readonly clock: HandClock } {
  const edition: Edition = { ...galleryEdition, ...changes.changedEdition };
  const list = changes.list ?? galleryMostRead;
  return {
    ranking: {
      mostRead: async () => list,
      mostReadOn: async (day) => ({
        ...galleryMostRead,
        day,
        stories: day < "2026-11-20" ? [] : galleryMostRead.stories,
      }),
      trending: async () => galleryTrending,
    },
    search: memorySearch,
    conversation: memoryConversation,
    edition: () => edition,
    frameChanges: () => 0,
    siteUrl: "https://news.example",
    assets: galleryAssets,
    log: pino({ level: "silent" }),
    ...changes,
    archive: { ...memoryArchive, ...changes.archive },
    clock: handClock("2026-11-23T15:00:00Z"),
  };
}
