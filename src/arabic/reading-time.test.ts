import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { readingMinutes, readingTimePhrase } from "./reading-time.ts";
import { field, goldenLines } from "./vectors/golden.ts";

test("reading time of each golden line", () => {
  for (const row of goldenLines("reading-time_valid")) {
    const minutes = readingMinutes(Number(field(row, 0)), field(row, 1));
    assert.equal(minutes, Number(field(row, 2)), row.join(" "));
    assert.equal(readingTimePhrase(minutes, "latn"), field(row, 3));
  }
});

test("wrong phrases are never said", () => {
  for (const row of goldenLines("reading-time_invalid"))
    assert.notEqual(readingTimePhrase(Number(field(row, 0)), "latn"), field(row, 1));
});

test("more words never take less time", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1000), (count, more) => {
      assert.ok(readingMinutes(count + more) >= readingMinutes(count));
      assert.ok(readingMinutes(count) >= 1);
    }),
  );
});

test("counts and minutes that are none are refused with their value", () => {
  assert.throws(() => readingMinutes(-1), /-1/);
  assert.throws(() => readingMinutes(Number.NaN), RangeError);
  assert.throws(() => readingMinutes(Infinity), RangeError);
  assert.throws(() => readingTimePhrase(0, "latn"), RangeError);
  assert.throws(() => readingTimePhrase(2.5, "latn"), /2\.5/);
});
