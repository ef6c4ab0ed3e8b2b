import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { createPasswordHasher } from "#accounts/password-hash.ts";
import { createDecoder } from "#media/decode.ts";
import { openMediaStore } from "#media/media-store.ts";
import { createCacheListener } from "#platform/cache/cache-listener.ts";
import { openPageCache } from "#platform/cache/open-page-cache.ts";
import { systemClock } from "#platform/clock.ts";
import type { Config } from "#platform/config.ts";
import { createBreaker, guardPool, isDatabaseAway } from "#platform/database-breaker.ts";
import { openPool } from "#platform/db.ts";
import { openFileStore, type FileStore } from "#platform/file-store.ts";
import { createClientAddresses } from "#platform/http/client-address.ts";
import { createFront } from "#platform/http/front.ts";
import { createMetrics } from "#platform/http/metrics.ts";
import { createMailer } from "#platform/mail.ts";
import { createBulkMailer } from "#distribution/newsletter/bulk-mail.ts";
import type { Log } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { createNotices } from "#platform/notices.ts";
import { createOutbox } from "#platform/outbox.ts";
import { createConversation } from "#conversation/conversation.ts";
import { createNewsroom } from "#newsroom/newsroom.ts";
import { fontFaces, prepareAssets } from "#reader/assets.ts";
import { createFaces } from "#reader/faces.ts";
import { createReadership } from "#readership/readership.ts";
import { createSearch } from "#search/search.ts";
import { openPreviewKey } from "#stories/desk/preview-token.ts";
import { createScheduler } from "#stories/desk/scheduling/scheduler.ts";
import { findCurrentPath } from "#stories/read.ts";
import { createDistribution } from "#distribution/distribution.ts";
import { createNewsletter } from "#distribution/newsletter/newsletter.ts";
import { createPush } from "#distribution/push/push.ts";
import { SENDERS } from "#distribution/newsletter/send-issue.ts";
import { shownAccents } from "#site/accent.ts";
import type { Edition } from "#stories/story.ts";
import { freePort, isLoopback, listen, senderOf, warnAboutAddress } from "./address.ts";
import {
  firstAttempt,
  prepareEdition,
  readiness,
  startDatabase,
  unnamedEdition,
} from "./database.ts";
import { createSurroundings } from "./surroundings.ts";

/** A running product. */
export type Product = {
  /** Public origin without a slash at its end. */
  readonly siteUrl: string;
  /** The one-time link that makes the first owner; undefined once there is one. */
  readonly firstOwnerUrl: string | undefined;
  /** Finishes what is in flight, writes what is counted, ends the database. */
  stop(): Promise<void>;
};

