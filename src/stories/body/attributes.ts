import type { AttributeSpec, Node } from "prosemirror-model";
import { escapeHtml } from "./escape.ts";
import { textAttribute } from "./node-kind.ts";

/** An attribute that holds a text of at most `maxLetters` (UTF-16 units); empty unless given. */
export function textSpec(maxLetters: number): AttributeSpec {
  return {
    default: "",
    validate: (value: unknown) => {
      if (typeof value !== "string" || value.length > maxLetters)
        throw new RangeError(`need a text of at most ${maxLetters} letters`);
    },
  };
}

/** An attribute that `isGood` decides on; `need` says what it wants. Required unless `fallback` is given. */
export function checkedSpec(
  isGood: (value: unknown) => boolean,
  need: string,
  fallback?: string | number | boolean | null,
): AttributeSpec {
  return {
    ...(fallback === undefined ? {} : { default: fallback }),
    validate: (value: unknown) => {
      if (!isGood(value)) throw new RangeError(`need ${need}`);
    },
  };
}

/** Direction of a block where it differs from the story's; null: as the story's. */
export const directionSpec: AttributeSpec = checkedSpec(
  (value) => value === null || value === "rtl" || value === "ltr",
  "rtl, ltr or null",
  null,
);

/** ` dir="…"` where the block has a direction of its own. */
export function directionHtml(node: Node): string {
  const direction = textAttribute(node, "dir");
  return direction === "" ? "" : ` dir="${escapeHtml(direction)}"`;
}
