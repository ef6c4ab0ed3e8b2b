import { bareFrame, createFrames, type Frame } from "../frame/frame.ts";
import { freshPage } from "../frame/respond.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { loadWaysOn } from "./load.ts";
import { errorPage, type ErrorKind } from "./page.tsx";

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  404: "notFound",
  410: "gone",
  429: "busy",
  503: "away",
};

/** 404, with the newest and the most read. */
export async function notFoundPage(context: ReaderContext, frame: Frame): Promise<Response> {
  return freshPage(errorPage(frame, "notFound", 404, await loadWaysOn(context)), 404);
}

/** 410, with the newest and the most read. */
export async function gonePage(context: ReaderContext, frame: Frame): Promise<Response> {
  return freshPage(errorPage(frame, "gone", 410, await loadWaysOn(context)), 410);
}

/**
 * Makes the pages that the front answers failures with, in the site's look. They ask the database for nothing but the
 * sections, and go without those where they can't be read.
 */
export function createErrorPages(context: ReaderContext): (status: number) => Promise<string> {
  const frameOf = createFrames(context);
  return async (status) => {
    const frame = await frameOf(new Request(context.siteUrl)).catch(() => bareFrame(context));
    const kind = KIND_OF_STATUS[status] ?? (status < 500 ? "invalid" : "failed");
    return errorPage(frame, kind, status, { newest: [], mostRead: undefined });
  };
}
