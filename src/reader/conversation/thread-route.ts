import { z } from "zod";
import { conversationTag } from "#conversation/comments/states.ts";
import { SORTS } from "#conversation/comments/threads.ts";
import { parseQuery } from "#platform/http/query.ts";
import type { Frame } from "../frame/frame.ts";
import { cachedPage, movedTo } from "../frame/respond.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { gonePage, notFoundPage } from "../errors/route.ts";
import { TALK_END } from "./addresses.ts";
import { talkPage } from "./thread-page.tsx";

const Query = z.strictObject({
  sort: z.enum(SORTS).default("newest"),
  page: z.coerce.number().int().min(1).max(9999).default(1),
  thread: z.uuid().optional(),
});

/** A page of the conversation below the story at `path` (decoded, without its end): cached, the same for all readers. */
export async function answerTalk(
  context: ReaderContext,
  frame: Frame,
  url: URL,
  path: string,
): Promise<Response> {
  const story = await context.archive.findStoryByPath(path);
  if (story === undefined) {
    const current = await context.archive.findCurrentPath(path);
    if (current !== undefined && current !== path) return movedTo(`${current}${TALK_END}`, []);
    return (await context.archive.isGone(path))
      ? gonePage(context, frame)
      : notFoundPage(context, frame);
  }
  const { sort, page, thread } = parseQuery(url, Query);
  const { conversation } = context;
  const [counts, isClosed, found] = await Promise.all([
    conversation.countComments([story.id]),
    conversation.isClosed(story.id),
    thread === undefined
      ? conversation.listThreads({ story: story.id, sort, page })
      : conversation.findThread({ story: story.id, root: thread, page }),
  ]);
  if (found === undefined || (page > 1 && page > found.pages)) return notFoundPage(context, frame);
  const data = { story, count: counts.get(story.id) ?? 0, sort, thread, page: found, isClosed };
  return cachedPage(talkPage(frame, data), {
    maxAgeSeconds: 60,
    staleSeconds: 600,
    tags: [`story:${story.id}`, conversationTag(story.id), `section:${story.section.slug}`],
  });
}
