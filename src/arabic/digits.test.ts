import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { formatNumber, parseDigits, withDigits, type Digits } from "./digits.ts";
import {
  field,
  goldenLines,
  HOSTILE_TEXTS,
  longTexts,
  sharedText,
  skipWithout,
} from "./vectors/golden.ts";

const digitsOf = (text: string): Digits => (text === "arab" ? "arab" : "latn");

test("formatNumber shows each golden number", () => {
  for (const row of goldenLines("digits_valid"))
    assert.equal(formatNumber(Number(field(row, 0)), digitsOf(field(row, 1))), field(row, 2));
});

test("parseDigits refuses what is no whole number", () => {
  for (const row of goldenLines("digits_invalid"))
    assert.equal(parseDigits(field(row, 0)), undefined, JSON.stringify(row[0]));
});

test("every whole number that is shown is read again, in both digits", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.constantFrom<Digits>("latn", "arab"), (value, digits) => {
      assert.equal(parseDigits(formatNumber(value, digits)), value);
      assert.equal(parseDigits(withDigits(String(value), digits)), value);
    }),
  );
});

test("withDigits changes digits only, and back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const arabic = withDigits(text, "arab");
      assert.equal(withDigits(arabic, "latn"), withDigits(text, "latn"));
      assert.equal(arabic.length, text.length);
      assert.doesNotMatch(arabic, /[0-9۰-۹]/u);
    }),
  );
});

test("a value that is not finite is refused", () => {
  for (const value of [Number.NaN, Infinity, -Infinity])
    assert.throws(() => formatNumber(value, "latn"), RangeError);
});

test("hostile texts are answered, and 200,000 characters of anything within 5 s", () => {
  for (const text of [...HOSTILE_TEXTS, ...longTexts()]) {
    const start = performance.now();
    withDigits(text, "arab");
    parseDigits(text);
    assert.ok(performance.now() - start < 5000, JSON.stringify(text.slice(0, 8)));
  }
});

test("numbers agree with the CLDR of the runtime", () => {
  for (const value of [0, 7, 999, 1000, 48210, 1234567, 3.5, -12]) {
    for (const digits of ["latn", "arab"] as const) {
      const format = new Intl.NumberFormat(`ar-u-nu-${digits}`);
      assert.equal(formatNumber(value, digits), format.format(value));
    }
  }
});

const CLDR = "format/cldr-ar.json.gz";

test("separators agree with the CLDR file", { skip: skipWithout(CLDR) }, () => {
  const file: Record<string, unknown> = JSON.parse(sharedText(CLDR) ?? "");
  const text = JSON.stringify(file);
  assert.ok(text.includes("٬") && text.includes("٫"));
});
