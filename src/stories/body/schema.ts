import { Schema, type Node, type NodeSpec } from "prosemirror-model";
import { MARKS } from "./marks.ts";
import type { NodeKind } from "./node-kind.ts";
import { divider, hardBreak } from "./nodes/breaks.ts";
import { embed } from "./nodes/embed.ts";
import { factBox } from "./nodes/fact-box.ts";
import { gallery } from "./nodes/gallery.ts";
import { heading } from "./nodes/heading.ts";
import { bulletList, listItem, orderedList } from "./nodes/lists.ts";
import { paragraph } from "./nodes/paragraph.ts";
import { picture } from "./nodes/picture.ts";
import { pullQuote, quote } from "./nodes/quotes.ts";
import { table, tableCell, tableRow } from "./nodes/table.ts";

/** Every kind of node but the document and the text. The first one is what an editor makes by itself. */
export const NODES = {
  paragraph,
  heading,
  quote,
  pullQuote,
  bulletList,
  orderedList,
  listItem,
  picture,
  gallery,
  embed,
  divider,
  factBox,
  table,
  tableRow,
  tableCell,
  hardBreak,
} as const satisfies Record<string, NodeKind>;

const nodeSpecs: Record<keyof typeof NODES | "doc" | "text", NodeSpec> = {
  doc: { content: "block+" },
  paragraph: NODES.paragraph.spec,
  heading: NODES.heading.spec,
  quote: NODES.quote.spec,
  pullQuote: NODES.pullQuote.spec,
  bulletList: NODES.bulletList.spec,
  orderedList: NODES.orderedList.spec,
  listItem: NODES.listItem.spec,
  picture: NODES.picture.spec,
  gallery: NODES.gallery.spec,
  embed: NODES.embed.spec,
  divider: NODES.divider.spec,
  factBox: NODES.factBox.spec,
  table: NODES.table.spec,
  tableRow: NODES.tableRow.spec,
  tableCell: NODES.tableCell.spec,
  hardBreak: NODES.hardBreak.spec,
  text: { group: "inline" },
};

/** The one schema of a story's body, for the server and for the editor. Source: prosemirror-model. */
export const bodySchema = new Schema({
  nodes: nodeSpecs,
  marks: {
    link: MARKS.link.spec,
    strong: MARKS.strong.spec,
    em: MARKS.em.spec,
    subscript: MARKS.subscript.spec,
    superscript: MARKS.superscript.spec,
    code: MARKS.code.spec,
  },
});

/** A whole body: a document node of `bodySchema`. */
export type BodyDocument = Node;
