import type { Story, StoryCard } from "#stories/story.ts";
import type { Trending } from "#readership/trending.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { ReaderContext } from "../frame/reader-context.ts";

/** What a story page shows besides the story. */
export type StoryPageData = {
  readonly story: Story;
  readonly mostRead: MostRead;
  readonly trending: Trending;
  /** How many comments readers see below it. */
  readonly comments: number;
  readonly related: readonly StoryCard[];
  /** Why those: they are about the same, or the newest of the section where none were chosen yet. */
  readonly relatedBy: "matter" | "section";
};

const RELATED = 4;
/** Fewer chosen stories than this are no row: the newest of the section stand there. */
const FEWEST = 2;

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
  const { archive, ranking, search, conversation } = context;
  const chosen = search.relatedAt(story.path);
  const isChosen = chosen.length >= FEWEST;
  const [mostRead, trending, counts, cards] = await Promise.all([
    ranking.mostRead(),
    ranking.trending(),
    conversation.countComments([story.id]),
    isChosen ? archive.listCards(chosen) : archive.listBeside(story.section.slug),
  ]);
  const related = cards.filter((card) => card.id !== story.id).slice(0, RELATED);
  const comments = counts.get(story.id) ?? 0;
  return {
    story,
    mostRead,
    trending,
    comments,
    related,
    relatedBy: isChosen ? "matter" : "section",
  };
}
