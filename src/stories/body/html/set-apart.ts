import { visibleText } from "#arabic/visible-text.ts";
import {
  attributeOf,
  isDropped,
  isElement,
  textBelow,
  type ChildNode,
  type Element,
} from "./elements.ts";

/** What a block set apart from the text holds: the node it becomes, its line of label, and the rest. */
export type SetApart = {
  readonly name: "quote" | "pullQuote" | "factBox";
  readonly attributes: Readonly<Record<string, string>>;
  readonly rest: { readonly childNodes: readonly ChildNode[] };
};

type Kind = {
  readonly name: SetApart["name"];
  readonly labelName: string;
  readonly maxLetters: number;
  isLabel(element: Element): boolean;
};

const isSource = ({ tagName }: Element): boolean => /^(?:footer|figcaption|cite)$/.test(tagName);

const KINDS = {
  quote: { name: "quote", labelName: "cite", maxLetters: 300, isLabel: isSource },
  pullQuote: { name: "pullQuote", labelName: "attribution", maxLetters: 300, isLabel: isSource },
  factBox: {
    name: "factBox",
    labelName: "title",
    maxLetters: 200,
    isLabel: (element) => /^h[1-6]$/.test(element.tagName) || hasClass(element, /^fact-box-title$/),
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** A quote, pull quote or fact box, as our own pages and the sample write them; undefined for any other element. */
export function setApartOf(element: Element): SetApart | undefined {
  const kind = kindOf(element);
  if (kind === undefined) return undefined;
  const labels = element.childNodes.filter(
    (child): child is Element => isElement(child) && !isDropped(child) && kind.isLabel(child),
  );
  const label = labels[0];
  const text = label === undefined ? "" : visibleText(textBelow(label));
  const isTaken = label !== undefined && labels.length === 1 && text.length <= kind.maxLetters;
  return {
    name: kind.name,
    attributes: isTaken ? { [kind.labelName]: text } : {},
    rest: {
      childNodes: element.childNodes.filter((child) => !isTaken || child !== label),
    },
  };
}

function kindOf(element: Element): Kind | undefined {
  const { tagName } = element;
  if (tagName === "figure" && hasClass(element, /^(?:wp-block-)?pull-?quote$/))
    return KINDS.pullQuote;
  if (tagName === "aside" && hasClass(element, /^fact(?:-?box)?$/)) return KINDS.factBox;
  if (tagName !== "blockquote") return undefined;
  return hasClass(element, /^pull(?:-?quote)?$/) ? KINDS.pullQuote : KINDS.quote;
}

const hasClass = (element: Element, name: RegExp): boolean =>
  (attributeOf(element, "class") ?? "").split(/\s+/).some((one) => name.test(one));
