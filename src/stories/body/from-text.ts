import { directionOf } from "#arabic/direction.ts";
import { stripHidden, visibleText } from "#arabic/visible-text.ts";
import type { Node } from "prosemirror-model";
import { embedOf } from "./embeds.ts";
import { bodySchema, type BodyDocument } from "./schema.ts";

const LETTER = /\p{L}/u;

/** The direction that a block of `text` needs of its own within a story of `direction`; null: none. */
export function ownDirection(text: string, direction: "rtl" | "ltr"): "rtl" | "ltr" | null {
  if (!LETTER.test(text)) return null;
  const own = directionOf(text);
  return own === direction ? null : own;
}

/** A paragraph of `inline`, with a direction of its own where its text runs against the story's. */
export function paragraphOf(inline: readonly Node[], direction: "rtl" | "ltr"): Node {
  const text = inline.map((node) => node.text ?? " ").join("");
  return bodySchema.node("paragraph", { dir: ownDirection(text, direction) }, [...inline]);
}

/**
 * The body of a plain text: a blank line parts paragraphs, a single line end is a line break; a paragraph that is just
 * the address of a piece at an embed provider becomes that embed. A text of nothing visible gives one empty paragraph.
 * @param direction the story's
 */
export function bodyFromText(text: string, direction: "rtl" | "ltr"): BodyDocument {
  const blocks: Node[] = [];
  const normal = stripHidden(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n"));
  for (const part of normal.split(/\n[^\S\n]*\n\s*/)) {
    const lines = part
      .split("\n")
      .map((line) => line.replace(/[ \t\v\f]+/g, " ").trim())
      .filter((line) => visibleText(line) !== "");
    const first = lines[0];
    if (first === undefined) continue;
    const embed = lines.length === 1 ? embedOf(first) : undefined;
    if (embed !== undefined) {
      blocks.push(bodySchema.node("embed", embed));
      continue;
    }
    const inline = lines.flatMap((line, index) =>
      index === 0 ? [bodySchema.text(line)] : [bodySchema.node("hardBreak"), bodySchema.text(line)],
    );
    blocks.push(paragraphOf(inline, direction));
  }
  return bodySchema.node(
    "doc",
    null,
    blocks.length === 0 ? [bodySchema.node("paragraph")] : blocks,
  );
}

/** Whether a body has anything to see: a text, a picture or an embed. */
export function isEmptyBody(body: BodyDocument): boolean {
  let isEmpty = true;
  body.descendants((node) => {
    if (
      node.type.name === "picture" ||
      node.type.name === "embed" ||
      visibleText(node.text ?? "") !== ""
    )
      isEmpty = false;
    return isEmpty;
  });
  return isEmpty;
}
