import { mkdtemp, rm } from "node:fs/promises";
import { request, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDenyList } from "#platform/cache/deny-list.ts";
import { openDiskPages } from "#platform/cache/disk-pages.ts";
import { createPageCache, type PageCacheOptions } from "#platform/cache/page-cache.ts";
import { handClock } from "#platform/clock.ts";
import { openFileStore } from "#platform/file-store.ts";
import { createFront, type FrontOptions } from "#platform/http/front.ts";
import { createMetrics } from "#platform/http/metrics.ts";
import type { Pages } from "#platform/http/page-server.ts";
import { createLog } from "#platform/log.ts";

/** An answer as it came over the socket. */
export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
};

/** A page that may be kept for a minute and a week. */
export function page(body: string, tags: string, init: ResponseInit = {}): Response {
  return new Response(body, {
    ...init,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cdn-cache-control": "max-age=60, stale-while-revalidate=300, stale-if-error=604800",
      "surrogate-key": tags,
      ...Object.fromEntries(new Headers(init.headers)),
    },
  });
}

/** A cache whose clock stands still, with copies on disk in `folder`. */
export async function testCache(
  folder: string,
  options: Partial<PageCacheOptions> & { start?: string } = {},
) {
  const clock = handClock(options.start ?? "2030-01-01T00:00:00Z");
  const log = createLog("silent");
  const store = openFileStore(folder);
  const denyList = await openDenyList({ store, clock });
  const disk = openDiskPages({
    folder,
    maxBytes: 10_000_000,
    maxFiles: 1000,
    log,
    rewriteMs: 0,
    scanDelayMs: 0,
  });
  const cache = createPageCache({ clock, log, denyList, disk, ...options });
  return { cache, clock, disk, denyList, log };
}

/** A front on a free port of this machine, with a cache as of `testCache`. */
export async function testFront(
  pages: Pages,
  options: Partial<FrontOptions> & {
    cacheOptions?: Partial<PageCacheOptions> & { start?: string };
    folder?: string;
  } = {},
) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "warraq-front-")));
  const { cache, clock, disk, log } = await testCache(folder, options.cacheOptions);
  const front = createFront({
    pages,
    cache,
    log,
    metrics: createMetrics(),
    config: { siteUrl: "https://news.example", trustProxy: [], metricsToken: undefined },
    health: { ready: async () => ({ isReady: true, parts: { database: "here" } }) },
    ...options,
  });
  await new Promise<void>((resolve) => {
    front.server.listen(0, "127.0.0.1", resolve);
  });
  const address = front.server.address();
  if (address === null || typeof address === "string") throw new Error("The front has no port");
  const { port } = address;

  return {
    front,
    cache,
    clock,
    disk,
    folder,
    port,
    get: (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
      send(port, { path, headers }),
    send: (requestOptions: RequestOptions, body?: Buffer | string): Promise<Answer> =>
      send(port, requestOptions, body),
    /** Sends `bytes` as they are and gives everything that came until the other side closed or `isEnough`. */
    raw: (bytes: string | Buffer, isEnough?: (text: string) => boolean): Promise<string> =>
      raw(port, bytes, isEnough),
    close: async (): Promise<void> => {
      await front.stop(100);
      await cache.stop();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

function send(port: number, options: RequestOptions, body?: Buffer | string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, agent: false, ...options }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const bytes = Buffer.concat(parts);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: bytes,
          text: bytes.toString("utf8"),
        });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function raw(
  port: number,
  bytes: string | Buffer,
  isEnough: (text: string) => boolean = () => false,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const parts: Buffer[] = [];
    const text = (): string => Buffer.concat(parts).toString("latin1");
    socket.on("connect", () => socket.write(bytes));
    socket.on("data", (part: Buffer) => {
      parts.push(part);
      if (isEnough(text())) socket.destroy();
    });
    socket.on("error", (error: Error & { code?: string }) => {
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
    });
    socket.on("close", () => resolve(text()));
  });
}

/** Waits until `isSo`, or fails saying what was waited for. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 5000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited 5 s in vain until ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
