import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { findInText, type FindOptions, type Span } from "./find-text.ts";

/** Where `query` stands in the text blocks of a document, as positions of the document, in order. */
export function findInDocument(doc: Node, query: string, options: FindOptions = {}): Span[] {
  const found: Span[] = [];
  if (query === "") return found;
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, "\ufffc");
    for (const { from, to } of findInText(text, query, options))
      found.push({ from: position + 1 + from, to: position + 1 + to });
    return false;
  });
  return found;
}

/** Puts `text` in the place of each of `spans`, with the marks that stood there; one step of undo. */
export function replaceSpans(
  state: EditorState,
  spans: readonly Span[],
  text: string,
): Transaction {
  const transaction = state.tr;
  for (const { from, to } of spans.toReversed())
    if (text === "") transaction.delete(from, to);
    else {
      const marks = state.doc.resolve(from).nodeAfter?.marks ?? [];
      transaction.replaceWith(from, to, state.schema.text(text, marks));
    }
  return transaction;
}

/** The index of the match at or after `position`, from the start again behind the last; undefined for none. */
export function nextMatch(spans: readonly Span[], position: number): number | undefined {
  if (spans.length === 0) return undefined;
  const index = spans.findIndex((span) => span.from >= position);
  return index === -1 ? 0 : index;
}
