import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { galleryContext } from "../gallery/gallery-context.ts";
import { galleryCard } from "../gallery/hard-arabic.ts";
import { createPages } from "../reader.ts";
import { searchHref } from "./addresses.ts";

const app = createPages(galleryContext());
const word = galleryCard(0).headline.split(" ")[0] ?? "";
const search = async (query: string) => {
  const answer = await app.request(`/search${query}`);
  return { answer, html: await answer.text() };
};

test("the page of a search says how many, marks what was asked, and narrows by plain links", async () => {
  const { answer, html } = await search(`?q=${encodeURIComponent(word)}`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.match(html, /<meta name="robots" content="noindex">/);
  assert.match(html, new RegExp(`نتائج عن «${word}»`));
  assert.match(html, new RegExp(`<mark>${word}</mark>`));
  assert.match(html, /href="\/search\?q=[^"]+&(?:amp;)?section=/);
  assert.match(html, /href="\/search\?q=[^"]+&(?:amp;)?from=2026-01-01&(?:amp;)?to=2026-12-31"/);
});

test("what the results are narrowed to is named, and can be taken away", async () => {
  const { html } = await search(`?q=${encodeURIComponent(word)}&from=2026-01-01&to=2026-12-31`);
  assert.match(html, /من 01\/01\/2026/);
  assert.match(html, /أزل كل تصفية/);
  assert.match(html, /<input type="date" name="from" value="2026-01-01"/);
});

test("without words, and without results, there is a way on", async () => {
  const empty = await search("");
  assert.match(empty.html, /لتصل أسرع/);
  assert.match(empty.html, /مواضيع شائعة/);
  const none = await search(`?q=${encodeURIComponent("<script>كلمة")}`);
  assert.match(none.html, /لا نتائج عن «&lt;script&gt;كلمة»/);
  assert.match(none.html, /أحدث الأخبار/);
  assert.doesNotMatch(none.html, /<script>كلمة/);
});

test("a text that is too long gets a kind page", async () => {
  const { answer, html } = await search(`?q=${"a".repeat(501)}`);
  assert.equal(answer.status, 400);
  assert.match(html, /والحد 500 حرف/);
});

test("days that are none and fields left empty are no matter", async () => {
  const { answer } = await search(`?q=${encodeURIComponent(word)}&from=&to=2026-02-31`);
  assert.equal(answer.status, 200);
});

test("suggestions are names with addresses", async () => {
  const answer = await app.request(`/search/suggestions?q=${encodeURIComponent(word)}`);
  const list = z.array(z.strictObject({ name: z.string(), url: z.string().startsWith("/") }));
  const found = z
    .strictObject({ topics: list, people: list, headlines: list })
    .parse(await answer.json());
  assert.equal(found.headlines[0]?.name, galleryCard(0).headline);
});

test("searchHref() keeps what is asked, from the first results on", () => {
  assert.equal(
    searchHref({ q: "أ ب", section: "world", cursor: "x", sort: "relevance" }),
    "/search?q=%D8%A3%20%D8%A8&section=world",
  );
  assert.equal(searchHref({ q: "" }), "/search");
});
