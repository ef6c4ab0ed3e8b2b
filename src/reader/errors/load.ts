import type { ReaderContext } from "../frame/reader-context.ts";
import type { WaysOn } from "./page.tsx";

const NEWEST = 6;

/** The newest stories and the most read, for pages that lead a lost reader on. */
export async function loadWaysOn(context: ReaderContext): Promise<WaysOn> {
  const [newest, mostRead] = await Promise.all([
    context.archive.listStories({ limit: NEWEST }),
    context.ranking.mostRead(),
  ]);
  return { newest: newest.stories, mostRead };
}
