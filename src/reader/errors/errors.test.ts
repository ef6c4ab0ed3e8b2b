import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";

const failing = (error: Error) =>
  createPages(
    galleryContext({
      archive: {
        listStories: async () => {
          throw error;
        },
      },
    }),
  );

test("a failure is a page in the site's look that asks the database for nothing", async () => {
  const answer = await failing(new Error("secret detail")).request("/");
  assert.equal(answer.status, 500);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  const html = await answer.text();
  assert.match(html, /تعذّر عرض هذه الصفحة/);
  assert.match(html, /اقتصاد وأعمال/, "the sections stay");
  assert.doesNotMatch(html, /secret detail/);
});

test("a refusal has its own status and words", async () => {
  const busy = await failing(new Refusal("busy", "x", { retryAfterSeconds: 7 })).request("/");
  assert.equal(busy.status, 503);
  assert.equal(busy.headers.get("retry-after"), "7");
  assert.match(await busy.text(), /الموقع مزدحم الآن/);
  assert.equal((await failing(new Refusal("invalid", "x")).request("/")).status, 400);
});

test("sections that could be read once stay while they can't be read", async () => {
  let isAway = false;
  const context = galleryContext();
  const app = createPages({
    ...context,
    archive: {
      ...context.archive,
      listSections: async () => {
        if (isAway) throw new Error("away");
        return context.archive.listSections();
      },
    },
  });
  await app.request("/");
  isAway = true;
  assert.equal((await app.request("/most-read")).status, 200);
});
