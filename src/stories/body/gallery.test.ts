import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyFromHtml } from "./from-html.ts";
import { isEmptyBody } from "./from-text.ts";
import { parseBody } from "./parse.ts";
import { bodyText, renderBody } from "./render.ts";
import { violations } from "./testing/violations.ts";
import { bodyWords } from "./words.ts";

const ONE = "0190c5a0-0000-7000-8000-000000000001";
const TWO = "0190c5a0-0000-7000-8000-000000000002";

const context = {
  words: bodyWords("ar"),
  picture: (id: string) =>
    id === ""
      ? undefined
      : {
          width: 800,
          height: 600,
          src: `/media/${id}/800.webp`,
          srcset: `/media/${id}/800.webp 800w`,
        },
};

const picture = (id: string, caption = "") => ({
  type: "picture",
  attrs: { id, src: null, alt: "وصف", caption, credit: "" },
});

const galleryWith = (content: unknown[], attrs: Readonly<Record<string, unknown>> = {}) =>
  parseBody({ type: "doc", content: [{ type: "gallery", attrs, content }] });

const namesOf = (html: string): unknown[] => {
  const parsed = bodyFromHtml(html, "rtl");
  assert.equal(parsed.kind, "body");
  return parsed.kind === "body"
    ? parsed.body.children.map((block) => [
        block.type.name,
        block.childCount,
        block.attrs["caption"] ?? block.textContent,
      ])
    : [];
};

test("a gallery shows its pictures together, under a line about all of them", () => {
  const parsed = galleryWith([picture(ONE, "الأولى"), picture(TWO)], { caption: "من <الحفل>" });
  assert.ok(parsed.kind === "body", "refused");
  const html = renderBody(parsed.body, context);
  assert.match(
    html,
    /^<figure class="gallery" role="group" aria-label="من &lt;الحفل&gt;"><div class="gallery-pictures">/,
  );
  assert.equal(html.match(/<img /g)?.length, 2);
  assert.match(html, /sizes="\(min-width: 48rem\) 22rem, 50vw"/);
  assert.match(html, /<figcaption>من &lt;الحفل&gt;<\/figcaption><\/figure>$/);
  assert.deepEqual(violations(html), []);
  assert.equal(bodyText(parsed.body), "الأولى\nمن <الحفل>");
  assert.equal(isEmptyBody(parsed.body), false);
});

test("a gallery whose pictures are not kept shows nothing, and one without a caption names itself", () => {
  const lost = galleryWith([
    { type: "picture", attrs: { id: null, src: "https://a.example/1.jpg" } },
  ]);
  assert.ok(lost.kind === "body", "refused");
  assert.equal(renderBody(lost.body, context), "");
  const bare = galleryWith([picture(ONE)]);
  assert.ok(bare.kind === "body", "refused");
  assert.match(renderBody(bare.body, context), /aria-label="صور"/);
});

test("a gallery holds pictures only, at least one and at most 40", () => {
  for (const content of [
    [],
    [{ type: "paragraph" }],
    [{ type: "gallery", content: [picture(ONE)] }],
    Array.from({ length: 41 }, () => picture(ONE)),
  ])
    assert.equal(galleryWith(content).kind, "refused", JSON.stringify(content).slice(0, 80));
  assert.equal(galleryWith(Array.from({ length: 40 }, () => picture(ONE))).kind, "body");
  assert.equal(galleryWith([picture(ONE)], { onclick: "x" }).kind, "refused");
});

const IMAGES = '<img src="https://a.example/1.jpg" alt="أ"><img src="https://a.example/2.jpg">';

test("galleries of other systems are read, and no word beside the captions is lost", () => {
  assert.deepEqual(namesOf(`<figure>${IMAGES}<figcaption>من الحفل</figcaption></figure>`), [
    ["gallery", 2, "من الحفل"],
  ]);
  assert.deepEqual(
    namesOf(
      '<figure class="wp-block-gallery"><figure><img src="https://a.example/1.jpg"><figcaption>الأولى</figcaption></figure>' +
        '<figure><img src="https://a.example/2.jpg"></figure><figcaption>كلها</figcaption></figure>',
    ),
    [["gallery", 2, "كلها"]],
  );
  assert.deepEqual(
    namesOf(
      '<div class="gallery"><dl><dt><img src="https://a.example/1.jpg"></dt><dd>الأولى</dd></dl>' +
        '<dl><dt><img src="https://a.example/2.jpg"></dt></dl></div>',
    ),
    [["gallery", 2, ""]],
  );
  assert.deepEqual(
    namesOf(
      `<ul class="blocks-gallery-grid"><li>${IMAGES.slice(0, IMAGES.indexOf("<img", 4))}</li></ul>`,
    ),
    [["gallery", 1, ""]],
  );
  assert.deepEqual(
    namesOf(`<figure>${IMAGES}<p>نص لا تعليق</p></figure>`).map((one) =>
      Array.isArray(one) ? one[0] : one,
    ),
    ["picture", "picture", "paragraph"],
  );
});
