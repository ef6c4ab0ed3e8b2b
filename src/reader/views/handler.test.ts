import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { openFileStore } from "#platform/file-store.ts";
import { createClientAddresses } from "#platform/http/client-address.ts";
import { createLog } from "#platform/log.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { createReadership, type Readership } from "#readership/readership.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory, unpublishStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import { createViewsHandler, type ViewAnswer } from "./handler.ts";

const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const;
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
const ORIGIN = "https://news.example";
const clock = handClock("2026-11-20T12:00:00Z");
const log = createLog("silent");
const answers: ViewAnswer[] = [];
const purged: string[] = [];
let database: TestDatabase;
let edition: Edition;
let readership: Readership;
let folder: string;
let server: Server;
let base: string;

before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  folder = await mkdtemp(join(tmpdir(), "warraq-views-"));
  readership = await createReadership({
    pool: database.pool,
    store: openFileStore(folder),
    clock,
    log,
    node: "test",
    edition: () => edition,
    purge: (tags) => {
      purged.push(...tags);
    },
  });
  const clients = createClientAddresses(["loopback"]);
  const handler = createViewsHandler({
    ledger: readership.ledger,
    knownStories: readership.known,
    visitors: readership.visitors,
    clientOf: (request) => clients.of(request),
    isStaff: (request) => Promise.resolve(request.headers.cookie === "staff=1"),
    siteOrigins: () => [ORIGIN],
    clock,
    log,
    onAnswered: (answer) => answers.push(answer),
  });
  server = createServer((request, response) => void handler(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  base = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await readership.stop();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

let published = 0;
async function givenStory(): Promise<string> {
  published += 1;
  const { id } = await publishStory(
    database.pool,
    {
      edition,
      publishedAt: clock.now(),
      content: {
        headline: `خبر رقم ${published}`,
        section: "علوم",
        topics: [],
        authors: [],
        lang: "ar",
        body: {
          type: "doc",
          content: [{ type: "paragraph", content: [{ type: "text", text: "نص الخبر." }] }],
        },
      },
    },
    OWNER,
    clock.now(),
  );
  return id;
}

let made = 0;
function newId(offsetMs: number = 0): string {
  made += 1;
  const time = (clock.now().getTime() + offsetMs).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${made.toString(16).padStart(12, "0")}`;
}

async function post(
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{
  status: number;
  type: string | null;
  problem: Record<string, unknown>;
  answer: Response;
}> {
  const answer = await fetch(base, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": BROWSER, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const problem: unknown = text === "" ? {} : JSON.parse(text);
  assert.ok(typeof problem === "object" && problem !== null);
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    problem: { ...problem },
    answer,
  };
}

async function totals(story: string): Promise<[raw: number, counted: number]> {
  const { rows } = await database.pool.query<{ raw: number; counted: number }>(
    "SELECT coalesce(sum(raw), 0)::integer AS raw, coalesce(sum(counted), 0)::integer AS counted FROM story_views WHERE story_id = $1",
    [story],
  );
  return [rows[0]?.raw ?? 0, rows[0]?.counted ?? 0];
}

test("204 says that the view is on disk; the same again is 204 and counted once", async () => {
  const story = await givenStory();
  const view = newId();
  assert.equal((await post({ story, view })).status, 204);
  assert.deepEqual(await totals(story), [1, 1]);
  assert.equal((await post({ story, view })).status, 204);
  assert.equal((await post({ story: story.toUpperCase(), view: view.toUpperCase() })).status, 204);
  assert.deepEqual(await totals(story), [1, 1]);
});

test("a view counts today and moves the list within seconds", async () => {
  const story = await givenStory();
  assert.equal((await post({ story, view: newId(), visitor: "a" })).status, 204);
  const begun = performance.now();
  for (;;) {
    const list = await readership.ranking.mostRead();
    if (list.stories.find(({ card }) => card.id === story)?.counted === 1) break;
    assert.ok(performance.now() - begun < 3000, JSON.stringify(list));
    await once(AbortSignal.timeout(20), "abort");
  }
  assert.ok(purged.includes("most-read"));
});

test("bots, prefetches, prerenders, staff and repeats are acknowledged and only in the raw total", async () => {
  const story = await givenStory();
  const send = async (headers: Record<string, string>) =>
    assert.equal((await post({ story, view: newId() }, headers)).status, 204);
  await send({ "user-agent": "curl/8.9.1" });
  await send({
    "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  });
  await send({ "sec-purpose": "prefetch" });
  await send({ "sec-purpose": "prefetch;prerender" });
  await send({ purpose: "prefetch" });
  await send({ "x-moz": "prefetch" });
  await send({ cookie: "staff=1" });
  assert.deepEqual(await totals(story), [7, 0]);
  await send({});
  await send({});
  assert.deepEqual(await totals(story), [9, 1]);
});

test("phones behind one address are many people where they send a visitor, 60 of them in an hour", async () => {
  const story = await givenStory();
  const from = { "x-forwarded-for": "203.0.113.9" };
  for (const visitor of ["one", "two", "two", "three"])
    await post({ story, view: newId(), visitor }, from);
  assert.deepEqual(await totals(story), [4, 3]);
  for (let n = 0; n < 70; n += 1) await post({ story, view: newId(), visitor: `v${n}` }, from);
  assert.deepEqual(await totals(story), [74, 60]);
  await post({ story, view: newId(), visitor: "one" }, { "x-forwarded-for": "203.0.113.10" });
  assert.deepEqual(await totals(story), [75, 61]);
});

test("a time over ten minutes off, either way, is 409 with the server's time; ten minutes are taken", async () => {
  const story = await givenStory();
  for (const offset of [-600_001, 600_001, -86_400_000]) {
    const { status, type, problem, answer } = await post({ story, view: newId(offset) });
    assert.equal(status, 409);
    assert.equal(type, "application/problem+json; charset=utf-8");
    assert.equal(problem["server_time"], "2026-11-20T12:00:00.000Z");
    assert.ok(answer.headers.has("date"));
  }
  for (const offset of [-600_000, 600_000])
    assert.equal((await post({ story, view: newId(offset) })).status, 204);
  assert.equal((await totals(story))[0], 2);
});

test("a story that is not there, or no longer, is 404", async () => {
  const story = await givenStory();
  assert.equal((await post({ story, view: newId() })).status, 204);
  await unpublishStory(database.pool, { id: story }, OWNER, clock.now());
  await readership.onEvents(
    [
      {
        seq: "1",
        kind: "story.unpublished",
        payload: { stales: [], story },
        createdAt: clock.now(),
      },
    ],
    false,
  );
  for (const unknown of [story, crypto.randomUUID(), "nothing", "0' OR 1=1"])
    assert.equal((await post({ story: unknown, view: newId() })).status, 404, unknown);
  assert.equal((await totals(story))[0], 1);
});

test("what is not of its form is 400, whatever it is", async () => {
  const story = await givenStory();
  const view = newId();
  for (const body of [
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "12",
    {},
    { story },
    { view },
    { story: 1, view },
    { story, view: 1 },
    { story, view: "" },
    { story, view: crypto.randomUUID() },
    { story, view: `${view}\n` },
    { story, view, visitor: 1 },
    { story, view, visitor: null },
    { story, view, visitor: "" },
    { story, view, visitor: "x".repeat(101) },
    { story, view, more: 1 },
    `{"story":"${story}","view":"${view}","__proto__":{}}`,
    `{"story":"${story}","view":"${view}"`,
  ]) {
    const { status, problem, type } = await post(body);
    assert.equal(status, 400, JSON.stringify(body));
    assert.equal(type, "application/problem+json; charset=utf-8");
    assert.equal(problem["status"], 400);
    assert.ok(typeof problem["detail"] === "string" && problem["detail"].length > 5);
  }
  assert.deepEqual(await totals(story), [0, 0]);
});

test("a body over 2 kB is 413, with a length or without", async () => {
  const long = JSON.stringify({ story: "x".repeat(3000), view: "y" });
  assert.equal((await post(long)).status, 413);
  const chunked = await fetch(base, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: new Blob([long]).stream(),
    duplex: "half",
  });
  assert.equal(chunked.status, 413);
});

test("POST of JSON only, as JSON or as text", async () => {
  const story = await givenStory();
  for (const type of ["application/json; charset=utf-8", "text/plain;charset=UTF-8", "TEXT/PLAIN"])
    assert.equal(
      (await post({ story, view: newId() }, { "content-type": type })).status,
      204,
      type,
    );
  for (const type of ["application/x-www-form-urlencoded", "text/plainx", "multipart/form-data"])
    assert.equal(
      (await post({ story, view: newId() }, { "content-type": type })).status,
      415,
      type,
    );
  assert.equal((await post("x", { "content-encoding": "gzip" })).status, 415);
  const wrong = await fetch(base);
  assert.deepEqual([wrong.status, wrong.headers.get("allow")], [405, "POST"]);
});

test("a page of another site cannot send views; the site's own can, and so can what is no browser", async () => {
  const story = await givenStory();
  const own = new URL(base).host;
  const allowed: Record<string, string>[] = [
    {},
    { origin: ORIGIN },
    { origin: `http://${own}` },
    { "sec-fetch-site": "same-origin", origin: ORIGIN },
  ];
  const refused: Record<string, string>[] = [
    { origin: "https://elsewhere.example" },
    { origin: "null" },
    { origin: `${ORIGIN}.elsewhere.example` },
    { "sec-fetch-site": "cross-site", origin: ORIGIN },
    { "sec-fetch-site": "same-site", origin: ORIGIN },
  ];
  const status = async (headers: Record<string, string>) =>
    (await sendRaw({ story, view: newId() }, headers)).slice(9, 12);
  for (const headers of allowed)
    assert.equal(await status(headers), "204", JSON.stringify(headers));
  for (const headers of refused)
    assert.equal(await status(headers), "403", JSON.stringify(headers));
  assert.equal((await totals(story))[0], allowed.length);
});

/** Sends headers that `fetch` does not let through. */
async function sendRaw(body: unknown, headers: Record<string, string>): Promise<string> {
  const { hostname, port, host } = new URL(base);
  const text = JSON.stringify(body);
  const socket = connect(Number(port), hostname);
  socket.write(
    [
      "POST /views HTTP/1.1",
      `Host: ${host}`,
      "Content-Type: application/json",
      `User-Agent: ${BROWSER}`,
      `Content-Length: ${text.length}`,
      "Connection: close",
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      "",
      text,
    ].join("\r\n"),
  );
  let answer = "";
  for await (const part of socket) answer += String(part);
  return answer;
}

test("while views cannot be written: 503 with the seconds after which to try again", async () => {
  const story = await givenStory();
  answers.length = 0;
  const view = newId();
  assert.equal((await post({ story, view })).status, 204);
  const closed = createViewsHandler({
    ledger: { isOpen: false, record: () => assert.fail("nothing is recorded") },
    knownStories: readership.known,
    visitors: readership.visitors,
    clientOf: () => ({ group: "" }),
    isStaff: () => false,
    siteOrigins: () => [],
    clock,
    log,
    onAnswered: (answer) => answers.push(answer),
  });
  const away = createServer((request, response) => void closed(request, response));
  away.listen(0, "127.0.0.1");
  await once(away, "listening");
  const address = away.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const answer = await fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ story, view }),
  });
  away.close();
  assert.equal(answer.status, 503);
  const seconds = Number(answer.headers.get("retry-after"));
  assert.ok(seconds >= 1 && seconds <= 5, String(seconds));
  assert.deepEqual(answers, ["committed", "busy"]);
});
