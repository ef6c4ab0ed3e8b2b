import type { Frame } from "../../frame/frame.ts";
import { cachedPage } from "../../frame/respond.ts";
import type { ReaderContext } from "../../frame/reader-context.ts";
import { loadTrending } from "./load.ts";
import { trendingPage } from "./page.tsx";

/** `/trending`. */
export async function answerTrending(context: ReaderContext, frame: Frame): Promise<Response> {
  return cachedPage(trendingPage(frame, await loadTrending(context)), {
    maxAgeSeconds: 30,
    staleSeconds: 600,
    tags: ["ranking", "list"],
  });
}
