import { stripHidden, visibleText } from "#arabic/visible-text.ts";
import type { Mark, Node } from "prosemirror-model";
import { bodySchema } from "../schema.ts";

const isBreak = (node: Node | undefined): boolean => node?.type.name === "hardBreak";

/** A text of HTML as nodes: blanks as one space; nothing for an empty text. */
export function textNodes(text: string, marks: readonly Mark[]): Node[] {
  const clean = stripHidden(text).replace(/[ \t\n\r\v\f\u0085\u2028\u2029]+/g, " ");
  return clean === "" ? [] : [bodySchema.text(clean, marks)];
}

/**
 * Inline nodes as lines of a paragraph each: no space at the edges of a line or twice in a row, two line breaks in a
 * row (which is how word processors write paragraphs) part them. Lines of nothing visible go.
 */
export function paragraphsOf(inline: readonly Node[]): Node[][] {
  const paragraphs: Node[][] = [[]];
  for (const node of withoutBlankRuns(inline)) {
    const current = paragraphs.at(-1) ?? [];
    if (isBreak(node) && isBreak(current.at(-1))) {
      current.pop();
      paragraphs.push([]);
    } else if (!isBreak(node) || current.length > 0) current.push(node);
  }
  return paragraphs
    .map((paragraph) => (isBreak(paragraph.at(-1)) ? paragraph.slice(0, -1) : paragraph))
    .filter((paragraph) => paragraph.some((node) => visibleText(node.text ?? "") !== ""));
}

/** The nodes of a single line: line breaks become spaces. */
export function lineOf(inline: readonly Node[]): Node[] {
  return withoutBlankRuns(inline.map((node) => (isBreak(node) ? bodySchema.text(" ") : node)));
}

function withoutBlankRuns(inline: readonly Node[]): Node[] {
  const out: Node[] = [];
  let afterBlank = true;
  for (const [index, node] of inline.entries()) {
    if (node.text === undefined) {
      trimEnd(out);
      out.push(node);
      afterBlank = true;
      continue;
    }
    let text: string = afterBlank ? node.text.replace(/^ +/, "") : node.text;
    if (index === inline.length - 1) text = text.replace(/ +$/, "");
    if (text === "") continue;
    afterBlank = text.endsWith(" ");
    out.push(bodySchema.text(text, node.marks));
  }
  trimEnd(out);
  return out;
}

function trimEnd(nodes: Node[]): void {
  const last = nodes.at(-1);
  if (last?.text === undefined || !last.text.endsWith(" ")) return;
  nodes.pop();
  const text = last.text.replace(/ +$/, "");
  if (text !== "") nodes.push(bodySchema.text(text, last.marks));
}
