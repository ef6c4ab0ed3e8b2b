import { dayBounds } from "#arabic/zone-days.ts";
import { storyIdAt } from "../indexing/columns.ts";
import type { ResultPosition } from "./cursor.ts";
import type { Scores } from "./score.ts";
import type { SegmentView, Snapshot } from "./snapshot.ts";

/** What results are narrowed to. Times are milliseconds; `until` is not included. */
export type Narrowing = {
  readonly section?: number;
  readonly topic?: number;
  readonly author?: number;
  readonly from?: number;
  readonly until?: number;
};

/** Which stories count as found: those with all parts of the query, or those that have this share of what they tell. */
export type Demand = { readonly parts: number } | { readonly share: number };

/** Numbers of found stories by section, topic and year. */
export type FacetCounts = {
  readonly sections: ReadonlyMap<number, number>;
  readonly topics: ReadonlyMap<number, number>;
  readonly years: ReadonlyMap<number, number>;
};

export type Selection = {
  readonly total: number;
  readonly page: readonly ResultPosition[];
  /** Whether more come after the page. */
  readonly hasMore: boolean;
  readonly facets: FacetCounts;
};

/** What a story of today gains on one that is long past, and how soon that wears off: never enough to bury a better one. */
const RECENCY_GAIN = 0.05;
const RECENCY_DAYS = 180;
const DAY_MS = 86_400_000;

/** Takes the found stories of one page, and counts all of them. */
export function selectStories(
  snapshot: Snapshot,
  scores: Scores,
  options: {
    readonly demand: Demand;
    /** Stories that must not be found: 1 by number. */
    readonly excluded: Uint8Array;
    readonly narrowing: Narrowing;
    readonly byScore: boolean;
    readonly after: ResultPosition | undefined;
    readonly limit: number;
    readonly now: Date;
    readonly zone: string;
  },
): Selection {
  const { demand, excluded, narrowing, byScore, after, limit } = options;
  const today = Math.floor(options.now.getTime() / DAY_MS) * DAY_MS;
  const sections = new Map<number, number>();
  const topics = new Map<number, number>();
  const yearOf = yearsOf(options.zone);
  const years = new Map<number, number>();
  let total = 0;
  let hasMore = false;
  const page: ResultPosition[] = [];
  for (const segment of snapshot.segments) {
    const { base, columns } = segment;
    for (let ordinal = 0; ordinal < segment.documents; ordinal += 1) {
      const number = base + ordinal;
      const isFound =
        "parts" in demand
          ? (scores.matched[number] ?? 0) >= demand.parts
          : (scores.matched[number] ?? 0) > 0 && (scores.share[number] ?? 0) >= demand.share;
      if (!isFound || segment.dead[ordinal] === 1 || excluded[number] === 1) continue;
      if (!isWithin(segment, ordinal, narrowing)) continue;
      total += 1;
      const time = columns.times[ordinal] ?? 0;
      count(sections, columns.sections[ordinal] ?? 0);
      count(years, yearOf(time));
      const end = columns.topicStarts[ordinal + 1] ?? 0;
      for (let at = columns.topicStarts[ordinal] ?? 0; at < end; at += 1)
        count(topics, columns.topics[at] ?? 0);
      // Most stories are behind the page already by score and time: neither gain nor id need be worked out.
      const last = page.length > limit ? page.at(-1) : undefined;
      const worth = scores.total[number] ?? 0;
      if (byScore && last !== undefined && worth * (1 + RECENCY_GAIN) < (last.score ?? 0)) continue;
      const gain = RECENCY_GAIN * Math.exp(-Math.max(0, today - time) / (RECENCY_DAYS * DAY_MS));
      const score = byScore ? worth * (1 + gain) : undefined;
      if (last !== undefined && isBehind(score, time, last)) continue;
      const position = { score, time, storyId: storyIdAt(columns, ordinal) };
      if (after !== undefined && order(after, position) >= 0) continue;
      insert(page, position);
      if (page.length > limit + 1) page.pop();
    }
  }
  hasMore = page.length > limit;
  return { total, page: page.slice(0, limit), hasMore, facets: { sections, topics, years } };
}

function isWithin(
  { columns }: SegmentView,
  ordinal: number,
  { section, topic, author, from, until }: Narrowing,
): boolean {
  const time = columns.times[ordinal] ?? 0;
  if (from !== undefined && time < from) return false;
  if (until !== undefined && time >= until) return false;
  if (section !== undefined && columns.sections[ordinal] !== section) return false;
  if (topic !== undefined && !has(columns.topics, columns.topicStarts, ordinal, topic))
    return false;
  return author === undefined || has(columns.authors, columns.authorStarts, ordinal, author);
}

function has(values: Int32Array, starts: Uint32Array, ordinal: number, wanted: number): boolean {
  const end = starts[ordinal + 1] ?? 0;
  for (let at = starts[ordinal] ?? 0; at < end; at += 1) if (values[at] === wanted) return true;
  return false;
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function isBehind(score: number | undefined, time: number, last: ResultPosition): boolean {
  if (score !== undefined && last.score !== undefined && score !== last.score)
    return score < last.score;
  return time < last.time;
}

/** Order of results: negative where `one` stands before `other`: the better, then the newer, then the higher id. */
export function order(one: ResultPosition, other: ResultPosition): number {
  if (one.score !== other.score) return (other.score ?? 0) - (one.score ?? 0);
  if (one.time !== other.time) return other.time - one.time;
  return one.storyId < other.storyId ? 1 : one.storyId > other.storyId ? -1 : 0;
}

function insert(page: ResultPosition[], position: ResultPosition): void {
  let at = page.length;
  for (let before = page[at - 1]; before !== undefined; before = page[at - 1]) {
    if (order(before, position) <= 0) break;
    at -= 1;
  }
  page.splice(at, 0, position);
}

/** Years of instants by the calendar of a zone; each year's bounds are looked up once. */
function yearsOf(zone: string): (time: number) => number {
  const bounds = new Map<number, number>();
  const startOf = (year: number): number => {
    const known = bounds.get(year);
    if (known !== undefined) return known;
    const start = dayBounds(`${String(year).padStart(4, "0")}-01-01`, zone).start.getTime();
    bounds.set(year, start);
    return start;
  };
  let year = Number.NaN;
  let [start, end] = [0, 0];
  return (time) => {
    if (time >= start && time < end) return year;
    year = new Date(time).getUTCFullYear();
    // A zone is at most 14 hours off: the year of UTC or a neighbour.
    if (time < startOf(year)) year -= 1;
    else if (time >= startOf(year + 1)) year += 1;
    [start, end] = [startOf(year), startOf(year + 1)];
    return year;
  };
}
