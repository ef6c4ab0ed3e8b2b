import type { Node } from "prosemirror-model";
import { bodyText } from "#stories/body/render.ts";
import { bodySchema, type BodyDocument } from "#stories/body/schema.ts";
import { diffSequence } from "./diff-sequence.ts";
import { diffWords, likeness, type Piece } from "./diff-words.ts";

/** A block of a body as a comparison shows it. */
export type ComparedBlock = {
  readonly node: Node;
  readonly text: string;
  readonly dir: "rtl" | "ltr" | null;
};

/** One row of a comparison: a block that stayed, changed, went or came. */
export type BlockChange =
  | { readonly kind: "same"; readonly block: ComparedBlock }
  | {
      readonly kind: "changed";
      readonly before: ComparedBlock;
      readonly after: ComparedBlock;
      readonly pieces: readonly Piece[];
      /** True where the words are equal: marks, level, picture or another attribute changed. */
      readonly isFormOnly: boolean;
    }
  | { readonly kind: "removed"; readonly block: ComparedBlock }
  | { readonly kind: "added"; readonly block: ComparedBlock };

/** From this likeness on, two blocks are one block that was written anew. */
const ALIKE = 0.35;
/** Blocks of a gap that are compared with each other; more than this are taken as they come. */
const MOST_PAIRS = 40_000;

function blocksOf(body: BodyDocument): ComparedBlock[] {
  return body.children.map((node) => {
    const dir: unknown = node.attrs["dir"];
    return {
      node,
      text: bodyText(bodySchema.node("doc", null, [node])),
      dir: dir === "rtl" || dir === "ltr" ? dir : null,
    };
  });
}

const keyOf = ({ node }: ComparedBlock): string => JSON.stringify(node.toJSON());

function changed(before: ComparedBlock, after: ComparedBlock): BlockChange {
  return {
    kind: "changed",
    before,
    after,
    pieces: diffWords(before.text, after.text),
    isFormOnly: before.text === after.text,
  };
}

/** Blocks that stand between two kept ones: each removed one finds the added one that it became, in order. */
function pairUp(removed: readonly ComparedBlock[], added: readonly ComparedBlock[]): BlockChange[] {
  const out: BlockChange[] = [];
  let next = 0;
  const isSmall = removed.length * added.length <= MOST_PAIRS;
  for (const before of removed) {
    let best = -1;
    let most = ALIKE;
    for (let index = next; isSmall && index < added.length; index += 1) {
      const after = added[index];
      if (after === undefined || after.node.type !== before.node.type) continue;
      const alike = likeness(before.text, after.text);
      if (alike > most || (alike === most && best === -1)) [best, most] = [index, alike];
    }
    const after = added[best];
    if (after === undefined) {
      out.push({ kind: "removed", block: before });
      continue;
    }
    for (const block of added.slice(next, best)) out.push({ kind: "added", block });
    out.push(changed(before, after));
    next = best + 1;
  }
  for (const block of added.slice(next)) out.push({ kind: "added", block });
  return out;
}

/** What became of a body, block by block, and word by word within the blocks that changed. */
export function diffBody(before: BodyDocument, after: BodyDocument): BlockChange[] {
  const [older, newer] = [blocksOf(before), blocksOf(after)];
  const out: BlockChange[] = [];
  let removed: ComparedBlock[] = [];
  let added: ComparedBlock[] = [];
  const flush = () => {
    out.push(...pairUp(removed, added));
    removed = [];
    added = [];
  };
  let [i, j] = [0, 0];
  for (const { kind, size } of diffSequence(older.map(keyOf), newer.map(keyOf))) {
    if (kind === "removed") removed.push(...older.slice(i, i + size));
    else if (kind === "added") added.push(...newer.slice(j, j + size));
    else {
      flush();
      for (const block of newer.slice(j, j + size)) out.push({ kind: "same", block });
    }
    if (kind !== "added") i += size;
    if (kind !== "removed") j += size;
  }
  flush();
  return out;
}
