import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import { Refusal } from "#platform/refusal.ts";
import { createByteBoundedMap } from "./byte-bounded-map.ts";
import type { DenyList } from "./deny-list.ts";
import type { DiskPages } from "./disk-pages.ts";
import { brotli } from "./encodings.ts";
import { ageOf, isFresh, maySurvive, mayUpdateBehind } from "./freshness.ts";
import { createRefresher } from "./refresher.ts";
import { readResponse, sizeOfPage, type StoredPage } from "./stored-page.ts";
import { createTagPurges } from "./tag-purges.ts";

/** Makes a page anew. It gets no request: what it makes is the same for every reader. */
export type Render = () => Promise<Response>;

/** A page, and how it was come by. */
export type CacheAnswer = {
  readonly page: StoredPage;
  /**
   * `hit`: fresh from memory. `made`: just rendered. `updating`: shown once more while it is made anew. `error`: old,
   * because no new one could be made.
   */
  readonly state: "hit" | "made" | "updating" | "error";
  /** Seconds since the page was made, for `updating` and `error`. */
  readonly ageSeconds: number;
};

/** Pages in memory, with copies on disk, in front of whatever renders them. */
export type PageCache = {
  /** The fresh page of `key`, without waiting; undefined when it must be made or may be old. */
  find(key: string): StoredPage | undefined;
  /** The page of `key`: kept, or made by `render` once for all who ask meanwhile. @throws what `render` threw */
  get(key: string, render: Render): Promise<CacheAnswer>;
  /** Notes that `page` grew by an encoding and is asked for in it. */
  grew(page: StoredPage): void;
  /** Compresses a page that is asked for often as far as it goes, in the background. */
  squeeze(page: StoredPage): void;
  /** Pages with one of `tags` are made anew; hard: they are gone at once, and no copy made until now is shown again. */
  purge(tags: readonly string[], hard: boolean): Promise<void>;
  /** Events were missed: every page may be outdated or taken down. */
  distrustEverything(): Promise<void>;
  stats(): PageCacheStats;
  /** Writes the last copies to disk. */
  stop(): Promise<void>;
};

/** What the cache holds and did, for /metrics. */
export type PageCacheStats = {
  readonly pages: number;
  readonly sizeBytes: number;
  readonly negativePages: number;
  readonly renders: number;
  readonly failedRenders: number;
  readonly diskPages: number;
  readonly diskBytes: number;
};

/** How the cache behaves; all but the first four have defaults. */
export type PageCacheOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly denyList: DenyList;
  readonly disk: DiskPages | undefined;
  /** Bytes of pages in memory, default 64 MB. */
  readonly maxBytes?: number;
  /** Bytes of answers that say that nothing is there, or that it is elsewhere; apart, so that invented addresses push no page out. */
  readonly maxNegativeBytes?: number;
  /** How long a reader waits for a changed page before the old one is shown, default 100 ms. */
  readonly staleWaitMs?: number;
  /** A render that takes longer has failed, default 10 s. */
  readonly renderTimeoutMs?: number;
  /** Renders in the background at once, default 2. */
  readonly backgroundRenders?: number;
  /** True while it is known that no page can be made: old ones are then shown without trying. */
  readonly isDatabaseAway?: () => boolean;
};

const RETRY_MS = 1000;
/** A page that was asked for within this time is made anew by a purge, before someone asks. */
const WARM_MS = 300_000;
const MAX_WARMED = 10;
const MAX_ATTEMPTS = 3;

type Rendering = { readonly begunAt: number; readonly done: Promise<Outcome> };
type Outcome =
  | { readonly kind: "made"; readonly page: StoredPage }
  | { readonly kind: "takenDown" }
  | { readonly kind: "failed"; readonly error: unknown; readonly page: StoredPage | undefined };

