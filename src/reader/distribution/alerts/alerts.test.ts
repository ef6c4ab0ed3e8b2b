import assert from "node:assert/strict";
import { createECDH, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { createPush } from "#distribution/push/push.ts";
import { countPushTopics } from "#distribution/push/subscriptions.ts";
import { systemClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { bareFrame } from "../../frame/frame.ts";
import { galleryContext } from "../../gallery/gallery-context.ts";
import { createAlertRoutes } from "./route.ts";

let database: TestDatabase;
let app: ReturnType<typeof createAlertRoutes>;
before(async () => {
  database = await testDatabase();
  const edition = await ensureEdition(database.pool, "Asia/Riyadh");
  const push = createPush({
    pool: database.pool,
    clock: systemClock,
    log: createLog("silent"),
    edition: () => edition,
    siteUrl: "https://news.example",
    ranking: { mostReadOn: async () => undefined },
    perSecond: 100,
  });
  app = createAlertRoutes({ push, frameOf: async () => bareFrame(galleryContext()) });
});
after(() => database.close());

const subscription = (changes: Readonly<Record<string, unknown>> = {}) => ({
  endpoint: "https://push.example/abc",
  keys: {
    p256dh: createECDH("prime256v1").generateKeys("base64url"),
    auth: randomBytes(16).toString("base64url"),
  },
  topics: ["breaking", "section:علوم"],
  zone: "Asia/Riyadh",
  quiet: { from: 1380, to: 420 },
  mayWake: false,
  ...changes,
});

async function send(method: string, body: unknown, type = "application/json"): Promise<number> {
  const answer = await app.request(
    "/notifications/subscription",
    { method, body: JSON.stringify(body), headers: { "content-type": type } },
    { client: undefined },
  );
  return answer.status;
}
const isInvalid = (error: unknown): boolean => error instanceof Refusal && error.kind === "invalid";

test("the page of alerts says what they are before any permission is asked, and carries the site's key", async () => {
  const html = await (await app.request("/notifications", {}, { client: undefined })).text();
  assert.match(html, /data-alerts="[\w-]{87}"/);
  assert.match(html, /<noscript>/);
  assert.match(html, /value="breaking" checked=""/);
  assert.match(html, /ساعات الهدوء/);
});

test("a browser's subscription is kept once, changed, and forgotten; anything else is refused", async () => {
  assert.equal(await send("PUT", subscription()), 204);
  assert.equal(await send("PUT", subscription({ topics: ["daily"] })), 204);
  assert.deepEqual(await countPushTopics(database.pool), { all: 1, byTopic: { daily: 1 } });
  for (const changes of [
    { endpoint: "https://10.0.0.1/x" },
    { endpoint: "http://push.example/x" },
    { topics: [] },
    { topics: ["everything"] },
    { zone: "Mars/Olympus" },
    { keys: { p256dh: "AAAA", auth: "AAAA" } },
    { quiet: { from: -1, to: 3 } },
    { admin: true },
  ])
    await assert.rejects(send("PUT", subscription(changes)), isInvalid, JSON.stringify(changes));
  await assert.rejects(send("PUT", subscription(), "text/plain"), isInvalid);
  assert.equal(await send("DELETE", { endpoint: "https://push.example/abc" }), 204);
  assert.equal(await send("DELETE", { endpoint: "https://push.example/abc" }), 204);
  assert.equal((await countPushTopics(database.pool)).all, 0);
});
