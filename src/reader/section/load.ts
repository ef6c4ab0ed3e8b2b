import { fillPlaces, pinnedStories, type PlacedCard } from "#site/arrange.ts";
import { MOST_PLACES, type FrontContent } from "#site/fronts.ts";
import type { Section } from "#stories/story.ts";
import { FIRST_PAGE, NEXT_PAGE } from "../parts/list-query.ts";
import type { Trending } from "#readership/trending.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../frame/reader-context.ts";

/** What a section's front, or a later page of its list, shows. */
export type SectionData = {
  readonly section: Section;
  readonly stories: readonly PlacedCard[];
  /** Stories that editors pinned here: those of other sections go stale with their own tags. */
  readonly pinned: readonly string[];
  readonly cursor: string | undefined;
  readonly isFirst: boolean;
  readonly mostRead: MostRead;
  readonly trending: Trending;
};

/**
 * The stories of `section` from `cursor` on; the first page as its editors arranged it.
 * @param draft an arrangement to be looked at, in place of the published one
 */
export async function loadSection(
  context: ReaderContext,
  section: Section,
  cursor: string | undefined,
  draft?: FrontContent,
): Promise<SectionData> {
  const isFirst = cursor === undefined;
  const front = isFirst ? (draft ?? (await context.archive.findFront(section.slug))) : undefined;
  const wanted = front === undefined ? [] : pinnedStories(front);
  const [pinned, list, mostRead, trending] = await Promise.all([
    wanted.length === 0 ? [] : context.archive.listCards(wanted),
    context.archive.listStories({
      section: section.slug,
      limit: isFirst ? FIRST_PAGE : NEXT_PAGE,
      ...(isFirst ? {} : { cursor }),
    }),
    context.ranking.mostRead(),
    context.ranking.trending(),
  ]);
  if (front === undefined)
    return {
      section,
      stories: list.stories,
      pinned: wanted,
      cursor: list.cursor,
      isFirst,
      mostRead,
      trending,
    };
  const ofSection = mostRead.stories.flatMap(({ card }) =>
    card.section.slug === section.slug ? [card] : [],
  );
  const filling = front.fill === "mostRead" ? [...ofSection, ...list.stories] : list.stories;
  const places = fillPlaces(front, pinned, filling, MOST_PLACES.section);
  const placed = new Set(places.map(({ id }) => id));
  const below = list.stories.filter(({ id }) => !placed.has(id));
  const stories = [...places, ...below];
  return { section, stories, pinned: wanted, cursor: list.cursor, isFirst, mostRead, trending };
}
