import type { NodeKind } from "../node-kind.ts";

/** A line between two parts of the story. */
export const divider: NodeKind = {
  spec: { group: "block", atom: true },
  html: () => "<hr>",
};

/** A line break within a paragraph. */
export const hardBreak: NodeKind = {
  spec: { group: "inline", inline: true, selectable: false },
  html: () => "<br>",
  text: () => "\n",
};
