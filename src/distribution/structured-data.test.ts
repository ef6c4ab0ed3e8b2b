import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { parse, type DefaultTreeAdapterMap } from "parse5";
import { listData, siteData, storyData, type SiteFacts } from "#distribution/structured-data.ts";
import { givenStory, hostileStory } from "./testing/given-story.ts";
import { OWN_HOSTILE_TEXTS, sharedHostileTexts } from "./testing/hostile-texts.ts";

const site: SiteFacts = {
  edition: { name: "الورّاق", description: "صحيفة", lang: "ar" },
  siteUrl: "https://news.example",
  logo: { path: "/assets/icon.png", size: 180 },
};

type Node = DefaultTreeAdapterMap["node"];

/** The elements of a page whose head holds `html`, and what a browser reads in its data block. */
function readData(html: string): { elements: string[]; graph: Record<string, unknown>[] } {
  const elements: string[] = [];
  let text = "";
  const walk = (node: Node): void => {
    if ("tagName" in node) elements.push(node.tagName);
    if ("tagName" in node && node.tagName === "script")
      text = node.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  walk(parse(`<!doctype html><head>${html}</head><body></body>`));
  const data: { "@context": string; "@graph": Record<string, unknown>[] } = JSON.parse(text);
  assert.equal(data["@context"], "https://schema.org");
  return { elements, graph: data["@graph"] };
}

test("a story is a NewsArticle with all that search engines ask for", () => {
  const story = givenStory({
    updatedAt: new Date("2026-11-21T08:30:00Z"),
    corrections: [{ note: "العدد 44 لا 40.", notedAt: new Date("2026-11-21T08:30:00Z") }],
  });
  const [article, crumbs] = readData(storyData(site, story, 3)).graph;
  const url = `https://news.example${encodeURI(story.path)}`;
  assert.equal(article?.["@type"], "NewsArticle");
  assert.equal(article["mainEntityOfPage"], url);
  assert.equal(article["headline"], story.headline);
  assert.equal(article["datePublished"], "2026-11-20T09:00:00.000Z");
  assert.equal(article["dateModified"], "2026-11-21T08:30:00.000Z");
  assert.deepEqual(article["author"], [
    {
      "@type": "Person",
      name: "سلمى الحارثي",
      url: `https://news.example${encodeURI("/authors/سلمى-الحارثي")}`,
    },
  ]);
  assert.deepEqual(article["image"], [
    {
      "@type": "ImageObject",
      url: "https://news.example/cards/k1-1.jpg",
      width: "1200",
      height: "630",
    },
    {
      "@type": "ImageObject",
      url: "https://news.example/media/01980000-0000-7000-8000-0000000000ff/1200.jpg",
      width: "1200",
      height: "675",
    },
  ]);
  assert.deepEqual(article["correction"], [
    {
      "@type": "CorrectionComment",
      text: "العدد 44 لا 40.",
      datePublished: "2026-11-21T08:30:00.000Z",
    },
  ]);
  assert.deepEqual(article["speakable"], {
    "@type": "SpeakableSpecification",
    cssSelector: ["h1", ".standfirst"],
  });
  assert.deepEqual(
    [article["articleSection"], article["keywords"], article["wordCount"], article["inLanguage"]],
    ["علوم", ["فلك"], 120, "ar"],
  );
  assert.equal(article["isAccessibleForFree"], true);
  assert.equal(article["commentCount"], 3);
  assert.match(JSON.stringify(article["publisher"]), /"logo":\{"@type":"ImageObject"/);
  const steps = crumbs?.["itemListElement"];
  assert.ok(Array.isArray(steps));
  assert.deepEqual(
    steps.map((step: { position: number; item: string }) => [step.position, step.item]),
    [
      [1, "https://news.example/"],
      [2, `https://news.example${encodeURI("/علوم")}`],
      [3, url],
    ],
  );
});

test("what a story has not is left out, and a story without authors is the house's", () => {
  const story = givenStory({ authors: [], topics: [], picture: undefined, standfirst: "" });
  const [article] = readData(storyData(site, story)).graph;
  for (const name of ["correction", "commentCount", "keywords", "description"])
    assert.equal(Object.hasOwn(article ?? {}, name), false, name);
  assert.match(JSON.stringify(article?.["author"]), /NewsMediaOrganization.*الورّاق/);
});

test("a list is a CollectionPage whose items keep their order; the front page says how to search", () => {
  const stories = [{ path: "/a/2026/11/20/أول" }, { path: "/a/2026/11/20/ثانٍ" }];
  const [page] = readData(
    listData(site, { name: "علوم", description: "", path: "/علوم", stories }),
  ).graph;
  assert.equal(page?.["@type"], "CollectionPage");
  assert.match(
    JSON.stringify(page["mainEntity"]),
    /"ItemList".*"position":1,"url":"[^"]*%D8%A3%D9%88%D9%84".*"position":2/,
  );
  const [whole] = readData(siteData(site, stories)).graph;
  assert.equal(whole?.["@type"], "WebSite");
  assert.deepEqual(whole["potentialAction"], {
    "@type": "SearchAction",
    target: { "@type": "EntryPoint", urlTemplate: "https://news.example/search?q={query}" },
    "query-input": "required name=query",
  });
});

function checkHostile(texts: readonly string[]): void {
  for (const text of texts) {
    const html = storyData(
      { ...site, edition: { ...site.edition, name: text } },
      hostileStory(text),
    );
    const { elements, graph } = readData(html);
    assert.deepEqual(elements, ["html", "head", "script", "body"], text);
    assert.equal(graph[0]?.["headline"], text);
    assert.doesNotMatch(html.slice(1, -9), /[<&\u2028\u2029]|-->/);
  }
}

test("no text breaks out of the data block", () => {
  checkHostile(OWN_HOSTILE_TEXTS);
});

test("no hostile text of the collections beside the project breaks out", (context: TestContext) => {
  const texts = sharedHostileTexts();
  if (texts === undefined) return context.skip("the hostile texts beside the project are not here");
  return checkHostile(texts);
});
