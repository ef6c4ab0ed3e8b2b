import type { OutboxHandler } from "#platform/outbox.ts";
import type { PageCache } from "./page-cache.ts";

/**
 * Drops from `cache` what each event made stale. Takedowns come first within a run, since nothing may delay them.
 * Done again it does no harm.
 */
export function createCacheListener(cache: PageCache): OutboxHandler {
  return async (events, missed) => {
    if (missed) await cache.distrustEverything();
    const hard = new Set<string>();
    const soft = new Set<string>();
    for (const { payload } of events)
      for (const tag of payload.stales) (payload.hard === true ? hard : soft).add(tag);
    if (hard.size > 0) await cache.purge([...hard], true);
    if (soft.size > 0) await cache.purge([...soft], false);
  };
}
