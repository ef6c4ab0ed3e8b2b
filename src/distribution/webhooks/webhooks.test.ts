import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { createDecoder } from "#media/decode.ts";
import { handClock } from "#platform/clock.ts";
import { openFileStore } from "#platform/file-store.ts";
import { createLog } from "#platform/log.ts";
import { createOutbox } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { until } from "#platform/testing/front.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory, takeDownStory } from "#stories/publish.ts";
import { listDeliveries, retryDelivery } from "../deliveries.ts";
import { createDistribution } from "../distribution.ts";
import { contentWith, givenStaff } from "../testing/given-staff.ts";
import { OWN_HOSTILE_TEXTS } from "../testing/hostile-texts.ts";
import { pingWebhook } from "./messages.ts";
import {
  addWebhook,
  changeWebhook,
  listWebhooks,
  removeWebhook,
  rotateSecret,
  WebhookInput,
} from "./webhooks.ts";

type Seen = { headers: IncomingHttpHeaders; body: string };
const log = createLog("silent");
const clock = handClock("2026-11-25T12:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "warraq-webhooks-"));
const decoder = createDecoder();
let database: TestDatabase;
let server: Server;
let url: string;
let admin: Awaited<ReturnType<typeof givenStaff>>;
let seen: Seen[] = [];
let statuses: number[] = [];
let ends: (() => Promise<void>)[] = [];

before(async () => {
  database = await testDatabase();
  admin = await givenStaff(database.pool, "admin");
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      seen.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url = `http://127.0.0.1:${address.port}/hook`;
});
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
  seen = [];
  statuses = [];
  await database.pool.query("TRUNCATE delivery, webhook");
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await decoder.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

async function given() {
  const edition = await ensureEdition(database.pool, "Asia/Riyadh");
  const distribution = createDistribution({
    pool: database.pool,
    media: { pool: database.pool, store: openFileStore(folder), decoder },
    clock,
    log,
    siteUrl: "https://news.example",
    websubHub: undefined,
    indexNow: false,
    policy: {
      mayReachAddress: (address) => address === "127.0.0.1",
      mayUsePort: () => true,
    },
  });
  const outbox = createOutbox({ pool: database.pool, node: `n${Math.random()}`, log });
  outbox.listen("distribution", distribution.onEvents);
  await outbox.start();
  distribution.start();
  ends.push(async () => {
    await Promise.all([outbox.stop(), distribution.stop()]);
  });
  return {
    distribution,
    publish: (headline: string) =>
      publishStory(
        database.pool,
        { edition, content: contentWith({ headline }) },
        admin,
        clock.now(),
      ),
  };
}

const hook = (changes: Partial<WebhookInput> = {}): WebhookInput => ({
  name: "شريك",
  url,
  kinds: ["story.published", "story.taken_down"],
  isOn: true,
  ...changes,
});

/** Checks a message as a server does that follows Standard Webhooks. */
function isSigned({ headers, body }: Seen, secret: string): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const text = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const need = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(need);
}

test("a publication and a takedown are told, signed, once; what is off the site by its id alone", async () => {
  const { publish } = await given();
  const { id, secret } = await addWebhook(database.pool, hook(), admin, clock.now());
  await addWebhook(database.pool, hook({ kinds: ["story.corrected"] }), admin, clock.now());
  await addWebhook(database.pool, hook({ isOn: false }), admin, clock.now());
  const story = await publish("مرصد الجبل");
  await until("it was told", () => seen.length === 1);
  const [first] = seen;
  assert.ok(first);
  assert.ok(isSigned(first, secret));
  assert.ok(!isSigned({ ...first, body: `${first.body} ` }, secret));
  assert.equal(first.headers["webhook-timestamp"], String(clock.now().getTime() / 1000));
  const told = JSON.parse(first.body);
  assert.deepEqual(
    [told.type, told.data.id, told.data.headline, told.data.url],
    ["story.published", story.id, "مرصد الجبل", `https://news.example${encodeURI(story.path)}`],
  );
  await takeDownStory(database.pool, { id: story.id }, admin, clock.now());
  await until("the takedown was told", () => seen.length === 2);
  assert.deepEqual(JSON.parse(seen[1]?.body ?? "").data, { id: story.id });
  assert.notEqual(seen[1]?.headers["webhook-id"], first.headers["webhook-id"]);
  assert.ok(String(first.headers["webhook-id"]).endsWith(id));
});

