import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "prosemirror-state";
import { bodySchema } from "#stories/body/schema.ts";
import { findInDocument, nextMatch, replaceSpans } from "./find-in-document.ts";

const doc = bodySchema.node("doc", null, [
  bodySchema.node("heading", { level: 2 }, bodySchema.text("القمح القديم")),
  bodySchema.node("paragraph", null, [
    bodySchema.text("زرع "),
    bodySchema.text("القَمْ", [bodySchema.mark("strong")]),
    bodySchema.text("حَ هنا", [bodySchema.mark("em")]),
  ]),
  bodySchema.node("bulletList", null, [
    bodySchema.node("listItem", null, [
      bodySchema.node("paragraph", null, [
        bodySchema.text("قمح"),
        bodySchema.node("hardBreak"),
        bodySchema.text("القمح"),
      ]),
    ]),
  ]),
]);

test("matches are found in every block, across marks, at their own positions", () => {
  const spans = findInDocument(doc, "القمح");
  assert.deepEqual(
    spans.map(({ from, to }) => doc.textBetween(from, to)),
    ["القمح", "القَمْحَ", "القمح"],
  );
  assert.equal(nextMatch(spans, 3), 1);
  assert.equal(nextMatch(spans, doc.content.size), 0);
  assert.equal(nextMatch([], 0), undefined);
});

test("all are replaced at once, and the marks that stood there stay", () => {
  const state = EditorState.create({ doc });
  const next = state.apply(replaceSpans(state, findInDocument(doc, "القمح"), "الشعير"));
  assert.equal(next.doc.textContent, "الشعير القديمزرع الشعير هناقمحالشعير");
  assert.equal(next.doc.child(1).child(1).marks[0]?.type.name, "strong");
  next.doc.check();
  const bare = state.apply(replaceSpans(state, findInDocument(doc, "القمح"), ""));
  assert.equal(bare.doc.child(0).textContent, " القديم");
});
