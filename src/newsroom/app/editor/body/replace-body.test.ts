import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { EditorState, TextSelection } from "prosemirror-state";
import { bodyFromText } from "#stories/body/from-text.ts";
import { replaceBody } from "./replace-body.ts";

const body = (text: string) => bodyFromText(text, "rtl");

test("another text comes in, and the caret stays where it was in what stays", () => {
  const doc = body("أولى\n\nثانية هنا\n\nثالثة");
  const state = EditorState.create({
    doc,
    selection: TextSelection.create(doc, doc.content.size - 2),
  });
  const transaction = replaceBody(state, body("أولى جديدة\n\nثانية\n\nثالثة"));
  assert.ok(transaction !== undefined);
  const next = state.apply(transaction);
  assert.equal(next.doc.textContent, "أولى جديدةثانيةثالثة");
  assert.equal(next.selection.$from.parent.textContent, "ثالثة");
  assert.equal(replaceBody(next, next.doc), undefined);
});

test("whatever the texts, the result is the other one", () => {
  const text = fc.string({ unit: fc.constantFrom("أ", "ب", " ج", "\n\n", "a") });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const state = EditorState.create({ doc: body(before) });
      const transaction = replaceBody(state, body(after));
      const next = transaction === undefined ? state : state.apply(transaction);
      assert.ok(next.doc.eq(body(after)));
    }),
  );
});
