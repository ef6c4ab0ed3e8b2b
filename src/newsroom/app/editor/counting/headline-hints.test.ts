import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { headlineHints, PLACES } from "./headline-hints.ts";

/** Ten pixels a letter. */
const measure = (text: string): number => 10 * Array.from(text).length;
const hint = (headline: string, kind: string) =>
  headlineHints(headline, measure).find((one) => one.kind === kind);

test("a short headline is shown whole everywhere", () => {
  for (const one of headlineHints("قمة عربية", measure)) {
    assert.equal(one.shown, "قمة عربية");
    assert.equal(one.lines, 1);
    assert.ok(one.used <= 0.5);
  }
  assert.equal(hint("", "search")?.used, 0);
});

test("a result of search cuts what is over one line, at a word", () => {
  const headline = "كلمة ".repeat(13).trim();
  const one = hint(headline, "search");
  assert.ok(one !== undefined && one.used > 1);
  assert.equal(one.shown, `${"كلمة ".repeat(11)}كلمة…`);
});

test("a word that is wider than the line is cut", () => {
  const one = hint("ط".repeat(100), "search");
  assert.ok(one !== undefined && one.used > 1);
  assert.equal(one.shown, "…");
});

test("the share is over one exactly where something is cut, and grows with the headline", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 9 }), { maxLength: 40 }), (words) => {
      for (const one of headlineHints(words.join(" "), measure)) {
        assert.equal(
          one.used > 1,
          one.shown.endsWith("…") && !words.join(" ").trim().endsWith("…"),
        );
        assert.equal(one.maxLines, PLACES.find((place) => place.kind === one.kind)?.lines);
      }
    }),
  );
});
