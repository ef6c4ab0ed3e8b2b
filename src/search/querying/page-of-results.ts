import type { Pool } from "pg";
import type { ResultPosition } from "./cursor.ts";
import { closenessTo, type TellingWord } from "./second-look.ts";
import { order, type Selection } from "./select.ts";
import { readTexts, type StoryTexts } from "./story-texts.ts";

/** The best by score, so many, are looked at once more by their texts. */
export const LOOKED_AT = 30;

/** Results of one page, and what was read of their stories meanwhile. */
export type ResultPage = {
  readonly page: readonly ResultPosition[];
  readonly hasMore: boolean;
  readonly texts: StoryTexts;
};

/**
 * The page of results behind `after`, where the best are in the order that a second look at their texts gives. The others
 * keep their places behind them, since a second look only adds to a score: so pages follow one another without a gap,
 * each worked out by itself.
 * @param best the best by score, LOOKED_AT at most
 * @param rest gives those behind a position, in the order of their scores
 */
export async function pageOfResults(
  pool: Pool,
  best: Selection,
  options: {
    readonly words: readonly TellingWord[];
    readonly after: ResultPosition | undefined;
    readonly limit: number;
    readonly rest: (after: ResultPosition) => Selection;
  },
): Promise<ResultPage> {
  const { after, limit, rest } = options;
  const lowest = best.page.at(-1);
  if (lowest === undefined) return { page: [], hasMore: false, texts: new Map() };
  if (after !== undefined && (after.score ?? 0) < (lowest.score ?? 0))
    return { ...rest(after), texts: new Map() };
  const texts = await readTexts(
    pool,
    best.page.map(({ storyId }) => storyId),
  );
  const closeness = closenessTo(options.words);
  const looked = best.page
    .map((position): ResultPosition => {
      const text = texts.get(position.storyId);
      const gain = text === undefined ? 0 : closeness(text);
      return { ...position, score: (position.score ?? 0) + gain };
    })
    .sort(order)
    .filter((position) => after === undefined || order(after, position) < 0);
  if (looked.length > limit || !best.hasMore)
    return { page: looked.slice(0, limit), hasMore: looked.length > limit, texts };
  const behind = rest(after === undefined || order(after, lowest) < 0 ? lowest : after);
  const page = [...looked, ...behind.page].slice(0, limit);
  return { page, hasMore: behind.hasMore || looked.length + behind.page.length > limit, texts };
}
