import type { Frame } from "../frame/frame.ts";
import { cachedPage } from "../frame/respond.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { loadHome } from "./load.ts";
import { homePage } from "./page.tsx";

/** The front page. */
export async function answerHome(context: ReaderContext, frame: Frame): Promise<Response> {
  const data = await loadHome(context, frame.sections);
  return cachedPage(homePage(frame, data), {
    maxAgeSeconds: 30,
    staleSeconds: 3600,
    tags: ["home", "list", "ranking"],
  });
}
