import { directionHtml, directionSpec, textSpec } from "../attributes.ts";
import { escapeHtml } from "../escape.ts";
import { textAttribute, type NodeKind } from "../node-kind.ts";

/** Most pictures of one gallery. */
export const MAX_GALLERY_PICTURES = 40;

/** Pictures that stand beside each other take half of a picture's own width. */
const ALONE = 'sizes="(min-width: 48rem) 44rem, 100vw"';
const BESIDE = 'sizes="(min-width: 48rem) 22rem, 50vw"';

/** Several pictures shown together, with a line about all of them. */
export const gallery: NodeKind = {
  spec: {
    group: "block",
    content: `picture{1,${MAX_GALLERY_PICTURES}}`,
    attrs: { caption: textSpec(2000), dir: directionSpec },
  },
  html: (node, inner, context) => {
    if (inner === "") return "";
    const caption = textAttribute(node, "caption");
    const figcaption = caption === "" ? "" : `<figcaption>${escapeHtml(caption)}</figcaption>`;
    const label = escapeHtml(caption === "" ? context.words.gallery : caption);
    return (
      `<figure class="gallery" role="group" aria-label="${label}"${directionHtml(node)}>` +
      `<div class="gallery-pictures">${inner.replaceAll(ALONE, BESIDE)}</div>${figcaption}</figure>`
    );
  },
  text: (node, inner) =>
    [inner, textAttribute(node, "caption")].filter((part) => part !== "").join("\n"),
};
