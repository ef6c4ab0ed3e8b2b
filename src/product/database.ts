import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { isNewDatabase, loadSample } from "#cli/load-sample.ts";
import type { Media } from "#media/pictures.ts";
import { systemClock } from "#platform/clock.ts";
import type { Config } from "#platform/config.ts";
import { isDatabaseAway } from "#platform/database-breaker.ts";
import type { DatabaseAddress } from "#platform/db.ts";
import type { Log } from "#platform/log.ts";
import { startPostgres } from "#platform/postgres/supervisor.ts";
import { DEFAULT_EDITION, ensureEdition, findEdition } from "#stories/edition.ts";
import type { Edition } from "#stories/story.ts";

/** How long a database that is elsewhere may be away at the start before the site opens on its old pages. */
const PATIENCE_MS = 4000;

/** The embedded database, or the one that DATABASE_URL names. */
export async function startDatabase(
  config: Config,
  log: Log,
): Promise<{ address: DatabaseAddress; stop: () => Promise<void> }> {
  if (config.databaseUrl !== undefined)
    return { address: { url: config.databaseUrl }, stop: async () => {} };
  const postgres = await startPostgres({
    dataDir: config.dataDir,
    log: (level, message, details) => log[level](details ?? {}, message),
  });
  return { address: postgres.connection, stop: () => postgres.stop() };
}

/** Tables up to date, the edition there; a new database gets the sample edition, unless it is to stay empty. */
export async function prepareEdition(
  pool: Pool,
  media: Media,
  config: Config,
  log: Log,
): Promise<Edition> {
  const edition = await ensureEdition(pool, config.editionZone);
  if (!config.loadSample || !(await isNewDatabase(pool))) return edition;
  const stories = await loadSample(pool, media, edition, systemClock.now());
  log.info({ stories }, "the sample edition is in");
  return (await findEdition(pool, DEFAULT_EDITION, config.editionZone)) ?? edition;
}

/**
 * Prepares the database. One of our own must be there; one that is elsewhere may be away for a while: then false, and
 * readers get the pages that were kept on disk.
 */
export async function firstAttempt(
  prepare: () => Promise<void>,
  config: Config,
  log: Log,
): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await prepare();
      return true;
    } catch (error) {
      if (config.databaseUrl === undefined || !isDatabaseAway(error)) throw error;
      log.error({ error }, "the database of DATABASE_URL does not answer");
      if (performance.now() > deadline) return false;
      await delay(500);
    }
  }
}

/** Stands in while the database has never answered: kept pages need none of it. */
export const unnamedEdition = (config: Config): Edition => ({
  code: DEFAULT_EDITION,
  name: "",
  tagline: "",
  description: "",
  lang: "ar",
  zone: config.editionZone,
  digits: "latn",
  months: "gulf",
  hijriOffset: undefined,
  accent: "#a5201b",
  logo: undefined,
  readingSpeed: undefined,
  navigation: undefined,
  social: [],
  requireSecondFactor: false,
  version: 1,
});

/** Ready is who can serve readers: with the database, or without it from the pages of before. */
export async function readiness(
  pool: Pool,
  { isCounting, hasPages }: { isCounting: () => boolean; hasPages: () => boolean },
): Promise<{ isReady: boolean; parts: Record<string, string> }> {
  const answers = await pool.query("SELECT 1").then(
    () => true,
    () => false,
  );
  return {
    isReady: answers || hasPages(),
    parts: {
      database: answers ? "answers" : "away, serving the pages of before",
      views: isCounting() ? "counted" : "turned away",
    },
  };
}
