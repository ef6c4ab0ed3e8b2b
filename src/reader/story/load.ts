import type { Story, StoryCard } from "#stories/story.ts";
import type { Trending } from "#readership/trending.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../frame/reader-context.ts";

/** What a story page shows besides the story. */
export type StoryPageData = {
  readonly story: Story;
  readonly mostRead: MostRead;
  readonly trending: Trending;
  readonly related: readonly StoryCard[];
};

const RELATED = 4;

/** The story at `path` and what stands beside it; undefined when none is published there. */
export async function loadStory(
  context: ReaderContext,
  path: string,
): Promise<StoryPageData | undefined> {
  const story = await context.archive.findStoryByPath(path);
  return story === undefined ? undefined : loadBeside(context, story);
}

/** A story with what stands beside it. */
export async function loadBeside(context: ReaderContext, story: Story): Promise<StoryPageData> {
  const [mostRead, trending, newest] = await Promise.all([
    context.ranking.mostRead(),
    context.ranking.trending(),
    context.archive.listStories({ section: story.section.slug, limit: RELATED + 1 }),
  ]);
  const related = newest.stories.filter((card) => card.id !== story.id).slice(0, RELATED);
  return { story, mostRead, trending, related };
}
