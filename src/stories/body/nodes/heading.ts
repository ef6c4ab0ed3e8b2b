import { checkedSpec, directionHtml, directionSpec } from "../attributes.ts";
import type { NodeKind } from "../node-kind.ts";

/** A heading within the story; level 1 is the headline's. */
export const heading: NodeKind = {
  spec: {
    group: "block",
    content: "inline*",
    attrs: {
      level: checkedSpec((value) => value === 2 || value === 3, "level 2 or 3", 2),
      dir: directionSpec,
    },
  },
  html: (node, inner) => {
    const tag = node.attrs["level"] === 3 ? "h3" : "h2";
    return inner === "" ? "" : `<${tag}${directionHtml(node)}>${inner}</${tag}>`;
  },
};
