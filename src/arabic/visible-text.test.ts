import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  field,
  goldenLines,
  HOSTILE_TEXTS,
  longTexts,
  sharedText,
  skipWithout,
} from "./vectors/golden.ts";
import { stripHidden, visibleText } from "./visible-text.ts";

test("visibleText shows what is visible of each golden line", () => {
  for (const row of goldenLines("visible-text_valid"))
    assert.equal(visibleText(field(row, 0)), field(row, 1));
});

test("texts of nothing visible become empty", () => {
  for (const row of goldenLines("visible-text_invalid"))
    assert.equal(visibleText(field(row, 0)), "", JSON.stringify(row[0]));
});

test("no control, override, isolate or lone surrogate comes through, in one line", () => {
  const nasty = fc.constantFrom(
    "\0",
    "\n",
    "\u0085",
    "\u2028",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u200c",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\ud800",
    "\ufe0f",
    "\u{e0041}",
    "\u{e007f}",
    "\u{1f3f4}",
    "ع",
    " ",
    "\u0651",
    "👩",
    "🏽",
  );
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: nasty }), fc.string({ unit: "binary" })), (text) => {
      const shown = visibleText(text);
      assert.doesNotMatch(
        shown,
        /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff\u00ad]/u,
      );
      assert.equal(shown.trim(), shown);
      assert.equal(visibleText(shown), shown);
      assert.ok(shown.isWellFormed());
    }),
    { numRuns: 1000 },
  );
});

test("ordinary text is not touched", () => {
  for (const text of [
    "قمة «العشرين» تبدأ: 90%",
    "مُحَمَّد",
    "می\u200cخواهم",
    "C++\u200f لغة",
    "l'été 👍🏽",
  ]) {
    assert.equal(visibleText(text), text);
    assert.equal(stripHidden(text), text);
  }
  assert.equal(stripHidden("سطر\n\tسطر  "), "سطر\n\tسطر  ");
});

test("hostile texts are answered, and 200,000 characters of anything within 5 s", () => {
  for (const text of [...HOSTILE_TEXTS, ...longTexts()]) {
    const start = performance.now();
    visibleText(text);
    assert.ok(performance.now() - start < 5000, JSON.stringify(text.slice(0, 8)));
  }
});

const NAUGHTY = "hostile/blns.json.gz";

test("naughty strings become one visible line", { skip: skipWithout(NAUGHTY) }, () => {
  const texts: string[] = JSON.parse(sharedText(NAUGHTY) ?? "");
  assert.ok(texts.length > 400);
  for (const text of texts)
    assert.doesNotMatch(visibleText(text), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
});
