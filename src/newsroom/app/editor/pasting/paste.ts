import { Fragment, Slice, type Node } from "prosemirror-model";
import { embedOf } from "#stories/body/embeds.ts";
import { bodyFromHtml } from "#stories/body/from-html.ts";
import { bodyFromText, isEmptyBody } from "#stories/body/from-text.ts";
import { safeHref } from "#stories/body/links.ts";
import { bodySchema, type BodyDocument } from "#stories/body/schema.ts";
import { cleanPasted } from "./clean-pasted.ts";

/** What the clipboard holds, as the paste event gives it. */
export type Clipboard = { readonly slice: string; readonly html: string; readonly text: string };

/** What is to be put into the story. */
export type Paste =
  /** `pictures`: how many of other sites were left out. */
  | { readonly kind: "slice"; readonly slice: Slice; readonly pictures: number }
  /** One address: a link over what is selected, or the address itself. */
  | { readonly kind: "address"; readonly href: string; readonly text: string }
  | { readonly kind: "nothing"; readonly pictures: number }
  | { readonly kind: "tooLarge" };

const MOST_JSON = 4_000_000;

function sliceFromJson(json: string): Slice | undefined {
  if (json === "" || json.length > MOST_JSON) return undefined;
  try {
    const slice = Slice.fromJSON(bodySchema, JSON.parse(json));
    slice.content.forEach((node) => {
      node.check();
    });
    return slice.size === 0 ? undefined : slice;
  } catch (error) {
    // Any page can write this type: what is not of the schema is read as HTML instead.
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}

/** A body as a slice that joins the paragraphs around it, where it begins or ends with one. */
function sliceOf(body: BodyDocument): Slice {
  const isOpen = (node: Node | null): number => (node?.type.name === "paragraph" ? 1 : 0);
  return new Slice(body.content, isOpen(body.firstChild), isOpen(body.lastChild));
}

const textOnly = (text: string): string => text.replace(/[\u200e\u200f\u061c]/g, "").trim();

/**
 * What pasting is to put into a story of `direction`: our own slice where it is one, else the HTML cleaned to the
 * schema, else the text with its paragraphs. An address alone is a link or, at the embed providers, an embed.
 */
export function pasteOf(
  { slice, html, text }: Clipboard,
  direction: "rtl" | "ltr",
  isPlain: boolean,
): Paste {
  const own = isPlain ? undefined : sliceFromJson(slice);
  if (own !== undefined) return { kind: "slice", slice: own, pictures: 0 };
  const alone = textOnly(text);
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(alone)) {
    const embed = embedOf(alone);
    if (embed !== undefined)
      return {
        kind: "slice",
        slice: new Slice(Fragment.from(bodySchema.node("embed", embed)), 0, 0),
        pictures: 0,
      };
    const href = safeHref(alone);
    if (href !== undefined) return { kind: "address", href, text: alone };
  }
  if (!isPlain && html !== "") {
    const clean = cleanPasted(html);
    if (clean.kind === "tooLarge") return clean;
    const parsed = bodyFromHtml(clean.html, direction);
    if (parsed.kind === "refused") return { kind: "tooLarge" };
    if (!isEmptyBody(parsed.body))
      return { kind: "slice", slice: sliceOf(parsed.body), pictures: clean.pictures };
    if (text.trim() === "") return { kind: "nothing", pictures: clean.pictures };
  }
  const body = bodyFromText(text, direction);
  return isEmptyBody(body)
    ? { kind: "nothing", pictures: 0 }
    : { kind: "slice", slice: sliceOf(body), pictures: 0 };
}
