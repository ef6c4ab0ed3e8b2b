import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import pino from "pino";
import {
  listDeliveries,
  addDeliveries,
  pruneDeliveries,
  retryDelivery,
  type NewDelivery,
} from "#distribution/deliveries.ts";
import { createDistribution, type DistributionDeps } from "#distribution/distribution.ts";
import { createSender } from "#distribution/sender.ts";
import { createDecoder } from "#media/decode.ts";
import { handClock } from "#platform/clock.ts";
import { openFileStore } from "#platform/file-store.ts";
import { createOutbox } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { until } from "#platform/testing/front.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory, takeDownStory } from "#stories/publish.ts";

type Seen = { path: string; headers: IncomingHttpHeaders; body: string };
const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const;
const log = pino({ level: "silent" });
const clock = handClock("2026-11-23T12:00:00Z");
const policy = {
  mayReachAddress: (address: string) => address === "127.0.0.1",
  mayUsePort: () => true,
};
let database: TestDatabase;
let server: Server;
let origin: string;
let folder: string;
let seen: Seen[] = [];
let answers: { status: number; headers?: Record<string, string> }[] = [];

before(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "warraq-distribution-"));
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      seen.push({ path: request.url ?? "", headers: request.headers, body });
      const answer = answers.shift() ?? { status: 204 };
      response.writeHead(answer.status, answer.headers);
      response.end(answer.status === 204 ? "" : "سبب\0");
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  seen = [];
  answers = [];
  await database.pool.query("TRUNCATE delivery");
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await database.close();
  rmSync(folder, { recursive: true });
});

const message = (changes: Partial<NewDelivery> = {}): NewDelivery => ({
  channel: "webhook",
  target: `${origin}/hook`,
  event: "1",
  eventKind: "story.published",
  storyId: undefined,
  contentType: "application/json",
  body: '{"story":"x"}',
  ...changes,
});
const sender = () => createSender({ pool: database.pool, clock, log, policy });
const only = async () => {
  const [first, ...rest] = (await listDeliveries(database.pool, {})).deliveries;
  assert.equal(rest.length, 0);
  assert.ok(first);
  return first;
};

test("a message is sent once, however often its event is added and however many nodes send", async () => {
  await addDeliveries(database.pool, [message()], clock.now());
  await addDeliveries(database.pool, [message(), message({ event: "2" })], clock.now());
  await Promise.all([sender().sendDue(), sender().sendDue(), sender().sendDue()]);
  await sender().sendDue();
  await addDeliveries(database.pool, [message()], clock.now());
  await sender().sendDue();
  assert.equal(seen.length, 2);
  const { deliveries } = await listDeliveries(database.pool, { state: "done" });
  assert.deepEqual(
    deliveries.map(({ event, tries, answerStatus }) => [event, tries, answerStatus]),
    [
      ["2", 1, 204],
      ["1", 1, 204],
    ],
  );
});

test("a fault is tried again later and later, then given up; the receipt says why", async () => {
  await addDeliveries(database.pool, [message()], clock.now());
  const waits: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    answers = [{ status: 503 }];
    await sender().sendDue();
    const { nextTryAt, state } = await only();
    if (state !== "waiting") break;
    await sender().sendDue();
    waits.push((nextTryAt.getTime() - clock.now().getTime()) / 60_000);
    clock.set(nextTryAt.toISOString());
  }
  assert.deepEqual(waits, [1, 5, 30, 120, 360, 720, 1440]);
  assert.equal(seen.length, 8);
  const failed = await only();
  assert.deepEqual([failed.state, failed.answerStatus, failed.answer], ["failed", 503, "سبب"]);
  await retryDelivery(database.pool, failed.id, clock.now());
  await sender().sendDue();
  assert.equal((await only()).state, "done");
  await assert.rejects(
    retryDelivery(database.pool, failed.id, clock.now()),
    (error) => error instanceof Refusal && error.kind === "conflict",
  );
});

test("a server that says when to come again is heard; one that refuses is not asked again", async () => {
  await addDeliveries(database.pool, [message()], clock.now());
  answers = [{ status: 429, headers: { "Retry-After": "7200" } }];
  await sender().sendDue();
  const waiting = await only();
  assert.equal(waiting.nextTryAt.getTime() - clock.now().getTime(), 7_200_000);
  clock.set(waiting.nextTryAt.toISOString());
  answers = [{ status: 403 }];
  await sender().sendDue();
  assert.equal((await only()).state, "failed");
});

test("nobody inside is reached, and no answer is a reason", async () => {
  await addDeliveries(database.pool, [message()], clock.now());
  await createSender({ pool: database.pool, clock, log }).sendDue();
  const { state, answerStatus, answer } = await only();
  assert.deepEqual([state, answerStatus, seen.length], ["waiting", undefined, 0]);
  assert.match(answer, /Cannot fetch from 127\.0\.0\.1/);
});

