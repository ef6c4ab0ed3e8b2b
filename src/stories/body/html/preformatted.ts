import type { Node } from "prosemirror-model";
import { bodySchema } from "../schema.ts";
import { isDropped, isElement, type ChildNode, type Element } from "./elements.ts";
import { textNodes } from "./inline.ts";

type Parent = { readonly childNodes: readonly ChildNode[] };

/** The lines of a `pre` as code with its blanks kept; nothing for one without text. */
export function preformatted(element: Element): Node[] {
  const code = bodySchema.mark("code");
  const inline: Node[] = [];
  for (const line of textOfPre(element)
    .replace(/^\n|\n+$/g, "")
    .split("\n")) {
    if (inline.length > 0) inline.push(bodySchema.node("hardBreak"));
    inline.push(...textNodes(line.replace(/ /g, "\u00a0"), [code]));
  }
  return inline.some((node) => /\S/.test(node.text ?? "")) ? inline : [];
}

function textOfPre(parent: Parent): string {
  return parent.childNodes
    .map((child) => {
      if (child.nodeName === "#text" && "value" in child) return child.value;
      if (!isElement(child) || isDropped(child)) return "";
      return child.tagName === "br" ? "\n" : textOfPre(child);
    })
    .join("");
}