test("a new secret signs at once, the one of before for a day more", async () => {
  const { distribution } = await given();
  const { id, secret } = await addWebhook(database.pool, hook(), admin, clock.now());
  const { secret: next } = await rotateSecret(database.pool, id, admin, clock.now());
  const ping = async () => {
    const before = seen.length;
    await pingWebhook(database.pool, id, clock.now());
    distribution.hurry();
    await until("it was told", () => seen.length > before);
    const last = seen.at(-1);
    assert.ok(last);
    return [isSigned(last, next), isSigned(last, secret)];
  };
  assert.deepEqual(await ping(), [true, true]);
  clock.advance(24 * 3_600_000);
  assert.deepEqual(await ping(), [true, false]);
});

test("a server that fails is tried again with the same id; one that was removed is told nothing more", async () => {
  const { publish, distribution } = await given();
  const { id } = await addWebhook(database.pool, hook(), admin, clock.now());
  statuses = [500, 410];
  await publish("قطار المدينة");
  await until("it was told", () => seen.length === 1);
  await until(
    "it waits",
    async () =>
      (await listDeliveries(database.pool, { state: "waiting" })).deliveries[0]?.answerStatus ===
      500,
  );
  clock.advance(61_000);
  distribution.hurry();
  await until(
    "it was given up",
    async () => (await listDeliveries(database.pool, { state: "failed" })).deliveries.length === 1,
  );
  assert.equal(seen[0]?.headers["webhook-id"], seen[1]?.headers["webhook-id"]);
  const [failed] = (await listDeliveries(database.pool, {})).deliveries;
  await removeWebhook(database.pool, id, admin, clock.now());
  await retryDelivery(database.pool, failed?.id ?? "", clock.now());
  distribution.hurry();
  await until(
    "nobody wants it",
    async () =>
      (await listDeliveries(database.pool, {})).deliveries[0]?.answer ===
      "nobody wants it any more",
  );
  assert.equal(seen.length, 2);
});

test("only https addresses with a public name come in, and no secret is in a list", async () => {
  for (const wrong of [
    "http://partner.example/hook",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://localhost/",
    "https://db.internal/",
    "https://user:pass@partner.example/",
    "https://partner.example:8443/",
    "javascript:alert(1)",
    "https://2130706433/",
  ])
    assert.equal(WebhookInput.safeParse(hook({ url: wrong })).success, false, wrong);
  assert.ok(WebhookInput.safeParse(hook({ url: "https://partner.example/hook?a=1" })).success);
  const { id, secret } = await addWebhook(database.pool, hook(), admin, clock.now());
  assert.ok(!JSON.stringify(await listWebhooks(database.pool)).includes(secret));
  await changeWebhook(
    database.pool,
    { id, base: 1, input: hook({ name: "آخر" }) },
    admin,
    clock.now(),
  );
  await assert.rejects(
    changeWebhook(database.pool, { id, base: 1, input: hook() }, admin, clock.now()),
    (error) => error instanceof Refusal && error.kind === "conflict",
  );
  const editor = await givenStaff(database.pool, "editor");
  await assert.rejects(addWebhook(database.pool, hook(), editor, clock.now()), Refusal);
});

test("hostile headlines come as JSON that is read back as it was", async () => {
  const { publish } = await given();
  await addWebhook(database.pool, hook(), admin, clock.now());
  let told = 0;
  for (const text of OWN_HOSTILE_TEXTS) {
    const published = await publish(text).catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    if (published === undefined) continue;
    told += 1;
    await until("it was told", () => seen.length === told);
    const body = JSON.parse(seen.at(-1)?.body ?? "");
    assert.equal(typeof body.data.headline, "string");
    assert.equal(body.data.headline, String(body.data.headline).toWellFormed());
  }
  assert.ok(told > 5);
});
