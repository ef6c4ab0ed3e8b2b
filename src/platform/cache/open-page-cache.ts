import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openFileStore } from "#platform/file-store.ts";
import { createCoarseClock } from "./coarse-clock.ts";
import { openDenyList, type DenyList } from "./deny-list.ts";
import { openDiskPages } from "./disk-pages.ts";
import { createPageCache, type PageCache, type PageCacheOptions } from "./page-cache.ts";

const DISK_BYTES = 256_000_000;
const DISK_FILES = 20_000;
const CLOCK_STEP_MS = 20;

/**
 * The page cache of a node, with its copies and its deny list under `dataDir`/cache. When the list cannot be read,
 * nobody knows what was taken down: all copies go, and the list begins anew.
 */
export async function openPageCache(
  options: Omit<PageCacheOptions, "denyList" | "disk"> & {
    /** Absolute path of the data folder. */
    readonly dataDir: string;
    readonly maxDiskBytes?: number;
    readonly maxDiskFiles?: number;
  },
): Promise<PageCache> {
  const { log } = options;
  const clock = createCoarseClock(options.clock, CLOCK_STEP_MS);
  const folder = join(options.dataDir, "cache");
  const store = openFileStore(folder);
  const denyList = await openDenyList({ store, clock }).catch(
    async (error: unknown): Promise<DenyList> => {
      log.error({ error, folder }, "the list of takedowns is damaged: all kept pages are dropped");
      await rm(folder, { recursive: true, force: true });
      return openDenyList({ store, clock });
    },
  );
  const disk = openDiskPages({
    folder,
    maxBytes: options.maxDiskBytes ?? DISK_BYTES,
    maxFiles: options.maxDiskFiles ?? DISK_FILES,
    log,
  });
  const cache = createPageCache({ ...options, clock, denyList, disk });
  return {
    ...cache,
    stop: async () => {
      await cache.stop();
      clock.stop();
    },
  };
}
