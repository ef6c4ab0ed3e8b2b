import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { diffSequence } from "./diff-sequence.ts";
import { diffWords, likeness, tokensOf, type Piece } from "./diff-words.ts";

const SIGNS = { same: "", removed: "-", added: "+" } as const;
const shown = (pieces: readonly Piece[]) =>
  pieces.map(({ kind, text }) => (kind === "same" ? text : `[${SIGNS[kind]}${text}]`)).join("");

test("changes of words read as phrases, in the order of the text", () => {
  for (const [before, after, expected] of [
    [
      "رفعت التعاونيات السعر أمس",
      "رفعت التعاونيات الأسعار أمس",
      "رفعت التعاونيات [-السعر][+الأسعار] أمس",
    ],
    ["قال الوزير", "قال رئيس الوزراء", "قال [-الوزير][+رئيس الوزراء]"],
    ["كان يوم جميل هنا", "كان ليل طويل هنا", "كان [-يوم جميل][+ليل طويل] هنا"],
    ["قال نعم", "قال: نعم", "قال[+:] نعم"],
    ["", "جديد", "[+جديد]"],
    ["قديم", "", "[-قديم]"],
    ["نص", "نص", "نص"],
  ] as const)
    assert.equal(shown(diffWords(before, after)), expected);
});

test("a change of tashkeel shows, as a whole word", () => {
  assert.equal(shown(diffWords("علم الناس", "عَلِمَ الناس")), "[-علم][+عَلِمَ] الناس");
});

test("no piece begins within a letter: emoji, flags and marks stay whole", () => {
  assert.deepEqual(tokensOf("قمّة 👩‍👩‍👧🇸🇦 a\u0301"), ["قمّة", " ", "👩‍👩‍👧", "🇸🇦", " ", "a\u0301"]);
  assert.equal(shown(diffWords("👩‍👩‍👧", "👩‍👩‍👦")), "[-👩‍👩‍👧][+👩‍👩‍👦]");
});

test("the pieces give both texts, for any two texts", () => {
  const text = fc.string({
    unit: fc.constantFrom("أ", "ب ", " ", "\u064b", "👩", "\u200d", "a", ".", "«"),
  });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = diffWords(before, after);
      const of = (kind: Piece["kind"]) =>
        pieces
          .filter((piece) => piece.kind !== kind)
          .map((piece) => piece.text)
          .join("");
      assert.equal(of("added"), before);
      assert.equal(of("removed"), after);
    }),
  );
});

test("the way is the shortest one", () => {
  const list = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const steps = diffSequence(before, after);
      const kept = steps
        .filter((one) => one.kind === "same")
        .reduce((sum, one) => sum + one.size, 0);
      assert.equal(kept, longestCommon(before, after));
    }),
  );
});

function longestCommon(before: readonly string[], after: readonly string[]): number {
  let row: number[] = Array.from({ length: after.length + 1 }, () => 0);
  for (const one of before) {
    const next = [0];
    for (const [index, other] of after.entries())
      next.push(
        one === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

test("two texts of 5,000 words that have nothing in common cost no more than they must", () => {
  const words = (letter: string) =>
    Array.from({ length: 5000 }, (_, i) => `${letter}${i}`).join(" ");
  const begun = performance.now();
  const pieces = diffWords(words("أ"), words("ب"));
  assert.ok(performance.now() - begun < 3000);
  assert.equal(pieces.filter((piece) => piece.kind === "removed").length > 0, true);
});

test("likeness counts common words", () => {
  assert.equal(likeness("قمح وشعير", "قمح وشعير"), 1);
  assert.equal(likeness("قمح وشعير", "ذرة وعدس"), 0);
  assert.equal(likeness("", ""), 1);
});
