import assert from "node:assert/strict";
import { createECDH, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createRequire } from "node:module";
import { after, afterEach, before, test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory } from "#stories/publish.ts";
import { listCardsById } from "#stories/read.ts";
import type { Edition } from "#stories/story.ts";
import { contentWith, givenStaff } from "../testing/given-staff.ts";
import { OWN_HOSTILE_TEXTS } from "../testing/hostile-texts.ts";
import { AlertInput, listAlerts, sendAlert } from "./alerts.ts";
import { createPush } from "./push.ts";
import {
  countPushTopics,
  fitsEndpoint,
  PushSubscriptionInput,
  quietUntil,
} from "./subscriptions.ts";

/** What browsers do with a message: the library's own half for readers. */
const { decrypt } = createRequire(createRequire(import.meta.url).resolve("web-push"))(
  "http_ece",
) as {
  decrypt(this: void, message: Buffer, options: object): Buffer;
};

type Seen = { path: string; headers: IncomingHttpHeaders; body: Buffer };
const log = createLog("silent");
const clock = handClock("2026-11-25T12:00:00Z");
let database: TestDatabase;
let edition: Edition;
let editor: Awaited<ReturnType<typeof givenStaff>>;
let service: Server;
let origin: string;
let seen: Seen[] = [];
let statusOf: (path: string) => number | "break" = () => 201;
let story: string;

before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  editor = await givenStaff(database.pool, "editor");
  story = (
    await publishStory(database.pool, { edition, content: contentWith() }, editor, clock.now())
  ).id;
  service = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "";
      seen.push({ path, headers: request.headers, body: Buffer.concat(parts) });
      const status = statusOf(path);
      if (status === "break") request.socket.destroy();
      else response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => {
    service.listen(0, "127.0.0.1", resolve);
  });
  const address = service.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  clock.set("2026-11-25T12:00:00Z");
  seen = [];
  statusOf = () => 201;
  await database.pool.query("TRUNCATE push_alert, push_subscription, dispatch_copy");
});
after(async () => {
  service.close();
  service.closeAllConnections();
  await database.close();
});

const policy = {
  mayReachAddress: (address: string) => address === "127.0.0.1",
  mayUsePort: () => true,
};
const push = () =>
  createPush({
    pool: database.pool,
    clock,
    log,
    edition: () => edition,
    siteUrl: "https://news.example",
    ranking: {
      mostReadOn: async () => ({
        basis: "today",
        stories: (await listCardsById(database.pool, [story])).map((card) => ({
          card,
          counted: 9,
        })),
      }),
    },
    perSecond: 10_000,
    policy,
    fitsEndpoint: (endpoint) => endpoint.startsWith(origin),
  });

/** A browser with keys of its own. */
function browser(name: string, changes: Partial<PushSubscriptionInput> = {}) {
  const keys = createECDH("prime256v1");
  const auth = randomBytes(16).toString("base64url");
  const input = PushSubscriptionInput.parse({
    endpoint: `${origin}/${name}`,
    keys: { p256dh: keys.generateKeys("base64url"), auth },
    topics: ["breaking"],
    zone: "Asia/Riyadh",
    quiet: null,
    mayWake: false,
    ...changes,
  });
  return {
    input,
    read: ({ body }: Seen): unknown =>
      JSON.parse(
        decrypt(body, { version: "aes128gcm", privateKey: keys, authSecret: auth }).toString(),
      ),
  };
}
const given = async (name: string, changes: Partial<PushSubscriptionInput> = {}) => {
  const made = browser(name, changes);
  await push().subscribe(made.input, name);
  return made;
};
const alert = (changes: Partial<AlertInput> = {}) =>
  sendAlert(
    database.pool,
    {
      ...AlertInput.parse({
        topic: "breaking",
        title: "عاجل: افتتاح المرصد",
        body: "يستقبل زواره الليلة",
        story,
        isUrgent: false,
        ...changes,
      }),
      editionCode: edition.code,
    },
    editor,
    clock.now(),
  );
