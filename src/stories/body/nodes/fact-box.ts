import { directionHtml, directionSpec, textSpec } from "../attributes.ts";
import { escapeHtml } from "../escape.ts";
import { textAttribute, type NodeKind } from "../node-kind.ts";

/** Facts beside the story, under a title of their own. */
export const factBox: NodeKind = {
  spec: {
    group: "block",
    content: "(paragraph | bulletList | orderedList)+",
    attrs: { title: textSpec(200), dir: directionSpec },
  },
  html: (node, inner) => {
    const title = textAttribute(node, "title");
    const heading = title === "" ? "" : `<p class="fact-box-title">${escapeHtml(title)}</p>`;
    const label = title === "" ? "" : ` aria-label="${escapeHtml(title)}"`;
    return `<aside class="fact-box"${label}${directionHtml(node)}>${heading}${inner}</aside>`;
  },
  text: (node, inner) =>
    [textAttribute(node, "title"), inner].filter((part) => part !== "").join("\n"),
};
