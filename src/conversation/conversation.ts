import type { Pool } from "pg";
import { z } from "zod";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { Mailer } from "#platform/mail.ts";
import type { OutboxHandler } from "#platform/outbox.ts";
import type { Edition } from "#stories/story.ts";
import { countComments } from "./comments/threads.ts";
import { conversationTag } from "./comments/states.ts";
import { takeDigest } from "./readers/digest.ts";
import { forgetOldOfReaders } from "./readers/sessions.ts";

/** Something that happened to a comment that readers see, or no longer see. */
export type CommentEvent = {
  readonly kind: "shown" | "edited" | "hidden";
  readonly story: string;
  readonly comment: string;
};

/** What of the conversation lives in the process: who follows it, which pages it makes stale, the mails it sends. */
export type Conversation = {
  /** Listener of the outbox; it must hear before the page cache does, so that no page is made with counts of before. */
  readonly onEvents: OutboxHandler;
  /** Tells `hear` of each comment until the function that it gives is called. */
  subscribe(hear: (event: CommentEvent) => void): () => void;
  /** As `countComments` of the database, which is only asked for what this node does not know. */
  countComments(stories: readonly string[]): Promise<ReadonlyMap<string, number>>;
  start(): void;
  stop(): Promise<void>;
};

/** The pages of a story whose comments come in are made again once in so long, whatever their number. */
const STORY_PAGES_MS = 2000;
/** Lists that show how many comments a story has follow more slowly: they are many. */
const LISTS_MS = 30_000;
/** Tag of pages that show how many comments stories have. */
export const COUNTS_TAG = "comment-counts";
const MAIL_MS = 60_000;
const TIDY_MS = 10 * 60_000;
const MAILS_AT_ONCE = 200;

const About = z.object({ conversation: z.uuid(), comment: z.uuid() });
const KINDS: ReadonlyMap<string, CommentEvent["kind"]> = new Map([
  ["comment.shown", "shown"],
  ["comment.edited", "edited"],
  ["comment.hidden", "hidden"],
]);

/** Purges a tag at once, and then at most once in `everyMs`, the last time after the last wish. */
function createCalmPurge(options: {
  readonly everyMs: number;
  readonly purge: (tags: readonly string[]) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}): { wish(tag: string): void; stop(): void } {
  const timers = new Map<string, { timer: NodeJS.Timeout; isWished: boolean }>();
  const drop = (tag: string): void => {
    options.purge([tag]).catch(options.onFailure);
    const timer = setTimeout(() => {
      const state = timers.get(tag);
      timers.delete(tag);
      if (state?.isWished === true) drop(tag);
    }, options.everyMs);
    timer.unref();
    timers.set(tag, { timer, isWished: false });
  };
  return {
    wish: (tag) => {
      const state = timers.get(tag);
      if (state === undefined) drop(tag);
      else state.isWished = true;
    },
    stop: () => {
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

const MOST_COUNTS = 50_000;

/** Keeps how many comments stories have until something happens to them. */
function createKeptCounts(pool: Pool): {
  countComments(stories: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Forgets what is known of a story, or of all. */
  forget(story?: string): void;
} {
  const kept = new Map<string, number>();
  let changes = 0;
  return {
    countComments: async (stories) => {
      const unknown = stories.filter((story) => !kept.has(story));
      const counts = new Map(
        stories.flatMap((story) => {
          const count = kept.get(story);
          return count === undefined ? [] : [[story, count] as const];
        }),
      );
      if (unknown.length === 0) return counts;
      const before = changes;
      const read = await countComments(pool, unknown);
      if (kept.size > MOST_COUNTS) kept.clear();
      for (const story of unknown) {
        const count = read.get(story) ?? 0;
        counts.set(story, count);
        // What was read while something happened may be of before.
        if (changes === before) kept.set(story, count);
      }
      return counts;
    },
    forget: (story) => {
      changes += 1;
      if (story === undefined) kept.clear();
      else kept.delete(story);
    },
  };
}

/** Makes the living part of the conversation of one node. */
export function createConversation(options: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Pick<Mailer, "sendMail">;
  readonly edition: () => Pick<Edition, "name">;
  readonly siteUrl: string;
  /** Drops pages by their tags from this node's cache. */
  readonly purge: (tags: readonly string[]) => Promise<void>;
}): Conversation {
  const { pool, clock, log, purge } = options;
  const counts = createKeptCounts(pool);
  const listeners = new Set<(event: CommentEvent) => void>();
  const onFailure = (error: unknown): void => {
    log.warn({ error }, "pages of a conversation could not be dropped");
  };
  const storyPages = createCalmPurge({ everyMs: STORY_PAGES_MS, purge, onFailure });
  const lists = createCalmPurge({ everyMs: LISTS_MS, purge, onFailure });
  const timers: NodeJS.Timeout[] = [];
  let working: Promise<void> = Promise.resolve();

  async function sendDigests(): Promise<void> {
    const site = { siteUrl: options.siteUrl, siteName: options.edition().name };
    for (let sent = 0; sent < MAILS_AT_ONCE; sent += 1) {
      const mail = await takeDigest(pool, site, clock.now());
      if (mail === undefined) return;
      await options.mailer.sendMail(mail);
    }
  }

  function every(ms: number, work: () => Promise<void>, what: string): void {
    const timer = setInterval(() => {
      working = working.then(work).catch((error: unknown) => {
        log.warn({ error }, what);
      });
    }, ms);
    timer.unref();
    timers.push(timer);
  }

  return {
    onEvents: (events, missed) => {
      if (missed) counts.forget();
      for (const { kind, payload } of events) {
        if (kind === "reader.changed") counts.forget();
        const happened = KINDS.get(kind);
        if (happened === undefined) continue;
        const { conversation: story, comment } = About.parse(payload);
        counts.forget(story);
        if (happened === "shown") storyPages.wish(conversationTag(story));
        if (happened !== "edited") lists.wish(COUNTS_TAG);
        for (const hear of listeners) hear({ kind: happened, story, comment });
      }
    },
    countComments: (stories) => counts.countComments(stories),
    subscribe: (hear) => {
      listeners.add(hear);
      return () => {
        listeners.delete(hear);
      };
    },
    start: () => {
      every(MAIL_MS, sendDigests, "the mails of the conversation could not be sent");
      every(
        TIDY_MS,
        () => forgetOldOfReaders(pool, clock.now()),
        "what is over of readers could not be forgotten",
      );
    },
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      storyPages.stop();
      lists.stop();
      await working;
    },
  };
}
