import type { Section, StoryCard } from "#stories/story.ts";
import { FIRST_PAGE, NEXT_PAGE } from "../parts/list-query.ts";
import type { Trending } from "#readership/trending.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../frame/reader-context.ts";

/** What a section's front, or a later page of its list, shows. */
export type SectionData = {
  readonly section: Section;
  readonly stories: readonly StoryCard[];
  readonly cursor: string | undefined;
  readonly isFirst: boolean;
  readonly mostRead: MostRead;
  readonly trending: Trending;
};

/** The stories of `section` from `cursor` on. */
export async function loadSection(
  context: ReaderContext,
  section: Section,
  cursor: string | undefined,
): Promise<SectionData> {
  const isFirst = cursor === undefined;
  const [list, mostRead, trending] = await Promise.all([
    context.archive.listStories({
      section: section.slug,
      limit: isFirst ? FIRST_PAGE : NEXT_PAGE,
      ...(isFirst ? {} : { cursor }),
    }),
    context.ranking.mostRead(),
    context.ranking.trending(),
  ]);
  return { section, stories: list.stories, cursor: list.cursor, isFirst, mostRead, trending };
}
