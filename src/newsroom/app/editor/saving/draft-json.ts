import type { Node } from "prosemirror-model";

/** JSON of blocks that were written before: nodes never change, so only what was typed in is written anew. */
const written = new WeakMap<Node, string>();

function blockJson(block: Node): string {
  const known = written.get(block);
  if (known !== undefined) return known;
  const json = JSON.stringify(block.toJSON());
  written.set(block, json);
  return json;
}

/** A draft as the JSON text that goes into the journal and to the server; costs what changed since the last time. */
export function draftJson(fields: Readonly<Record<string, unknown>>, body: Node): string {
  const blocks: string[] = [];
  body.forEach((block) => {
    blocks.push(blockJson(block));
  });
  const rest = JSON.stringify(fields).slice(1);
  return `{"body":{"type":"doc","content":[${blocks.join(",")}]}${rest === "}" ? "" : ","}${rest}`;
}
