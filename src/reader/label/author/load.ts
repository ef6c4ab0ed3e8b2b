import type { Author, StoryCard } from "#stories/story.ts";
import { FIRST_PAGE, NEXT_PAGE } from "../../parts/list-query.ts";
import type { Trending } from "#readership/trending.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../../frame/reader-context.ts";

/** What the page of a author shows. */
export type AuthorData = {
  readonly author: Author;
  readonly stories: readonly StoryCard[];
  readonly cursor: string | undefined;
  readonly mostRead: MostRead;
  readonly trending: Trending;
};

/** The author called `slug` and its stories from `cursor` on; undefined when there is none. */
export async function loadAuthor(
  context: ReaderContext,
  slug: string,
  cursor: string | undefined,
): Promise<AuthorData | undefined> {
  const [author, list, mostRead, trending] = await Promise.all([
    context.archive.findAuthor(slug),
    context.archive.listStories({
      author: slug,
      limit: cursor === undefined ? FIRST_PAGE : NEXT_PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    }),
    context.ranking.mostRead(),
    context.ranking.trending(),
  ]);
  return author === undefined
    ? undefined
    : { author, stories: list.stories, cursor: list.cursor, mostRead, trending };
}
