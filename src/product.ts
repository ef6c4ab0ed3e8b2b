import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Pool } from "pg";
import { isNewDatabase, loadSample } from "#cli/load-sample.ts";
import { createDecoder } from "#media/decode.ts";
import type { Media } from "#media/pictures.ts";
import { createCacheListener } from "#platform/cache/cache-listener.ts";
import { openPageCache } from "#platform/cache/open-page-cache.ts";
import { systemClock } from "#platform/clock.ts";
import type { Config } from "#platform/config.ts";
import { createBreaker, guardPool, isDatabaseAway } from "#platform/database-breaker.ts";
import { openPool, type DatabaseAddress } from "#platform/db.ts";
import { openFileStore, type FileStore } from "#platform/file-store.ts";
import { createClientAddresses } from "#platform/http/client-address.ts";
import { createFront, type Front } from "#platform/http/front.ts";
import { createMetrics } from "#platform/http/metrics.ts";
import type { Log } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { createOutbox } from "#platform/outbox.ts";
import { startPostgres } from "#platform/postgres/supervisor.ts";
import { prepareAssets } from "#reader/assets.ts";
import { createFaces } from "#reader/faces.ts";
import { createReadership } from "#readership/readership.ts";
import { findCurrentPath } from "#stories/read.ts";
import { DEFAULT_EDITION, ensureEdition, findEdition } from "#stories/edition.ts";
import type { Edition } from "#stories/story.ts";

/** A running product. */
export type Product = {
  /** Public origin without a slash at its end. */
  readonly siteUrl: string;
  /** Finishes what is in flight, writes what is counted, ends the database. */
  stop(): Promise<void>;
};

const BUILD = fileURLToPath(new URL("../build", import.meta.url));
/** How long a database that is elsewhere may be away at the start before the site opens on its old pages. */
const PATIENCE_MS = 4000;
const DRAIN_MS = 8000;

/**
 * Builds and starts everything, in this order: database, tables, edition, sample; then cache, readership, faces, front.
 * @throws PostgresStartError when the embedded database cannot start
 */
export async function startProduct(
  config: Config,
  log: Log,
  options: { development?: boolean } = {},
): Promise<Product> {
  const clock = systemClock;
  const assetsReady = prepareAssets(BUILD);
  const postgres = await startDatabase(config, log);
  const pool = openPool(postgres.address, {
    onBroken: (error) => log.debug({ error }, "a database connection broke"),
  });
  const breaker = createBreaker({
    onChange: (isAway) =>
      log[isAway ? "error" : "info"](isAway ? "the database is away" : "the database is back"),
  });
  guardPool(pool, breaker);
  const decoder = createDecoder();
  const media = { pool, store: openFileStore(join(config.dataDir, "media")), decoder };
  const files = openFileStore(config.dataDir);
  const node = await nodeName(files);
  let edition: Edition | undefined;
  let preparing: Promise<void> | undefined;
  const prepareOnce = async (): Promise<void> => {
    try {
      await migrate(pool);
      edition = await prepareEdition(pool, media, config, log);
    } finally {
      preparing = undefined;
    }
  };
  const prepare = (): Promise<void> => (preparing ??= prepareOnce());
  const editionNow = (): Edition => edition ?? unnamedEdition(config);
  const isUp = await firstAttempt(prepare, config, log);

  const metrics = createMetrics();
  const cache = await openPageCache({
    dataDir: config.dataDir,
    clock,
    log,
    isDatabaseAway: () => breaker.isAway(),
  });
  const outbox = createOutbox({ pool, node, log });
  const readership = await createReadership({
    pool,
    clock,
    log,
    node,
    store: files,
    edition: editionNow,
    purge: (tags) => cache.purge(tags, false),
  });
  outbox.listen("cache", createCacheListener(cache));
  outbox.listen("readership", readership.onEvents);

  const assets = await assetsReady;
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  const siteUrl = config.siteUrl ?? `http://localhost:${port}`;
  warnAboutAddress(config, siteUrl, log);
  const faces = createFaces({
    pool,
    media,
    readership,
    edition: editionNow,
    siteUrl,
    assets,
    clients: createClientAddresses(config.trustProxy),
    onView: (outcome) => metrics.views.inc({ outcome }),
    clock,
    log,
    development: options.development === true,
  });
  const front = createFront({
    pages: async (request) => {
      if (edition === undefined) await prepare();
      return faces.pages(request);
    },
    findMoved: (address) =>
      findCurrentPath(pool, address).catch((error: unknown) => {
        // Without a database the address is answered as any other: by the page that was kept.
        if (isDatabaseAway(error)) return undefined;
        throw error;
      }),
    direct: new Map([["POST /views", faces.views]]),
    assets: assets.files,
    errorPage: (status) => faces.errorPage(status),
    cache,
    config: { ...config, siteUrl },
    log,
    metrics,
    health: {
      ready: () =>
        readiness(pool, {
          isCounting: () => readership.isCounting(),
          hasPages: () => cache.stats().pages + cache.stats().diskPages > 0,
        }),
    },
    scriptHashes: [assets.inlineScriptHash],
  });
  await outbox.start();
  readership.start();
  await listen(front, port, config.host);
  if (!isUp) log.warn("serving the pages of before until the database is back");

  return {
    siteUrl,
    stop: async () => {
      front.announceStop();
      await front.stop(DRAIN_MS);
      await Promise.all([outbox.stop(), readership.stop(), cache.stop(), decoder.stop()]);
      await pool.end();
      await postgres.stop();
    },
  };
}

async function startDatabase(
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
async function prepareEdition(
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
async function firstAttempt(
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
const unnamedEdition = (config: Config): Edition => ({
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
});

/** The name under which this data folder reads the outbox: the same after each restart. */
async function nodeName(files: FileStore): Promise<string> {
  const kept = await files.read("node-name");
  if (kept !== undefined) return kept.toString("utf8").trim();
  const name = randomUUID();
  await files.write("node-name", Buffer.from(name));
  return name;
}

/** Ready is who can serve readers: with the database, or without it from the pages of before. */
async function readiness(
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

/** A port that is free now: for PORT=0, since the public address must be known before the first page is made. */
async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, host, resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  if (address === null || typeof address === "string")
    throw new Error(`Cannot find a free port on ${host}`);
  return address.port;
}

function listen(front: Front, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    front.server.once("error", reject);
    front.server.listen(port, host, () => {
      front.server.off("error", reject);
      resolve();
    });
  });
}

function warnAboutAddress(config: Config, siteUrl: string, log: Log): void {
  const { hostname, protocol } = new URL(siteUrl);
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === "http:" && !isLoopback)
    log.warn(
      { siteUrl },
      "SITE_URL is plain http off loopback: no passkeys, ordinary cookie names",
    );
  for (const [name, value] of [
    ["DATABASE_READ_URL", config.databaseReadUrl],
    ["VALKEY_URL", config.valkeyUrl],
    ["S3_URL", config.s3Url],
    ["SMTP_URL", config.smtpUrl],
  ])
    if (value !== undefined) log.warn(`${name} is set, but nothing uses it in this version`);
}
