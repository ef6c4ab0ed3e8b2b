import type { Node } from "prosemirror-model";
import { findInText, type Span } from "../finding/find-text.ts";

/** What of a note tells where it belongs. */
export type NotePlace = { readonly quote: string; readonly block: number | null };

/**
 * Where the words of a note stand now: in the block nearest to the one that it was written on; undefined when they are
 * not there any more.
 */
export function locateNote(doc: Node, { quote, block }: NotePlace): Span | undefined {
  if (quote === "") return undefined;
  let best: { readonly span: Span; readonly distance: number } | undefined;
  doc.forEach((top, offset, index) => {
    const distance = Math.abs(index - (block ?? 0));
    if (best !== undefined && best.distance <= distance) return;
    const span = spanIn(top, offset, quote);
    if (span !== undefined) best = { span, distance };
  });
  return best?.span;
}

function spanIn(top: Node, offset: number, quote: string): Span | undefined {
  const within = (node: Node, start: number): Span | undefined => {
    const text = node.textBetween(0, node.content.size, undefined, " ");
    const [span] = findInText(text, quote);
    return span && { from: start + span.from, to: start + span.to };
  };
  if (top.isTextblock) return within(top, offset + 1);
  let found: Span | undefined;
  top.descendants((node, position) => {
    if (found === undefined && node.isTextblock) found = within(node, offset + 1 + position + 1);
    return found === undefined;
  });
  return found;
}
