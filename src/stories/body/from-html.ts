import type { Mark, Node } from "prosemirror-model";
import { embedOf } from "./embeds.ts";
import { isEmptyBody, ownDirection, paragraphOf } from "./from-text.ts";
import { HtmlTooLarge, parseBounded } from "./html/bounded-tree.ts";
import {
  attributeOf,
  BLOCKS,
  elementsBelow,
  isDropped,
  isElement,
  MARK_OF,
  textBelow,
  type ChildNode,
  type Element,
} from "./html/elements.ts";
import { galleryOf } from "./html/gallery.ts";
import { lineOf, paragraphsOf, textNodes } from "./html/inline.ts";
import { captionOf, embedIn, pictureOf } from "./html/media-elements.ts";
import { preformatted } from "./html/preformatted.ts";
import { setApartOf } from "./html/set-apart.ts";
import { safeHref } from "./links.ts";
import { MAX_BODY_BYTES, MAX_BODY_NODES, refusedBody, type ParsedBody } from "./parse.ts";
import { bodySchema } from "./schema.ts";

type Parent = { readonly childNodes: readonly ChildNode[] };

/** Blocks that are done, and the inline nodes of the paragraph that is being read. */
type Sink = { readonly blocks: Node[]; inline: Node[] };

type Reading = {
  readonly direction: "rtl" | "ltr";
  /** True where blank lines part paragraphs, since the HTML has no element that does. */
  readonly isPlain: boolean;
};

/** Deepest nesting of lists and quotes that is kept; what is deeper is kept as paragraphs. */
const DEEPEST_CONTAINER = 4;

/**
 * The body that HTML of any origin holds. Only what the schema knows is built; other elements are unwrapped and their
 * text is kept; elements that run, load or hide are dropped with their content, but for frames of the embed providers.
 * Pictures are named by their address and have still to be fetched. Never throws.
 * @param direction the story's
 */
export function bodyFromHtml(html: string, direction: "rtl" | "ltr"): ParsedBody {
  if (html.length > MAX_BODY_BYTES)
    return refusedBody("tooLong", `more than ${MAX_BODY_BYTES} letters of HTML`);
  try {
    const root = parseBounded(html);
    const isPlain = ![...elementsBelow(root)].some((element) =>
      /^(?:p|br|div)$/.test(element.tagName),
    );
    const blocks = blocksBelow(root, { direction, isPlain }, 0);
    const body = bodySchema.node(
      "doc",
      null,
      blocks.length === 0 ? [bodySchema.node("paragraph")] : blocks,
    );
    let nodes = 0;
    body.descendants(() => {
      nodes += 1;
    });
    if (nodes > MAX_BODY_NODES) return refusedBody("tooMany", `more than ${MAX_BODY_NODES} nodes`);
    body.check();
    return { kind: "body", body };
  } catch (error) {
    if (error instanceof HtmlTooLarge) return refusedBody("tooMany", error.message);
    throw error;
  }
}

function blocksBelow(
  parent: Parent,
  reading: Reading,
  depth: number,
  marks: readonly Mark[] = [],
): Node[] {
  const sink: Sink = { blocks: [], inline: [] };
  readInto(sink, parent, marks, reading, depth);
  flush(sink, reading);
  return sink.blocks;
}

function flush(sink: Sink, reading: Reading): void {
  const inline = sink.inline;
  sink.inline = [];
  for (const paragraph of paragraphsOf(inline)) {
    const only = paragraph.length === 1 ? paragraph[0]?.text : undefined;
    const embed = only === undefined ? undefined : embedOf(only);
    sink.blocks.push(
      embed === undefined
        ? paragraphOf(paragraph, reading.direction)
        : bodySchema.node("embed", embed),
    );
  }
}

function readInto(
  sink: Sink,
  parent: Parent,
  marks: readonly Mark[],
  reading: Reading,
  depth: number,
): void {
  for (const child of parent.childNodes) {
    if (child.nodeName === "#text" && "value" in child) readText(sink, child.value, marks, reading);
    else if (isElement(child)) readElement(sink, child, marks, reading, depth);
  }
}

function readText(sink: Sink, text: string, marks: readonly Mark[], reading: Reading): void {
  const parts = reading.isPlain ? text.split(/\n[^\S\n]*\n\s*/) : [text];
  for (const [index, part] of parts.entries()) {
    if (index > 0) flush(sink, reading);
    sink.inline.push(...textNodes(part, marks));
  }
}

