import type { Topic, StoryCard } from "#stories/story.ts";
import { FIRST_PAGE, NEXT_PAGE } from "../../parts/list-query.ts";
import type { Trending } from "#readership/trending.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../../frame/reader-context.ts";

/** What the page of a topic shows. */
export type TopicData = {
  readonly topic: Topic;
  readonly stories: readonly StoryCard[];
  readonly cursor: string | undefined;
  readonly mostRead: MostRead;
  readonly trending: Trending;
};

/** The topic called `slug` and its stories from `cursor` on; undefined when there is none. */
export async function loadTopic(
  context: ReaderContext,
  slug: string,
  cursor: string | undefined,
): Promise<TopicData | undefined> {
  const [topic, list, mostRead, trending] = await Promise.all([
    context.archive.findTopic(slug),
    context.archive.listStories({
      topic: slug,
      limit: cursor === undefined ? FIRST_PAGE : NEXT_PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    }),
    context.ranking.mostRead(),
    context.ranking.trending(),
  ]);
  return topic === undefined
    ? undefined
    : { topic, stories: list.stories, cursor: list.cursor, mostRead, trending };
}
