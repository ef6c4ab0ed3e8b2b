import { COUNTS_TAG } from "#conversation/conversation.ts";
import { notFoundPage } from "../errors/route.ts";
import type { Frame } from "../frame/frame.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { cachedPage, movedTo } from "../frame/respond.ts";
import { cursorOf } from "../parts/list-query.ts";
import { loadLabel, type LabelKind } from "./load.ts";
import { labelPage, labelPath } from "./page.ts";

/** `/topics/{slug}` and `/authors/{slug}`, or the way to where it is called now. */
export async function answerLabel(
  context: ReaderContext,
  frame: Frame,
  url: URL,
  kind: LabelKind,
  slug: string,
): Promise<Response> {
  const cursor = cursorOf(url);
  const data = await loadLabel(context, kind, slug, cursor);
  if (data === undefined) {
    const moved = await context.archive.findMovedLabel(kind, slug);
    return moved === undefined
      ? notFoundPage(context, frame)
      : movedTo(labelPath(kind, moved), [`${kind}:${moved}`]);
  }
  return cachedPage(labelPage(frame, data, cursor === undefined), {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    tags: [`${kind}:${data.label.slug}`, "ranking", COUNTS_TAG],
  });
}
