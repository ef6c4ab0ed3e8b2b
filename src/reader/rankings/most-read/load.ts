import { dayBounds, isDay, shiftDay } from "#arabic/zone-days.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../../frame/reader-context.ts";

/** Weeks of the calendar; the last is that of today, or two weeks after a day long past. */
const WEEKS = 5;
const SETTLED_MS = 15 * 60_000;

/** What a page of the most read shows. */
export type MostReadData = {
  readonly list: MostRead;
  readonly day: string;
  readonly state: "live" | "settling" | "final";
  /** Neighbours; undefined where there is none. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** Whole weeks from a Sunday on, the oldest first; the last may hold days to come. */
  readonly days: readonly string[];
};

/** Nothing is read before there was a web: the way back through the days ends here, though older ones answer too. */
const FIRST_DAY = "1991-08-06";

function weeksAround(day: string, today: string): string[] {
  const near = shiftDay(day, 14);
  const last = near > today ? today : near;
  const weekday = new Date(`${last}T00:00:00Z`).getUTCDay();
  const first = shiftDay(last, -weekday - 7 * (WEEKS - 1));
  return Array.from({ length: 7 * WEEKS }, (_, index) => shiftDay(first, index));
}

/** The list of `day`, live when it is today; undefined for a day that is to come or never was. */
export async function loadMostRead(
  context: ReaderContext,
  today: string,
  day: string,
): Promise<MostReadData | undefined> {
  if (!isDay(day) || day > today) return undefined;
  const { ranking, clock } = context;
  const isToday = day === today;
  const list = isToday ? await ranking.mostRead() : await ranking.mostReadOn(day);
  if (list === undefined) return undefined;
  const end = dayBounds(day, context.edition().zone).end.getTime();
  const isSettled = clock.now().getTime() - end > SETTLED_MS;
  return {
    list,
    day,
    state: isToday ? "live" : isSettled ? "final" : "settling",
    previous: day > FIRST_DAY ? shiftDay(day, -1) : undefined,
    next: isToday || day < FIRST_DAY ? undefined : shiftDay(day, 1),
    days: weeksAround(day < FIRST_DAY ? FIRST_DAY : day, today),
  };
}
