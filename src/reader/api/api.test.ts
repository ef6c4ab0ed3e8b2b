import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Hono } from "hono";
import type { z } from "zod";
import { handClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { createRanking, type Ranking } from "#readership/ranking.ts";
import { createSearch, type Search } from "#search/search.ts";
import { ensureEdition } from "#stories/edition.ts";
import { correctStory, publishStory, unpublishStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import { galleryAssets } from "../gallery/gallery-context.ts";
import { createApi } from "./api.ts";
import { openApiDocument, OPERATIONS } from "./openapi.ts";
import { ANSWERS } from "./schemas.ts";

const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const;
const SITE = "https://news.example";
const log = createLog("silent");
const clock = handClock("2026-11-20T12:00:00Z");
let database: TestDatabase;
let edition: Edition;
let ranking: Ranking;
let api: Hono;
let search: Search;
/** Twelve stories, the oldest first: one an hour. */
const stories: string[] = [];

before(async () => {
  database = await testDatabase();
  const { pool } = database;
  edition = await ensureEdition(pool, "Asia/Riyadh");
  ranking = createRanking({ pool, edition: () => edition, clock, log, renewEveryMs: 0 });
  search = createSearch({
    pool,
    readers: pool,
    edition: () => edition,
    clock,
    log,
    purge: () => {},
  });
  api = createApi({
    pool,
    ranking,
    search,
    edition: () => edition,
    siteUrl: SITE,
    assets: galleryAssets,
    clock,
    log,
  });
  for (let hour = 0; hour < 12; hour += 1) stories.push(await givenStory(hour));
  await correctStory(pool, { edition, id: story(0), note: "صُحّح الاسم." }, OWNER, clock.now());
  for (const [index, id] of stories.slice(0, 6).entries())
    await pool.query(
      "INSERT INTO story_views (quarter, story_id, slot, raw, counted) VALUES ('2026-11-20T06:00:00Z', $1, 0, $2, $3)",
      [id, 10 + index, 5 + index],
    );
});
after(async () => {
  await ranking.stop();
  await search.stop();
  await database.close();
});

const story = (n: number): string => stories[n] ?? "";

async function givenStory(hour: number): Promise<string> {
  const publishedAt = new Date(Date.UTC(2026, 10, 19, hour));
  const content = {
    headline: `خبر الساعة ${hour} <b>`,
    standfirst: "مقدمة الخبر",
    section: hour % 2 === 0 ? "علوم" : "محليات",
    topics: hour < 3 ? ["فلك", "سياحة"] : [`موضوع ${hour}`],
    authors: ["سلمى الحارثي"],
    agency: "وكالات",
    place: "دبي",
    lang: "ar",
    body: {
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "text", text: "نص الخبر كله." }] }],
    },
  };
  const { id } = await publishStory(
    database.pool,
    { edition, publishedAt, content },
    OWNER,
    publishedAt,
  );
  return id;
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return api.fetch(new Request(SITE + path, init));
}
/** Asks for what must be there, and checks it against the schema that the document shows. */
async function get<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const answer = await ask(path);
  assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  assert.match(answer.headers.get("cdn-cache-control") ?? "", /^max-age=\d+, stale-while-/);
  assert.notEqual(answer.headers.get("surrogate-key") ?? "", "");
  return schema.parse(await answer.json());
}
async function refusedWith(status: number, path: string): Promise<void> {
  const answer = await ask(path);
  const text = await answer.text();
  assert.equal(answer.status, status, `${path}: ${text.slice(0, 200)}`);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  assert.equal(answer.headers.get("cdn-cache-control"), null);
  assert.equal(ANSWERS.Problem.parse(JSON.parse(text)).status, status);
}

test("stories come newest first, ten unless told, page after page by cursor without gap or repeat", async () => {
  const first = await get("/api/v1/stories", ANSWERS.Stories);
  assert.deepEqual(
    first.stories.map(({ id }) => id),
    [...stories].reverse().slice(0, 10),
  );
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: z.infer<typeof ANSWERS.Stories> = await get(
      `/api/v1/stories?limit=5${cursor === "" ? "" : `&cursor=${cursor}`}`,
      ANSWERS.Stories,
    );
    seen.push(...page.stories.map(({ id }) => id));
    cursor = page.cursor;
  }
  assert.deepEqual(seen, [...stories].reverse());
});

