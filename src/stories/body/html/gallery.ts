import { visibleText } from "#arabic/visible-text.ts";
import type { Node } from "prosemirror-model";
import { MAX_GALLERY_PICTURES } from "../nodes/gallery.ts";
import { bodySchema } from "../schema.ts";
import {
  attributeOf,
  elementsBelow,
  isDropped,
  isElement,
  textBelow,
  type Element,
} from "./elements.ts";
import { captionOf, pictureOf } from "./media-elements.ts";

const NAMED = /(?:^|\s)(?:gallery|wp-block-gallery|blocks-gallery-grid)(?:\s|$)/;

/**
 * The gallery that an element stands for: a figure of several pictures, or what other systems name a gallery. Undefined
 * for any other, and where it holds words beside the captions, which must not be lost.
 */
export function galleryOf(element: Element): Node | undefined {
  const isNamed = NAMED.test(attributeOf(element, "class") ?? "");
  if (element.tagName !== "figure" && !(isNamed && /^(?:div|ul)$/.test(element.tagName)))
    return undefined;
  const own = captionsBeside(element);
  const pictures = picturesBelow(element);
  if (pictures.length === 0 || (pictures.length === 1 && !isNamed)) return undefined;
  const captions = pictures.map((picture) => String(picture.attrs["caption"])).join(" ") + own;
  if (wordsOf(textBelow(element)) !== wordsOf(captions)) return undefined;
  if (pictures.length > MAX_GALLERY_PICTURES) return undefined;
  return bodySchema.node("gallery", { caption: own }, pictures);
}

/** Words are compared without blanks, since elements part them anywhere. */
const wordsOf = (text: string): string => visibleText(text).replace(/\s+/g, "");

function captionsBeside(element: Element): string {
  const caption = element.childNodes.find(
    (child): child is Element =>
      isElement(child) && !isDropped(child) && child.tagName === "figcaption",
  );
  return caption === undefined ? "" : visibleText(textBelow(caption)).slice(0, 2000);
}

function picturesBelow(element: Element): Node[] {
  const captionOfImage = new Map<Element, string>();
  const images: Element[] = [];
  for (const below of elementsBelow(element)) {
    if (below.tagName === "img") images.push(below);
    if (below.tagName !== "figure" && below.tagName !== "dl" && below.tagName !== "li") continue;
    const inside = [...elementsBelow(below)];
    const only = inside.filter((one) => one.tagName === "img");
    const [image] = only;
    if (image === undefined || only.length > 1) continue;
    const words = captionOf(below) || definitionOf(inside);
    if (words !== "") captionOfImage.set(image, words);
  }
  return images.flatMap((image) => {
    const picture = pictureOf(image, captionOfImage.get(image) ?? "");
    return picture === undefined ? [] : [picture];
  });
}

/** The words of a picture in a list of definitions, as WordPress wrote galleries for years. */
function definitionOf(elements: readonly Element[]): string {
  const words = elements.find((one) => one.tagName === "dd");
  return words === undefined ? "" : visibleText(textBelow(words)).slice(0, 2000);
}
