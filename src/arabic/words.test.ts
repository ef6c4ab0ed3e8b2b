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

test("hostile texts are answered, and 200,000 characters of anything within 5 s", () => {
  for (const text of HOSTILE_TEXTS) assert.equal(countWords(text), words(text).length);
  for (const text of longTexts()) {
    const start = performance.now();
    countWords(text);
    assert.ok(performance.now() - start < 5000, JSON.stringify(text.slice(0, 8)));
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

const BREAKS = "unicode/ucd15-break-and-shaping.tar.gz";

/* What the rules of `words` tailor: quotation marks, points, commas, colons, low lines, Katakana, spaces, emoji. */
const TAILORED = /\b(?:0022|0027|002C|002E|003A|005F|202F|2018|2019|2024|3031|200B|1F6D1|2701)\b/u;

test("words are those of the Unicode word break test", { skip: skipWithout(BREAKS) }, () => {
  const files = sharedText(BREAKS) ?? "";
  const from = files.indexOf("# WordBreakTest-");
  const lines = files.slice(from, files.indexOf("# EOF", from)).split("\n");
  let compared = 0;
  for (const line of lines.filter((line) => line.startsWith("÷") && !TAILORED.test(line))) {
    const segments = (line.split("#")[0] ?? "")
      .split("÷")
      .map((segment) =>
        Array.from(segment.matchAll(/[0-9A-F]{4,6}/gu), ([code]) =>
          String.fromCodePoint(Number.parseInt(code, 16)),
        ).join(""),
      );
    const expected = segments
      .filter((segment) => /[\p{L}\p{N}]/u.test(segment))
      .map((segment) => segment.replace(/(?:\u00ad|\u200d|\u2060)+$/u, ""));
    assert.deepEqual(words(segments.join("")), expected, line);
    compared += 1;
  }
  assert.ok(compared > 400, `${compared} lines compared`);
});
