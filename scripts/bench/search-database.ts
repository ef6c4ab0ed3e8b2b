import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Pool } from "pg";
import { systemClock } from "#platform/clock.ts";
import { openPool } from "#platform/db.ts";
import { createLog } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { startPostgres } from "#platform/postgres/supervisor.ts";
import { bringUpToDate } from "#search/bring-up-to-date.ts";
import { currentLexicon } from "#search/current-lexicon.ts";
import { createSearch, type Search } from "#search/search.ts";
import { ensureEdition } from "#stories/edition.ts";
import { importStories } from "#stories/import/import-stories.ts";
import type { Line } from "./search-sets.ts";

/** A database of its own with stories in it and their index. */
export type SearchDatabase = {
  readonly pool: Pool;
  readonly search: Search;
  /** Source ids of the stories, by their ids here. */
  readonly sources: ReadonlyMap<string, string>;
  readonly indexSeconds: number;
  close(): Promise<void>;
};

/** Imports and indexes `lines`, each node's work done here and at once. */
export async function openSearchDatabase(
  lines: Iterable<Line> | AsyncIterable<Line>,
): Promise<SearchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "warraq-search-"));
  const postgres = await startPostgres({ dataDir, log: () => {} });
  const pool = openPool(postgres.connection);
  await migrate(pool);
  const edition = await ensureEdition(pool, "Asia/Riyadh");
  const sources = new Map<string, string>();
  await importStories(
    Readable.from(
      (async function* () {
        for await (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
      })(),
    ),
    {
      pool,
      edition,
      now: () => new Date(),
      onLine: ({ story, source }) => {
        if (story !== undefined && story !== null && source !== undefined && source !== null)
          sources.set(story, source);
      },
    },
  );
  const begun = performance.now();
  await bringUpToDate(pool, await currentLexicon(pool));
  const indexSeconds = (performance.now() - begun) / 1000;
  const search = createSearch({
    pool,
    readers: pool,
    edition: () => edition,
    clock: systemClock,
    log: createLog("silent"),
    purge: () => {},
  });
  return {
    pool,
    search,
    sources,
    indexSeconds,
    close: async () => {
      await search.stop();
      await pool.end();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
