import { notFoundPage } from "../../errors/route.ts";
import type { Frame } from "../../frame/frame.ts";
import { cachedPage } from "../../frame/respond.ts";
import type { ReaderContext } from "../../frame/reader-context.ts";
import { loadMostRead } from "./load.ts";
import { mostReadPage } from "./page.tsx";

/** `/most-read`, live, and `/most-read/{yyyy-mm-dd}`. */
export async function answerMostRead(
  context: ReaderContext,
  frame: Frame,
  day: string = frame.day,
): Promise<Response> {
  const data = await loadMostRead(context, frame.day, day);
  if (data === undefined) return notFoundPage(context, frame);
  const isFinal = data.state === "final";
  return cachedPage(mostReadPage(frame, data), {
    maxAgeSeconds: isFinal ? 60 : 1,
    staleSeconds: isFinal ? 3600 : 1,
    tags: ["most-read"],
  });
}