test("a story of a list says what a program needs, in root-relative addresses and the edition's time", async () => {
  const { stories: found } = await get("/api/v1/stories?limit=12", ANSWERS.Stories);
  const oldest = found.at(-1);
  assert.ok(oldest);
  assert.equal(oldest.headline, "خبر الساعة 0 <b>");
  assert.equal(oldest.published_at, "2026-11-19T03:00:00+03:00");
  assert.equal(oldest.updated_at === null || oldest.updated_at.endsWith("+03:00"), true);
  assert.equal(oldest.dir, "rtl");
  assert.equal(oldest.reading_minutes, 1);
  assert.equal(oldest.picture, null);
  assert.deepEqual(
    oldest.topics.map(({ name }) => name),
    ["فلك", "سياحة"],
  );
  assert.equal(oldest.section.url, `/${encodeURI(oldest.section.slug)}`);
  assert.match(oldest.url, /^\/[%A-Za-z0-9-]+\/2026\/11\/19\//);
});

test("lists can be narrowed by section, topic, author and language; what nobody has gives an empty list", async () => {
  const count = async (query: string): Promise<number> =>
    (await get(`/api/v1/stories?limit=100&${query}`, ANSWERS.Stories)).stories.length;
  const [one] = (await get("/api/v1/stories?limit=1", ANSWERS.Stories)).stories;
  assert.ok(one);
  const oldest = await get(`/api/v1/stories/${story(0)}`, ANSWERS.WholeStory);
  const slug = (label: { slug: string } | undefined) => encodeURIComponent(label?.slug ?? "");
  assert.equal(await count(`section=${slug(one.section)}`), 6);
  assert.equal(await count(`topic=${slug(oldest.topics[0])}`), 3);
  assert.equal(await count(`author=${slug(one.authors[0])}`), 12);
  assert.equal(await count("lang=ar"), 12);
  assert.equal(await count("lang=fr"), 0);
  assert.equal(await count(`topic=${encodeURIComponent("لا أحد")}`), 0);
});

test("a whole story has its body and corrections; one that is not published is 404", async () => {
  const whole = await get(`/api/v1/stories/${story(0)}`, ANSWERS.WholeStory);
  assert.equal(whole.body_text, "نص الخبر كله.");
  assert.match(whole.body_html, /<p>/);
  assert.deepEqual([whole.agency, whole.place], ["وكالات", "دبي"]);
  assert.deepEqual(whole.corrections, [
    { note: "صُحّح الاسم.", noted_at: "2026-11-20T15:00:00+03:00" },
  ]);
  const gone = await givenStory(13);
  await unpublishStory(database.pool, { id: gone }, OWNER, clock.now());
  for (const id of [gone, crypto.randomUUID(), "x", "%00", "..%2f", "'"])
    await refusedWith(404, `/api/v1/stories/${id}`);
});

test("most read: today's list with both totals, a past day's, none of a day to come", async () => {
  const list = await get("/api/v1/most-read?limit=2", ANSWERS.MostRead);
  assert.deepEqual([list.day, list.basis], ["2026-11-20", "today"]);
  assert.deepEqual(
    list.stories.map(({ id, counted, raw }) => [id, counted, raw]),
    [
      [story(5), 10, 15],
      [story(4), 9, 14],
    ],
  );
  assert.deepEqual(await get("/api/v1/most-read?limit=2&day=2026-11-20", ANSWERS.MostRead), list);
  const past = await get("/api/v1/most-read?day=2026-11-01", ANSWERS.MostRead);
  assert.deepEqual(past, { day: "2026-11-01", basis: "today", stories: [] });
  for (const day of ["2026-11-21", "2026-02-30", "9999-12-31", "0000-01-01"])
    await refusedWith(404, `/api/v1/most-read?day=${day}`);
});

test("today's list may be kept for a second only and never served while it is renewed; all else longer", async () => {
  const policy = async (path: string) => (await ask(path)).headers.get("cdn-cache-control");
  assert.equal(
    await policy("/api/v1/most-read"),
    "max-age=1, stale-while-revalidate=0, stale-if-error=604800",
  );
  assert.match((await policy("/api/v1/most-read?day=2026-11-01")) ?? "", /^max-age=300,/);
  assert.match((await policy("/api/v1/stories")) ?? "", /^max-age=60,/);
});

test("trending topics, sections, and topics by cursor", async () => {
  const trending = await get("/api/v1/trending?limit=3", ANSWERS.Trending);
  assert.equal(trending.topics.length, 3);
  const { sections } = await get("/api/v1/sections", ANSWERS.Sections);
  assert.deepEqual(sections.map(({ name }) => name).sort(), ["علوم", "محليات"]);
  const names: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: z.infer<typeof ANSWERS.Topics> = await get(
      `/api/v1/topics?limit=4${cursor === "" ? "" : `&cursor=${cursor}`}`,
      ANSWERS.Topics,
    );
    names.push(...page.topics.map(({ name }) => name));
    cursor = page.cursor;
  }
  assert.equal(new Set(names).size, 11);
  assert.equal(names.length, 11);
});

