import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  COUNTED_NOUNS,
  countPhrase,
  countPhraseAfter,
  pluralForm,
  type CountedNoun,
} from "./counts.ts";
import { field, goldenLines } from "./vectors/golden.ts";

function nounOf(text: string): CountedNoun {
  const noun = COUNTED_NOUNS.find((candidate) => candidate === text);
  if (noun === undefined) throw new Error(`Cannot find the noun ${text} of a golden line`);
  return noun;
}

test("countPhrase says each golden count", () => {
  for (const row of goldenLines("counts_valid"))
    assert.equal(countPhrase(Number(field(row, 0)), nounOf(field(row, 1)), "latn"), field(row, 2));
});

test("common mistakes are never said", () => {
  for (const row of goldenLines("counts_invalid"))
    assert.notEqual(
      countPhrase(Number(field(row, 0)), nounOf(field(row, 1)), "latn"),
      field(row, 2),
    );
});

test("the plural form is that of CLDR for every whole number", () => {
  const rules = new Intl.PluralRules("ar");
  for (let count = 0; count <= 2500; count += 1)
    assert.equal(pluralForm(count), rules.select(count));
  fc.assert(
    fc.property(fc.maxSafeNat(), (count) => assert.equal(pluralForm(count), rules.select(count))),
  );
});

test("every noun has all forms, the dual shows no number, others show theirs", () => {
  for (const noun of COUNTED_NOUNS) {
    assert.match(countPhrase(1, noun, "latn"), / واحدة?$/u);
    assert.match(countPhrase(2, noun, "latn"), /^\p{L}+ان$/u);
    assert.match(countPhraseAfter(2, noun, "latn"), /^\p{L}+ين$/u);
    for (const count of [3, 11, 100]) {
      assert.match(countPhrase(count, noun, "latn"), new RegExp(`^${count} [\\p{L}\\p{M}]+$`, "u"));
      assert.equal(countPhraseAfter(count, noun, "latn"), countPhrase(count, noun, "latn"));
    }
    assert.doesNotMatch(countPhrase(1003, noun, "arab"), /[0-9]/u);
    assert.doesNotMatch(countPhrase(0, noun, "arab"), /[0-9]/u);
  }
});

test("the accusative with 11 to 99 carries its tanween unless the noun ends in ة", () => {
  for (const noun of COUNTED_NOUNS)
    assert.match(countPhrase(11, noun, "latn"), /(?:ة|\u064b\u0651?\u0627)$/u);
});

test("what is no count is refused with its value", () => {
  for (const count of [-1, 1.5, Number.NaN, Infinity])
    assert.throws(() => countPhrase(count, "view", "latn"), RangeError);
});
