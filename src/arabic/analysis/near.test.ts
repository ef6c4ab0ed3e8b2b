import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { editCost } from "./near.ts";

const ALPHABET = Array.from("ابتسعليمونهر");
const word = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 3, maxLength: 12 });

/** The word with one edit, and what the edit was. */
const edited = fc
  .tuple(
    word,
    fc.nat(),
    fc.constantFrom(...ALPHABET),
    fc.constantFrom("less", "more", "other", "swap"),
  )
  .map(([meant, seed, letter, kind]): [string, string] => {
    const at = seed % meant.length;
    const [head, tail] = [meant.slice(0, at), meant.slice(at + 1)];
    if (kind === "less") return [meant, head + tail];
    if (kind === "more") return [meant, head + letter + meant.slice(at)];
    if (kind === "other") return [meant, head + letter + tail];
    return [meant, head + tail.slice(0, 1) + meant.charAt(at) + tail.slice(1)];
  });

test("a word and the word with one edit cost at most 1, either way", () => {
  fc.assert(
    fc.property(edited, ([meant, typed]) => {
      assert.ok(editCost(typed, meant) <= 1, `${typed} ${meant}`);
      assert.equal(editCost(meant, typed) <= 1, true);
    }),
  );
});

test("words of two edits or more are no neighbours", () => {
  for (const [a, b] of [
    ["وزاره", "تجاره"],
    ["كتاب", "حجاب"],
    ["قمه", "قمتهم"],
    ["محمد", "احمدي"],
  ] as const)
    assert.equal(editCost(a, b), Infinity, `${a} ${b}`);
});

test("slips that happen easily cost less than others", () => {
  for (const [typed, easy, hard] of [
    ["الرياص", "الرياض", "الرياء"],
    ["القهاره", "القاهره", "القهارم"],
    ["الحكوممه", "الحكومه", "الحكومميه"],
    ["رييس", "ريس", "رييسه"],
  ] as const)
    assert.ok(editCost(typed, easy) < editCost(typed, hard), typed);
});
