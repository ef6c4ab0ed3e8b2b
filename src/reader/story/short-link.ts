import type { Frame } from "../frame/frame.ts";
import { movedTo } from "../frame/respond.ts";
import { notFoundPage } from "../errors/route.ts";
import type { ReaderContext } from "../frame/reader-context.ts";

/** `/s/{short id}`: the way to the story, for messages that should carry no line of percent signs. */
export async function answerShortLink(
  context: ReaderContext,
  frame: Frame,
  shortId: string,
): Promise<Response> {
  const path = await context.archive.findPathByShortId(shortId);
  return path === undefined ? notFoundPage(context, frame) : movedTo(path, []);
}
