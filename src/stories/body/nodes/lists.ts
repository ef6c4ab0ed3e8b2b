import { checkedSpec, directionHtml, directionSpec } from "../attributes.ts";
import type { NodeKind } from "../node-kind.ts";

/** A list without order. */
export const bulletList: NodeKind = {
  spec: { group: "block", content: "listItem+", attrs: { dir: directionSpec } },
  html: (node, inner) => `<ul${directionHtml(node)}>${inner}</ul>`,
};

/** A numbered list; `start` is its first number. */
export const orderedList: NodeKind = {
  spec: {
    group: "block",
    content: "listItem+",
    attrs: {
      start: checkedSpec(
        (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100_000,
        "a whole number from 0 to 100,000",
        1,
      ),
      dir: directionSpec,
    },
  },
  html: (node, inner) => {
    const start = Number(node.attrs["start"]);
    return `<ol${start === 1 ? "" : ` start="${start}"`}${directionHtml(node)}>${inner}</ol>`;
  },
};

/** One item of a list. */
export const listItem: NodeKind = {
  spec: { content: "paragraph (paragraph | bulletList | orderedList)*" },
  html: (node, inner) => {
    const only = node.childCount === 1 ? /^<p>(.*)<\/p>$/s.exec(inner) : null;
    return `<li>${only?.[1] ?? inner}</li>`;
  },
};