function readElement(
  sink: Sink,
  element: Element,
  marks: readonly Mark[],
  reading: Reading,
  depth: number,
): void {
  const embed = embedIn(element);
  if (embed !== undefined) {
    flush(sink, reading);
    sink.blocks.push(embed);
    return;
  }
  if (isDropped(element)) return;
  const mark = markOf(element);
  if (mark !== undefined) {
    readInto(sink, element, mark.addToSet(marks), reading, depth);
    return;
  }
  if (element.tagName === "br") {
    sink.inline.push(bodySchema.node("hardBreak"));
    return;
  }
  if (element.tagName === "img") {
    const picture = pictureOf(element);
    if (picture === undefined) return;
    flush(sink, reading);
    sink.blocks.push(picture);
    return;
  }
  if (!BLOCKS.has(element.tagName)) {
    readInto(sink, element, marks, reading, depth);
    return;
  }
  flush(sink, reading);
  sink.blocks.push(...blocksOf(element, marks, reading, depth));
}

function markOf(element: Element): Mark | undefined {
  const name = MARK_OF.get(element.tagName);
  if (name !== undefined) return bodySchema.mark(name);
  if (element.tagName !== "a") return undefined;
  const href = safeHref(attributeOf(element, "href") ?? "");
  return href === undefined ? undefined : bodySchema.mark("link", { href });
}

/** The blocks that a block element stands for. */
function blocksOf(
  element: Element,
  marks: readonly Mark[],
  reading: Reading,
  depth: number,
): Node[] {
  const gallery = galleryOf(element);
  if (gallery !== undefined) return [gallery];
  const isTooDeep = depth >= DEEPEST_CONTAINER;
  const setApart = isTooDeep ? undefined : setApartOf(element);
  if (setApart !== undefined) {
    const { name, attributes, rest } = setApart;
    const inside = blocksBelow(rest, reading, depth + 1, marks);
    return name === "pullQuote"
      ? pullQuoteOf(attributes, inside, reading)
      : contained(name, attributes, inside, reading);
  }
  switch (element.tagName) {
    case "h1":
    case "h2":
      return headingOf(element, 2, marks, reading, depth);
    case "h3":
    case "h4":
    case "h5":
    case "h6":
      return headingOf(element, 3, marks, reading, depth);
    case "hr":
      return [bodySchema.node("divider")];
    case "ul":
    case "menu":
    case "dir":
      return isTooDeep
        ? blocksBelow(element, reading, depth, marks)
        : listOf(element, "bulletList", marks, reading, depth);
    case "ol":
      return isTooDeep
        ? blocksBelow(element, reading, depth, marks)
        : listOf(element, "orderedList", marks, reading, depth);
    case "figure":
      return figureOf(element, marks, reading, depth);
    case "table":
      return tableOf(element, marks, reading, depth);
    case "pre": {
      const lines = preformatted(element);
      return lines.length === 0 ? [] : [paragraphOf(lines, reading.direction)];
    }
    case "dt":
      return blocksBelow(element, reading, depth, bodySchema.mark("strong").addToSet(marks));
    default:
      return blocksBelow(element, reading, depth, marks);
  }
}

const ownDirectionOf = (blocks: readonly Node[], reading: Reading) =>
  ownDirection(blocks.map((block) => block.textContent).join(" "), reading.direction);

/** `blocks` within a container that takes paragraphs and lists; what it does not take comes after it. */
function contained(
  name: "quote" | "factBox",
  attributes: Readonly<Record<string, string>>,
  blocks: readonly Node[],
  reading: Reading,
): Node[] {
  const inside: Node[] = [];
  const after: Node[] = [];
  for (const block of blocks) {
    if (/^(?:paragraph|bulletList|orderedList)$/.test(block.type.name)) inside.push(block);
    else if (block.isTextblock) inside.push(bodySchema.node("paragraph", null, block.content));
    else if (block.type.name === "quote") inside.push(...block.children);
    else after.push(block);
  }
  if (inside.length === 0) return after;
  return [
    bodySchema.node(name, { ...attributes, dir: ownDirectionOf(inside, reading) }, inside),
    ...after,
  ];
}

/** The words of `blocks` as one pull quote; what is not text comes after it. */
function pullQuoteOf(
  attributes: Readonly<Record<string, string>>,
  blocks: readonly Node[],
  reading: Reading,
): Node[] {
  const said = blocks.filter((block) => block.textContent !== "");
  const words = said.map((block) => block.textContent).join(" ");
  if (words === "") return [...blocks];
  const dir = ownDirectionOf(said, reading);
  const quote = bodySchema.node("pullQuote", { ...attributes, dir }, bodySchema.text(words));
  return [quote, ...blocks.filter((block) => block.textContent === "")];
}

