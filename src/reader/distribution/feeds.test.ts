import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pino from "pino";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { handClock } from "#platform/clock.ts";
import { createCacheListener } from "#platform/cache/cache-listener.ts";
import { createOutbox } from "#platform/outbox.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { testFront, until } from "#platform/testing/front.ts";
import { ensureEdition } from "#stories/edition.ts";
import { correctStory, publishStory, takeDownStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import { archiveOf } from "../frame/archive.ts";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";

const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const;
const NOW = new Date("2026-11-23T12:00:00Z");
let database: TestDatabase;
let edition: Edition;
let site: Awaited<ReturnType<typeof testFront>>;
let outbox: ReturnType<typeof createOutbox>;

const publish = (headline: string, changes: { publishedAt?: Date } = {}) =>
  publishStory(
    database.pool,
    {
      edition,
      content: {
        headline,
        section: "علوم",
        topics: ["فلك"],
        authors: ["سلمى الحارثي"],
        lang: "ar",
        body: {
          type: "doc",
          content: [{ type: "paragraph", content: [{ type: "text", text: "نص المادة." }] }],
        },
      },
      ...changes,
    },
    OWNER,
    NOW,
  );

before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  const context = {
    ...galleryContext({ changedEdition: edition }),
    websubHub: "https://hub.example/",
    clock: handClock(NOW.toISOString()),
    archive: archiveOf(database.pool, () => edition, handClock(NOW.toISOString())),
  };
  const pages = createPages(context);
  site = await testFront(async (request) => pages.fetch(request));
  outbox = createOutbox({ pool: database.pool, node: "one", log: pino({ level: "silent" }) });
  outbox.listen("cache", createCacheListener(site.cache));
  await outbox.start();
});
after(async () => {
  await outbox.stop();
  await site.close();
  await database.close();
});

const titles = (text: string) => (parseRssFeed(text).items ?? []).map(({ title }) => title);

test("the site and each section, topic and author have all three feeds; others are not found", async () => {
  await publish("مرصد الجبل يفتح أبوابه");
  const lists = ["", "/علوم", "/topics/فلك", "/authors/سلمى-الحارثي"];
  for (const list of lists) {
    const rss = await site.get(encodeURI(`${list}/feed.xml`));
    assert.equal(rss.headers["content-type"], "application/rss+xml; charset=utf-8");
    assert.deepEqual(titles(rss.text), ["مرصد الجبل يفتح أبوابه"], list);
    const atom = await site.get(encodeURI(`${list}/atom.xml`));
    assert.equal(atom.headers["content-type"], "application/atom+xml; charset=utf-8");
    assert.equal(parseAtomFeed(atom.text).entries?.length, 1);
    const json = await site.get(encodeURI(`${list}/feed.json`));
    assert.equal(json.headers["content-type"], "application/feed+json; charset=utf-8");
    assert.equal(parseJsonFeed(JSON.parse(json.text)).items?.length, 1);
  }
  for (const path of ["/none/feed.xml", "/topics/none/atom.xml", "/authors/none/feed.json"])
    assert.equal((await site.get(path)).status, 404, path);
});

test("who asks again for an unchanged feed is answered 304, unknown parameters make no second copy", async () => {
  const first = await site.get("/feed.xml");
  const etag = String(first.headers.etag);
  const again = await site.get("/feed.xml", { "If-None-Match": etag });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  const other = await site.get("/feed.xml?utm_source=x&cursor=1", { "If-None-Match": etag });
  assert.equal(other.status, 304);
});

test("a publish, a correction and a takedown show in the kept feeds at once", async () => {
  const path = encodeURI("/علوم/feed.xml");
  await site.get(path);
  const story = await publish("قمر جديد لكوكب بعيد");
  await until("the new story is in the feed", async () =>
    titles((await site.get(path)).text).includes("قمر جديد لكوكب بعيد"),
  );
  const noted = new Date("2026-11-23T12:30:00Z");
  await correctStory(
    database.pool,
    { edition, id: story.id, note: "العدد 44 لا 40." },
    OWNER,
    noted,
  );
  const atom = encodeURI("/علوم/atom.xml");
  await until("the correction is in the feed", async () => {
    const entry = parseAtomFeed((await site.get(atom)).text).entries?.find(
      ({ id }) => id === `urn:uuid:${story.id}`,
    );
    return entry?.updated === noted.toISOString() && entry?.content?.includes("44") === true;
  });
  await takeDownStory(database.pool, { id: story.id }, OWNER, noted);
  await until("the story is out of the feed", async () => {
    const kept = titles((await site.get(path)).text);
    return !kept.includes("قمر جديد لكوكب بعيد");
  });
});

test("the sitemap index leads to every story, section, topic and author; the news sitemap to two days", async () => {
  await publish("خبر قديم", { publishedAt: new Date("2026-11-01T00:00:00Z") });
  const index = await site.get("/sitemap.xml");
  assert.equal(index.headers["content-type"], "application/xml; charset=utf-8");
  const maps = [...index.text.matchAll(/<loc>https:\/\/news\.example([^<]+)<\/loc>/g)];
  assert.deepEqual(
    maps.map(([, path]) => path),
    ["/sitemaps/lists.xml", "/sitemaps/stories-1.xml"],
  );
  const stories = await site.get("/sitemaps/stories-1.xml");
  assert.equal(stories.text.match(/<url>/g)?.length, 2);
  const lists = (await site.get("/sitemaps/lists.xml")).text;
  for (const path of ["/", "/علوم", "/topics/فلك", "/authors/سلمى-الحارثي"])
    assert.ok(lists.includes(`<loc>https://news.example${encodeURI(path)}</loc>`), path);
  const news = (await site.get("/news-sitemap.xml")).text;
  assert.match(news, /<news:title>مرصد الجبل/);
  assert.doesNotMatch(news, /خبر قديم/);
  for (const path of ["/sitemaps/stories-2.xml", "/sitemaps/stories-0.xml", "/sitemaps/x"])
    assert.equal((await site.get(path)).status, 404, path);
});

test("pages name their feeds, and robots find the sitemaps", async () => {
  const home = (await site.get("/")).text;
  for (const link of [
    'type="application/rss+xml" title="ورّاق (RSS)" href="/feed.xml"',
    'type="application/atom+xml" title="ورّاق (Atom)" href="/atom.xml"',
    'type="application/feed+json" title="ورّاق (JSON Feed)" href="/feed.json"',
  ])
    assert.ok(home.includes(`<link rel="alternate" ${link}>`), link);
  for (const path of ["/علوم", "/topics/فلك", "/authors/سلمى-الحارثي"])
    assert.ok((await site.get(encodeURI(path))).text.includes(`href="${path}/feed.xml"`), path);
  const robots = await site.get("/robots.txt");
  assert.equal(robots.headers["content-type"], "text/plain; charset=utf-8");
  assert.match(robots.text, /^Sitemap: https:\/\/news\.example\/sitemap\.xml$/m);
});
