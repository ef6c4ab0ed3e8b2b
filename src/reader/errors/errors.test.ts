import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";
import { createErrorPages } from "./route.ts";

test("what ends a request goes on to the front as it was thrown", async () => {
  for (const error of [new Error("a fault"), new Refusal("busy", "x")]) {
    const app = createPages(
      galleryContext({
        archive: {
          listStories: async () => {
            throw error;
          },
        },
      }),
    );
    await assert.rejects(async () => app.request("/"), error);
  }
});

test("a page of an error is in the site's look, with its sections", async () => {
  const pageOf = createErrorPages(galleryContext());
  const said: Readonly<Record<number, RegExp>> = {
    400: /العنوان غير صحيح/,
    404: /لا صفحة في هذا العنوان/,
    410: /لم تعد منشورة/,
    414: /العنوان غير صحيح/,
    429: /طلبات كثيرة/,
    500: /تعذّر عرض هذه الصفحة/,
    503: /نعود بعد قليل/,
  };
  for (const [status, words] of Object.entries(said)) {
    const html = await pageOf(Number(status));
    assert.match(html, words, status);
    assert.match(html, /اقتصاد وأعمال/);
    assert.match(html, /noindex/);
  }
});

test("it is made without sections too, and sections that were read once stay", async () => {
  let isAway = true;
  const context = galleryContext();
  const pageOf = createErrorPages({
    ...context,
    archive: {
      ...context.archive,
      listSections: async () => {
        if (isAway) throw new Error("away");
        return context.archive.listSections();
      },
    },
  });
  assert.doesNotMatch(await pageOf(503), /اقتصاد وأعمال/);
  isAway = false;
  assert.match(await pageOf(503), /اقتصاد وأعمال/);
  isAway = true;
  assert.match(await pageOf(503), /اقتصاد وأعمال/);
});
