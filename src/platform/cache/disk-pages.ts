import { hash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { openFileStore } from "#platform/file-store.ts";
import type { Log } from "#platform/log.ts";
import { brotli, unbrotli } from "./encodings.ts";
import { pageOf, type StoredPage } from "./stored-page.ts";

/** Copies of pages on disk, for the time when none can be made. */
export type DiskPages = {
  /** Notes that `page` is to be written soon. */
  keep(page: StoredPage): void;
  /** The copy of `key`; undefined when there is none, or none whose bytes are whole. */
  read(key: string): Promise<StoredPage | undefined>;
  /** Removes the copy of `key`. */
  remove(key: string): Promise<void>;
  /** Removes every copy with one of `tags`; returns when they are gone. */
  removeTagged(tags: readonly string[]): Promise<void>;
  /** Removes every copy. */
  removeAll(): Promise<void>;
  /** Copies on disk and their bytes. */
  size(): { readonly count: number; readonly sizeBytes: number };
  /** Writes what is still to be written, for at most `timeoutMs`. */
  flush(timeoutMs: number): Promise<void>;
  /** Flushes and ends. */
  stop(): Promise<void>;
};

const Meta = z.strictObject({
  key: z.string(),
  status: z.number().int(),
  contentType: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  tags: z.array(z.string()),
  lifetimes: z.strictObject({
    freshMs: z.number(),
    whileRevalidateMs: z.number(),
    ifErrorMs: z.number(),
  }),
  renderedAtMs: z.number(),
  brotli: z.boolean(),
});
type Meta = z.infer<typeof Meta>;

type Entry = {
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly writtenAtMs: number;
};

const MAX_WAITING = 2000;
const PAUSE_MS = 250;
const WRITES_A_TURN = 25;
/** Readers come first: while the process has little time left, copies only trickle. */
const WRITES_A_BUSY_TURN = 2;
const BUSY_UTILIZATION = 0.7;
/** A page that changes every second is still written only this often. */
const REWRITE_MS = 20_000;
const SCAN_DELAY_MS = 2000;
const MAX_BODY_BYTES = 20_000_000;
const DIGEST_LENGTH = 64;
const FOLDER = "pages";

const fileOf = (key: string): string => {
  const name = hash("sha256", key, "hex");
  return `${FOLDER}/${name.slice(0, 2)}/${name}.page`;
};

async function bytesOf(page: StoredPage): Promise<Buffer> {
  const { key, status, contentType, headers, tags, lifetimes, renderedAtMs, compressible } = page;
  if (lifetimes === undefined) throw new RangeError(`Cannot keep ${key}: it has no lifetimes`);
  if (compressible) page.brotli ??= await brotli(page.body, "quick");
  const meta: Meta = {
    key,
    status,
    contentType,
    headers: headers.map(([name, value]) => [name, value]),
    tags: [...tags],
    lifetimes,
    renderedAtMs,
    brotli: compressible,
  };
  const rest = Buffer.concat([
    Buffer.from(`${JSON.stringify(meta)}\n`),
    (compressible ? page.brotli : undefined) ?? page.body,
  ]);
  return Buffer.concat([Buffer.from(`${hash("sha256", rest, "hex")}\n`), rest]);
}

function parse(bytes: Buffer): { meta: Meta; body: Buffer } | undefined {
  const rest = bytes.subarray(DIGEST_LENGTH + 1);
  if (hash("sha256", rest, "hex") !== bytes.toString("latin1", 0, DIGEST_LENGTH)) return undefined;
  const end = rest.indexOf("\n");
  const meta = Meta.safeParse(JSON.parse(rest.toString("utf8", 0, end)));
  return meta.success ? { meta: meta.data, body: rest.subarray(end + 1) } : undefined;
}

/**
 * Opens the copies below `options.folder` and reads in the background which there are.
 * @param options.rewriteMs a page is written again at most this often, 20 s unless told
 */
export function openDiskPages(options: {
  readonly folder: string;
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly log: Log;
  readonly rewriteMs?: number;
  readonly scanDelayMs?: number;
}): DiskPages {
  const {
    folder,
    maxBytes,
    maxFiles,
    log,
    rewriteMs = REWRITE_MS,
    scanDelayMs = SCAN_DELAY_MS,
  } = options;
  const store = openFileStore(folder);
  const entries = new Map<string, Entry>();
  const waiting = new Map<string, StoredPage>();
  const stopping = new AbortController();
  let sizeBytes = 0;
  /** Writes under way, and those that a removal overtook: they are taken back when done. */
  const writing = new Map<StoredPage, Promise<void>>();
  const overtaken = new WeakSet<StoredPage>();

  function forget(file: string): void {
    sizeBytes -= entries.get(file)?.sizeBytes ?? 0;
    entries.delete(file);
  }

  function note(file: string, entry: Entry): void {
    forget(file);
    entries.set(file, entry);
    sizeBytes += entry.sizeBytes;
  }

  async function shrink(): Promise<void> {
    for (const file of entries.keys()) {
      if (sizeBytes <= maxBytes && entries.size <= maxFiles) return;
      forget(file);
      await store.remove(file);
    }
  }

  async function write(page: StoredPage): Promise<void> {
    const file = fileOf(page.key);
    const bytes = await bytesOf(page);
    await store.write(file, bytes, { durable: false });
    if (overtaken.has(page)) await store.remove(file);
    else note(file, { tags: page.tags, sizeBytes: bytes.length, writtenAtMs: performance.now() });
    await shrink();
  }

  async function writeSome(most: number, evenIfRecent: boolean): Promise<void> {
    let written = 0;
    for (const [key, page] of waiting) {
      if (written >= most) return;
      const writtenAtMs = entries.get(fileOf(key))?.writtenAtMs ?? Number.NEGATIVE_INFINITY;
      if (!evenIfRecent && performance.now() - writtenAtMs < rewriteMs) continue;
      waiting.delete(key);
      written += 1;
      const work = write(page)
        .catch((error: unknown) => {
          log.warn({ error, key }, "a page could not be kept on disk");
        })
        .finally(() => writing.delete(page));
      writing.set(page, work);
      await work;
    }
  }

  async function scan(): Promise<void> {
    const names = await readdir(join(folder, FOLDER), { recursive: true }).catch(() => []);
    for (const name of names) {
      if (stopping.signal.aborted) return;
      const file = `${FOLDER}/${name}`;
      if (!/^pages\/[0-9a-f]{2}\/[0-9a-f]{64}\.page$/.test(file) || entries.has(file)) continue;
      const bytes = await store.read(file);
      if (bytes === undefined || entries.has(file)) continue;
      const found = parseQuietly(bytes);
      if (found === undefined) await store.remove(file);
      else
        note(file, {
          tags: found.meta.tags,
          sizeBytes: bytes.length,
          writtenAtMs: Number.NEGATIVE_INFINITY,
        });
    }
    await shrink();
  }

  // A start has better things to do, unless copies must go.
  const scanNow = new AbortController();
  let isScanned = false;
  const scanned = delay(scanDelayMs, undefined, { signal: scanNow.signal, ref: false })
    .catch(() => {})
    .then(scan)
    .then(
      () => {
        isScanned = true;
      },
      (error: unknown) => {
        log.warn({ error }, "the pages kept on disk could not be listed");
      },
    );
  const allNoted = (): Promise<void> => {
    scanNow.abort();
    return scanned;
  };

  async function writeOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      const before = performance.eventLoopUtilization();
      await delay(PAUSE_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      const isBusy = performance.eventLoopUtilization(before).utilization > BUSY_UTILIZATION;
      if (!stopping.signal.aborted)
        await writeSome(isBusy ? WRITES_A_BUSY_TURN : WRITES_A_TURN, false);
    }
  }
  const writer = writeOn();

  async function flush(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (waiting.size > 0 && performance.now() < deadline) await writeSome(10, true);
  }

  /** Takes back what is not yet written, and waits for what is being written. */
  async function overtake(matches: (page: StoredPage) => boolean): Promise<void> {
    for (const [key, page] of waiting) if (matches(page)) waiting.delete(key);
    const works = [...writing].filter(([page]) => matches(page));
    for (const [page] of works) overtaken.add(page);
    await Promise.all(works.map(([, work]) => work));
  }

  async function removeWhere(matches: (tags: readonly string[]) => boolean): Promise<void> {
    await overtake((page) => matches(page.tags));
    await allNoted();
    for (const [file, entry] of entries) {
      if (!matches(entry.tags)) continue;
      forget(file);
      await store.remove(file);
    }
  }

  return {
    keep: (page) => {
      waiting.delete(page.key);
      waiting.set(page.key, page);
      if (waiting.size <= MAX_WAITING) return;
      const oldest = waiting.keys().next();
      if (oldest.done !== true) waiting.delete(oldest.value);
    },
    read: async (key) => {
      const file = fileOf(key);
      if (isScanned && !entries.has(file)) return undefined;
      const bytes = await store.read(file);
      if (bytes === undefined) return undefined;
      const found = parseQuietly(bytes);
      if (found === undefined || found.meta.key !== key) {
        log.warn({ key }, "a page kept on disk is damaged and was removed");
        forget(file);
        await store.remove(file);
        return undefined;
      }
      const { meta } = found;
      const body = meta.brotli ? await unbrotli(found.body, MAX_BODY_BYTES) : found.body;
      const page = pageOf({ ...meta, body });
      if (meta.brotli) page.brotli = Buffer.from(found.body);
      return page;
    },
    remove: async (key) => {
      await overtake((page) => page.key === key);
      const file = fileOf(key);
      if (!entries.has(file) && isScanned) return;
      forget(file);
      await store.remove(file);
    },
    removeTagged: (tags) => {
      const gone = new Set(tags);
      return removeWhere((tags) => tags.some((tag) => gone.has(tag)));
    },
    removeAll: () => removeWhere(() => true),
    size: () => ({ count: entries.size, sizeBytes }),
    flush,
    stop: async () => {
      stopping.abort();
      await writer;
      await allNoted();
      await flush(2000);
    },
  };
}

function parseQuietly(bytes: Buffer): { meta: Meta; body: Buffer } | undefined {
  try {
    return parse(bytes);
  } catch {
    return undefined;
  }
}
