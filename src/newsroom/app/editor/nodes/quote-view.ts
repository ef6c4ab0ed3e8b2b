import type { NodeViewConstructor } from "prosemirror-view";
import { framedView } from "./framed-view.ts";
import type { NodeSurroundings } from "./node-surroundings.ts";

/** A quote with the line that names whom it is of. */
export function quoteView({ words }: NodeSurroundings): NodeViewConstructor {
  return (node, view, position) =>
    framedView(node, view, position, {
      tagName: "blockquote",
      className: "quote",
      contentTag: "div",
      field: "cite",
      label: words.cite,
      isFieldFirst: false,
    });
}
