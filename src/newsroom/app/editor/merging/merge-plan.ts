import type { Node } from "prosemirror-model";
import { bodySchema, type BodyDocument } from "#stories/body/schema.ts";
import { diffBody, type BlockChange } from "../differences/diff-body.ts";

/** Whose text is taken: the server's newer one, the one written here, or (of a block that changed) both. */
export type Side = "theirs" | "mine" | "both";

/** One row of the merge: a block that both have, or one that must be decided on. */
export type MergeRow = {
  readonly change: BlockChange;
  /** What the plan proposes; undefined: both have it. */
  readonly proposed: Side | undefined;
  /** True where both changed the same block, or one changed what the other took out. */
  readonly isConflict: boolean;
};

const keyOf = (node: Node): string => JSON.stringify(node.toJSON());
const keysOf = (body: BodyDocument | undefined): ReadonlySet<string> =>
  new Set(body?.children.map(keyOf));

/**
 * How two texts of one story come together. `base` is the text from which both began, where it is known: then what only
 * one side changed is proposed as that side has it. Nothing is proposed to be lost: where both changed a block the
 * proposal is both, one after the other.
 */
export function planMerge(
  theirs: BodyDocument,
  mine: BodyDocument,
  base: BodyDocument | undefined,
): MergeRow[] {
  const before = keysOf(base);
  return diffBody(theirs, mine).map((change): MergeRow => {
    switch (change.kind) {
      case "same":
        return { change, proposed: undefined, isConflict: false };
      case "removed":
        // Only theirs has it: they wrote it, or it was taken out here.
        return before.has(keyOf(change.block.node))
          ? { change, proposed: "mine", isConflict: false }
          : { change, proposed: "theirs", isConflict: base === undefined };
      case "added":
        return before.has(keyOf(change.block.node))
          ? { change, proposed: "theirs", isConflict: false }
          : { change, proposed: "mine", isConflict: base === undefined };
      case "changed": {
        const isTheirsOld = before.has(keyOf(change.before.node));
        const isMineOld = before.has(keyOf(change.after.node));
        if (isTheirsOld !== isMineOld)
          return { change, proposed: isTheirsOld ? "mine" : "theirs", isConflict: false };
        return { change, proposed: "both", isConflict: true };
      }
    }
  });
}

/** The body that a choice for each row gives. */
export function mergedBody(
  rows: readonly MergeRow[],
  choices: readonly (Side | undefined)[],
): BodyDocument {
  const blocks: Node[] = [];
  for (const [index, { change, proposed }] of rows.entries()) {
    const side = choices[index] ?? proposed;
    switch (change.kind) {
      case "same":
        blocks.push(change.block.node);
        break;
      case "removed":
        if (side !== "mine") blocks.push(change.block.node);
        break;
      case "added":
        if (side !== "theirs") blocks.push(change.block.node);
        break;
      case "changed":
        if (side !== "mine") blocks.push(change.before.node);
        if (side !== "theirs") blocks.push(change.after.node);
        break;
    }
  }
  const content = blocks.length === 0 ? [bodySchema.node("paragraph")] : blocks;
  return bodySchema.node("doc", null, content);
}

/** Whose value a field is proposed with: of the side that changed it; ours where both did. */
export function proposedSide(
  theirs: string,
  mine: string,
  base: string | undefined,
): "theirs" | "mine" {
  return mine === base && theirs !== base ? "theirs" : "mine";
}
