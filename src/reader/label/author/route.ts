import { notFoundPage } from "../../errors/route.ts";
import type { Frame } from "../../frame/frame.ts";
import { cachedPage, movedTo } from "../../frame/respond.ts";
import { cursorOf } from "../../parts/list-query.ts";
import type { ReaderContext } from "../../frame/reader-context.ts";
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
  if (data === undefined) {
    const moved = await context.archive.findMovedLabel("author", slug);
    return moved === undefined
      ? notFoundPage(context, frame)
      : movedTo(`/authors/${moved}`, [`author:${moved}`]);
  }
  return cachedPage(authorPage(frame, data, cursor === undefined), {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    tags: [`author:${data.author.slug}`, "ranking"],
  });
}
