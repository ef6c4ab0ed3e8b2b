import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { fold } from "../fold.ts";
import { field, goldenLines, HOSTILE_TEXTS } from "../vectors/golden.ts";
import { isLatinWord, nameKeys, nameLikeness } from "./names.ts";

const doShareKey = (latin: string, arabic: string): boolean => {
  const keys = new Set(nameKeys(arabic));
  return nameKeys(latin).some((key) => keys.has(key));
};

test("a name in Latin letters shares a key with the Arabic one, and they are alike", () => {
  for (const row of goldenLines("analysis/names_valid")) {
    const [latin, arabic] = [field(row, 0), field(row, 1)];
    assert.ok(isLatinWord(latin), latin);
    assert.ok(doShareKey(latin, arabic), `${latin} ${arabic}`);
    assert.ok(
      nameLikeness(latin, fold(arabic)) >= 0.75,
      `${latin} ${arabic} ${nameLikeness(latin, fold(arabic))}`,
    );
  }
});

test("other names are less alike", () => {
  for (const row of goldenLines("analysis/names_invalid"))
    assert.ok(nameLikeness(field(row, 0), fold(field(row, 1))) < 0.75, row.join(" and "));
});

test("any text has at most four keys, and any two a likeness from 0 to 1", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (a, b) => {
      assert.ok(nameKeys(a).length <= 4 && nameKeys(b).length <= 4);
      const likeness = nameLikeness(b, fold(a));
      assert.ok(likeness >= 0 && likeness <= 1);
    }),
  );
  for (const text of HOSTILE_TEXTS) nameLikeness(text, fold(text));
  for (const text of ["2026", "سلام", "", "c++", "東京"])
    assert.equal(isLatinWord(text), false, text);
});