/** Makes a cache. */
export function createPageCache(options: PageCacheOptions): PageCache {
  const { clock, log, denyList, disk } = options;
  const { staleWaitMs = 100, renderTimeoutMs = 10_000, backgroundRenders = 2 } = options;
  const isDatabaseAway = options.isDatabaseAway ?? (() => false);
  const purges = createTagPurges();
  const tagged = new Map<string, Set<StoredPage>>();
  const rendering = new Map<string, Rendering>();
  const renders = new WeakMap<StoredPage, Render>();
  let [rendered, failed] = [0, 0];

  const negative = createByteBoundedMap<StoredPage>({
    maxBytes: options.maxNegativeBytes ?? 4_000_000,
    maxCount: 4000,
    sizeOf: sizeOfPage,
  });
  const pages = createByteBoundedMap<StoredPage>({
    maxBytes: options.maxBytes ?? 64_000_000,
    maxCount: 50_000,
    sizeOf: sizeOfPage,
    onRemove: (page) => {
      for (const tag of page.tags) {
        const set = tagged.get(tag);
        set?.delete(page);
        if (set?.size === 0) tagged.delete(tag);
      }
    },
  });
  const refresher = createRefresher({ concurrency: backgroundRenders, maxWaiting: 1000 });
  const squeezer = createRefresher({ concurrency: 1, maxWaiting: 200 });

  const nowMs = (): number => clock.now().getTime();
  const mayShowOnError = (page: StoredPage, now: number): boolean =>
    maySurvive(page, now) && !denyList.denies(page.tags, page.renderedAtMs);

  function forgetPage(key: string): Promise<void> | undefined {
    pages.delete(key);
    negative.delete(key);
    return disk?.remove(key).catch((error: unknown) => {
      log.warn({ error, key }, "a page could not be removed from disk");
    });
  }

  function keep(page: StoredPage, render: Render): void {
    const { key } = page;
    if (page.lifetimes === undefined || page.status !== 200) {
      if (page.status < 500) void forgetPage(key);
      if (page.lifetimes !== undefined) negative.set(key, page);
    } else {
      negative.delete(key);
      const before = pages.peek(key);
      page.hits = before === undefined ? 0 : Math.min(before.hits, 1);
      page.lastHitMs = before?.lastHitMs ?? page.renderedAtMs;
      pages.set(key, page);
      for (const tag of page.tags) {
        const set = tagged.get(tag) ?? new Set();
        set.add(page);
        tagged.set(tag, set);
      }
      if (page.lifetimes.ifErrorMs > 0) disk?.keep(page);
    }
    renders.set(page, render);
  }

  async function renderOnce(key: string, render: Render, begunAt: number): Promise<Outcome> {
    rendered += 1;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Refusal("busy", `Cannot make ${key}: it took over ${renderTimeoutMs} ms`));
    }, renderTimeoutMs);
    timer.unref();
    try {
      const renderedAtMs = nowMs();
      const page = await Promise.race([
        render().then((response) => readResponse(key, response, renderedAtMs)),
        late.promise,
      ]);
      if (page.status >= 500) {
        failed += 1;
        return { kind: "failed", error: undefined, page };
      }
      const touched = purges.since(begunAt, page.tags);
      if (touched === "hard") return { kind: "takenDown" };
      page.outdated = touched === "soft";
      keep(page, render);
      return { kind: "made", page };
    } catch (error) {
      failed += 1;
      return { kind: "failed", error, page: undefined };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Joins the render under way, or begins one. */
  function join(key: string, render: Render): Rendering {
    const before = rendering.get(key);
    if (before !== undefined) return before;
    const begunAt = purges.count;
    const work: Rendering = {
      begunAt,
      done: renderOnce(key, render, begunAt).finally(() => {
        rendering.delete(key);
        let oldest = purges.count;
        for (const other of rendering.values()) oldest = Math.min(oldest, other.begunAt);
        purges.forget(oldest);
      }),
    };
    rendering.set(key, work);
    return work;
  }

  function refreshBehind(page: StoredPage, render: Render): void {
    refresher.add(page.key, async () => {
      const outcome = await join(page.key, render).done;
      if (outcome.kind === "failed") page.retryAtMs = nowMs() + RETRY_MS;
    });
  }

  function hit(page: StoredPage, now: number): void {
    page.hits += 1;
    page.lastHitMs = now;
  }

  function old(page: StoredPage, state: "updating" | "error", now: number): CacheAnswer {
    hit(page, now);
    return { page, state, ageSeconds: Math.max(0, Math.round(ageOf(page, now) / 1000)) };
  }

  async function findOnDisk(key: string, render: Render): Promise<StoredPage | undefined> {
    const page = await disk?.read(key).catch((error: unknown) => {
      log.warn({ error, key }, "a page kept on disk could not be read");
      return undefined;
    });
    if (page === undefined || !mayShowOnError(page, nowMs())) return undefined;
    const begun = pages.peek(key);
    if (begun !== undefined) return begun;
    page.outdated = true;
    page.retryAtMs = nowMs() + RETRY_MS;
    keep(page, render);
    return page;
  }

  async function findOld(key: string, render: Render): Promise<StoredPage | undefined> {
    const page = pages.peek(key);
    if (page !== undefined && mayShowOnError(page, nowMs())) return page;
    return findOnDisk(key, render);
  }

  async function get(key: string, render: Render): Promise<CacheAnswer> {
    const arrivedAt = purges.count;
    const deadline = performance.now() + staleWaitMs;
    let last: unknown;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const now = nowMs();
      const page = pages.get(key) ?? negative.get(key);
      if (page !== undefined) {
        if (isFresh(page, now)) {
          hit(page, now);
          return { page, state: "hit", ageSeconds: 0 };
        }
        if (mayUpdateBehind(page, now)) {
          if (page.retryAtMs <= now && !isDatabaseAway()) refreshBehind(page, render);
          return old(page, "updating", now);
        }
      }
      const canWait = page !== undefined && mayShowOnError(page, now);
      if (canWait && (page.retryAtMs > now || isDatabaseAway())) return old(page, "error", now);
      if (page === undefined && isDatabaseAway()) {
        const kept = await findOnDisk(key, render);
        if (kept !== undefined) return old(kept, "error", nowMs());
      }

      const work = join(key, render);
      const outcome = canWait ? await withDeadline(work.done, deadline) : await work.done;
      if (outcome === undefined) {
        if (page !== undefined) return old(page, "updating", nowMs());
      } else if (outcome.kind === "made") {
        // Made before a purge that this request came after: it is asked for once more.
        const isBehind = outcome.page.outdated && arrivedAt > work.begunAt;
        if (!isBehind || attempt === MAX_ATTEMPTS - 1)
          return { page: outcome.page, state: "made", ageSeconds: 0 };
      } else if (outcome.kind === "failed") {
        if (isOwnAnswer(outcome.error)) {
          await forgetPage(key);
          throw outcome.error;
        }
        const kept = await findOld(key, render);
        if (kept !== undefined) {
          kept.retryAtMs = nowMs() + RETRY_MS;
          return old(kept, "error", nowMs());
        }
        if (outcome.page !== undefined) return { page: outcome.page, state: "made", ageSeconds: 0 };
        throw outcome.error;
      } else {
        last = new Refusal("busy", `Cannot make ${key}: what it shows was taken down meanwhile`);
      }
    }
    throw last ?? new Refusal("busy", `Cannot make ${key}: it changes faster than it is made`);
  }

  function warm(touched: Iterable<StoredPage>): void {
    const now = nowMs();
    [...touched]
      .filter((page) => now - page.lastHitMs < WARM_MS && page.hits > 0)
      .sort((one, other) => other.hits - one.hits)
      .slice(0, MAX_WARMED)
      .forEach((page) => {
        const render = renders.get(page);
        if (render !== undefined) refreshBehind(page, render);
      });
  }

  async function purge(tags: readonly string[], hard: boolean): Promise<void> {
    purges.purge(tags, hard);
    const touched = new Set(tags.flatMap((tag) => [...(tagged.get(tag) ?? [])]));
    negative.clear();
    for (const page of touched) {
      page.outdated = true;
      if (hard) pages.delete(page.key);
    }
    if (!hard) {
      warm(touched);
      return;
    }
    // Denied first: from here on no copy is shown, even when the process ends before the files are gone.
    await denyList.deny(tags);
    await disk?.removeTagged(tags);
  }

  return {
    find: (key) => {
      const page = pages.peek(key) ?? negative.peek(key);
      if (page === undefined) return undefined;
      const now = nowMs();
      if (!isFresh(page, now)) return undefined;
      // Moving a page to the young end on each hit would cost as much as the rest of the look-up.
      if (now - page.lastHitMs > 1000) pages.get(key);
      hit(page, now);
      return page;
    },
    get,
    grew: (page) => pages.weigh(page.key),
    squeeze: (page) => {
      squeezer.add(page.key, async () => {
        page.isSqueezed = true;
        const small = await brotli(page.body, "thorough");
        if (page.brotli !== undefined && small.length >= page.brotli.length) return;
        page.brotli = small;
        page.brotliIsThorough = true;
        page.ready.delete("br");
        pages.weigh(page.key);
      });
    },
    purge,
    distrustEverything: async () => {
      pages.clear();
      negative.clear();
      await denyList.denyEverything();
      await disk?.removeAll();
    },
    stats: () => {
      const kept = disk?.size();
      return {
        pages: pages.count,
        sizeBytes: pages.sizeBytes,
        negativePages: negative.count,
        renders: rendered,
        failedRenders: failed,
        diskPages: kept?.count ?? 0,
        diskBytes: kept?.sizeBytes ?? 0,
      };
    },
    stop: async () => {
      await Promise.all([refresher.stop(), squeezer.stop()]);
      await disk?.stop();
    },
  };
}

/** A refusal that is the page's own answer, such as 404: no failure. */
function isOwnAnswer(error: unknown): boolean {
  return error instanceof Refusal && error.status < 500;
}

/** What `work` gives before `deadline` (of the monotonic clock); undefined afterwards. */
async function withDeadline<T>(work: Promise<T>, deadline: number): Promise<T | undefined> {
  const timer = new AbortController();
  const restMs = Math.max(0, deadline - performance.now());
  try {
    return await Promise.race([
      work,
      delay(restMs, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
  } finally {
    timer.abort();
  }
}
