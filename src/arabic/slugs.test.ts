import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { addressKey, isCutOf, slugKey, slugOf } from "./slugs.ts";
import {
  field,
  goldenLines,
  HOSTILE_TEXTS,
  longTexts,
  sharedText,
  skipWithout,
} from "./vectors/golden.ts";

const headline = fc.string({
  unit: fc.constantFrom(...Array.from("ابتةىيءأإآؤئكلمنهو 2٣،«»ـ-\u064e\u0651")),
  maxLength: 200,
});

test("slugOf and isCutOf answer each golden line", () => {
  for (const row of goldenLines("slugs_valid")) {
    if (row[2] === "=") assert.ok(isCutOf(field(row, 0), field(row, 1)), field(row, 0));
    else assert.equal(slugOf(field(row, 0)), field(row, 1));
  }
});

test("what is no cut form is not taken for one", () => {
  for (const row of goldenLines("slugs_invalid"))
    assert.equal(isCutOf(field(row, 0), field(row, 1)), false, field(row, 0));
});

test("a slug holds letters, digits and single hyphens in NFC, and is its own slug", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const slug = slugOf(text);
      assert.match(slug, /^(?:[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*)?$/u);
      assert.equal(slug.normalize("NFC"), slug);
      assert.equal(slugOf(slug), slug);
      assert.ok(Array.from(slug).length <= 80);
    }),
    { numRuns: 500 },
  );
});

test("a slug is cut after a whole word, unless the first word alone is too long", () => {
  fc.assert(
    fc.property(headline, fc.integer({ min: 1, max: 60 }), (text, maxLetters) => {
      const full = slugOf(text, { maxLetters: Infinity });
      const cut = slugOf(text, { maxLetters });
      assert.ok(full.startsWith(cut));
      assert.ok(Array.from(cut).length <= maxLetters);
      const isWhole = full === cut || full[cut.length] === "-";
      assert.ok(isWhole || !cut.includes("-"));
    }),
  );
  assert.equal(slugOf("مستشفى", { maxLetters: 3 }), "مست");
});

test("a story is found by any writing of its slug", () => {
  fc.assert(
    fc.property(headline, (text) => {
      const slug = slugOf(text);
      const key = slugKey(slug);
      const encoded = encodeURIComponent(slug);
      assert.equal(slugKey(encoded), key);
      assert.equal(slugKey(encoded.toLowerCase()), key);
      assert.equal(slugKey(encodeURIComponent(encoded)), key);
      assert.equal(slugKey(slug.normalize("NFD")), key);
      assert.equal(slugKey(encodeURIComponent(slug.normalize("NFD"))), key);
      assert.equal(slugKey(text).startsWith(key), true);
      assert.equal(slugKey(key), key);
    }),
  );
});

test("every cut that WordPress makes of a long slug is recognised, at any byte from 180 to 200", () => {
  const word = fc.string({
    unit: fc.constantFrom(...Array.from("ابتةىأإمنه")),
    minLength: 2,
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 20, maxLength: 30 }),
      fc.integer({ min: 180, max: 200 }),
      (list, bytes) => {
        const full = list.join("-");
        assert.ok(isCutOf(encodeURIComponent(full).slice(0, bytes), full));
        assert.ok(isCutOf(encodeURIComponent(full).toLowerCase().slice(0, bytes), full));
      },
    ),
  );
});

test("addressKey drops scheme, host, query, fragment and ending", () => {
  const key = "2015/01/13/قمه";
  for (const address of [
    "https://example.com/2015/01/13/قمة/",
    "//example.com/2015/01/13/قمة",
    "/2015/01/13/%D9%82%D9%85%D8%A9.html?utm_source=x#top",
    "2015/01/13/%d9%82%d9%85%d8%a9.php",
  ])
    assert.equal(addressKey(address), key);
  assert.equal(addressKey("https://example.com"), "");
});

test("hostile texts are answered, and 200,000 characters of anything within 5 s", () => {
  for (const text of [...HOSTILE_TEXTS, ...longTexts()]) {
    const start = performance.now();
    slugOf(text);
    slugKey(text);
    addressKey(text);
    isCutOf(text, text);
    assert.ok(performance.now() - start < 5000, JSON.stringify(text.slice(0, 8)));
  }
});

const NEWS = "news/ant-jawhara.jsonl.gz";

test("headlines of real news give slugs that are found again", { skip: skipWithout(NEWS) }, () => {
  const lines = (sharedText(NEWS) ?? "").split("\n").filter(Boolean).slice(0, 2000);
  for (const line of lines) {
    const story: { title: string } = JSON.parse(line);
    const slug = slugOf(story.title);
    assert.notEqual(slug, "", story.title);
    assert.equal(slugKey(encodeURIComponent(slug).toLowerCase()), slugKey(slug));
  }
});
