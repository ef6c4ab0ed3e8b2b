import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../../gallery/gallery-context.ts";
import { createPages } from "../../reader.ts";

const app = createPages(galleryContext());

test("the page of a topic names it and lists its stories", async () => {
  const answer = await app.request(encodeURI("/topics/أسواق-الكتب"));
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("surrogate-key") ?? "", /^topic:/);
  const html = await answer.text();
  assert.match(html, /<h1>أسواق الكتب<\/h1>/);
  assert.match(html, /class="card side river-card"/);
});

test("a topic that is not there is not found", async () => {
  assert.equal((await app.request("/topics/none")).status, 404);
});
