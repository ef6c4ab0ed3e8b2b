import { mkdir, mkdtemp, rm } from "node:fs/promises";
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
import type { Edition } from "#stories/story.ts";
import type { Line } from "./retrieval-sets.ts";

/** A database of its own with stories in it and their index. */
export type SearchDatabase = {
  readonly pool: Pool;
  readonly search: Search;
  /** Source ids of the stories, by their ids here. */
  readonly sources: ReadonlyMap<string, string>;
  /** Process of the database server. */
  readonly serverPid: number;
  /** Stories that were indexed now, and how long that took. */
  readonly indexed: { readonly stories: number; readonly seconds: number };
  close(): Promise<void>;
};

/**
 * Imports and indexes `lines`, each node's work done here and at once.
 * @param kept a folder that stays, so that what it has already is neither imported nor indexed again
 */
export async function openSearchDatabase(
  lines: Iterable<Line> | AsyncIterable<Line>,
  kept?: string,
): Promise<SearchDatabase> {
  const dataDir = kept ?? (await mkdtemp(join(tmpdir(), "warraq-search-")));
  await mkdir(dataDir, { recursive: true });
  let serverPid = 0;
  const postgres = await startPostgres({
    dataDir,
    log: (_level, _message, about) => {
      if (about !== undefined && "pid" in about) serverPid = Number(about.pid);
    },
  });
  const pool = openPool(postgres.connection);
  await migrate(pool);
  const edition = await ensureEdition(pool, "Asia/Riyadh");
  const { rows: before } = await pool.query("SELECT FROM story LIMIT 1");
  if (before.length === 0) await importLines(pool, edition, lines);
  const sources = new Map(
    (
      await pool.query<{ id: string; source_id: string }>(
        "SELECT id, source_id FROM story WHERE source_id IS NOT NULL",
      )
    ).rows.map(({ id, source_id }) => [id, source_id]),
  );
  const begun = performance.now();
  const { stories } = await bringUpToDate(pool, await currentLexicon(pool));
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
    serverPid,
    indexed: { stories, seconds: indexSeconds },
    close: async () => {
      await search.stop();
      await pool.end();
      await postgres.stop();
      if (kept === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function importLines(
  pool: Pool,
  edition: Edition,
  lines: Iterable<Line> | AsyncIterable<Line>,
): Promise<void> {
  await importStories(
    Readable.from(
      (async function* () {
        for await (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
      })(),
    ),
    { pool, edition, now: () => new Date() },
  );
}
