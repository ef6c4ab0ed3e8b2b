import { visibleText } from "#arabic/visible-text.ts";
import type { Node } from "prosemirror-model";
import { embedOf } from "../embeds.ts";
import { safePictureSource } from "../links.ts";
import { bodySchema } from "../schema.ts";
import { attributeOf, elementsBelow, textBelow, type Element } from "./elements.ts";

const cut = (text: string, maxLetters: number): string => visibleText(text).slice(0, maxLetters);

/** The picture that an `img` stands for; undefined for one without an address that could be fetched. */
export function pictureOf(image: Element, caption: string = ""): Node | undefined {
  // Lazy loaders keep the address aside and put a placeholder into src.
  const address = ["data-src", "data-lazy-src", "data-original", "src"]
    .map((name) => attributeOf(image, name))
    .find((value) => value !== undefined && /^\s*(?:https?:)?\/\//i.test(value));
  const src = address === undefined ? undefined : safePictureSource(address.trim());
  if (src === undefined || isTracker(image)) return undefined;
  return bodySchema.node("picture", {
    src,
    alt: cut(attributeOf(image, "alt") ?? "", 1000),
    caption: cut(caption, 2000),
  });
}

const isTracker = (image: Element): boolean =>
  ["width", "height"].some((name) => /^[01](?:px)?$/.test(attributeOf(image, name) ?? ""));

/** The embed that an element stands for: a provider's frame, or the quote that its script would replace. */
export function embedIn(element: Element): Node | undefined {
  const addresses: (string | undefined)[] = [];
  if (element.tagName === "iframe" || element.tagName === "embed")
    addresses.push(attributeOf(element, "src"), attributeOf(element, "data-src"));
  const names = attributeOf(element, "class") ?? "";
  const isOurs = element.tagName === "figure" && attributeOf(element, "data-embed") !== undefined;
  if (
    isOurs ||
    /\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video))\b/.test(names)
  ) {
    addresses.push(
      attributeOf(element, "data-instgrm-permalink"),
      attributeOf(element, "cite"),
      attributeOf(element, "data-href"),
    );
    for (const below of elementsBelow(element))
      if (below.tagName === "a") addresses.push(attributeOf(below, "href"));
  }
  for (const address of addresses.toReversed()) {
    const embed = address === undefined ? undefined : embedOf(address);
    if (embed !== undefined)
      return bodySchema.node("embed", { ...embed, caption: isOurs ? captionOf(element) : "" });
  }
  return undefined;
}

/** Captions of a figure. */
export function captionOf(figure: Element): string {
  for (const below of elementsBelow(figure))
    if (below.tagName === "figcaption") return cut(textBelow(below), 2000);
  return "";
}
