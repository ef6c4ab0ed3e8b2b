import { COUNTS_TAG } from "#conversation/conversation.ts";
import type { Frame } from "../frame/frame.ts";
import { cachedPage } from "../frame/respond.ts";
import { answerOldAddress } from "../story/route.ts";
import { cursorOf } from "../parts/list-query.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import type { FrontContent } from "#site/fronts.ts";
import { loadSection } from "./load.ts";
import { sectionPage } from "./page.tsx";

/** The front of a section as it would look with that arrangement, for its editors; undefined for no section. */
export async function previewSection(
  context: ReaderContext,
  frame: Frame,
  slug: string,
  draft: FrontContent,
): Promise<string | undefined> {
  const section = frame.sections.find((one) => one.slug === slug);
  if (section === undefined) return undefined;
  return sectionPage(frame, await loadSection(context, section, undefined, draft));
}

/** `/{section}`, or where an old address of one segment leads. */
export async function answerSection(
  context: ReaderContext,
  frame: Frame,
  url: URL,
  slug: string,
): Promise<Response> {
  const section = frame.sections.find((one) => one.slug === slug);
  if (section === undefined) return answerOldAddress(context, frame, `/${slug}`);
  const data = await loadSection(context, section, cursorOf(url));
  return cachedPage(sectionPage(frame, data), {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    tags: [
      `section:${section.slug}`,
      "ranking",
      COUNTS_TAG,
      ...data.pinned.map((id) => `story:${id}`),
    ],
  });
}
