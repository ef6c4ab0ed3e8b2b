import { notFoundPage } from "../errors/route.ts";
import type { Frame } from "../frame/frame.ts";
import { cachedPage } from "../frame/respond.ts";
import { cursorOf } from "../parts/list-query.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { loadAuthor } from "./load.ts";
import { authorPage } from "./page.tsx";

/** `/authors/{slug}`. */
export async function answerAuthor(
  context: ReaderContext,
  frame: Frame,
  url: URL,
  slug: string,
): Promise<Response> {
  const cursor = cursorOf(url);
  const data = await loadAuthor(context, slug, cursor);
  if (data === undefined) return notFoundPage(context, frame);
  return cachedPage(authorPage(frame, data, cursor === undefined), {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    tags: [`author:${data.author.slug}`, "ranking"],
  });
}
