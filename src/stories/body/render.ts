import type { Mark, Node } from "prosemirror-model";
import { escapeHtml } from "./escape.ts";
import { MARKS, type MarkKind } from "./marks.ts";
import type { NodeKind, RenderContext } from "./node-kind.ts";
import { NODES, type BodyDocument } from "./schema.ts";

const kinds = new Map<string, NodeKind>(Object.entries(NODES));
const marks = new Map<string, MarkKind>(Object.entries(MARKS));

/**
 * The HTML of a body, for the inside of the story's element. Every text and attribute is escaped here or in the node's
 * own file; nothing in a document is taken for HTML.
 */
export function renderBody(body: BodyDocument, context: RenderContext): string {
  return childrenHtml(body, context);
}

function nodeHtml(node: Node, context: RenderContext): string {
  const inner = childrenHtml(node, context);
  return kinds.get(node.type.name)?.html(node, inner, context) ?? inner;
}

function childrenHtml(parent: Node, context: RenderContext): string {
  let html = "";
  let open: readonly Mark[] = [];
  parent.forEach((child) => {
    const wanted = child.marks;
    let kept = 0;
    while (kept < open.length && kept < wanted.length && sameMark(open[kept], wanted[kept]))
      kept += 1;
    html += closing(open.slice(kept)) + opening(wanted.slice(kept));
    open = wanted;
    html += child.isText ? escapeHtml(child.text ?? "") : nodeHtml(child, context);
  });
  return html + closing(open);
}

const sameMark = (one: Mark | undefined, other: Mark | undefined): boolean =>
  one !== undefined && other !== undefined && one.eq(other);

const opening = (list: readonly Mark[]): string =>
  list.map((mark) => marks.get(mark.type.name)?.open(mark) ?? "").join("");

const closing = (list: readonly Mark[]): string =>
  list
    .toReversed()
    .map((mark) => marks.get(mark.type.name)?.close ?? "")
    .join("");

/**
 * The plain text of a body: blocks parted by a blank line, items and rows by a line end, cells by a tab. For counting
 * words, for search and for programs.
 */
export function bodyText(body: BodyDocument): string {
  return blocksText(body);
}

function nodeText(node: Node): string {
  if (node.isText) return node.text ?? "";
  const inner = node.inlineContent ? inlineText(node) : blocksText(node);
  return kinds.get(node.type.name)?.text?.(node, inner) ?? inner;
}

function inlineText(node: Node): string {
  let text = "";
  node.forEach((child) => {
    text += nodeText(child);
  });
  return text;
}

const BETWEEN = new Map([
  ["doc", "\n\n"],
  ["tableRow", "\t"],
]);

function blocksText(parent: Node): string {
  const parts: string[] = [];
  parent.forEach((child) => {
    const text = nodeText(child);
    if (text !== "") parts.push(text);
  });
  return parts.join(BETWEEN.get(parent.type.name) ?? "\n");
}