const onlyAlert = async () => {
  const [first] = await listAlerts(database.pool, edition.code, 5);
  assert.ok(first);
  return first;
};

test("an alert reaches each browser that wants its topic once, and only that browser reads it", async () => {
  const one = await given("one");
  await given("two");
  await given("three", { topics: ["section:علوم", "daily"] });
  const id = await alert({ isUrgent: true });
  await Promise.all([push().sendDue(), push().sendDue()]);
  await push().sendDue();
  assert.deepEqual(seen.map(({ path }) => path).sort(), ["/one", "/two"]);
  const mine = seen.find(({ path }) => path === "/one");
  assert.ok(mine);
  const told = one.read(mine) as Record<string, unknown>;
  assert.deepEqual(
    [told["title"], told["tag"], told["isUrgent"]],
    ["عاجل: افتتاح المرصد", id, true],
  );
  assert.match(String(told["url"]), /^\/s\/\w+$/);
  assert.match(String(mine.headers["authorization"]), /^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]+$/);
  assert.deepEqual(
    [mine.headers["ttl"], mine.headers["urgency"], mine.headers["content-encoding"]],
    ["7200", "high", "aes128gcm"],
  );
  assert.match(String(mine.headers["topic"]), /^[\w-]{32}$/);
  const { state, copies } = await onlyAlert();
  assert.deepEqual([state, copies.sent], ["sent", 2]);
  assert.equal(await push().publicKey(), await push().publicKey());
});

test("dead subscriptions are forgotten, busy services asked again, broken answers never", async () => {
  for (const name of ["gone", "none", "busy", "bad", "broken"]) await given(name);
  let busy = 429;
  statusOf = (path) =>
    path === "/gone"
      ? 410
      : path === "/none"
        ? 404
        : path === "/bad"
          ? 400
          : path === "/broken"
            ? "break"
            : busy;
  await alert();
  await push().sendDue();
  assert.equal((await countPushTopics(database.pool)).all, 3);
  const first = await onlyAlert();
  assert.deepEqual(
    [first.state, first.copies.refused, first.copies.unknown, first.copies.waiting],
    ["sending", 3, 1, 1],
  );
  busy = 201;
  clock.advance(60_000);
  await push().sendDue();
  const { state, copies } = await onlyAlert();
  assert.deepEqual(
    [state, copies.sent, seen.filter(({ path }) => path === "/broken").length],
    ["sent", 1, 1],
  );
});

test("quiet hours on the reader's own clock hold an alert back till morning, unless it is urgent and may wake", async () => {
  // 22:30 in Riyadh, 20:30 in Casablanca.
  clock.set("2026-11-25T19:30:00Z");
  const quiet = { from: 22 * 60, to: 6 * 60 };
  await given("asleep", { quiet });
  await given("wakes", { quiet, mayWake: true });
  await given("west", { quiet, zone: "Africa/Casablanca" });
  await alert();
  await push().sendDue();
  assert.deepEqual(
    seen.map(({ path }) => path),
    ["/west"],
  );
  clock.set("2026-11-26T03:00:00Z");
  await push().sendDue();
  assert.deepEqual(seen.map(({ path }) => path).sort(), ["/asleep", "/wakes", "/west"]);
  seen = [];
  clock.set("2026-11-26T19:30:00Z");
  await alert({ isUrgent: true });
  await push().sendDue();
  assert.deepEqual(seen.map(({ path }) => path).sort(), ["/wakes", "/west"]);
  assert.equal((await onlyAlert()).copies.dropped, 1);
});

test("quietUntil() knows hours over midnight and zones of a quarter", () => {
  const until = (now: string, zone: string, from: number, to: number) =>
    quietUntil(new Date(now), { zone, from, to })?.toISOString();
  assert.equal(until("2026-11-25T20:15:30Z", "Asia/Riyadh", 1380, 420), "2026-11-26T04:00:00.000Z");
  assert.equal(until("2026-11-25T19:59:59Z", "Asia/Riyadh", 1380, 420), undefined);
  assert.equal(until("2026-11-25T04:00:00Z", "Asia/Riyadh", 1380, 420), undefined);
  assert.equal(
    until("2026-11-25T07:30:00Z", "Asia/Kathmandu", 780, 840),
    "2026-11-25T08:15:00.000Z",
  );
  assert.equal(until("2026-11-25T12:00:00Z", "Asia/Riyadh", 600, 600), undefined);
});

