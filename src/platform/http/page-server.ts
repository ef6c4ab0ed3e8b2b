import type { IncomingMessage, ServerResponse } from "node:http";
import type { RouteRule, Target } from "#platform/cache/cache-key.ts";
import { acceptedEncoding, type Encoding } from "#platform/cache/encodings.ts";
import type { PageCache } from "#platform/cache/page-cache.ts";
import {
  bytesIn,
  encodingFor,
  isUnchanged,
  makeBytes,
  readResponse,
  type StoredPage,
} from "#platform/cache/stored-page.ts";
import {
  readyAnswer,
  sendAnswer,
  sendUnchanged,
  type FixedHeaders,
  type Staleness,
} from "./answers.ts";
import type { Client } from "./client-address.ts";
import type { Metrics } from "./metrics.ts";
import { rawHeader } from "./raw-header.ts";
import type { Shedding } from "./shedding.ts";

/** What a page may know beside the address. */
export type PageInfo = {
  /** Who asks; undefined when the answer is for every reader. */
  readonly client: Client | undefined;
};

/** The faces: a web request in, a web response out. */
export type Pages = (request: Request, info: PageInfo) => Promise<Response>;

type PageTarget = Extract<Target, { kind: "page" }>;

/** Answers requests for pages, from the cache where it can. */
export type PageServer = {
  /** Answers at once when the page of `key` is fresh in memory, ready in the right encoding. */
  tryFresh(request: IncomingMessage, response: ServerResponse, target: PageTarget): boolean;
  /**
   * Where the page of `key` says that it has moved to; undefined when it has not. @throws what making it threw
   */
  movedTo(target: PageTarget): Promise<string | undefined>;
  /** Answers from the cache or by making the page; gives the status. @throws what making it threw */
  serve(request: IncomingMessage, response: ServerResponse, target: PageTarget): Promise<number>;
};

/** A page that is still asked for at this age is worth the effort of the best compression; those that change sooner are not. */
const SETTLED_MS = 10_000;

const varyOf = (rule: RouteRule): string =>
  rule.saveData === true ? "Accept-Encoding, Save-Data" : "Accept-Encoding";

/** Serves the pages that `pages` makes. */
export function createPageServer(options: {
  readonly pages: Pages;
  readonly cache: PageCache;
  readonly shedding: Shedding;
  readonly metrics: Metrics;
  readonly fixed: FixedHeaders;
  readonly origin: string;
}): PageServer {
  const { pages, cache, shedding, metrics, fixed, origin } = options;

  /** The page for everybody: it gets the address and nothing of the reader who happened to ask first. */
  async function make(target: PageTarget): Promise<Response> {
    const leave = await shedding.enter(target.rule.class);
    try {
      const isSaving = target.rule.saveData === true && target.key?.endsWith(" save-data") === true;
      const request = new Request(
        `${origin}${target.url}`,
        isSaving ? { headers: { "save-data": "on" } } : undefined,
      );
      return await pages(request, { client: undefined });
    } finally {
      leave();
    }
  }

  const encodingOf = (request: IncomingMessage, page: StoredPage): Encoding =>
    encodingFor(page, acceptedEncoding(rawHeader(request, "accept-encoding")));

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    target: PageTarget,
    page: StoredPage,
    encoding: Encoding,
    staleness: Staleness | undefined,
  ): number {
    const answer = readyAnswer(page, encoding, fixed, varyOf(target.rule), staleness);
    const condition = page.status === 200 ? rawHeader(request, "if-none-match") : undefined;
    if (condition !== undefined && page.lifetimes !== undefined && isUnchanged(page, condition)) {
      sendUnchanged(response, answer);
      return 304;
    }
    if (encoding === "br" && !page.isSqueezed && page.lastHitMs - page.renderedAtMs >= SETTLED_MS)
      cache.squeeze(page);
    sendAnswer(request, response, page.status, answer);
    return page.status;
  }

  return {
    tryFresh: (request, response, target) => {
      if (target.key === undefined) return false;
      const page = cache.find(target.key);
      if (page === undefined) return false;
      const encoding = encodingOf(request, page);
      if (bytesIn(page, encoding) === undefined) return false;
      metrics.cached("hit");
      metrics.answered("cachedPage", send(request, response, target, page, encoding, undefined));
      return true;
    },
    movedTo: async (target) => {
      if (target.key === undefined) return undefined;
      const { page } = await cache.get(target.key, () => make(target));
      if (page.status !== 301) return undefined;
      return page.headers.find(([name]) => name.toLowerCase() === "location")?.[1];
    },
    serve: async (request, response, target) => {
      const found =
        target.key === undefined
          ? {
              page: await readResponse("", await make(target), 0),
              state: "passed" as const,
              ageSeconds: 0,
            }
          : await cache.get(target.key, () => make(target));
      const { page, state, ageSeconds } = found;
      metrics.cached(state);
      const encoding = encodingOf(request, page);
      if (encoding !== "identity" && bytesIn(page, encoding) === undefined) {
        await makeBytes(page, encoding);
        if (target.key !== undefined) cache.grew(page);
      }
      const isOld = state === "updating" || state === "error";
      const staleness = isOld ? { ageSeconds, isMarked: true } : undefined;
      return send(request, response, target, page, encoding, staleness);
    },
  };
}
