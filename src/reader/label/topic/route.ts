import { notFoundPage } from "../../errors/route.ts";
import type { Frame } from "../../frame/frame.ts";
import { cachedPage, movedTo } from "../../frame/respond.ts";
import { cursorOf } from "../../parts/list-query.ts";
import type { ReaderContext } from "../../frame/reader-context.ts";
import { loadTopic } from "./load.ts";
import { topicPage } from "./page.tsx";

/** `/topics/{slug}`. */
export async function answerTopic(
  context: ReaderContext,
  frame: Frame,
  url: URL,
  slug: string,
): Promise<Response> {
  const cursor = cursorOf(url);
  const data = await loadTopic(context, slug, cursor);
  if (data === undefined) {
    const moved = await context.archive.findMovedLabel("topic", slug);
    return moved === undefined
      ? notFoundPage(context, frame)
      : movedTo(`/topics/${moved}`, [`topic:${moved}`]);
  }
  return cachedPage(topicPage(frame, data, cursor === undefined), {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    tags: [`topic:${data.topic.slug}`, "ranking"],
  });
}
