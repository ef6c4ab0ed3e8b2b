import { z } from "zod";
import type { Clock } from "#platform/clock.ts";
import type { FileStore } from "#platform/file-store.ts";
import { LONGEST_STALE_MS } from "./stored-page.ts";

/**
 * Tags of what was taken down, each with the instant. A copy that was made before is never shown again, be it in memory
 * or on disk, also after a start without database; a page that is made afterwards is not touched.
 */
export type DenyList = {
  /** Adds `tags` and returns when that is on disk. */
  deny(tags: readonly string[]): Promise<void>;
  /** Denies whatever was made until now, and returns when that is on disk. */
  denyEverything(): Promise<void>;
  /** Whether a copy with `tags`, made at `renderedAtMs`, must not be shown. */
  denies(tags: readonly string[], renderedAtMs: number): boolean;
};

const FILE = "denied.json";
/** Longer than any stale copy may live. */
const KEPT_MS = LONGEST_STALE_MS + 86_400_000;
const MAX_TAGS = 20_000;

const Denied = z.record(z.string(), z.number());

/**
 * Opens the list kept in `store`.
 * @throws when the file is there but cannot be read as a list: what was taken down would be unknown, and stale copies
 *   must then not be used (the caller drops them)
 */
export async function openDenyList(options: {
  readonly store: FileStore;
  readonly clock: Clock;
}): Promise<DenyList> {
  const { store, clock } = options;
  const kept = await store.read(FILE);
  const denied = new Map<string, number>(
    kept === undefined ? [] : Object.entries(Denied.parse(JSON.parse(kept.toString("utf8")))),
  );
  let writing: Promise<void> = Promise.resolve();

  const save = (): Promise<void> => {
    const next = writing
      .catch(() => {})
      .then(() => store.write(FILE, Buffer.from(JSON.stringify(Object.fromEntries(denied)))));
    writing = next;
    return next;
  };

  return {
    deny: async (tags) => {
      const now = clock.now().getTime();
      for (const [tag, at] of denied) if (at < now - KEPT_MS) denied.delete(tag);
      for (const tag of tags) {
        denied.delete(tag);
        denied.set(tag, now);
      }
      if (denied.size > MAX_TAGS) {
        // Too many to tell apart: from here on everything older is denied.
        denied.clear();
        denied.set(EVERYTHING, now);
      }
      await save();
    },
    denyEverything: () => {
      denied.clear();
      denied.set(EVERYTHING, clock.now().getTime());
      return save();
    },
    denies: (tags, renderedAtMs) => {
      if (denied.size === 0) return false;
      if (renderedAtMs <= (denied.get(EVERYTHING) ?? Number.NEGATIVE_INFINITY)) return true;
      return tags.some((tag) => {
        const at = denied.get(tag);
        return at !== undefined && renderedAtMs <= at;
      });
    },
  };
}

/** Stands for every tag. */
const EVERYTHING = "*";
