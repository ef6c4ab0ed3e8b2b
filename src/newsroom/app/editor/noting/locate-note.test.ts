import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyFromHtml } from "#stories/body/from-html.ts";
import { locateNote } from "./locate-note.ts";

const parsed = bodyFromHtml(
  "<p>ارتفع السعر</p><p>قال إن <b>السعر</b> عادل</p><ul><li>السعر هنا</ul>",
  "rtl",
);
assert.ok(parsed.kind === "body");
const doc = parsed.body;

test("a note is found by its words, nearest to the block that it was written on", () => {
  for (const [block, expected] of [
    [0, 0],
    [1, 1],
    [2, 2],
    [9, 2],
    [null, 0],
  ] as const) {
    const span = locateNote(doc, { quote: "السعر", block });
    assert.ok(span !== undefined);
    assert.equal(doc.textBetween(span.from, span.to), "السعر");
    assert.equal(doc.resolve(span.from).index(0), expected);
  }
});

test("words that are gone are nowhere; a note without words is on the whole story", () => {
  assert.equal(locateNote(doc, { quote: "لا وجود لها", block: 0 }), undefined);
  assert.equal(locateNote(doc, { quote: "", block: 0 }), undefined);
});
