import { COUNTS_TAG } from "#conversation/conversation.ts";
import type { Frame } from "../frame/frame.ts";
import { cachedPage } from "../frame/respond.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import type { FrontContent } from "#site/fronts.ts";
import { loadHome } from "./load.ts";
import { homePage } from "./page.tsx";

/** The front page as it would look with that arrangement, for its editors. */
export async function previewHome(
  context: ReaderContext,
  frame: Frame,
  draft: FrontContent,
): Promise<string> {
  return homePage(frame, await loadHome(context, frame.sections, draft));
}

/** The front page. */
export async function answerHome(context: ReaderContext, frame: Frame): Promise<Response> {
  const data = await loadHome(context, frame.sections);
  return cachedPage(homePage(frame, data), {
    maxAgeSeconds: 30,
    staleSeconds: 3600,
    tags: ["home", "list", "ranking", COUNTS_TAG],
  });
}