test("a sender that died is followed by another after its minute", async () => {
  await addDeliveries(database.pool, [message()], clock.now());
  await database.pool.query("UPDATE delivery SET tries = 1, next_try_at = $1", [
    new Date(clock.now().getTime() + 60_000),
  ]);
  await sender().sendDue();
  assert.equal(seen.length, 0);
  clock.set(new Date(clock.now().getTime() + 60_001).toISOString());
  await sender().sendDue();
  assert.equal(seen.length, 1);
});

test("a channel signs a message with the secret of the moment of sending", async () => {
  await addDeliveries(database.pool, [message()], clock.now());
  const sign = (body: string) => createHmac("sha256", "secret").update(body).digest("hex");
  await createSender({
    pool: database.pool,
    clock,
    log,
    policy,
    headersOf: async ({ id, body }) => ({ "webhook-id": id, "webhook-signature": sign(body) }),
  }).sendDue();
  assert.equal(seen[0]?.headers["webhook-signature"], sign('{"story":"x"}'));
  assert.match(String(seen[0]?.headers["webhook-id"]), /^\d+$/);
});

test("receipts are listed in pages and forgotten after their time", async () => {
  const all = Array.from({ length: 5 }, (_, index) => message({ event: String(index) }));
  await addDeliveries(database.pool, all, clock.now());
  const first = await listDeliveries(database.pool, { limit: 3, channel: "webhook" });
  assert.equal(first.deliveries.length, 3);
  assert.ok(first.cursor);
  const second = await listDeliveries(database.pool, { limit: 3, cursor: first.cursor });
  assert.deepEqual([second.deliveries.length, second.cursor], [2, undefined]);
  await sender().sendDue();
  await pruneDeliveries(database.pool, new Date(clock.now().getTime() + 1));
  assert.equal((await listDeliveries(database.pool, {})).deliveries.length, 0);
});

async function givenDistribution(changes: Partial<DistributionDeps>) {
  const edition = await ensureEdition(database.pool, "Asia/Riyadh");
  const decoder = createDecoder();
  const distribution = createDistribution({
    pool: database.pool,
    media: { pool: database.pool, store: openFileStore(folder), decoder },
    clock,
    log,
    siteUrl: "https://news.example",
    websubHub: undefined,
    indexNow: false,
    policy,
    ...changes,
  });
  const outbox = createOutbox({ pool: database.pool, node: `n${Math.random()}`, log });
  outbox.listen("distribution", distribution.onEvents);
  await outbox.start();
  distribution.start();
  const publish = () =>
    publishStory(
      database.pool,
      {
        edition,
        content: {
          headline: "مرصد الجبل",
          section: "علوم",
          topics: ["فلك"],
          authors: ["سلمى"],
          lang: "ar",
          body: {
            type: "doc",
            content: [{ type: "paragraph", content: [{ type: "text", text: "نص." }] }],
          },
        },
      },
      OWNER,
      clock.now(),
    );
  const stop = async () => {
    await Promise.all([outbox.stop(), distribution.stop(), decoder.stop()]);
  };
  return { distribution, publish, stop };
}

test("a publish and a takedown tell the hub of each feed and search engines of the address, once each", async () => {
  const { distribution, publish, stop } = await givenDistribution({
    websubHub: `${origin}/hub`,
    indexNow: true,
    indexNowEndpoint: `${origin}/indexnow`,
  });
  try {
    const story = await publish();
    await until("both were told", () => seen.length === 2);
    const hub = new URLSearchParams(seen.find(({ path }) => path === "/hub")?.body);
    assert.equal(hub.get("hub.mode"), "publish");
    const feeds = hub.getAll("hub.url");
    for (const list of ["", "/علوم", "/topics/فلك", "/authors/سلمى"])
      for (const file of ["feed.xml", "atom.xml", "feed.json"])
        assert.ok(feeds.includes(`https://news.example${encodeURI(list)}/${file}`), list + file);
    const key = await distribution.indexNowKey();
    assert.match(key ?? "", /^[0-9a-f]{32}$/);
    assert.deepEqual(JSON.parse(seen.find(({ path }) => path === "/indexnow")?.body ?? ""), {
      host: "news.example",
      key,
      keyLocation: `https://news.example/${key}.txt`,
      urlList: [`https://news.example${encodeURI(story.path)}`],
    });
    await takeDownStory(database.pool, { id: story.id }, OWNER, clock.now());
    await until("the takedown was told", () => seen.length === 4);
    await until("the receipts say so", async () => {
      const { deliveries } = await listDeliveries(database.pool, { state: "done" });
      return deliveries.length === 4;
    });
  } finally {
    await stop();
  }
});

test("without a hub and IndexNow nobody is told and nothing is kept", async () => {
  const { distribution, publish, stop } = await givenDistribution({});
  try {
    await publish();
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    assert.equal(await distribution.indexNowKey(), undefined);
    assert.equal((await listDeliveries(database.pool, {})).deliveries.length, 0);
    assert.equal(seen.length, 0);
  } finally {
    await stop();
  }
});
