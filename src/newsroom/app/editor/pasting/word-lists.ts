import { isElement, textBelow, type ChildNode, type Element } from "#stories/body/html/elements.ts";
import { childElements, elementOf, setChildren, styleOf, type Parent } from "./pasted-tree.ts";

/** Word writes items of lists as paragraphs: their depth is in `mso-list`, their bullet or number in a span to ignore. */
type Item = {
  readonly level: number;
  readonly isNumbered: boolean;
  readonly children: ChildNode[];
};

const NUMBER =
  /^[\s\u200e\u200f]*[([]?(?:\p{Nd}{1,3}|[\p{L}]{1,4})[\s\u200e\u200f]*[.)\]\-\u060c]/u;
const DEEPEST = 4;

function itemOf(element: Element): Item | undefined {
  const level = /\blevel(\d)/.exec(styleOf(element, "mso-list"))?.[1];
  if (element.tagName !== "p" || level === undefined) return undefined;
  const marker = findMarker(element);
  const isNumbered = marker !== undefined && NUMBER.test(textBelow(marker));
  withoutMarkers(element);
  return {
    level: Math.min(Number(level), DEEPEST),
    isNumbered,
    children: element.childNodes,
  };
}

function findMarker(parent: Parent): Element | undefined {
  for (const child of childElements(parent)) {
    if (styleOf(child, "mso-list") === "ignore") return child;
    const deeper = findMarker(child);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function withoutMarkers(parent: Parent): void {
  setChildren(
    parent,
    parent.childNodes.filter(
      (child) => !(isElement(child) && styleOf(child, "mso-list") === "ignore"),
    ),
  );
  for (const child of childElements(parent)) withoutMarkers(child);
}

/** Items in a row as lists within lists. */
function listOf(items: readonly Item[], level: number): Element {
  const list: ChildNode[] = [];
  let at = 0;
  while (at < items.length) {
    const item = items[at];
    if (item === undefined) break;
    let end = at + 1;
    while (end < items.length && (items[end]?.level ?? 0) > level) end += 1;
    const inner = items.slice(at + 1, end);
    const children: ChildNode[] = [elementOf("p", item.children)];
    if (inner.length > 0) children.push(listOf(inner, inner[0]?.level ?? level + 1));
    list.push(elementOf("li", children));
    at = end;
  }
  return elementOf(items[0]?.isNumbered === true ? "ol" : "ul", list);
}

/** Makes real lists of the paragraphs that Word writes for items, everywhere below `parent`. */
export function gatherWordLists(parent: Parent): void {
  const children: ChildNode[] = [];
  let items: Item[] = [];
  const flush = () => {
    const [first] = items;
    if (first !== undefined) children.push(listOf(items, first.level));
    items = [];
  };
  for (const child of parent.childNodes) {
    const item = isElement(child) ? itemOf(child) : undefined;
    if (item !== undefined) {
      const first = items[0];
      const startsAnother =
        first !== undefined && item.level <= first.level && item.isNumbered !== first.isNumbered;
      if (startsAnother) flush();
      items.push(item);
      continue;
    }
    const isBlank =
      child.nodeName === "#comment" || ("value" in child && child.value.trim() === "");
    if (isBlank && items.length > 0) continue;
    flush();
    if (isElement(child)) gatherWordLists(child);
    children.push(child);
  }
  flush();
  setChildren(parent, children);
}
