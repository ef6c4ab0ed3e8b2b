import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";

test("an edition with an accent of its own links its style sheet, at that address only", async () => {
  const app = createPages(galleryContext({ changedEdition: { accent: "#0b6e4f" } }));
  assert.match(await (await app.request("/")).text(), /href="\/accent-0b6e4f\.css"/);
  const style = await app.request("/accent-0b6e4f.css");
  assert.equal(style.headers.get("content-type"), "text/css; charset=utf-8");
  assert.match(await style.text(), /--accent:#0b6e4f/);
  assert.equal((await app.request("/accent-111111.css")).status, 404);
});
