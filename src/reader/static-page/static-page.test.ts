import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../gallery/gallery-context.ts";
import { galleryCards } from "../gallery/hard-arabic.ts";
import { createPages } from "../reader.ts";

test("a static page is found below /pages, may be kept, and stands in the footer of every page", async () => {
  const app = createPages(galleryContext());
  const answer = await app.request("/pages/about");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("surrogate-key"), "page:about chrome breaking");
  const html = await answer.text();
  assert.match(html, /<h1>من نحن<\/h1>/);
  assert.match(await (await app.request("/")).text(), /<a href="\/pages\/about">من نحن<\/a>/);
  assert.equal((await app.request("/pages/none")).status, 404);
});

test("the former address of an author leads to the present one", async () => {
  const answer = await createPages(galleryContext()).request("/authors/jack-smith");
  assert.deepEqual([answer.status, answer.headers.get("location")], [301, "/authors/john-smith"]);
});

test("breaking lines stand below the masthead, with a link where there is a story; their text is text", async () => {
  const [card] = galleryCards;
  assert.ok(card);
  const context = galleryContext({
    archive: {
      listBreaking: async () => [
        { id: "1", text: "<b>زلزال</b>", path: undefined, story: undefined, until: undefined },
        { id: "2", text: "قمة", path: card.path, story: card.id, until: undefined },
      ],
    },
  });
  const html = await (await createPages(context).request("/most-read")).text();
  assert.match(html, /<\/header><aside class="breaking" aria-label="عاجل">/);
  assert.match(html, /<li>&lt;b&gt;زلزال&lt;\/b&gt;<\/li><li><a href="\/[^"]+">قمة<\/a><\/li>/);
});

test("an arranged front leads with what is pinned, under the headline and kicker of the front", async () => {
  const pinned = galleryCards.at(-1);
  assert.ok(pinned);
  const slots = [{ story: pinned.id, kicker: "خاص", headline: "عنوان الواجهة" }];
  const context = galleryContext({
    archive: { findFront: async () => ({ slots, fill: "mostRead" as const }) },
  });
  const html = await (await createPages(context).request("/")).text();
  const lead = html.slice(html.indexOf('class="card lead"'), html.indexOf("hero-side"));
  assert.match(lead, /own-kicker">خاص<\/p>/);
  assert.match(lead, /عنوان الواجهة/);
  const upper = html.slice(html.indexOf("hero wrap"), html.indexOf('id="newest"'));
  assert.equal(upper.split("<article").length - 1, 8);
});
