import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";

const app = createPages(galleryContext());

const LABELS = [
  { kind: "topic", path: "/topics/أسواق-الكتب", name: "أسواق الكتب" },
  { kind: "author", path: "/authors/john-smith", name: "John Smith" },
];

for (const { kind, path, name } of LABELS) {
  test(`the page of a ${kind} names it and lists its stories`, async () => {
    const answer = await app.request(encodeURI(path));
    assert.equal(answer.status, 200);
    assert.ok(answer.headers.get("surrogate-key")?.startsWith(`${kind}:`));
    const html = await answer.text();
    assert.ok(html.includes(`<h1>${name}</h1>`));
    assert.match(html, /class="card side river-card"/);
  });
  test(`the ${kind} that is not there is not found`, async () => {
    assert.equal((await app.request(`/${kind}s/none`)).status, 404);
  });
}
