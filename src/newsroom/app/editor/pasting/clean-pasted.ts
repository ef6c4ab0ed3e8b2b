import { serialize, type DefaultTreeAdapterTypes } from "parse5";
import { HtmlTooLarge, parseBounded } from "#stories/body/html/bounded-tree.ts";
import {
  attributeOf,
  isElement,
  type ChildNode,
  type Element,
} from "#stories/body/html/elements.ts";
import { childElements, elementOf, setChildren, styleOf, type Parent } from "./pasted-tree.ts";
import { gatherWordLists } from "./word-lists.ts";

/** Pasted HTML in the forms that `bodyFromHtml` reads, and how many pictures stayed outside. */
export type CleanPasted =
  | { readonly kind: "html"; readonly html: string; readonly pictures: number }
  | { readonly kind: "tooLarge" };

const QUOTE_CLASS = /^Mso(?:Intense)?Quote/;
const HEADING_CLASS = /^Mso(?:Title|Heading([1-6]))$/;
/** Notes at the foot, comments and deleted text of Word; menus of pages. */
const LEFT_OUT_CLASS = /^Mso(?:FootnoteText|EndnoteText|CommentText|CommentReference)$/;
const LEFT_OUT = new Set(["nav", "del", "style", "script", "meta", "link", "title", "xml"]);
const MOST_DEPTH = 100;

const classesOf = (element: Element): string[] =>
  (attributeOf(element, "class") ?? "").split(/\s+/).filter((name) => name !== "");

const setAttribute = (element: Element, name: string, value: string): void => {
  element.attrs = element.attrs.filter((attribute) => attribute.name !== name);
  element.attrs.push({ name, value });
};

function isLeftOut(element: Element): boolean {
  if (LEFT_OUT.has(element.tagName)) return true;
  if (attributeOf(element, "role") === "navigation") return true;
  if (/^(?:comment|footnote|endnote)/.test(styleOf(element, "mso-element"))) return true;
  if (/mso-(?:footnote|endnote|comment)-id|mso-comment-/.test(attributeOf(element, "style") ?? ""))
    return true;
  return classesOf(element).some((name) => LEFT_OUT_CLASS.test(name));
}

/** The tags that an element's style stands for; Google Docs writes all its marks so. */
function styledAs(element: Element): readonly string[] {
  const tags: string[] = [];
  const weight = styleOf(element, "font-weight");
  if (/^(?:bold|bolder|[6-9]00)$/.test(weight)) tags.push("strong");
  if (/^(?:italic|oblique)/.test(styleOf(element, "font-style"))) tags.push("em");
  const raised = styleOf(element, "vertical-align");
  if (raised === "super") tags.push("sup");
  if (raised === "sub") tags.push("sub");
  return tags;
}

/** Where a link of Google Docs' or of a search page really leads. */
function realTarget(href: string): string {
  const url = URL.parse(href);
  if (url === null || !/^(?:www\.)?google\.[a-z.]{2,7}$/.test(url.hostname)) return href;
  if (url.pathname !== "/url") return href;
  const fields = new URLSearchParams(url.search);
  return fields.get("q") ?? fields.get("url") ?? href;
}

/** Docs puts a list that is deeper beside the item it belongs to: it goes into that item. */
function nestLists(list: Element): void {
  const children: ChildNode[] = [];
  let item: Element | undefined;
  for (const child of list.childNodes) {
    const isList = isElement(child) && /^[uo]l$/.test(child.tagName);
    if (isList && item !== undefined) setChildren(item, [...item.childNodes, child]);
    else {
      if (isElement(child) && child.tagName === "li") item = child;
      children.push(child);
    }
  }
  setChildren(list, children);
}

/** What an element becomes: itself or its children, wrapped in the tags of its style; nothing when it is left out. */
function cleaned(element: Element, count: { pictures: number }, depth: number): ChildNode[] {
  if (isLeftOut(element)) return [];
  if (element.tagName === "img") {
    count.pictures += 1;
    return [];
  }
  if (depth < MOST_DEPTH) cleanChildren(element, count, depth + 1);
  if (/^[uo]l$/.test(element.tagName)) nestLists(element);
  if (element.tagName === "a") {
    const href = attributeOf(element, "href");
    if (href === undefined || href.startsWith("#")) return element.childNodes;
    setAttribute(element, "href", realTarget(href));
  }
  if (/^(?:b|strong)$/.test(element.tagName)) {
    const weight = styleOf(element, "font-weight");
    if (/^(?:normal|[1-5]00)$/.test(weight)) return element.childNodes;
  }
  if (element.tagName === "p") {
    const classes = classesOf(element);
    if (classes.some((name) => QUOTE_CLASS.test(name))) return [elementOf("blockquote", [element])];
    const heading = classes.map((name) => HEADING_CLASS.exec(name)).find((match) => match !== null);
    if (heading !== undefined && heading !== null)
      return [elementOf(`h${heading[1] ?? "1"}`, element.childNodes)];
  }
  if (!/^(?:span|font)$/.test(element.tagName)) return [element];
  return styledAs(element).reduce<ChildNode[]>(
    (inside, tag) => (inside.length === 0 ? inside : [elementOf(tag, inside)]),
    element.childNodes,
  );
}

function cleanChildren(parent: Parent, count: { pictures: number }, depth: number): void {
  setChildren(
    parent,
    parent.childNodes.flatMap((child) =>
      isElement(child) ? cleaned(child, count, depth) : [child],
    ),
  );
}

/** Bold text in a heading says nothing: headings are. */
function plainHeadings(parent: Parent): void {
  for (const child of childElements(parent)) {
    if (/^h[1-6]$/.test(child.tagName)) withoutBold(child);
    else plainHeadings(child);
  }
}

function withoutBold(parent: Parent): void {
  for (const child of childElements(parent)) withoutBold(child);
  setChildren(
    parent,
    parent.childNodes.flatMap((child) =>
      isElement(child) && /^(?:b|strong)$/.test(child.tagName) ? child.childNodes : [child],
    ),
  );
}

/**
 * HTML from the clipboard in the plain forms that our own reading knows: lists of Word as lists, marks that are written
 * as styles (Google Docs) as marks, links to where they lead, no footnotes, comments, deleted text, menus and pictures
 * of other sites. What is left of styles, classes and scripts falls away when `bodyFromHtml` reads it.
 */
export function cleanPasted(html: string): CleanPasted {
  let root: DefaultTreeAdapterTypes.DocumentFragment;
  try {
    root = parseBounded(html);
  } catch (error) {
    if (error instanceof HtmlTooLarge) return { kind: "tooLarge" };
    throw error;
  }
  const count = { pictures: 0 };
  gatherWordLists(root);
  cleanChildren(root, count, 0);
  plainHeadings(root);
  return { kind: "html", html: serialize(root), pictures: count.pictures };
}