test("unknown and repeated parameters, and values that are not of their form, are 400 everywhere", async () => {
  for (const { path } of OPERATIONS) {
    const address = path.replace("{id}", story(0));
    await refusedWith(400, `${address}?unknown=1`);
    await refusedWith(400, `${address}?__proto__=1`);
    await refusedWith(400, `${address}?constructor=1`);
    const known = path.endsWith("stories") ? "lang=ar&lang=ar" : "limit=1&limit=1";
    await refusedWith(400, `${address}?${known}`);
  }
  for (const limit of ["0", "101", "-1", "1.5", "ten", "", "1e1", "٥", "01"])
    await refusedWith(400, `/api/v1/stories?limit=${encodeURIComponent(limit)}`);
  for (const query of [
    "stories?cursor=x",
    "stories?cursor=%00",
    "stories?section=",
    "stories?lang=%D8%B9",
    `stories?topic=${"x".repeat(201)}`,
    "topics?cursor=!",
    "topics?cursor=A",
    "most-read?day=today",
    "most-read?day=2026-1-1",
    "openapi.json?x=1",
  ])
    await refusedWith(400, `/api/v1/${query}`);
  await refusedWith(404, "/api/v1/nothing");
  await refusedWith(404, "/api/v2/stories");
});

test("HEAD has the headers of GET and no body; a page of another site may read", async () => {
  const head = await ask("/api/v1/stories", { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
  const preflight = await ask("/api/v1/stories", { method: "OPTIONS" });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-methods"), "GET, HEAD");
});

test("the document names each address and each shape that it refers to", async () => {
  const answer = await ask("/api/v1/openapi.json");
  const document = openApiDocument({ siteUrl: SITE, editionName: edition.name });
  assert.deepEqual(await answer.json(), JSON.parse(JSON.stringify(document)));
  assert.equal(document.openapi, "3.1.0");
  assert.deepEqual(
    Object.keys(document.paths),
    OPERATIONS.map(({ path }) => path),
  );
  const text = JSON.stringify(document);
  const referred = new Set(
    [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
  );
  assert.deepEqual(
    [...referred].map(String).sort(),
    Object.keys(document.components.schemas).sort(),
  );
  assert.ok(!text.includes("$defs") && !text.includes('"id":"'));
  const limit = document.paths["/api/v1/stories"]?.get.parameters.find(
    ({ name }) => name === "limit",
  );
  assert.deepEqual(limit?.schema, { type: "integer", minimum: 1, maximum: 100, default: 10 });
});

test("the page about the API shows each address and shape, without script or style of its own", async () => {
  const answer = await ask("/api/docs");
  assert.equal(answer.status, 200);
  const html = await answer.text();
  const document = openApiDocument({ siteUrl: SITE, editionName: edition.name });
  for (const path of Object.keys(document.paths)) assert.ok(html.includes(`GET ${path}`), path);
  for (const name of Object.keys(document.components.schemas))
    assert.ok(html.includes(`id="${name}"`), name);
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  assert.doesNotMatch(main, /<script|<style|style="|\son\w+="/);
  const style = await ask("/api/docs.css");
  assert.match(style.headers.get("content-type") ?? "", /^text\/css/);
});
