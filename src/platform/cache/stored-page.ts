import { hash } from "node:crypto";
import { TextResponse } from "#platform/http/text-response.ts";
import { brotli, gzipped, isCompressible, type Encoding } from "./encodings.ts";
import { readSurrogateKey } from "./surrogate-key.ts";

/** How long a page may be used, in milliseconds from when it was made. */
export type Lifetimes = {
  readonly freshMs: number;
  /** After that, how long it may be shown while a new one is made. */
  readonly whileRevalidateMs: number;
  /** After that, how long it may be shown because no new one can be made. */
  readonly ifErrorMs: number;
};

/** An answer ready to be sent: raw headers (a list that Node's types want to be mutable; it is only read), bytes. */
export type ReadyAnswer = { readonly headers: string[]; readonly body: Buffer };

/** An answer of a page, held in memory with its encodings. */
export type StoredPage = {
  readonly key: string;
  readonly status: number;
  readonly contentType: string;
  /** Headers that the page itself gave, but for those that the front decides. */
  readonly headers: readonly (readonly [string, string])[];
  readonly tags: readonly string[];
  /** Undefined: the page did not allow to keep it. */
  readonly lifetimes: Lifetimes | undefined;
  readonly body: Buffer;
  /** Part of the entity tags: equal for equal bodies. */
  readonly digest: string;
  /** Instant at which the render began. */
  readonly renderedAtMs: number;
  readonly compressible: boolean;
  brotli: Buffer | undefined;
  brotliIsThorough: boolean;
  /** True once the smaller brotli was made, or tried and found no smaller. */
  isSqueezed: boolean;
  gzip: Buffer | undefined;
  /** True since a soft purge: no longer fresh, whatever its age. */
  outdated: boolean;
  /** After a render failed: not tried again before this instant. */
  retryAtMs: number;
  hits: number;
  lastHitMs: number;
  /** The front's answers, made once for each encoding. */
  readonly ready: Map<Encoding, ReadyAnswer>;
};

const DECIDED_BY_THE_FRONT = new Set([
  "cache-control",
  "cdn-cache-control",
  "surrogate-key",
  "content-length",
  "content-encoding",
  "content-type",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "set-cookie",
  "date",
  "etag",
  "vary",
  "age",
  "server",
  "x-powered-by",
]);

const DAY_MS = 86_400_000;
/** However long a page allows: reliability goal, and what the deny list is kept for. */
export const LONGEST_STALE_MS = 7 * DAY_MS;

const secondsOf = (directives: string, name: string): number => {
  const value = new RegExp(`(?:^|[,\\s])${name}=(\\d{1,9})(?:[,\\s]|$)`, "i").exec(directives)?.[1];
  return value === undefined ? 0 : Number(value);
};

/** Reads `CDN-Cache-Control`; undefined where it is absent or forbids keeping. */
export function readLifetimes(directives: string | null): Lifetimes | undefined {
  if (directives === null || /\b(?:no-store|private|no-cache)\b/i.test(directives))
    return undefined;
  const freshMs = secondsOf(directives, "max-age") * 1000;
  if (freshMs === 0) return undefined;
  return {
    freshMs: Math.min(freshMs, DAY_MS),
    whileRevalidateMs: Math.min(secondsOf(directives, "stale-while-revalidate") * 1000, DAY_MS),
    ifErrorMs: Math.min(secondsOf(directives, "stale-if-error") * 1000, LONGEST_STALE_MS),
  };
}

/** Errors about an address are kept shortly, so that an address that begins to exist is soon seen. */
const MAX_NEGATIVE_MS = 10_000;
const MAX_REDIRECT_MS = 60_000;
const MAY_BE_KEPT = new Set([200, 301, 302, 307, 308, 404, 410]);

function lifetimesFor(status: number, directives: string | null): Lifetimes | undefined {
  const lifetimes = MAY_BE_KEPT.has(status) ? readLifetimes(directives) : undefined;
  if (lifetimes === undefined || status === 200) return lifetimes;
  const most = status >= 400 ? MAX_NEGATIVE_MS : MAX_REDIRECT_MS;
  return { freshMs: Math.min(lifetimes.freshMs, most), whileRevalidateMs: 0, ifErrorMs: 0 };
}

