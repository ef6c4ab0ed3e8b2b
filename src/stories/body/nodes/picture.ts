import { checkedSpec, textSpec } from "../attributes.ts";
import { escapeHtml } from "../escape.ts";
import { safePictureSource } from "../links.ts";
import { textAttribute, type NodeKind } from "../node-kind.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A picture: kept (`id`), or named by an address elsewhere (`src`) from which it has still to be fetched. */
export const picture: NodeKind = {
  spec: {
    group: "block",
    atom: true,
    attrs: {
      id: checkedSpec(
        (value) => value === null || (typeof value === "string" && UUID.test(value)),
        "a picture's id or null",
        null,
      ),
      src: checkedSpec(
        (value) =>
          value === null || (typeof value === "string" && safePictureSource(value) === value),
        "an http or https address or null",
        null,
      ),
      alt: textSpec(1000),
      caption: textSpec(2000),
      credit: textSpec(300),
    },
  },
  html: (node, _inner, context) => {
    const kept = context.picture(textAttribute(node, "id"));
    if (kept === undefined) return "";
    const caption = textAttribute(node, "caption");
    const credit = textAttribute(node, "credit");
    const words = [
      caption === "" ? "" : `<span class="caption">${escapeHtml(caption)}</span>`,
      credit === "" ? "" : `<span class="credit">${escapeHtml(credit)}</span>`,
    ].filter((part) => part !== "");
    const figcaption = words.length === 0 ? "" : `<figcaption>${words.join(" ")}</figcaption>`;
    return (
      `<figure class="picture"><img src="${escapeHtml(kept.src)}" srcset="${escapeHtml(kept.srcset)}"` +
      ` sizes="(min-width: 48rem) 44rem, 100vw" width="${kept.width}" height="${kept.height}"` +
      ` alt="${escapeHtml(textAttribute(node, "alt"))}" loading="lazy" decoding="async">${figcaption}</figure>`
    );
  },
  text: (node) => textAttribute(node, "caption"),
};
