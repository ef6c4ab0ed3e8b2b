import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { directionOf } from "./direction.ts";
import {
  field,
  goldenLines,
  HOSTILE_TEXTS,
  longTexts,
  sharedText,
  skipWithout,
} from "./vectors/golden.ts";

test("directionOf tells the direction of each golden line", () => {
  for (const row of goldenLines("direction_valid"))
    assert.equal(directionOf(field(row, 0)), field(row, 1), field(row, 0));
});

test("it does not fall for what the first strong letter says", () => {
  for (const row of goldenLines("direction_invalid"))
    assert.notEqual(directionOf(field(row, 0)), field(row, 1), field(row, 0));
});

test("pure texts have their direction, whatever signs and digits stand around", () => {
  const signs = fc.string({
    unit: fc.constantFrom(...Array.from(' 0٣.,:"«»()-\u200f…')),
    maxLength: 20,
  });
  fc.assert(
    fc.property(signs, signs, (before, after) => {
      assert.equal(directionOf(`${before} خبر عاجل ${after}`), "rtl");
      assert.equal(directionOf(`${before} breaking news ${after}`), "ltr");
      assert.equal(directionOf(before + after), "rtl");
    }),
  );
});

test("hostile texts are answered, and 200,000 characters of anything within 5 s", () => {
  for (const text of [...HOSTILE_TEXTS, ...longTexts()]) {
    const start = performance.now();
    assert.match(directionOf(text), /^(?:rtl|ltr)$/);
    assert.ok(performance.now() - start < 5000, JSON.stringify(text.slice(0, 8)));
  }
});

const NEWS = "news/ant-jawhara.jsonl.gz";

test("headlines of Arabic news are right-to-left", { skip: skipWithout(NEWS) }, () => {
  const lines = (sharedText(NEWS) ?? "").split("\n").filter(Boolean).slice(0, 3000);
  const wrong = lines
    .map((line): { title: string } => JSON.parse(line))
    .filter(({ title }) => directionOf(title) !== "rtl");
  assert.ok(wrong.length <= 3, wrong.map(({ title }) => title).join("\n"));
});