/** What a page is made of; the rest follows from it. */
export type PageParts = Pick<
  StoredPage,
  "key" | "status" | "contentType" | "headers" | "tags" | "lifetimes" | "body" | "renderedAtMs"
>;

/** A page of its parts, without encodings yet. */
export function pageOf(parts: PageParts): StoredPage {
  return {
    ...parts,
    digest: hash("sha256", parts.body, "base64url").slice(0, 22),
    compressible: isCompressible(parts.contentType, parts.body.length),
    brotli: undefined,
    brotliIsThorough: false,
    isSqueezed: false,
    gzip: undefined,
    outdated: false,
    retryAtMs: 0,
    hits: 0,
    lastHitMs: 0,
    ready: new Map(),
  };
}

/** Reads an answer of a page to its end. */
export async function readResponse(
  key: string,
  response: Response,
  renderedAtMs: number,
): Promise<StoredPage> {
  const body =
    response instanceof TextResponse
      ? Buffer.from(response.wholeText)
      : Buffer.from(await response.arrayBuffer());
  const headers: [string, string][] = [];
  for (const [name, value] of response.headers)
    if (!DECIDED_BY_THE_FRONT.has(name)) headers.push([name, value]);
  const lifetimes = lifetimesFor(response.status, response.headers.get("cdn-cache-control"));
  const cacheControl = response.headers.get("cache-control");
  if (lifetimes === undefined && cacheControl !== null)
    headers.push(["cache-control", cacheControl]);
  return pageOf({
    key,
    status: response.status,
    contentType: response.headers.get("content-type") ?? "",
    headers,
    tags: readSurrogateKey(response.headers.get("surrogate-key") ?? ""),
    lifetimes,
    body,
    renderedAtMs,
  });
}

/** Bytes that `page` holds in memory. */
export function sizeOfPage(page: StoredPage): number {
  const headers = page.headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  const tags = page.tags.reduce((sum, tag) => sum + tag.length + 64, 0);
  return (
    1500 +
    page.key.length * 2 +
    headers * 4 +
    tags +
    page.body.length +
    (page.brotli?.length ?? 0) +
    (page.gzip?.length ?? 0)
  );
}

/** The bytes of `page` in `encoding` when they are there. */
export function bytesIn(page: StoredPage, encoding: Encoding): Buffer | undefined {
  if (encoding === "identity") return page.body;
  return encoding === "br" ? page.brotli : page.gzip;
}

const making = new WeakMap<StoredPage, Map<Encoding, Promise<void>>>();

/** Makes the bytes of `page` in `encoding`, once, however many ask for them. */
export function makeBytes(page: StoredPage, encoding: "br" | "gzip"): Promise<void> {
  const works = making.get(page) ?? new Map<Encoding, Promise<void>>();
  making.set(page, works);
  const before = works.get(encoding);
  if (before !== undefined) return before;
  const work = (async () => {
    if (encoding === "gzip") page.gzip = await gzipped(page.body);
    else page.brotli = await brotli(page.body, "quick");
  })();
  works.set(encoding, work);
  return work;
}

/** The encoding in which `page` is sent to a client that would take `wanted`. */
export function encodingFor(page: StoredPage, wanted: Encoding): Encoding {
  return page.compressible ? wanted : "identity";
}

/** The strong entity tag of `page` in `encoding`. */
export function entityTag(page: StoredPage, encoding: Encoding): string {
  const suffix = encoding === "br" && page.brotliIsThorough ? "br11" : encoding;
  return `"${page.digest}-${suffix}"`;
}

/** Whether `If-None-Match` names `page`, in whichever encoding: all encodings of a body decode to the same. */
export function isUnchanged(page: StoredPage, ifNoneMatch: string): boolean {
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch
    .split(",")
    .some((tag) => tag.trim().replace(/^W\//, "").startsWith(`"${page.digest}-`));
}
