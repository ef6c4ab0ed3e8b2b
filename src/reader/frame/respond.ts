import { TextResponse } from "#platform/http/text-response.ts";
import { writeSurrogateKey } from "#platform/cache/surrogate-key.ts";

/** How long a page may be kept by caches, in seconds, and under which tags it is dropped. */
export type Keeping = {
  readonly maxAgeSeconds: number;
  readonly staleSeconds: number;
  readonly tags: readonly string[];
};

const WEEK_SECONDS = 604_800;
const HTML = "text/html; charset=utf-8";

/** A page that caches may keep: dropped by its tags, served stale for up to 7 days while the database is away. */
export function cachedPage(html: string, keeping: Keeping, status: number = 200): Response {
  return new TextResponse(html, {
    status,
    headers: {
      "Content-Type": HTML,
      "CDN-Cache-Control": `max-age=${keeping.maxAgeSeconds}, stale-while-revalidate=${keeping.staleSeconds}, stale-if-error=${WEEK_SECONDS}`,
      "Surrogate-Key": writeSurrogateKey([...keeping.tags, "chrome", "breaking"]),
    },
  });
}

/** A text for programs that caches may keep, readable from any page. */
export function cachedText(text: string, contentType: string, keeping: Keeping): Response {
  const response = cachedPage(text, keeping);
  response.headers.set("Content-Type", `${contentType}; charset=utf-8`);
  response.headers.set("Access-Control-Allow-Origin", "*");
  return response;
}

/** A style sheet that follows from the edition. */
export function cachedStyle(css: string): Response {
  return new Response(css, {
    headers: {
      "Content-Type": "text/css; charset=utf-8",
      "CDN-Cache-Control": `max-age=3600, stale-while-revalidate=${WEEK_SECONDS}, stale-if-error=${WEEK_SECONDS}`,
      "Surrogate-Key": "chrome",
    },
  });
}

/** A page that is made anew for each request. */
export function freshPage(
  html: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const response = new Response(html, { status, headers });
  response.headers.set("Content-Type", HTML);
  response.headers.set("Cache-Control", "no-store");
  return response;
}

/** A lasting redirection to `path`, a root-relative decoded address. */
export function movedTo(path: string, tags: readonly string[]): Response {
  return new Response(null, {
    status: 301,
    headers: {
      Location: encodeURI(path),
      "CDN-Cache-Control": `max-age=300, stale-while-revalidate=3600, stale-if-error=${WEEK_SECONDS}`,
      ...(tags.length === 0 ? {} : { "Surrogate-Key": writeSurrogateKey(tags) }),
    },
  });
}
