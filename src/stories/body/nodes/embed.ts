import { checkedSpec, textSpec } from "../attributes.ts";
import { embedOf, PROVIDERS } from "../embeds.ts";
import { escapeHtml } from "../escape.ts";
import { textAttribute, type NodeKind } from "../node-kind.ts";

/**
 * A piece at another site. The page holds a link only; the button stays hidden until an island makes it load the
 * provider's frame on click.
 */
export const embed: NodeKind = {
  spec: {
    group: "block",
    atom: true,
    attrs: {
      provider: checkedSpec(
        (value) => PROVIDERS.some((provider) => provider === value),
        `one of ${PROVIDERS.join(", ")}`,
      ),
      url: checkedSpec(
        (value) => typeof value === "string" && embedOf(value)?.url === value,
        "the canonical address of a piece at one of the providers",
      ),
      caption: textSpec(2000),
    },
  },
  html: (node, _inner, context) => {
    const found = embedOf(textAttribute(node, "url"));
    if (found === undefined) return "";
    const caption = textAttribute(node, "caption");
    const figcaption = caption === "" ? "" : `<figcaption>${escapeHtml(caption)}</figcaption>`;
    const link = context.words.embedLink[found.provider] ?? found.url;
    return (
      `<figure class="embed" data-embed="${found.provider}"><a href="${escapeHtml(found.url)}" rel="noopener nofollow">${escapeHtml(link)}</a>` +
      `<button type="button" hidden>${escapeHtml(context.words.loadEmbed)}</button>${figcaption}</figure>`
    );
  },
  text: (node) => textAttribute(node, "caption"),
};
