import { directionHtml, directionSpec, textSpec } from "../attributes.ts";
import { escapeHtml } from "../escape.ts";
import { textAttribute, type NodeKind } from "../node-kind.ts";

/** Words of somebody else; `cite` names whom. */
export const quote: NodeKind = {
  spec: {
    group: "block",
    content: "(paragraph | bulletList | orderedList)+",
    attrs: { cite: textSpec(300), dir: directionSpec },
  },
  html: (node, inner) => {
    const cite = textAttribute(node, "cite");
    const footer = cite === "" ? "" : `<footer><cite>${escapeHtml(cite)}</cite></footer>`;
    return `<blockquote class="quote"${directionHtml(node)}>${inner}${footer}</blockquote>`;
  },
  text: (node, inner) =>
    [inner, textAttribute(node, "cite")].filter((part) => part !== "").join("\n"),
};

/** A sentence of the story set large; `attribution` names who said it. */
export const pullQuote: NodeKind = {
  spec: {
    group: "block",
    content: "text*",
    marks: "",
    attrs: { attribution: textSpec(300), dir: directionSpec },
  },
  html: (node, inner) => {
    const attribution = textAttribute(node, "attribution");
    const caption = attribution === "" ? "" : `<figcaption>${escapeHtml(attribution)}</figcaption>`;
    return `<figure class="pull-quote"${directionHtml(node)}><blockquote><p>${inner}</p></blockquote>${caption}</figure>`;
  },
  text: (node, inner) =>
    [inner, textAttribute(node, "attribution")].filter((part) => part !== "").join("\n"),
};
