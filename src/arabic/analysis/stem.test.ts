import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { fold } from "../fold.ts";
import { field, goldenLines } from "../vectors/golden.ts";
import { grownLexicon, learnForms, shippedLexicon } from "./lexicon.ts";
import { stemKeys } from "./stem.ts";

const keysOf = (word: string): readonly string[] => stemKeys(fold(word), shippedLexicon());
const doMeet = (a: string, b: string): boolean => keysOf(a).some((key) => keysOf(b).includes(key));

test("forms of one word meet", () => {
  for (const row of goldenLines("analysis/stem_valid")) {
    const [first = "", ...others] = field(row, 0).split(" ");
    for (const other of others)
      assert.ok(doMeet(first, other), `${first} and ${other}: ${keysOf(other).join()}`);
  }
});

test("words of different meaning do not meet", () => {
  for (const row of goldenLines("analysis/stem_invalid"))
    assert.ok(
      !doMeet(field(row, 0), field(row, 1)),
      `${row.join(" and ")}: ${keysOf(field(row, 0)).join()}`,
    );
});

test("a word has at most two keys, and any text is answered", () => {
  const arabic = fc.string({ unit: fc.constantFrom(...Array.from("ابتةىيءأؤئكلمنهوسفدرپگ")) });
  fc.assert(
    fc.property(fc.oneof(arabic, fc.string({ unit: "binary" })), (text) => {
      const keys = stemKeys(fold(text), shippedLexicon());
      assert.ok(keys.length <= 2 && new Set(keys).size === keys.length);
      assert.deepEqual(stemKeys(fold(text), shippedLexicon()), keys);
    }),
  );
});

test("what an archive teaches parts words that nothing else knows", () => {
  const grown = grownLexicon(learnForms(["زار مدينة زمبليق ثم عاد إلى زمبليق", "أهل زمبليق"]));
  assert.deepEqual(stemKeys(fold("بزمبليق"), grown), stemKeys(fold("زمبليق"), grown));
  assert.notEqual(grown.version, shippedLexicon().version);
  assert.equal(grownLexicon([]).version, shippedLexicon().version);
});
