import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection } from "prosemirror-state";
import { bodySchema } from "#stories/body/schema.ts";
import { smartInputTransaction, smartTyping, undoSmartInput } from "./smart-typing-plugin.ts";

function stateWith(text: string, marks: readonly string[] = []): EditorState {
  const inline =
    text === ""
      ? []
      : [
          bodySchema.text(
            text,
            marks.map((name) => bodySchema.mark(name)),
          ),
        ];
  const doc = bodySchema.node("doc", null, [bodySchema.node("paragraph", null, inline)]);
  return EditorState.create({
    doc,
    plugins: [smartTyping("rtl")],
    selection: TextSelection.atEnd(doc),
  });
}

function typed(state: EditorState, text: string): EditorState {
  const { from, to } = state.selection;
  const smart = smartInputTransaction(state, from, to, text, "rtl");
  return state.apply(smart ?? state.tr.insertText(text, from, to));
}

function backspaced(state: EditorState): EditorState | undefined {
  let next: EditorState | undefined;
  undoSmartInput(state, (transaction) => {
    next = state.apply(transaction);
  });
  return next;
}

test("what was set right comes back as it was typed with one Backspace, and only at once", () => {
  const state = typed(stateWith("قال: "), '"');
  assert.equal(state.doc.textContent, "قال: «");
  assert.equal(backspaced(state)?.doc.textContent, 'قال: "');
  const further = typed(state, "ن");
  assert.equal(backspaced(further), undefined);
});

test("an ellipsis comes back as three points", () => {
  const state = typed(stateWith("وقال.."), ".");
  assert.equal(state.doc.textContent, "وقال…");
  assert.equal(backspaced(state)?.doc.textContent, "وقال...");
});

test("code stays as it is typed", () => {
  const state = typed(stateWith("س", ["code"]), "?");
  assert.equal(state.doc.textContent, "س?");
});
