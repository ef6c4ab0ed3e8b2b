import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { sentencesOf } from "./sentences.ts";
import {
  field,
  goldenLines,
  HOSTILE_TEXTS,
  longTexts,
  sharedText,
  skipWithout,
} from "./vectors/golden.ts";

const bare = (text: string): string => text.replace(/\s/gu, "");

test("sentencesOf parts each golden line", () => {
  for (const row of goldenLines("sentences_valid"))
    assert.deepEqual(sentencesOf(field(row, 0)), field(row, 1).split("|").filter(Boolean));
});

test("marks inside a sentence do not part it", () => {
  for (const row of goldenLines("sentences_invalid"))
    assert.deepEqual(sentencesOf(field(row, 0)), [field(row, 0)]);
});

test("nothing but blanks is lost, and a sentence is never empty", () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from('اب د.؟!…\n »"(1٣aB')),
    maxLength: 80,
  });
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (text) => {
      const sentences = sentencesOf(text);
      assert.equal(bare(sentences.join("")), bare(text));
      for (const sentence of sentences) assert.equal(sentence.trim(), sentence);
      assert.ok(sentences.every((sentence) => sentence !== ""));
    }),
    { numRuns: 500 },
  );
});

test("hostile texts are answered, and 200,000 characters of anything within 5 s", () => {
  for (const text of [...HOSTILE_TEXTS, ...longTexts()]) {
    const start = performance.now();
    sentencesOf(text);
    assert.ok(performance.now() - start < 5000, JSON.stringify(text.slice(0, 8)));
  }
});

const PUD = "stem/ud-pud-wiki.conllu.gz";

test(
  "sentences of a treebank stay whole, and a joined pair comes apart",
  { skip: skipWithout(PUD) },
  () => {
    const texts = Array.from(
      (sharedText(PUD) ?? "").matchAll(/^# text = (.+)$/gmu),
      ([, text]) => text ?? "",
    );
    const ended = texts.filter((text) => /[.؟!]$/u.test(text));
    assert.ok(ended.length > 300);
    const whole = ended.filter((text) => sentencesOf(text).length === 1);
    assert.ok(whole.length / ended.length > 0.97, `${whole.length} of ${ended.length} whole`);
    let pairs = 0;
    for (let at = 1; at < whole.length; at += 1)
      if (sentencesOf(`${whole[at - 1]} ${whole[at]}`).length === 2) pairs += 1;
    assert.ok(pairs / (whole.length - 1) > 0.97, `${pairs} of ${whole.length - 1} pairs parted`);
  },
);
