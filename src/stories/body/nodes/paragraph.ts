import { directionHtml, directionSpec } from "../attributes.ts";
import type { NodeKind } from "../node-kind.ts";

/** A paragraph of running text. */
export const paragraph: NodeKind = {
  spec: { group: "block", content: "inline*", attrs: { dir: directionSpec } },
  html: (node, inner) => (inner === "" ? "" : `<p${directionHtml(node)}>${inner}</p>`),
};
