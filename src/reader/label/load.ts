import type { MostRead } from "#readership/most-read.ts";
import type { Trending } from "#readership/trending.ts";
import type { Author, StoryCard, Topic } from "#stories/story.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { FIRST_PAGE, NEXT_PAGE } from "../parts/list-query.ts";

/** What stories are found under besides their section. */
export type LabelKind = "topic" | "author";

/** What the page of a topic or an author shows. */
export type LabelData = {
  readonly label: ({ readonly kind: "topic" } & Topic) | ({ readonly kind: "author" } & Author);
  readonly stories: readonly StoryCard[];
  readonly cursor: string | undefined;
  readonly mostRead: MostRead;
  readonly trending: Trending;
};

async function findLabel(
  { archive }: ReaderContext,
  kind: LabelKind,
  slug: string,
): Promise<LabelData["label"] | undefined> {
  if (kind === "topic") {
    const topic = await archive.findTopic(slug);
    return topic === undefined ? undefined : { kind, ...topic };
  }
  const author = await archive.findAuthor(slug);
  return author === undefined ? undefined : { kind, ...author };
}

/** The topic or author at `slug` and its stories from `cursor` on; undefined when there is none. */
export async function loadLabel(
  context: ReaderContext,
  kind: LabelKind,
  slug: string,
  cursor: string | undefined,
): Promise<LabelData | undefined> {
  const [label, list, mostRead, trending] = await Promise.all([
    findLabel(context, kind, slug),
    context.archive.listStories({
      [kind]: slug,
      limit: cursor === undefined ? FIRST_PAGE : NEXT_PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    }),
    context.ranking.mostRead(),
    context.ranking.trending(),
  ]);
  return label === undefined
    ? undefined
    : { label, stories: list.stories, cursor: list.cursor, mostRead, trending };
}
