import type { NodeViewConstructor } from "prosemirror-view";
import { framedView } from "./framed-view.ts";
import type { NodeSurroundings } from "./node-surroundings.ts";

/** A fact box with its title. */
export function factBoxView({ words }: NodeSurroundings): NodeViewConstructor {
  return (node, view, position) =>
    framedView(node, view, position, {
      tagName: "div",
      className: "fact-box",
      contentTag: "div",
      field: "title",
      label: words.factTitle,
      isFieldFirst: true,
    });
}
