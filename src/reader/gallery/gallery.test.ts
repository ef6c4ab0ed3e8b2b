import assert from "node:assert/strict";
import { test } from "node:test";
import { createPages } from "../reader.ts";
import { galleryContext } from "./gallery-context.ts";

test("every part is shown in development, and nothing of it elsewhere", async () => {
  const app = createPages(galleryContext({ development: true }));
  const html = await (await app.request("/gallery")).text();
  const parts = [...html.matchAll(/href="(\/gallery\/[a-z]+)"/g)].map((match) => match[1] ?? "");
  assert.ok(parts.length >= 6);
  for (const part of parts) {
    const answer = await app.request(part);
    assert.equal(answer.status, 200, part);
    assert.doesNotMatch(await answer.text(), /undefined|\[object|NaN/, part);
  }
  assert.equal((await createPages(galleryContext()).request("/gallery")).status, 404);
});
