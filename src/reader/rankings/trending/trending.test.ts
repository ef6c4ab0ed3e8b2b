import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../../gallery/gallery-context.ts";
import { createPages } from "../../reader.ts";

test("trending topics each come with their stories", async () => {
  const answer = await createPages(galleryContext()).request("/trending");
  assert.equal(answer.status, 200);
  const html = await answer.text();
  assert.match(html, /<h1>مواضيع شائعة<\/h1>/);
  assert.match(html, /أكثر من المعتاد/);
  assert.match(html, /href="\/topics\/t1">الطاقة الشمسية في القرى البعيدة</);
});

test("without enough readings the page says that topics are those of the newest stories", async () => {
  const context = galleryContext();
  const quiet = {
    ...context,
    ranking: {
      ...context.ranking,
      trending: async () => ({ basis: "newest" as const, topics: [] }),
    },
  };
  const html = await (await createPages(quiet).request("/trending")).text();
  assert.match(html, /مواضيع أحدث المواد/);
  assert.match(html, /لا مواضيع بعد/);
});