const BUILD = fileURLToPath(new URL("../../build", import.meta.url));
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
  const media = { pool, store: openMediaStore(config), decoder };
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
  const surroundings = createSurroundings({
    pool,
    clock,
    log,
    defaultZone: config.editionZone,
    edition: () => edition,
    take: (changed) => {
      edition = changed;
    },
    purge: (tags) => cache.purge(tags, false),
  });
  // Before the cache: a page that is made again must find what is new.
  outbox.listen("surroundings", surroundings.onEvents);
  outbox.listen("conversation", (events, missed) => conversation.onEvents(events, missed));
  const searchPool = openPool(postgres.address, { max: 4, statementTimeoutMs: 3000 });
  guardPool(searchPool, breaker);
  const search = createSearch({
    pool,
    readers: searchPool,
    edition: editionNow,
    clock,
    log,
    purge: (tags) => cache.purge(tags, false),
  });
  outbox.listen("cache", createCacheListener(cache));
  outbox.listen("readership", readership.onEvents);
  outbox.listen("search", search.onEvents);

  const assets = await assetsReady;
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  const siteUrl = config.siteUrl ?? `http://localhost:${port}`;
  warnAboutAddress(config, siteUrl, log);
  const mailer = createMailer({
    smtpUrl: config.smtpUrl,
    dataDir: config.dataDir,
    from: () => senderOf(siteUrl, editionNow()),
    log,
  });
  const conversation = createConversation({
    pool,
    clock,
    log,
    mailer,
    edition: editionNow,
    siteUrl,
    purge: (tags) => cache.purge(tags, false),
  });
  const newsletter = createNewsletter({
    pool,
    clock,
    log,
    mailer,
    bulk: createBulkMailer({ ...config, connections: SENDERS }),
    from: () => senderOf(siteUrl, editionNow()),
    look: () => ({ edition: editionNow(), siteUrl, accents: shownAccents(editionNow().accent) }),
    ranking: readership.ranking,
    perSecond: config.newsletterPerSecond,
  });
  const push = createPush({
    pool,
    clock,
    log,
    edition: editionNow,
    siteUrl,
    ranking: readership.ranking,
    perSecond: config.pushPerSecond,
  });
  const notices = createNotices({ pool, log });
  const scheduler = createScheduler({ pool, edition: editionNow, log });
  const distribution = createDistribution({
    pool,
    media,
    clock,
    log,
    siteUrl,
    websubHub: config.websubHub,
    indexNow: config.indexNow ?? !isLoopback(siteUrl),
  });
  outbox.listen("distribution", distribution.onEvents);
  const newsroom = createNewsroom({
    buildDir: BUILD,
    fontFaces: fontFaces(assets),
    icon: assets.icons.svg,
    pool,
    edition: editionNow,
    siteUrl,
    hasher: createPasswordHasher(),
    ranking: readership.ranking,
    mailer,
    newsletter,
    push,
    distribution,
    notices,
    media,
    previewFront: (key, draft) => faces.previewFront(key, draft),
    previewStory: (story, look) => faces.previewStory(story, look),
    previewKey: await openPreviewKey(files),
    readerScriptHashes: [assets.inlineScriptHash],
    clock,
    log,
  });
  const faces = createFaces({
    pool,
    media,
    readership,
    search,
    comments: conversation,
    countComments: (stories) => conversation.countComments(stories),
    mailer,
    edition: editionNow,
    frameChanges: () => surroundings.changes(),
    storyChanges: () => surroundings.events(),
    websubHub: config.websubHub,
    indexNowKey: () => distribution.indexNowKey(),
    newsletter,
    push,
    siteUrl,
    assets,
    clients: createClientAddresses(config.trustProxy),
    isStaff: (request) => newsroom.isStaff(request),
    onView: (outcome) => metrics.views.inc({ outcome }),
    clock,
    log,
    development: options.development === true,
  });
  const front = createFront({
    pages: async (request, info) => {
      if (edition === undefined) await prepare();
      const isNewsroom = /^\/newsroom(?:\/|$)/.test(new URL(request.url).pathname);
      return isNewsroom ? newsroom.answer(request, info) : faces.pages(request, info);
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
  notices.start();
  scheduler.start();
  distribution.start();
  newsletter.start();
  conversation.start();
  push.start();
  surroundings.start();
  search.start();
  await listen(front, port, config.host);
  if (!isUp) log.warn("serving the pages of before until the database is back");

  return {
    siteUrl,
    firstOwnerUrl: isUp ? await newsroom.firstOwnerUrl() : undefined,
    stop: async () => {
      front.announceStop();
      const scheduled = scheduler.stop();
      surroundings.stop();
      await newsroom.stop();
      faces.stop();
      await conversation.stop();
      await front.stop(DRAIN_MS);
      await scheduled;
      await outbox.stop();
      await Promise.all([newsletter.stop(), push.stop()]);
      const parts = [notices, readership, search, distribution, cache, decoder, mailer];
      await Promise.all(parts.map((part) => part.stop()));
      await Promise.all([pool.end(), searchPool.end()]);
      await postgres.stop();
    },
  };
}

/** The name under which this data folder reads the outbox: the same after each restart. */
async function nodeName(files: FileStore): Promise<string> {
  const kept = await files.read("node-name");
  if (kept !== undefined) return kept.toString("utf8").trim();
  const name = randomUUID();
  await files.write("node-name", Buffer.from(name));
  return name;
}
