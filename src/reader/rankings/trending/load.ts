import type { ReaderContext } from "../../frame/reader-context.ts";
import type { TrendingData } from "./page.tsx";

const TOPICS = 12;
const STORIES = 3;

/** Trending topics with the newest stories of each. */
export async function loadTrending(context: ReaderContext): Promise<TrendingData> {
  const { basis, topics } = await context.ranking.trending();
  const shown = await Promise.all(
    topics.slice(0, TOPICS).map(async (topic) => {
      const { stories } = await context.archive.listStories({ topic: topic.slug, limit: STORIES });
      return { topic, stories };
    }),
  );
  return { basis, topics: shown };
}
