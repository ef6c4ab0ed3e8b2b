import { fillPlaces, pinnedStories, type PlacedCard } from "#site/arrange.ts";
import { HOME, MOST_PLACES, type FrontContent } from "#site/fronts.ts";
import type { Section, StoryCard } from "#stories/story.ts";
import type { Trending } from "#readership/trending.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../frame/reader-context.ts";

/** A section on the front page with the stories that stand nowhere above. */
export type HomeBand = { readonly section: Section; readonly stories: readonly StoryCard[] };

/** What the front page shows, top to bottom. */
export type HomeData = {
  readonly lead: PlacedCard | undefined;
  readonly side: readonly PlacedCard[];
  readonly row: readonly PlacedCard[];
  readonly newest: readonly StoryCard[];
  readonly bands: readonly HomeBand[];
  readonly mostRead: MostRead;
  readonly trending: Trending;
};

const SIDE = 3;
const ROW = 4;
const NEWEST = 10;
const IN_BAND = 6;
/** A section with fewer has no band: its stories stand among the newest. */
const FEWEST_IN_BAND = 3;
/** Among how many of the newest the lead is looked for, and at most how many of a section stand above the bands. */
const LEAD_AMONG = 6;
const OF_ONE_SECTION = 2;

/**
 * Shares the newest stories out over the upper places: the lead has a picture, no section takes more than two places
 * while others have stories.
 */
export function placeNewest(newest: readonly StoryCard[]): {
  lead: StoryCard | undefined;
  side: StoryCard[];
  row: StoryCard[];
} {
  const lead = newest.slice(0, LEAD_AMONG).find((card) => card.picture !== undefined) ?? newest[0];
  const taken = new Map<string, number>(lead === undefined ? [] : [[lead.section.slug, 1]]);
  const others = newest.filter((card) => card !== lead);
  const spread = others.filter((card) => {
    const count = taken.get(card.section.slug) ?? 0;
    taken.set(card.section.slug, count + 1);
    return count < OF_ONE_SECTION;
  });
  const ordered = [...spread, ...others.filter((card) => !spread.includes(card))];
  const side = ordered.slice(0, SIDE);
  const rest = ordered.slice(SIDE, SIDE + ROW * 3);
  const pictured = rest.filter((card) => card.picture !== undefined);
  const row = (pictured.length >= ROW ? pictured : rest).slice(0, ROW);
  return { lead, side, row };
}

/** The upper places as editors arranged them, filled up with the newest or the most read. */
function placeArranged(
  front: FrontContent,
  pinned: readonly StoryCard[],
  newest: readonly StoryCard[],
  mostRead: MostRead,
): { lead: PlacedCard | undefined; side: PlacedCard[]; row: PlacedCard[] } {
  const ids = new Set(pinned.map((card) => card.id));
  const free = newest.filter((card) => !ids.has(card.id));
  const { lead, side, row } = placeNewest(free);
  const spread = [lead, ...side, ...row].filter((card) => card !== undefined);
  const filling =
    front.fill === "mostRead" ? [...mostRead.stories.map(({ card }) => card), ...free] : spread;
  const [first, ...others] = fillPlaces(front, pinned, filling, MOST_PLACES.home);
  return { lead: first, side: others.slice(0, SIDE), row: others.slice(SIDE, SIDE + ROW) };
}

/**
 * All that the front page shows.
 * @param draft an arrangement to be looked at, in place of the published one
 */
export async function loadHome(
  context: ReaderContext,
  sections: readonly Section[],
  draft?: FrontContent,
): Promise<HomeData> {
  const front = draft ?? (await context.archive.findFront(HOME));
  const [pinned, newest, mostRead, trending, ...bySection] = await Promise.all([
    front === undefined ? [] : context.archive.listCards(pinnedStories(front)),
    context.archive.listStories({ limit: 40 }),
    context.ranking.mostRead(),
    context.ranking.trending(),
    ...sections.map((section) =>
      context.archive.listStories({ section: section.slug, limit: IN_BAND + SIDE }),
    ),
  ]);
  const { lead, side, row } =
    front === undefined
      ? placeNewest(newest.stories)
      : placeArranged(front, pinned, newest.stories, mostRead);
  const above = new Set([lead, ...side, ...row].map((card) => card?.id));
  const unplaced = (cards: readonly StoryCard[]) => cards.filter((card) => !above.has(card.id));
  const bands = sections.map((section, index) => ({
    section,
    stories: unplaced(bySection[index]?.stories ?? []).slice(0, IN_BAND),
  }));
  return {
    lead,
    side,
    row,
    newest: unplaced(newest.stories).slice(0, NEWEST),
    bands: bands.filter((band) => band.stories.length >= FEWEST_IN_BAND),
    mostRead,
    trending,
  };
}
