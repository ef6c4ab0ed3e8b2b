import type { Node } from "prosemirror-model";
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import { ownDirection } from "#stories/body/from-text.ts";

const hasDirection = (node: Node): boolean =>
  node.isTextblock && Object.hasOwn(node.type.spec.attrs ?? {}, "dir");

/**
 * Gives each block that was written in the direction of its text, where that runs against the story's. A block whose
 * direction the writer set is left alone: only one that stands as its text before would have had it follows.
 */
export function followText(
  before: EditorState,
  after: EditorState,
  story: "rtl" | "ltr",
): Transaction | undefined {
  const start = before.doc.content.findDiffStart(after.doc.content);
  const end = before.doc.content.findDiffEnd(after.doc.content);
  if (start === null || end === null) return undefined;
  const transaction = after.tr;
  const to = Math.min(Math.max(end.b, start), after.doc.content.size);
  after.doc.nodesBetween(Math.min(start, to), to, (node, position) => {
    if (!hasDirection(node)) return true;
    const old = before.doc.resolve(Math.min(start, before.doc.content.size)).parent;
    const expected = hasDirection(old) ? ownDirection(old.textContent, story) : null;
    const current: unknown = node.attrs["dir"];
    const wanted = ownDirection(node.textContent, story);
    if (current === wanted || current !== expected) return false;
    transaction.setNodeAttribute(position, "dir", wanted);
    return false;
  });
  return transaction.docChanged ? transaction : undefined;
}

/** Keeps the direction of blocks right while they are written; `story` is the story's. */
export function ownDirections(story: "rtl" | "ltr"): Plugin {
  return new Plugin({
    appendTransaction: (transactions, before, after) => {
      if (!transactions.some((one) => one.docChanged)) return null;
      // Undo brings back what stood there, and a direction that was set by hand is no change of text.
      if (transactions.some((one) => one.getMeta("history$") !== undefined)) return null;
      return followText(before, after, story)?.setMeta("addToHistory", false) ?? null;
    },
  });
}
