import { defaultTreeAdapter, html as html5, type DefaultTreeAdapterTypes } from "parse5";
import {
  attributeOf,
  isElement,
  type ChildNode,
  type Element,
} from "#stories/body/html/elements.ts";

/** Anything of a parsed tree that has children. */
export type Parent = DefaultTreeAdapterTypes.ParentNode;

/** A new element of HTML with these children. */
export function elementOf(tagName: string, children: readonly ChildNode[]): Element {
  const element = defaultTreeAdapter.createElement(tagName, html5.NS.HTML, []);
  for (const child of children) defaultTreeAdapter.appendChild(element, child);
  return element;
}

/** Puts `children` in the place of what `parent` had. */
export function setChildren(parent: Parent, children: readonly ChildNode[]): void {
  parent.childNodes = [];
  for (const child of children) defaultTreeAdapter.appendChild(parent, child);
}

/** The value of a property of an element's own style, in lower case; empty where it has none. */
export function styleOf(element: Element, property: string): string {
  for (const declaration of (attributeOf(element, "style") ?? "").split(";")) {
    const colon = declaration.indexOf(":");
    if (colon > 0 && declaration.slice(0, colon).trim().toLowerCase() === property)
      return declaration
        .slice(colon + 1)
        .trim()
        .toLowerCase();
  }
  return "";
}

/** The children of `parent` that are elements. */
export function childElements(parent: { readonly childNodes: readonly ChildNode[] }): Element[] {
  return parent.childNodes.filter(isElement);
}
