import { dayBounds, isDay, shiftDay } from "#arabic/zone-days.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../reader-context.ts";

/** Days shown in the strip of recent days: two weeks. */
const DAYS = 14;
const SETTLED_MS = 15 * 60_000;

/** What a page of the most read shows. */
export type MostReadData = {
  readonly list: MostRead;
  readonly day: string;
  readonly state: "live" | "settling" | "final";
  /** Neighbours; undefined where there is none. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** Recent days, the newest first. */
  readonly days: readonly string[];
};

/** The first year that has an archive page: nothing is read before there was a web. */
const FIRST_DAY = "1991-08-06";

/** The list of `day`, live when it is today; undefined for a day that is to come or never was. */
export async function loadMostRead(
  context: ReaderContext,
  today: string,
  day: string,
): Promise<MostReadData | undefined> {
  if (!isDay(day) || day > today || day < FIRST_DAY) return undefined;
  const { ranking, clock } = context;
  const isToday = day === today;
  const list = isToday ? await ranking.mostRead() : await ranking.mostReadOn(day);
  if (list === undefined) return undefined;
  const end = dayBounds(day, context.edition().zone).end.getTime();
  const isSettled = clock.now().getTime() - end > SETTLED_MS;
  const newest = shiftDay(day, 6) > today ? today : shiftDay(day, 6);
  return {
    list,
    day,
    state: isToday ? "live" : isSettled ? "final" : "settling",
    previous: day > FIRST_DAY ? shiftDay(day, -1) : undefined,
    next: isToday ? undefined : shiftDay(day, 1),
    days: Array.from({ length: DAYS }, (_, index) => shiftDay(newest, -index)),
  };
}
