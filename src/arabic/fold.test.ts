import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { boundMarks, fold, withoutSpellingMarks } from "./fold.ts";
import {
  field,
  goldenLines,
  HOSTILE_TEXTS,
  longTexts,
  sharedText,
  skipWithout,
} from "./vectors/golden.ts";

test("fold gives the key of each golden line", () => {
  for (const row of goldenLines("fold_valid")) assert.equal(fold(field(row, 0)), field(row, 1));
});

test("fold keeps apart what readers keep apart", () => {
  for (const row of goldenLines("fold_invalid"))
    assert.notEqual(fold(field(row, 0)), fold(field(row, 1)), row.join(" and "));
});

test("folding a folded text changes nothing, and the key is in NFC", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const key = fold(text);
      assert.equal(fold(key), key);
      assert.equal(key.normalize("NFC"), key);
    }),
    { numRuns: 500 },
  );
});

test("vowel marks, tatweel, normal form and invisible characters make no difference", () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from("ابتةىيءأإآؤئكلمنهوـ")),
    minLength: 1,
  });
  const additions = fc.array(
    fc.constantFrom("\u064e", "\u0651", "\u0640", "\u200c", "\u200f", "\u0670"),
  );
  fc.assert(
    fc.property(letters, additions, (word, added) => {
      const dressed = Array.from(word, (letter, at) => letter + (added[at] ?? "")).join("");
      assert.equal(fold(dressed), fold(word));
      assert.equal(fold(word.normalize("NFD")), fold(word));
    }),
  );
});

test("fold answers hostile texts, and 200,000 characters of anything within 5 s", () => {
  for (const text of HOSTILE_TEXTS) assert.equal(fold(fold(text)), fold(text));
  for (const text of longTexts()) {
    const start = performance.now();
    fold(text);
    assert.ok(performance.now() - start < 5000, JSON.stringify(text.slice(0, 8)));
  }
});

test("boundMarks leaves 30 marks and any real text", () => {
  assert.equal(boundMarks("ع" + "\u064e".repeat(30)).length, 31);
  assert.equal(boundMarks("ع" + "\u064e\u0651".repeat(500)).length, 31);
});

test("withoutSpellingMarks keeps the vowels of Indic scripts", () => {
  assert.equal(withoutSpellingMarks("हिन्दी"), "हिन्दी");
});

const HOSTILE = "hostile/arabic-hostile-examples.jsonl.gz";

test("hostile spellings fold as what they stand for", { skip: skipWithout(HOSTILE) }, () => {
  let pairs = 0;
  for (const line of (sharedText(HOSTILE) ?? "").split("\n").filter(Boolean)) {
    const row: { text: string; same_as: string | null } = JSON.parse(line);
    if (row.same_as === null) continue;
    assert.equal(fold(row.text), fold(row.same_as));
    pairs += 1;
  }
  assert.ok(pairs >= 5);
});
