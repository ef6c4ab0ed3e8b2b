import { notFoundPage } from "../errors/route.ts";
import type { Frame } from "../frame/frame.ts";
import { cachedPage } from "../frame/respond.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { staticPage } from "./page.tsx";

/** `/pages/{slug}`. */
export async function answerPage(
  context: ReaderContext,
  frame: Frame,
  slug: string,
): Promise<Response> {
  const page = await context.archive.findPage(slug);
  if (page === undefined) return notFoundPage(context, frame);
  return cachedPage(staticPage(frame, page), {
    maxAgeSeconds: 300,
    staleSeconds: 3600,
    tags: [`page:${page.slug}`],
  });
}
