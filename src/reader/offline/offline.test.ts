import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";
import { partsOf, picturesOf } from "./worker/parts-of-page.ts";
import { withNote } from "./worker/note.ts";

const pages = createPages(galleryContext());

test("GET /manifest.webmanifest tells a device in Arabic what it installs", async () => {
  const answer = await pages.request("/manifest.webmanifest");
  assert.equal(answer.headers.get("content-type"), "application/manifest+json; charset=utf-8");
  const manifest = z
    .object({
      lang: z.literal("ar"),
      dir: z.literal("rtl"),
      start_url: z.literal("/"),
      display: z.literal("standalone"),
      name: z.string().min(1),
      icons: z.array(z.object({ sizes: z.string(), purpose: z.string() })),
      shortcuts: z.array(z.object({ url: z.string() })),
    })
    .parse(await answer.json());
  assert.ok(manifest.icons.some(({ purpose }) => purpose === "maskable"));
  assert.deepEqual(
    manifest.shortcuts.map(({ url }) => url),
    ["/most-read", "/saved"],
  );
});

test("GET /saved and /offline stand without stories, and search engines are told to leave them out", async () => {
  for (const path of ["/saved", "/offline"]) {
    const answer = await pages.request(path);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /<meta name="robots" content="noindex">/);
  }
});

test("a story's page carries the button that saves it, hidden until a script can work it", async () => {
  const html = await (await pages.request("/saved")).text();
  assert.match(html, /data-saved-list/);
  assert.match(html, /<noscript>/);
});

test("the files of a page are found in it, its pictures only in the story itself", () => {
  const html =
    '<link rel="stylesheet" href="/assets/a.css"><link rel="stylesheet" href="/accent-112233.css">' +
    '<article><img alt="" src="/media/1/800.webp" srcset="/media/1/480.webp 480w, /media/1/800.webp 800w"></article>' +
    '<aside><img alt="" src="/media/2/480.webp"></aside>';
  assert.deepEqual(partsOf(html), [
    "/assets/a.css",
    "/accent-112233.css",
    "/media/1/800.webp",
    "/media/1/480.webp",
    "/media/2/480.webp",
  ]);
  assert.deepEqual(picturesOf(html), ["/media/1/800.webp"]);
});

test("a copy says that it is one and of when, in the edition's digits", () => {
  const at = new Date("2026-11-25T17:04:00Z");
  const page = (digits: string) =>
    `<html lang="ar" data-digits="${digits}"><body class="story-page"><main></main></body></html>`;
  assert.match(
    withNote(page("latn"), at),
    /<body class="story-page"><p class="kept-note" role="status">لا اتصال الآن.*2026/,
  );
  assert.match(withNote(page("arab"), at), /٢٠٢٦/);
});
