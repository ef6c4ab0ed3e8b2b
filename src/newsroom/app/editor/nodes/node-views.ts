import { DOMSerializer, type DOMOutputSpec } from "prosemirror-model";
import type { MarkViewConstructor, NodeViewConstructor } from "prosemirror-view";
import { embedView } from "./embed-view.ts";
import { factBoxView } from "./fact-box-view.ts";
import { galleryView } from "./gallery-view.ts";
import { MARK_DOM, NODE_DOM } from "./node-dom.ts";
import type { NodeSurroundings } from "./node-surroundings.ts";
import { pictureView } from "./picture-view.ts";
import { pullQuoteView } from "./pull-quote-view.ts";
import { quoteView } from "./quote-view.ts";

type Drawn = { readonly dom: HTMLElement; readonly contentDOM?: HTMLElement };

function drawn(name: string, spec: DOMOutputSpec): Drawn {
  const { dom, contentDOM } = DOMSerializer.renderSpec(document, spec);
  if (!(dom instanceof HTMLElement)) throw new Error(`Cannot draw ${name}: need an element`);
  return contentDOM === undefined ? { dom } : { dom, contentDOM };
}

const plainViews = (): Record<string, NodeViewConstructor> =>
  Object.fromEntries(
    Object.entries(NODE_DOM).map(([name, draw]) => [name, (node) => drawn(name, draw(node))]),
  );

/** The view of every node of a body: drawn from its description, or with fields of its own. */
export function nodeViews(surroundings: NodeSurroundings): Record<string, NodeViewConstructor> {
  return {
    ...plainViews(),
    // An empty head cell is no fault while one writes: it becomes a th where readers see it.
    tableCell: (node) =>
      drawn("tableCell", ["td", node.attrs["header"] === true ? { class: "ed-head" } : {}, 0]),
    quote: quoteView(surroundings),
    pullQuote: pullQuoteView(surroundings),
    factBox: factBoxView(surroundings),
    picture: pictureView(surroundings),
    gallery: galleryView(surroundings),
    embed: embedView(surroundings),
  };
}

/** The view of every mark of a body. */
export function markViews(): Record<string, MarkViewConstructor> {
  return Object.fromEntries(
    Object.entries(MARK_DOM).map(([name, draw]) => [
      name,
      (mark, _view, inline) => drawn(name, draw(mark, inline)),
    ]),
  );
}
