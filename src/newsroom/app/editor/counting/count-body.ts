import type { Node } from "prosemirror-model";
import { countWords } from "#arabic/words.ts";
import { bodyText } from "#stories/body/render.ts";
import { bodySchema, type BodyDocument } from "#stories/body/schema.ts";

const counted = new WeakMap<Node, number>();

function wordsOfBlock(block: Node): number {
  const known = counted.get(block);
  if (known !== undefined) return known;
  const count = countWords(bodyText(bodySchema.node("doc", null, [block])));
  counted.set(block, count);
  return count;
}

/** Words of a body, as the story page counts them; only blocks that changed since the last count are read. */
export function wordsOfBody(body: BodyDocument): number {
  let count = 0;
  body.forEach((block) => {
    count += wordsOfBlock(block);
  });
  return count;
}
