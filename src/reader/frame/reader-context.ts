import type { Pool } from "pg";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { NewsEntry, SitemapEntry } from "#distribution/sitemaps.ts";
import type { Ranking } from "#readership/ranking.ts";
import type { ShownLine } from "#site/breaking.ts";
import type { FrontContent } from "#site/fronts.ts";
import type { PageLink, StaticPage } from "#site/pages.ts";
import type { ThreadPage, Sort } from "#conversation/comments/threads.ts";
import type { Search } from "#search/search.ts";
import type { Author, Edition, Section, Story, StoryCard, Topic } from "#stories/story.ts";
import type { Assets } from "../assets.ts";

/** The lists that readers' views make, as pages ask for them. */
export type ReaderRanking = Pick<Ranking, "mostRead" | "mostReadOn" | "trending">;

/** The search, as pages ask it. */
export type ReaderSearch = Pick<Search, "find" | "suggest" | "relatedAt">;

/** What pages that are the same for all readers show of the conversation. */
export type ReaderConversation = {
  /** How many comments readers see below each story; one without any is not in it. */
  countComments(stories: readonly string[]): Promise<ReadonlyMap<string, number>>;
  listThreads(query: {
    readonly story: string;
    readonly sort: Sort;
    readonly page: number;
  }): Promise<ThreadPage>;
  findThread(query: {
    readonly story: string;
    readonly root: string;
    readonly page: number;
  }): Promise<ThreadPage | undefined>;
  /** Nobody can write below the story: it was closed, or its days are over. */
  isClosed(story: string): Promise<boolean>;
};

/** Which published stories a list wants; the newest first. */
export type StoryListQuery = {
  readonly section?: string;
  readonly topic?: string;
  readonly author?: string;
  readonly cursor?: string;
  readonly limit: number;
};

/** A story in a list, with how many comments readers see below it where there are any. */
export type CountedCard = StoryCard & { readonly comments?: number };

export type StoryList = {
  readonly stories: readonly CountedCard[];
  readonly cursor: string | undefined;
};

/** Every published address, for sitemaps; pages of stories count from 0, the oldest first. */
export type Addresses = {
  /** The last change of each page of stories. */
  listPages(): Promise<readonly Date[]>;
  listPage(index: number): Promise<readonly SitemapEntry[]>;
  listRecent(since: Date): Promise<readonly NewsEntry[]>;
  /** Topics and authors. */
  listNamed(): Promise<readonly SitemapEntry[]>;
};

/** What pages read of the stories, bound to a database and an edition. */
export type Archive = {
  listSections(): Promise<readonly Section[]>;
  /** Static pages that readers see. */
  listPages(): Promise<readonly PageLink[]>;
  findPage(slug: string): Promise<StaticPage | undefined>;
  /** Lines of the breaking strip that readers see now. */
  listBreaking(): Promise<readonly ShownLine[]>;
  /** How editors arranged the front page (`home`) or the front of a section; undefined: not at all. */
  findFront(key: string): Promise<FrontContent | undefined>;
  /** The stories of these ids that are published, in the order given. */
  listCards(ids: readonly string[]): Promise<readonly CountedCard[]>;
  listStories(query: StoryListQuery): Promise<StoryList>;
  /** The newest of a section as they stand beside its stories; read once for all pages until a story changes. */
  listBeside(section: string): Promise<readonly StoryCard[]>;
  /** The stories of a list, whole and without a cursor. */
  listWholeStories(query: StoryListQuery): Promise<readonly Story[]>;
  readonly addresses: Addresses;
  findStoryByPath(path: string): Promise<Story | undefined>;
  /** Current path of the published story with this short id. */
  findPathByShortId(shortId: string): Promise<string | undefined>;
  findCurrentPath(oldAddress: string): Promise<string | undefined>;
  /** Whether the story that was published at `path` was taken down. */
  isGone(path: string): Promise<boolean>;
  findTopic(slug: string): Promise<Topic | undefined>;
  findAuthor(slug: string): Promise<Author | undefined>;
  /** Present slug of the topic or author that was once at `slug`. */
  findMovedLabel(kind: "topic" | "author", slug: string): Promise<string | undefined>;
};

/** What every page is made from. */
export type ReaderContext = {
  readonly archive: Archive;
  readonly ranking: ReaderRanking;
  readonly search: ReaderSearch;
  readonly conversation: ReaderConversation;
  readonly edition: () => Edition;
  /** Counts the changes of what stands around every page: what was read before the last one is read again. */
  readonly frameChanges?: () => number;
  /** Counts what may have changed the lists of stories: a list read before the last change is read again. */
  readonly storyChanges?: () => number;
  /** Public origin without a slash at its end. */
  readonly siteUrl: string;
  /** The hub that feeds name for those who want to be told of changes (WebSub). */
  readonly websubHub?: string | undefined;
  /** Key by which search engines know that pings are ours; undefined: they are not told. */
  readonly indexNowKey?: () => Promise<string | undefined>;
  readonly assets: Assets;
  readonly clock: Clock;
  readonly log: Log;
  /** Serves `/gallery`, which shows every part of a page with hard Arabic. */
  readonly development?: boolean;
};

/** What the reader face is given by the server. */
export type ReaderDeps = Omit<ReaderContext, "archive" | "conversation"> & {
  readonly pool: Pool;
  /** Counts comments without asking the database for what this node knows; without it each page asks. */
  readonly countComments?: ReaderConversation["countComments"];
};