function headingOf(
  element: Element,
  level: 2 | 3,
  marks: readonly Mark[],
  reading: Reading,
  depth: number,
): Node[] {
  return blocksBelow(element, reading, depth, marks).map((block) =>
    block.type.name === "paragraph"
      ? bodySchema.node(
          "heading",
          { level, dir: ownDirectionOf([block], reading) },
          lineOf(block.children),
        )
      : block,
  );
}

function listOf(
  element: Element,
  name: "bulletList" | "orderedList",
  marks: readonly Mark[],
  reading: Reading,
  depth: number,
): Node[] {
  const items: Node[] = [];
  const after: Node[] = [];
  const loose: ChildNode[] = [];
  const add = (parent: Parent) => {
    const inside: Node[] = [];
    for (const block of blocksBelow(parent, reading, depth + 1, marks)) {
      if (/^(?:paragraph|bulletList|orderedList)$/.test(block.type.name)) inside.push(block);
      else if (block.isTextblock) inside.push(bodySchema.node("paragraph", null, block.content));
      else if (block.type.name === "quote") inside.push(...block.children);
      else after.push(block);
    }
    if (inside.length === 0) return;
    if (inside[0]?.type.name !== "paragraph") inside.unshift(bodySchema.node("paragraph"));
    items.push(bodySchema.node("listItem", null, inside));
  };
  const addLoose = () => {
    if (loose.length > 0) add({ childNodes: loose.splice(0) });
  };
  for (const child of element.childNodes) {
    if (isElement(child) && child.tagName === "li") {
      addLoose();
      add(child);
    } else loose.push(child);
  }
  addLoose();
  if (items.length === 0) return after;
  const start = Number(attributeOf(element, "start") ?? "1");
  const numbered =
    name === "orderedList" && Number.isInteger(start) && start >= 0 && start <= 100_000;
  return [
    bodySchema.node(
      name,
      { ...(numbered ? { start } : {}), dir: ownDirectionOf(items, reading) },
      items,
    ),
    ...after,
  ];
}

/** A figure of one picture with its caption; any other figure is unwrapped. */
function figureOf(
  element: Element,
  marks: readonly Mark[],
  reading: Reading,
  depth: number,
): Node[] {
  const images = [...elementsBelow(element)].filter((below) => below.tagName === "img");
  const caption = captionOf(element);
  const only = images.length === 1 ? images[0] : undefined;
  const picture = only === undefined ? undefined : pictureOf(only, caption);
  const words = textBelow(element).replace(/\s+/g, " ").trim();
  const hasMore = words.length > caption.length + 2;
  return picture !== undefined && !hasMore
    ? [picture]
    : blocksBelow(element, reading, depth, marks);
}

/** A table of data; one that only lays out a page (nested tables, one cell a row, whole articles in cells) is unwrapped. */
function tableOf(
  element: Element,
  marks: readonly Mark[],
  reading: Reading,
  depth: number,
): Node[] {
  const below = [...elementsBelow(element)];
  const rows = below.filter((one) => one.tagName === "tr");
  const cells = rows.map((row) =>
    row.childNodes
      .filter(isElement)
      .filter((cell) => /^t[dh]$/.test(cell.tagName) && !isDropped(cell)),
  );
  const isLayout =
    below.some((one) => one.tagName === "table") || !cells.some((row) => row.length > 1);
  if (isLayout) return blocksBelow(element, reading, depth, marks);
  const after: Node[] = [];
  const before: Node[] = [];
  const tableRows = cells
    .filter((row) => row.length > 0)
    .map((row) =>
      bodySchema.node(
        "tableRow",
        null,
        row.map((cell) => {
          const inline: Node[] = [];
          for (const block of blocksBelow(cell, reading, depth + 1, marks)) {
            if (!block.isTextblock && block.textContent === "") after.push(block);
            else {
              if (inline.length > 0) inline.push(bodySchema.node("hardBreak"));
              inline.push(...inlineOf(block));
            }
          }
          return bodySchema.node("tableCell", { header: cell.tagName === "th" }, inline);
        }),
      ),
    );
  for (const one of below)
    if (one.tagName === "caption") before.push(...blocksBelow(one, reading, depth, marks));
  const table = bodySchema.node("table", { dir: ownDirectionOf(tableRows, reading) }, tableRows);
  const all = [...before, table, ...after];
  return isEmptyBody(table) ? [...before, ...after] : all;
}

/** The inline nodes of a block, its own blocks parted by line breaks. */
function inlineOf(block: Node): Node[] {
  if (block.isTextblock) return [...block.children];
  return block.children.flatMap((child, index) =>
    index === 0 ? inlineOf(child) : [bodySchema.node("hardBreak"), ...inlineOf(child)],
  );
}
