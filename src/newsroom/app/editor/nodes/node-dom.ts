import { DOMParser, DOMSerializer, type Mark, type Node } from "prosemirror-model";
import type { DOMOutputSpec, ParseRule } from "prosemirror-model";
import { safeHref } from "#stories/body/links.ts";
import { textAttribute } from "#stories/body/node-kind.ts";
import { bodySchema, type NODES } from "#stories/body/schema.ts";

type Dom = (node: Node) => DOMOutputSpec;

const dirOf = (node: Node): Record<string, string> => {
  const dir = textAttribute(node, "dir");
  return dir === "" ? {} : { dir };
};

/** How each node stands in the page while it is written; those with fields of their own have a view beside this. */
export const NODE_DOM: Readonly<Record<keyof typeof NODES, Dom>> = {
  paragraph: (node) => ["p", dirOf(node), 0],
  heading: (node) => [node.attrs["level"] === 3 ? "h3" : "h2", dirOf(node), 0],
  quote: (node) => ["blockquote", { class: "quote", ...dirOf(node) }, 0],
  pullQuote: (node) => ["blockquote", { class: "pull-quote", ...dirOf(node) }, ["p", 0]],
  bulletList: (node) => ["ul", dirOf(node), 0],
  orderedList: (node) => {
    const start = Number(node.attrs["start"]);
    return ["ol", { ...dirOf(node), ...(start === 1 ? {} : { start: String(start) }) }, 0];
  },
  listItem: () => ["li", 0],
  picture: () => ["figure", { class: "picture" }],
  gallery: () => ["figure", { class: "gallery" }, 0],
  embed: (node) => {
    const url = textAttribute(node, "url");
    return ["figure", { class: "embed" }, ["a", { href: url }, url]];
  },
  divider: () => ["div", { class: "ed-divider" }, ["hr"]],
  factBox: (node) => ["aside", { class: "fact-box", ...dirOf(node) }, 0],
  table: (node) => ["table", dirOf(node), ["tbody", 0]],
  tableRow: () => ["tr", 0],
  tableCell: (node) => [node.attrs["header"] === true ? "th" : "td", 0],
  hardBreak: () => ["br"],
};

/** How each mark stands in the page while it is written. */
export const MARK_DOM: Readonly<Record<string, (mark: Mark, inline: boolean) => DOMOutputSpec>> = {
  link: (mark) => {
    const href: unknown = mark.attrs["href"];
    return ["a", { href: typeof href === "string" ? href : "", rel: "noopener" }, 0];
  },
  strong: () => ["strong", 0],
  em: () => ["em", 0],
  subscript: () => ["sub", 0],
  superscript: () => ["sup", 0],
  code: () => ["code", 0],
};

/** HTML of what is copied, for other programs. */
export const clipboardSerializer = new DOMSerializer(
  { ...DOMSerializer.nodesFromSchema(bodySchema), ...NODE_DOM },
  { ...MARK_DOM },
);

const RULES: readonly ParseRule[] = [
  { tag: "p", node: "paragraph" },
  { tag: "h1, h2", node: "heading" },
  { tag: "h3, h4, h5, h6", node: "heading", attrs: { level: 3 } },
  { tag: "blockquote", node: "quote" },
  { tag: "ul", node: "bulletList" },
  { tag: "ol", node: "orderedList" },
  { tag: "li", node: "listItem" },
  { tag: "br", node: "hardBreak" },
  { tag: "strong, b", mark: "strong" },
  { tag: "em, i", mark: "em" },
  { tag: "sub", mark: "subscript" },
  { tag: "sup", mark: "superscript" },
  { tag: "code", mark: "code" },
  {
    tag: "a[href]",
    mark: "link",
    getAttrs: (element) => {
      const href = safeHref(element.getAttribute("href") ?? "");
      return href === undefined ? false : { href };
    },
  },
];

/** Reads what the browser itself changed in the page (typing, input methods). What is pasted is read elsewhere. */
export const domParser = new DOMParser(bodySchema, RULES);
