import type { Pool } from "pg";
import { dayBounds, dayOf, isDay, quarterOf } from "#arabic/zone-days.ts";
import { listCardsById, listStories } from "#stories/read.ts";
import type { Edition, StoryCard } from "#stories/story.ts";
import { findFinalDay } from "./lists/final-days.ts";
import {
  findTotals,
  rankFinalDay,
  rankStories,
  type StoryTotals,
  type Window,
} from "./lists/totals.ts";

/** What a list was made from: the day's views, or what stood in for them while there were too few. */
export type Basis = "today" | "24h" | "7d" | "editors";

/** A story of a list with its views in the list's window. */
export type RankedStory = {
  readonly card: StoryCard;
  readonly counted: number;
  readonly raw: number;
};

/** The most read stories of a day, most read first. */
export type MostRead = {
  /** yyyy-mm-dd in the edition's zone. */
  readonly day: string;
  readonly basis: Basis;
  readonly stories: readonly RankedStory[];
};

/** Stories of a list at most. */
export const MOST_LISTED = 100;

/** A window is enough when that many stories have a counted view in it. */
const ENOUGH_STORIES = 5;

const DAY_MS = 24 * 3_600_000;

type Ranked = { readonly basis: Basis; readonly totals: readonly StoryTotals[] };

const until = (now: Date): Date => new Date(now.getTime() + 3_600_000);

const windowOf = (day: string, zone: string): Window => dayBounds(day, zone);

async function rankByViews(pool: Pool, edition: Edition, now: Date): Promise<Ranked | undefined> {
  const windows: readonly (readonly [Basis, Window])[] = [
    ["today", windowOf(dayOf(now, edition.zone), edition.zone)],
    ["24h", { start: quarterOf(new Date(now.getTime() - DAY_MS)), end: until(now) }],
    ["7d", { start: quarterOf(new Date(now.getTime() - 7 * DAY_MS)), end: until(now) }],
  ];
  for (const [basis, window] of windows) {
    const totals = await rankStories(pool, edition.code, window, MOST_LISTED);
    if (totals.length >= ENOUGH_STORIES) return { basis, totals };
  }
  return undefined;
}

/** The newest stories stand in while there is too little to rank; their views of the day are shown all the same. */
async function editorsChoice(pool: Pool, edition: Edition, now: Date): Promise<Ranked> {
  const { stories } = await listStories(pool, { limit: MOST_LISTED });
  const window = windowOf(dayOf(now, edition.zone), edition.zone);
  const ids = stories.map(({ id }) => id);
  const totals = await findTotals(pool, ids, window);
  return {
    basis: "editors",
    totals: ids.map((id) => totals.get(id) ?? { id, raw: 0, counted: 0 }),
  };
}

/**
 * The order of the day's list as it is now: by the counted views of the edition's day, else of the last 24 hours, else
 * of the last 7 days, else the editors' choice.
 */
export async function rankToday(pool: Pool, edition: Edition, now: Date): Promise<Ranked> {
  return (await rankByViews(pool, edition, now)) ?? (await editorsChoice(pool, edition, now));
}

/** Puts cards to totals; a story that is published no more is left out. */
export function withCards(
  totals: readonly StoryTotals[],
  cards: ReadonlyMap<string, StoryCard>,
): RankedStory[] {
  return totals.flatMap(({ id, counted, raw }) => {
    const card = cards.get(id);
    return card === undefined ? [] : [{ card, counted, raw }];
  });
}

/**
 * The list of a past day: as it was closed, or from its quarter hours while it is not yet final. Undefined for a text
 * that is no day, a day that the zone left out, and a day that has not ended.
 */
export async function findPastDay(
  pool: Pool,
  edition: Edition,
  day: string,
  now: Date,
): Promise<MostRead | undefined> {
  if (!isDay(day) || day >= dayOf(now, edition.zone)) return undefined;
  const window = windowOf(day, edition.zone);
  if (window.start.getTime() === window.end.getTime()) return undefined;
  const isFinal = (await findFinalDay(pool, edition.code, day)) !== undefined;
  const totals = isFinal
    ? await rankFinalDay(pool, edition.code, day, MOST_LISTED)
    : await rankStories(pool, edition.code, window, MOST_LISTED);
  const cards = await listCardsById(
    pool,
    totals.map(({ id }) => id),
  );
  return {
    day,
    basis: "today",
    stories: withCards(totals, new Map(cards.map((card) => [card.id, card]))),
  };
}