test("the most read of the day is told once at the edition's hour", async () => {
  const daily = await given("daily", { topics: ["daily"] });
  clock.set("2026-11-25T17:00:10Z");
  await Promise.all([push().sendDue(), push().sendDue()]);
  await push().sendDue();
  assert.equal(seen.length, 1);
  assert.ok(seen[0]);
  const told = daily.read(seen[0]) as Record<string, unknown>;
  assert.deepEqual(
    [told["title"], told["body"], told["url"]],
    ["الأكثر قراءة اليوم", "مرصد الجبل يفتح أبوابه", "/most-read"],
  );
});

test("only public push services come in, and nobody inside is asked for one that points there", async () => {
  for (const wrong of [
    "http://push.example/a",
    "https://127.0.0.1/a",
    "https://localhost/a",
    "https://push.example:444/",
    "https://a@push.example/",
    "https://metadata.internal/",
    "file:///etc/passwd",
  ])
    assert.equal(fitsEndpoint(wrong), false, wrong);
  assert.ok(fitsEndpoint("https://fcm.googleapis.com/fcm/send/abc:def"));
  const guarded = createPush({
    pool: database.pool,
    clock,
    log,
    edition: () => edition,
    siteUrl: "https://news.example",
    ranking: { mostReadOn: async () => undefined },
    perSecond: 1000,
  });
  await assert.rejects(
    guarded.subscribe(browser("x").input, "y"),
    (error) => error instanceof Refusal && error.kind === "invalid",
  );
  await given("inside");
  await alert();
  await guarded.sendDue();
  assert.equal(seen.length, 0);
  assert.equal((await onlyAlert()).copies.refused, 1);
  assert.equal(
    PushSubscriptionInput.safeParse({
      ...browser("x").input,
      keys: { p256dh: "AAAA", auth: "AAAA" },
    }).success,
    false,
  );
});

test("an alert has two lines of visible letters, a published story, and an editor", async () => {
  const input = {
    topic: "breaking",
    title: "ا".repeat(80),
    body: "",
    story: null,
    isUrgent: false,
  };
  assert.ok(AlertInput.safeParse(input).success);
  assert.equal(AlertInput.safeParse({ ...input, title: "ا".repeat(81) }).success, false);
  assert.equal(AlertInput.safeParse({ ...input, title: "\u200f " }).success, false);
  assert.equal(AlertInput.safeParse({ ...input, topic: "daily" }).success, false);
  await assert.rejects(
    alert({ story: "0190c5a0-0000-7000-8000-0000000000ff" }),
    /must be published/,
  );
  const journalist = await givenStaff(database.pool, "journalist");
  await assert.rejects(
    sendAlert(
      database.pool,
      { ...AlertInput.parse(input), editionCode: edition.code },
      journalist,
      clock.now(),
    ),
    (error) => error instanceof Refusal && error.kind === "forbidden",
  );
});

test("hostile lines arrive as text of one line, whatever was typed", async () => {
  const one = await given("one");
  for (const text of OWN_HOSTILE_TEXTS) {
    const parsed = AlertInput.safeParse({
      topic: "breaking",
      title: text.slice(0, 60),
      body: text.slice(0, 150),
      story: null,
      isUrgent: false,
    });
    if (!parsed.success) continue;
    await sendAlert(
      database.pool,
      { ...parsed.data, editionCode: edition.code },
      editor,
      clock.now(),
    );
    await push().sendDue();
    const last = seen.at(-1);
    assert.ok(last);
    const told = one.read(last) as { title: string };
    assert.equal(told.title, parsed.data.title);
    assert.doesNotMatch(told.title, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    assert.ok(last.body.length < 4096);
  }
  assert.ok(seen.length > 8);
});
