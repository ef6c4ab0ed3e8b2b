import { z } from "zod";
import { conversationTag } from "#conversation/comments/states.ts";
import { parseQuery } from "#platform/http/query.ts";
import type { Frame } from "../frame/frame.ts";
import { cachedPage, movedTo } from "../frame/respond.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { gonePage, notFoundPage } from "../errors/route.ts";
import { loadStory } from "./load.ts";
import { storyPage } from "./page.tsx";

const Query = z.strictObject({ view: z.literal("reading").optional() });

/** The story at `path` (decoded), a redirection from an older address of one, 410 or 404. */
export async function answerStory(
  context: ReaderContext,
  frame: Frame,
  url: URL,
  path: string,
): Promise<Response> {
  const data = await loadStory(context, path);
  if (data === undefined) return answerOldAddress(context, frame, path);
  const view = parseQuery(url, Query).view;
  return cachedPage(storyPage(frame, data, view === "reading"), {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    // With the tags of the stories beside it: none of them may be shown here once it is off the site.
    tags: [
      ...[data.story, ...data.related].map(({ id }) => `story:${id}`),
      conversationTag(data.story.id),
      `section:${data.story.section.slug}`,
      "ranking",
    ],
  });
}

/** What to answer where no page is: the way to where a story lives now, or that it lives no more, or nothing. */
export async function answerOldAddress(
  context: ReaderContext,
  frame: Frame,
  path: string,
): Promise<Response> {
  const current = await context.archive.findCurrentPath(path);
  if (current !== undefined && current !== path) return movedTo(current, []);
  return (await context.archive.isGone(path))
    ? gonePage(context, frame)
    : notFoundPage(context, frame);
}
