import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";

/** The transaction that makes `body` the text, changing only what differs: the caret stays in what stays. */
export function replaceBody(state: EditorState, body: Node): Transaction | undefined {
  const start = state.doc.content.findDiffStart(body.content);
  if (start === null) return undefined;
  const ends = state.doc.content.findDiffEnd(body.content);
  if (ends === null) return undefined;
  const overlap = start - Math.min(ends.a, ends.b);
  const [endHere, endThere] = overlap > 0 ? [ends.a + overlap, ends.b + overlap] : [ends.a, ends.b];
  return state.tr
    .replace(start, endHere, body.slice(start, endThere))
    .setMeta("addToHistory", false);
}
