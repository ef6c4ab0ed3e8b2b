import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { readingMinutes, readingTimePhrase } from "./reading-time.ts";
import {
  field,
  goldenLines,
  HOSTILE_TEXTS,
  longTexts,
  sharedText,
  skipWithout,
} from "./vectors/golden.ts";
import { countWords, words } from "./words.ts";

test("words finds the words of each golden line", () => {
  for (const row of goldenLines("words_valid"))
    assert.deepEqual(words(field(row, 0)), field(row, 1).split("|"));
});

test("texts without a word have none", () => {
  for (const row of goldenLines("words_invalid"))
    assert.deepEqual(words(field(row, 0)), [], field(row, 0));
});

test("countWords counts what words finds, and joining texts by a space adds the counts", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (one, two) => {
      assert.equal(countWords(one), words(one).length);
      assert.equal(countWords(`${one} ${two}`), countWords(one) + countWords(two));
      for (const word of words(one)) assert.match(word, /[\p{L}\p{N}]/u);
    }),
    { numRuns: 500 },
  );
});

test("a number among Arabic words is one word and does not hide the others", () => {
  const text = "كلمة ".repeat(1080);
  assert.equal(countWords(text), 1080);
  assert.equal(countWords(`${text} 2026`), 1081);
});

test("hostile texts are answered, and 200,000 characters of anything within 2 s", () => {
  for (const text of HOSTILE_TEXTS) assert.equal(countWords(text), words(text).length);
  for (const text of longTexts()) {
    const start = performance.now();
    countWords(text);
    assert.ok(performance.now() - start < 2000, JSON.stringify(text.slice(0, 8)));
  }
});

const SEED = "seed/story.jsonl";

test("the seed story says 4 minutes", { skip: skipWithout(SEED) }, () => {
  const story: { body_text: string } = JSON.parse((sharedText(SEED) ?? "").split("\n")[0] ?? "");
  assert.equal(story.body_text.split(/\s+/u).filter(Boolean).length, 575);
  const count = countWords(story.body_text);
  assert.ok(count >= 575 && count <= 580, `${count} words`);
  assert.equal(readingTimePhrase(readingMinutes(count), "latn"), "4 دقائق للقراءة");
});
