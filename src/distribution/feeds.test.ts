import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { parse } from "parse5";
import { writeFeed } from "#distribution/feeds.ts";
import type { Story } from "#stories/story.ts";
import type { Feed } from "./feeds/feed.ts";
import { givenStory, hostileStory } from "./testing/given-story.ts";
import { OWN_HOSTILE_TEXTS, sharedHostileTexts } from "./testing/hostile-texts.ts";
import { allNamed, parseXml, withoutXmllint, xmllint } from "./testing/xml-tools.ts";

const ATOM_SCHEMA = join(import.meta.dirname, "../../fixtures/schemas/atom.rng");
const PAGE = "https://news.example/%D8%B9%D9%84%D9%88%D9%85";
const STORY = `${PAGE}/2026/11/20/%D9%85%D8%B1%D8%B5%D8%AF-%D8%A7%D9%84%D8%AC%D8%A8%D9%84`;

const feedOf = (stories: readonly Story[], changes: Partial<Feed> = {}): Feed => ({
  title: "علوم | الورّاق",
  description: "أخبار العلوم",
  lang: "ar",
  siteUrl: "https://news.example",
  path: "/علوم",
  feedPath: "/علوم/feed.xml",
  icon: "/assets/icon.png",
  hub: "https://hub.example/",
  stories,
  ...changes,
});

const later = givenStory({
  id: "01980000-0000-7000-8000-000000000002",
  updatedAt: new Date("2026-11-21T08:30:00Z"),
  lang: "en",
  direction: "ltr",
  headline: "A story in English",
  corrections: [{ note: "The number was 44.", notedAt: new Date("2026-11-21T08:30:00Z") }],
});

test("an RSS feed read back holds what the stories hold", () => {
  const rss = parseRssFeed(writeFeed("feed.xml", feedOf([givenStory(), later])));
  assert.equal(rss.title, "علوم | الورّاق");
  assert.equal(rss.link, PAGE);
  assert.equal(rss.language, "ar");
  assert.deepEqual(
    rss.atom?.links?.map(({ rel, href }) => [rel, href]),
    [
      ["self", `${PAGE}/feed.xml`],
      ["hub", "https://hub.example/"],
    ],
  );
  const [first, second] = rss.items ?? [];
  assert.equal(first?.title, givenStory().headline);
  assert.equal(first?.link, STORY);
  assert.deepEqual(first?.guid, {
    value: "urn:uuid:01980000-0000-7000-8000-000000000001",
    isPermaLink: false,
  });
  assert.equal(new Date(String(first?.pubDate)).toISOString(), "2026-11-20T09:00:00.000Z");
  assert.deepEqual(
    first?.categories?.map(({ name }) => name),
    ["علوم", "فلك"],
  );
  assert.equal(
    first?.media?.contents?.[0]?.url,
    "https://news.example/media/01980000-0000-7000-8000-0000000000ff/1200.jpg",
  );
  assert.deepEqual(
    [first?.media?.contents?.[0]?.width, first?.media?.contents?.[0]?.height],
    [1200, 675],
  );
  const html = first?.content?.encoded ?? "";
  assert.match(html, /^<div lang="ar" dir="rtl"><figure><img [^>]*width="1200" height="675"/);
  assert.match(second?.content?.encoded ?? "", /^<div lang="en" dir="ltr">.*The number was 44\./s);
  assert.equal(new Date(String(rss.lastBuildDate)).toISOString(), "2026-11-21T08:30:00.000Z");
});

