import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { fold } from "#arabic/fold.ts";
import { findInText } from "./find-text.ts";

const found = (text: string, query: string, options = {}) =>
  findInText(text, query, options).map(({ from, to }) => text.slice(from, to));

test("tashkeel, tatweel, hamza seats and digits play no part, and the match is of the original", () => {
  assert.deepEqual(found("وصل مُحَمَّدٌ إلى المحمدية", "محمد"), ["مُحَمَّدٌ", "محمد"]);
  assert.deepEqual(found("وصل محمد", "مُحَمَّد"), ["محمد"]);
  assert.deepEqual(found("المسؤولة والمسئولة", "مسؤول"), ["مسؤول"]);
  assert.deepEqual(found("كتـــاب وكتاب", "كتاب"), ["كتـــاب", "كتاب"]);
  assert.deepEqual(found("قمّةُ الرِّياضِ", "قمة الرياض"), ["قمّةُ الرِّياضِ"]);
  assert.deepEqual(found("عام ٢٠٢٦ و2026", "2026"), ["٢٠٢٦", "2026"]);
  assert.deepEqual(found("إسلام أسلم", "اسل"), ["إسل", "أسل"]);
  assert.deepEqual(found("Café CAFE", "cafe"), ["Café", "CAFE"]);
});

test("exact looks letter by letter; whole words do not begin or end within one", () => {
  assert.deepEqual(found("مُحَمَّد محمد", "محمد", { exact: true }), ["محمد"]);
  assert.deepEqual(found("المحمدية محمد", "محمد", { wholeWords: true }), ["محمد"]);
  assert.deepEqual(found("محمدٌ، ومحمد", "محمد", { wholeWords: true }), ["محمدٌ"]);
});

test("nothing is found for nothing; half of a ligature is no match", () => {
  assert.deepEqual(found("نص", ""), []);
  assert.deepEqual(found("نص", "\u064e"), []);
  assert.deepEqual(found("\ufefb", "ل"), []);
  assert.deepEqual(found("\ufefb", "لا"), ["\ufefb"]);
});

test("every match folds to the query, in order, without overlap", () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from("اأإبةهـ\u064b\u0651 ىيaA1٢\u0301")),
  });
  fc.assert(
    fc.property(letters, letters, (text, query) => {
      let end = 0;
      for (const { from, to } of findInText(text, query)) {
        assert.ok(from >= end && to > from);
        assert.equal(fold(text.slice(from, to)), fold(query));
        end = to;
      }
    }),
  );
});
