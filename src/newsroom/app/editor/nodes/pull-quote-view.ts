import type { NodeViewConstructor } from "prosemirror-view";
import { framedView } from "./framed-view.ts";
import type { NodeSurroundings } from "./node-surroundings.ts";

/** A pull quote with the line that names who said it. */
export function pullQuoteView({ words }: NodeSurroundings): NodeViewConstructor {
  return (node, view, position) =>
    framedView(node, view, position, {
      tagName: "figure",
      className: "pull-quote",
      contentTag: "p",
      field: "attribution",
      label: words.attribution,
      isFieldFirst: false,
    });
}