test("the full text in a feed has whole addresses and nothing that only our pages can use", () => {
  const html =
    parseRssFeed(writeFeed("feed.xml", feedOf([givenStory()]))).items?.[0]?.content?.encoded ?? "";
  assert.doesNotMatch(html, /(?:src|href)="\//);
  assert.doesNotMatch(html, /srcset|<button|loading=/);
  assert.ok(html.includes('href="https://news.example/علوم"'));
  assert.ok(html.includes('href="https://example.org/a?b=1&amp;c=2"'));
});

test("an Atom feed read back keeps ids, and its updated is the last change that readers are told of", () => {
  const text = writeFeed("atom.xml", feedOf([givenStory(), later], { feedPath: "/علوم/atom.xml" }));
  const atom = parseAtomFeed(text);
  assert.equal(new Date(String(atom.updated)).toISOString(), "2026-11-21T08:30:00.000Z");
  const [first, second] = atom.entries ?? [];
  assert.equal(first?.id, "urn:uuid:01980000-0000-7000-8000-000000000001");
  assert.equal(first?.updated, "2026-11-20T09:00:00.000Z");
  assert.equal(second?.published, "2026-11-20T09:00:00.000Z");
  assert.equal(second?.updated, "2026-11-21T08:30:00.000Z");
  assert.equal(first?.authors?.[0]?.name, "سلمى الحارثي");
  const entries = allNamed(parseXml(text), "entry");
  assert.deepEqual(
    entries.map(({ attributes }) => attributes["xml:lang"]),
    [undefined, "en"],
  );
});

test("a JSON feed read back holds the same stories", () => {
  const text = writeFeed(
    "feed.json",
    feedOf([givenStory(), later], { feedPath: "/علوم/feed.json" }),
  );
  const json = parseJsonFeed(JSON.parse(text));
  assert.equal(json.feed_url, `${PAGE}/feed.json`);
  assert.equal(json.language, "ar");
  const [first, second] = json.items ?? [];
  assert.equal(first?.id, "urn:uuid:01980000-0000-7000-8000-000000000001");
  assert.equal(first?.url, STORY);
  assert.match(first?.content_html ?? "", /^<div lang="ar" dir="rtl">/);
  assert.equal(second?.date_modified, "2026-11-21T08:30:00.000Z");
});

test("equal lists give equal feeds, so that a reader who asks again is answered 304; an empty list is a feed", () => {
  for (const file of ["feed.xml", "atom.xml", "feed.json"] as const) {
    assert.equal(writeFeed(file, feedOf([later])), writeFeed(file, feedOf([later])));
    assert.ok(writeFeed(file, feedOf([], { hub: undefined, description: "" })).length > 100);
  }
  parseXml(writeFeed("feed.xml", feedOf([], { description: "" })));
});

/** Elements and attributes in HTML that could execute. */
function dangerIn(html: string): string[] {
  const found: string[] = [];
  const walk = (node: object): void => {
    if (
      "tagName" in node &&
      /^(?:script|iframe|object|embed|style|svg|form)$/.test(String(node.tagName))
    )
      found.push(String(node.tagName));
    if ("attrs" in node && Array.isArray(node.attrs))
      for (const { name, value } of node.attrs)
        if (
          name.startsWith("on") ||
          (/^(?:href|src)$/.test(name) && /^\s*javascript:/i.test(value))
        )
          found.push(`${name}=${value}`);
    if ("childNodes" in node && Array.isArray(node.childNodes)) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return found;
}

function checkHostile(texts: readonly string[]): void {
  const stories = texts.map((text, index) =>
    hostileStory(text, {
      id: `01980000-0000-7000-8000-${String(index).padStart(12, "0")}`,
    }),
  );
  const feed = feedOf(stories, { title: texts[0] ?? "", description: texts.join(" ") });
  const rss = parseXml(writeFeed("feed.xml", feed));
  const items = allNamed(rss, "item");
  assert.equal(items.length, texts.length);
  const bodies = allNamed(rss, "content:encoded");
  assert.equal(bodies.length, texts.length);
  for (const body of bodies) {
    assert.deepEqual(body.children, []);
    assert.deepEqual(dangerIn(body.text), []);
  }
  const atom = writeFeed("atom.xml", feed);
  assert.equal(allNamed(parseXml(atom), "entry").length, texts.length);
  const json: unknown = JSON.parse(writeFeed("feed.json", feed));
  const { items: read } = parseJsonFeed(json);
  for (const item of read ?? []) assert.deepEqual(dangerIn(item.content_html ?? ""), []);
  if (withoutXmllint !== undefined) return;
  assert.equal(xmllint(writeFeed("feed.xml", feed)), "");
  assert.equal(xmllint(atom, ATOM_SCHEMA), "");
}

test("hostile texts in every field stay text: well-formed and harmless", () => {
  checkHostile(OWN_HOSTILE_TEXTS);
  const [item] = allNamed(
    parseXml(writeFeed("feed.xml", feedOf([hostileStory("<b>\u0001&]]>\ud800")]))),
    "title",
  ).slice(-1);
  assert.equal(item?.text, "<b>&]]>");
});

test("hostile texts of the collections beside the project stay text", (context: TestContext) => {
  const texts = sharedHostileTexts();
  if (texts === undefined) return context.skip("the hostile texts beside the project are not here");
  assert.ok(texts.length > 500);
  return checkHostile(texts);
});

test("feeds pass xmllint, and the Atom feed its schema", (context: TestContext) => {
  if (withoutXmllint !== undefined) return context.skip(withoutXmllint);
  const feed = feedOf([givenStory(), later, givenStory({ picture: undefined, authors: [] })]);
  assert.equal(xmllint(writeFeed("feed.xml", feed)), "");
  const atom = writeFeed("atom.xml", feed);
  assert.equal(xmllint(atom, ATOM_SCHEMA), "");
  assert.notEqual(xmllint(atom.replace(/<id>urn[^<]*<\/id>/, ""), ATOM_SCHEMA), "");
  return assert.notEqual(
    xmllint(atom.replace(/<updated>[^<]*/, "<updated>yesterday"), ATOM_SCHEMA),
    "",
  );
});
