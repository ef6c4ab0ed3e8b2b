import type { IncomingMessage, ServerResponse } from "node:http";
import type { Encoding } from "#platform/cache/encodings.ts";
import {
  bytesIn,
  entityTag,
  type ReadyAnswer,
  type StoredPage,
} from "#platform/cache/stored-page.ts";
import { writeSurrogateKey } from "#platform/cache/surrogate-key.ts";
import type { Asset } from "./assets.ts";

/** Headers that every answer carries, as names and values in turn. */
export type FixedHeaders = readonly (readonly [string, string])[];

/** Browsers ask again after ten seconds; what may be stale is only for caches that we can purge. */
const BROWSER_CACHE = "max-age=10, must-revalidate";

/** The headers of `fixed` that `own` does not set itself, then `own` but for the empty ones, as Node's raw list. */
function rawHeaders(fixed: FixedHeaders, own: readonly (readonly [string, string])[]): string[] {
  const names = new Set(own.map(([name]) => name.toLowerCase()));
  return [
    ...fixed.filter(([name]) => !names.has(name.toLowerCase())),
    // A page that sets a header to nothing goes without it.
    ...own.filter(([, value]) => value !== ""),
  ].flat();
}

const cdnDirectives = (page: StoredPage): string => {
  const { lifetimes } = page;
  if (lifetimes === undefined) return "no-store";
  const seconds = (ms: number): number => Math.floor(ms / 1000);
  return (
    `max-age=${seconds(lifetimes.freshMs)}, stale-while-revalidate=${seconds(lifetimes.whileRevalidateMs)}, ` +
    `stale-if-error=${seconds(lifetimes.ifErrorMs)}`
  );
};

/** What an old page says about itself; a CDN must not keep it as if it were new. */
export type Staleness = { readonly ageSeconds: number; readonly isMarked: boolean };

function pageHeaders(
  page: StoredPage,
  encoding: Encoding,
  vary: string,
  staleness: Staleness | undefined,
): (readonly [string, string])[] {
  const isKept = page.lifetimes !== undefined;
  const age = String(staleness?.ageSeconds ?? 0);
  return [
    ...(page.contentType === "" ? [] : [["Content-Type", page.contentType] as const]),
    ...(encoding === "identity" ? [] : [["Content-Encoding", encoding] as const]),
    ...(isKept || !page.headers.some(([name]) => name === "cache-control")
      ? [["Cache-Control", isKept ? BROWSER_CACHE : "no-store"] as const]
      : []),
    ...(isKept
      ? [
          [
            "CDN-Cache-Control",
            staleness === undefined ? cdnDirectives(page) : "max-age=1",
          ] as const,
        ]
      : []),
    ...(page.tags.length === 0 ? [] : [["Surrogate-Key", writeSurrogateKey(page.tags)] as const]),
    ["Vary", vary],
    ...(isKept && page.status === 200 ? [["ETag", entityTag(page, encoding)] as const] : []),
    ...(staleness === undefined ? [] : [["Age", age] as const]),
    ...(staleness?.isMarked === true ? [["Warraq-Stale", age] as const] : []),
    ...page.headers,
  ];
}

/** The answer of a page in an encoding whose bytes are there: made once, and for a stale page each time. */
export function readyAnswer(
  page: StoredPage,
  encoding: Encoding,
  fixed: FixedHeaders,
  vary: string,
  staleness?: Staleness,
): ReadyAnswer {
  const before = staleness === undefined ? page.ready.get(encoding) : undefined;
  if (before !== undefined) return before;
  const body = bytesIn(page, encoding) ?? page.body;
  const own = pageHeaders(page, encoding, vary, staleness);
  const answer: ReadyAnswer = {
    headers: [...rawHeaders(fixed, own), "Content-Length", String(body.length)],
    body,
  };
  if (staleness === undefined) page.ready.set(encoding, answer);
  return answer;
}

const NOT_IN_304 = new Set([
  "content-type",
  "content-encoding",
  "content-length",
  "content-language",
]);

/** Sends 304: the headers of the full answer but for those that describe a body. */
export function sendUnchanged(response: ServerResponse, answer: ReadyAnswer): void {
  const headers: string[] = [];
  for (let at = 0; at + 1 < answer.headers.length; at += 2) {
    const name = answer.headers[at] ?? "";
    if (!NOT_IN_304.has(name.toLowerCase())) headers.push(name, answer.headers[at + 1] ?? "");
  }
  response.writeHead(304, headers);
  response.end();
}

/** Sends an answer; to HEAD only its headers. */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  answer: ReadyAnswer,
): void {
  response.writeHead(status, answer.headers);
  if (request.method === "HEAD") response.end();
  else response.end(answer.body);
}

/** Sends a short text that nobody may keep. */
export function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  fixed: FixedHeaders,
  text: {
    readonly status: number;
    readonly contentType: string;
    readonly body: string;
    readonly headers?: readonly (readonly [string, string])[];
  },
): void {
  const body = Buffer.from(text.body);
  const own = [
    ["Content-Type", text.contentType] as const,
    ["Cache-Control", "no-store"] as const,
    ...(text.headers ?? []),
  ];
  const headers = [...rawHeaders(fixed, own), "Content-Length", String(body.length)];
  sendAnswer(request, response, text.status, { headers, body });
}

/** The answer of an asset in an encoding that it has. */
export function assetAnswer(asset: Asset, wanted: Encoding, fixed: FixedHeaders): ReadyAnswer {
  const encoding = asset.bytes[wanted] === undefined ? "identity" : wanted;
  const body = asset.bytes[wanted] ?? asset.bytes.identity;
  const own = [
    ["Content-Type", asset.contentType] as const,
    ...(encoding === "identity" ? [] : [["Content-Encoding", encoding] as const]),
    ["Cache-Control", asset.cacheControl] as const,
    ...(asset.bytes.br === undefined ? [] : [["Vary", "Accept-Encoding"] as const]),
    ["ETag", `"${asset.digest}-${encoding}"`] as const,
  ];
  return { headers: [...rawHeaders(fixed, own), "Content-Length", String(body.length)], body };
}
