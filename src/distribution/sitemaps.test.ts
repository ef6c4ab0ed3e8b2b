import assert from "node:assert/strict";
import { test } from "node:test";
import {
  writeNewsSitemap,
  writeRobots,
  writeSitemap,
  writeSitemapIndex,
} from "#distribution/sitemaps.ts";
import { OWN_HOSTILE_TEXTS } from "./testing/hostile-texts.ts";
import { allNamed, parseXml } from "./testing/xml-tools.ts";

const SITE = "https://news.example";
const changedAt = new Date("2026-11-20T09:00:00Z");

test("a sitemap names encoded addresses, their last change and their pictures", async () => {
  const root = parseXml(
    await writeSitemap(SITE, [
      {
        path: "/علوم/2026/11/20/مرصد",
        changedAt,
        pictureId: "01980000-0000-7000-8000-0000000000ff",
      },
      { path: "/" },
    ]),
  );
  assert.equal(root.attributes["xmlns"], "http://www.sitemaps.org/schemas/sitemap/0.9");
  assert.deepEqual(
    allNamed(root, "loc").map(({ text }) => text),
    [`${SITE}${encodeURI("/علوم/2026/11/20/مرصد")}`, `${SITE}/`],
  );
  assert.deepEqual(
    allNamed(root, "lastmod").map(({ text }) => text),
    ["2026-11-20T09:00:00.000Z"],
  );
  assert.deepEqual(
    allNamed(root, "image:loc").map(({ text }) => text),
    [`${SITE}/media/01980000-0000-7000-8000-0000000000ff/1200.jpg`],
  );
});

test("a sitemap of 50,000 addresses of the longest kind stays below the 50 MB of the protocol", async () => {
  const path = `/${"ق".repeat(40)}/2026/11/20/${"ع".repeat(80)}`;
  const entries = Array.from({ length: 50_000 }, () => ({
    path,
    changedAt,
    pictureId: "01980000-0000-7000-8000-0000000000ff",
  }));
  assert.ok(Buffer.byteLength(await writeSitemap(SITE, entries)) < 52_428_800);
});

test("the index names every sitemap", () => {
  const root = parseXml(writeSitemapIndex(SITE, [{ path: "/sitemaps/stories-1.xml", changedAt }]));
  assert.equal(root.name, "sitemapindex");
  assert.equal(allNamed(root, "loc")[0]?.text, `${SITE}/sitemaps/stories-1.xml`);
});

test("the news sitemap names publication, language, date and headline, whatever they hold", () => {
  for (const text of OWN_HOSTILE_TEXTS) {
    const entry = { path: "/a", changedAt, publishedAt: changedAt, headline: text, lang: "ar-SA" };
    const root = parseXml(writeNewsSitemap(SITE, { name: text }, [entry]));
    assert.equal(allNamed(root, "news:language")[0]?.text, "ar");
    assert.equal(allNamed(root, "news:publication_date")[0]?.text, "2026-11-20T09:00:00.000Z");
    assert.equal(allNamed(root, "url").length, 1);
  }
  assert.equal(parseXml(writeNewsSitemap(SITE, { name: "ورّاق" }, [])).children.length, 0);
});

test("robots are told of both sitemaps and kept out of the newsroom", () => {
  const text = writeRobots(SITE);
  assert.match(text, /^Sitemap: https:\/\/news\.example\/sitemap\.xml$/m);
  assert.match(text, /^Sitemap: https:\/\/news\.example\/news-sitemap\.xml$/m);
  assert.match(text, /^Disallow: \/newsroom$/m);
});
