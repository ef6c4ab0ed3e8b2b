import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { Node, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, TextSelection, type Command, type EditorState } from "prosemirror-state";
import { bodySchema } from "#stories/body/schema.ts";

const { nodes, marks } = bodySchema;

/** Marks that have a button. */
export type MarkName = "strong" | "em" | "subscript" | "superscript" | "code";

/** Blocks that the text at the caret can become. */
export type BlockName =
  | "paragraph"
  | "heading2"
  | "heading3"
  | "quote"
  | "pullQuote"
  | "bulletList"
  | "orderedList"
  | "factBox";

/** Sets or takes off a mark. */
export function markCommand(name: MarkName): Command {
  return toggleMark(marks[name]);
}

/** Whether the text at the caret, or some of what is selected, has a mark. */
export function hasMark(state: EditorState, name: MarkName | "link"): boolean {
  const { from, to, empty, $from } = state.selection;
  const type = marks[name];
  return empty
    ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined
    : state.doc.rangeHasMark(from, to, type);
}

/** The block that the caret stands in, by the name of its button. */
export function blockAt(state: EditorState): BlockName | "table" | undefined {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === nodes.heading) return node.attrs["level"] === 3 ? "heading3" : "heading2";
    if (node.type === nodes.table) return "table";
    for (const name of ["pullQuote", "quote", "bulletList", "orderedList", "factBox"] as const)
      if (node.type === nodes[name]) return name;
  }
  return $from.parent.type === nodes.paragraph ? "paragraph" : undefined;
}

const isWithin = (state: EditorState, type: NodeType): boolean => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).type === type) return true;
  return false;
};

const toggleWrap =
  (type: NodeType): Command =>
  (state, dispatch) =>
    isWithin(state, type) ? lift(state, dispatch) : wrapIn(type)(state, dispatch);

const toggleList =
  (type: NodeType): Command =>
  (state, dispatch) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const node = $from.node(depth);
      if (node.type !== nodes.bulletList && node.type !== nodes.orderedList) continue;
      if (node.type === type) return liftListItem(nodes.listItem)(state, dispatch);
      const dir: unknown = node.attrs["dir"] ?? null;
      dispatch?.(state.tr.setNodeMarkup($from.before(depth), type, { dir }));
      return true;
    }
    return wrapInList(type)(state, dispatch);
  };

/** A pull quote holds text alone: marks and line breaks of the block go. */
const pullQuote: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if (!$from.sameParent($to) || !$from.parent.isTextblock || $from.depth !== 1) return false;
  const text = $from.parent.textBetween(0, $from.parent.content.size, undefined, " ");
  const node = nodes.pullQuote.create(
    { dir: $from.parent.attrs["dir"] ?? null },
    text === "" ? [] : [bodySchema.text(text)],
  );
  if (dispatch) {
    const transaction = state.tr.replaceWith($from.before(), $from.after(), node);
    const end = Math.min($from.pos, $from.before() + node.nodeSize - 1);
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end)));
  }
  return true;
};

/** Makes the block at the caret one of that name; pressed again, a paragraph. */
export function blockCommand(name: BlockName): Command {
  return (state, dispatch) => {
    const dir: unknown = state.selection.$from.parent.attrs["dir"] ?? null;
    const paragraph = setBlockType(nodes.paragraph, { dir });
    const isAlready = blockAt(state) === name;
    switch (name) {
      case "paragraph":
        return paragraph(state, dispatch);
      case "heading2":
      case "heading3": {
        const heading = setBlockType(nodes.heading, { level: name === "heading2" ? 2 : 3, dir });
        return (isAlready ? paragraph : heading)(state, dispatch);
      }
      case "pullQuote":
        return (isAlready ? paragraph : pullQuote)(state, dispatch);
      case "quote":
      case "factBox":
        return toggleWrap(nodes[name])(state, dispatch);
      case "bulletList":
      case "orderedList":
        return toggleList(nodes[name])(state, dispatch);
    }
  };
}

/** Puts a block of its own at the caret: in the place of an empty paragraph, else after the block of the caret. */
export function insertBlock(node: Node): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const isEmpty =
      $from.depth === 1 && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
    const after = $from.depth === 0 ? state.selection.to : $from.after(1);
    const from = isEmpty ? $from.before() : after;
    if (dispatch) {
      const transaction = state.tr.replaceWith(from, after, node);
      const behind = from + node.nodeSize;
      if (behind >= transaction.doc.content.size)
        transaction.insert(behind, nodes.paragraph.create());
      const caret = node.isAtom ? behind : from + 1;
      transaction.setSelection(TextSelection.near(transaction.doc.resolve(caret), 1));
      dispatch(transaction.scrollIntoView());
    }
    return true;
  };
}

/** An empty table, its first row as heads. */
export function emptyTable(rows: number, columns: number): Node {
  const row = (index: number): Node => {
    const cells = Array.from({ length: columns }, () =>
      nodes.tableCell.create({ header: index === 0 }),
    );
    return nodes.tableRow.create(null, cells);
  };
  return nodes.table.create(
    null,
    Array.from({ length: rows }, (_, index) => row(index)),
  );
}

/** Turns the direction of the blocks that are selected; null: as the story's. */
export function directionCommand(dir: "rtl" | "ltr" | null): Command {
  return (state, dispatch) => {
    const transaction = state.tr;
    const { from, to } = state.selection;
    state.doc.nodesBetween(from, to, (node, position) => {
      if (node.isBlock && Object.hasOwn(node.type.spec.attrs ?? {}, "dir"))
        transaction.setNodeAttribute(position, "dir", dir);
    });
    if (!transaction.docChanged) return false;
    dispatch?.(transaction);
    return true;
  };
}

/** Moves the block of the caret one place up or down. */
export function moveBlock(by: -1 | 1): Command {
  return (state, dispatch) => {
    const { $from, anchor, head } = state.selection;
    const index = $from.index(0);
    const node = state.doc.maybeChild(index);
    const other = state.doc.maybeChild(index + by);
    if (node === null || other === null) return false;
    if (dispatch) {
      const start = $from.depth === 0 ? state.selection.from : $from.before(1);
      const shift = by * other.nodeSize;
      const transaction = state.tr.delete(start, start + node.nodeSize).insert(start + shift, node);
      transaction.setSelection(
        state.selection instanceof NodeSelection
          ? NodeSelection.create(transaction.doc, anchor + shift)
          : TextSelection.create(transaction.doc, anchor + shift, head + shift),
      );
      dispatch(transaction.scrollIntoView());
    }
    return true;
  };
}

/** Tab within lists: one level deeper. */
export const indentItem: Command = sinkListItem(nodes.listItem);
/** Shift and Tab within lists: one level back. */
export const outdentItem: Command = liftListItem(nodes.listItem);

/** Puts the caret at the end of the text. */
export const endOfText: Command = (state, dispatch) => {
  dispatch?.(state.tr.setSelection(TextSelection.atEnd(state.doc)).scrollIntoView());
  return true;
};
