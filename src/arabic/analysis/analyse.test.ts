import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import * as fc from "fast-check";
import { fold } from "../fold.ts";
import { field, goldenLines, HOSTILE_TEXTS, longTexts } from "../vectors/golden.ts";
import { analyse, TOKEN_VERSION, tokensOf } from "./analyse.ts";
import { shippedLexicon } from "./lexicon.ts";

const lexicon = shippedLexicon();

test("analyse finds the words of each golden line, as they look and folded", () => {
  for (const row of goldenLines("analysis/analyse_valid")) {
    const tokens = analyse(field(row, 0), lexicon);
    assert.equal(tokens.map(({ exact }) => exact).join("|"), field(row, 1));
    assert.equal(tokens.map(({ folded }) => folded).join("|"), field(row, 2));
  }
});

test("each token lies where it says, positions run on, and its forms are folded", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (a, b) => {
      const text = `${a} وبالمدارسِ ${b}، 48,210`;
      const tokens = analyse(text, lexicon);
      let before = 0;
      for (const [index, token] of tokens.entries()) {
        assert.equal(token.position, index);
        assert.ok(token.start >= before && token.end > token.start && token.end <= text.length);
        before = token.start;
        assert.equal(fold(token.folded), token.folded);
        assert.equal(fold(token.exact), token.folded);
      }
      assert.ok(tokens.some(({ exact }) => exact === "48210"));
    }),
    { numRuns: 300 },
  );
});

test("marks, tatweel and the normal form of a text change nothing", () => {
  const plain = analyse("شؤون المستشفى آلان", lexicon);
  const dressed = analyse("شُؤُونُ المـستشفى\u200f آلان".normalize("NFD"), lexicon);
  const shown = ({ exact, keys }: (typeof plain)[number]): unknown => [exact, keys];
  assert.deepEqual(dressed.map(shown), plain.map(shown));
});

test("analyse answers hostile texts, and 200,000 characters of anything within 5 s", () => {
  for (const text of HOSTILE_TEXTS) analyse(text, lexicon);
  for (const text of longTexts()) {
    const start = performance.now();
    analyse(text, lexicon);
    assert.ok(performance.now() - start < 5000, JSON.stringify(text.slice(0, 8)));
  }
});

test("texts are parted as this version of tokens says: an index that holds them stays right", () => {
  const texts = goldenLines("analysis/analyse_valid").concat(goldenLines("words_valid"));
  const tokens = texts.flatMap((row) => tokensOf(field(row, 0)));
  const digest = createHash("sha256").update(JSON.stringify(tokens)).digest("hex").slice(0, 8);
  assert.deepEqual(
    [TOKEN_VERSION, digest],
    ["1", "bb64d5a4"],
    "raise TOKEN_VERSION, then this digest",
  );
});
