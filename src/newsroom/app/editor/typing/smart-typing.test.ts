import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { smartInput } from "./smart-typing.ts";

/** What stands in a block after these keys, one after the other. */
function typeText(keys: string, direction: "rtl" | "ltr" = "rtl"): string {
  let text = "";
  for (const key of keys) {
    const smart = smartInput(text, key, direction);
    text =
      smart === undefined
        ? text + key
        : text.slice(0, text.length - smart.deleteBefore) + smart.insert;
  }
  return text;
}

test("quotation marks open and close as Arabic copy has them", () => {
  for (const [keys, text] of [
    ['قال: "نعم"', "قال: «نعم»"],
    ['"نعم"، قال', "«نعم»، قال"],
    ['("نعم")', "(«نعم»)"],
    ['قال: "سمعت "لا" مرتين"', "قال: «سمعت “لا” مرتين»"],
    ['شركة "Apple" أعلنت', "شركة «Apple» أعلنت"],
    ['عام "2026"', "عام «2026»"],
    ['"', "«"],
  ] as const)
    assert.equal(typeText(keys), text);
});

test("comma, semicolon and question mark turn Arabic after Arabic letters", () => {
  for (const [keys, text] of [
    ["هل وصل الوفد?", "هل وصل الوفد؟"],
    ["القمح, الشعير; الذرة", "القمح، الشعير؛ الذرة"],
    ["بلغ 48,210 طنًا", "بلغ 48,210 طنًا"],
    ["في عام 2026, قال", "في عام 2026، قال"],
    ["وقال...", "وقال…"],
    ["الخبر -- كما قيل", "الخبر \u2013 كما قيل"],
  ] as const)
    assert.equal(typeText(keys), text);
});

test("nothing changes within a Latin run", () => {
  for (const keys of [
    'He said: "yes", right? No; yes...',
    "https://example.com/a?b=1,2;3",
    "iPhone 17, Pixel",
    "rock -- roll",
  ])
    assert.equal(typeText(keys), keys);
  assert.equal(typeText("راجع https://example.com/?q=1,2"), "راجع https://example.com/?q=1,2");
  assert.equal(typeText('"Yes," she said', "ltr"), '"Yes," she said');
});

test("a character that is not one of them is never changed, and no letter is ever lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("rtl", "ltr"), (text, side) => {
      const letters = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, "");
      assert.equal(letters(typeText(text, side)), letters(text));
    }),
  );
});
