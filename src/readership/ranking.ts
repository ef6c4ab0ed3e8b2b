import type { Pool } from "pg";
import { dayOf } from "#arabic/zone-days.ts";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { OutboxHandler } from "#platform/outbox.ts";
import { listCardsById } from "#stories/read.ts";
import type { Edition, StoryCard } from "#stories/story.ts";
import { findPastDay, rankToday, withCards, type MostRead } from "./most-read.ts";
import { createSnapshot } from "./lists/snapshot.ts";
import { findTrending, type Trending } from "./trending.ts";

/**
 * What changed in the lists: the most read that boxes show (`top`: day, basis, the first ten), anything else of the most
 * read, or the trending topics.
 */
export type RankingChange = "top" | "list" | "trending";

/** The lists that readers' views make. */
export type Ranking = {
  /** Today's list; at most some seconds old, and older only while the database is away. */
  mostRead(): Promise<MostRead>;
  /** The list of a day: today's is the live one. Undefined for a day that cannot be or has not come. */
  mostReadOn(day: string): Promise<MostRead | undefined>;
  /** Trending topics. */
  trending(): Promise<Trending>;
  /** Says that views were counted: the lists are made again soon. */
  stir(): void;
  /** Listener of the outbox: stories came, changed or went. */
  readonly onEvents: OutboxHandler;
  /** Ends the renewing. */
  stop(): Promise<void>;
};

/** What a ranking needs. */
export type RankingOptions = {
  readonly pool: Pool;
  readonly edition: () => Edition;
  readonly clock: Clock;
  readonly log: Log;
  /** Told after each renewal that changed something, so that pages can be purged. */
  readonly onChange?: (change: RankingChange) => void;
  /** Least time between two renewals of today's list, default 1,000. */
  readonly renewEveryMs?: number;
};

/** Without views on this node the lists are still renewed, for those of other nodes and for windows that move on. */
const QUIET_MS = 5000;
const TRENDING_EVERY_MS = 10_000;
const TRENDING_QUIET_MS = 60_000;

/** Stories that a box shows at most. */
const IN_A_BOX = 10;

const topOf = ({ day, basis, stories }: MostRead): string =>
  [day, basis, ...stories.slice(0, IN_A_BOX).map(({ card }) => card.id)].join(" ");

const listOf = ({ stories }: MostRead): string =>
  stories.map(({ card, counted, raw }) => `${card.id} ${counted}/${raw}`).join(" ");

/** Keeps the lists of this node: whoever asks gets what is there, and one query at a time makes it new. */
export function createRanking(options: RankingOptions): Ranking {
  const { pool, edition, clock, log } = options;
  const onChange = options.onChange ?? (() => {});
  let cards = new Map<string, StoryCard>();
  /** Counts the outbox' events: cards that were read before one are read again after it. */
  let generation = 0;
  let cardsOf = -1;

  async function cardsFor(ids: readonly string[]): Promise<Map<string, StoryCard>> {
    if (cardsOf === generation && ids.every((id) => cards.has(id))) return cards;
    const begun = generation;
    const found = await listCardsById(pool, ids);
    cards = new Map(found.map((card) => [card.id, card]));
    cardsOf = begun;
    return cards;
  }

  const mostRead = createSnapshot<MostRead>({
    name: "most read",
    log,
    everyMs: options.renewEveryMs ?? 1000,
    quietMs: QUIET_MS,
    make: async () => {
      const now = clock.now();
      const { basis, totals } = await rankToday(pool, edition(), now);
      const found = await cardsFor(totals.map(({ id }) => id));
      return { day: dayOf(now, edition().zone), basis, stories: withCards(totals, found) };
    },
    isStale: ({ day }) => day !== dayOf(clock.now(), edition().zone),
    onMade: (list, before) => {
      if (before === undefined || topOf(list) !== topOf(before)) onChange("top");
      else if (listOf(list) !== listOf(before)) onChange("list");
    },
  });

  const trending = createSnapshot<Trending>({
    name: "trending",
    log,
    everyMs: options.renewEveryMs ?? TRENDING_EVERY_MS,
    quietMs: TRENDING_QUIET_MS,
    make: () => findTrending(pool, edition(), clock.now()),
    isStale: () => false,
    onMade: (list, before) => {
      const names = ({ topics }: Trending) => topics.map(({ slug }) => slug).join(" ");
      if (before === undefined || names(list) !== names(before)) onChange("trending");
    },
  });

  const stir = (): void => {
    mostRead.stir();
    trending.stir();
  };

  return {
    mostRead: () => mostRead.get(),
    mostReadOn: (day) =>
      day === dayOf(clock.now(), edition().zone)
        ? mostRead.get()
        : findPastDay(pool, edition(), day, clock.now()),
    trending: () => trending.get(),
    stir,
    onEvents: () => {
      generation += 1;
      stir();
    },
    stop: async () => {
      await Promise.all([mostRead.stop(), trending.stop()]);
    },
  };
}
