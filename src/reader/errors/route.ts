import { Refusal } from "#platform/refusal.ts";
import type { Frame } from "../frame/frame.ts";
import { freshPage } from "../frame/respond.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { loadWaysOn } from "./load.ts";
import { errorPage, type ErrorKind } from "./page.tsx";

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  400: "invalid",
  404: "notFound",
  410: "gone",
  429: "busy",
  503: "busy",
};

/** 404, with the newest and the most read. */
export async function notFoundPage(context: ReaderContext, frame: Frame): Promise<Response> {
  return freshPage(errorPage(frame, "notFound", 404, await loadWaysOn(context)), 404);
}

/** 410, with the newest and the most read. */
export async function gonePage(context: ReaderContext, frame: Frame): Promise<Response> {
  return freshPage(errorPage(frame, "gone", 410, await loadWaysOn(context)), 410);
}

/** What ended a request, as a page: a refusal by its status, anything else as 500, without asking the database again. */
export function failurePage(frame: Frame, error: unknown): Response {
  const status = error instanceof Refusal ? error.status : 500;
  const retryAfter = error instanceof Refusal ? error.retryAfterSeconds : undefined;
  const kind = KIND_OF_STATUS[status] ?? "failed";
  return freshPage(
    errorPage(frame, kind, status, { newest: [], mostRead: undefined }),
    status,
    retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) },
  );
}
