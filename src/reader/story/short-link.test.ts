import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryContext } from "../gallery/gallery-context.ts";
import { galleryCard } from "../gallery/hard-arabic.ts";
import { createPages } from "../reader.ts";

test("a short address leads to its story for good; an unknown one is not found", async () => {
  const app = createPages(galleryContext());
  const answer = await app.request("/s/k3");
  assert.equal(answer.status, 301);
  assert.equal(answer.headers.get("location"), encodeURI(galleryCard(3).path));
  assert.equal((await app.request("/s/none")).status, 404);
});
