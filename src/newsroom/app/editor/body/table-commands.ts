import { Fragment, type Node, type ResolvedPos } from "prosemirror-model";
import { TextSelection, type Command } from "prosemirror-state";
import { bodySchema } from "#stories/body/schema.ts";

const { table, tableRow, tableCell } = bodySchema.nodes;

/** The table around the caret: its place, and the row and column of the caret. */
type Place = {
  readonly node: Node;
  readonly at: number;
  readonly row: number;
  readonly column: number;
};

function placeOf($at: ResolvedPos): Place | undefined {
  for (let depth = $at.depth; depth > 0; depth -= 1)
    if ($at.node(depth).type === table)
      return {
        node: $at.node(depth),
        at: $at.before(depth),
        row: $at.index(depth),
        column: depth + 1 <= $at.depth ? $at.index(depth + 1) : 0,
      };
  return undefined;
}

/** Where the inside of a cell begins, in a table at `at`. */
function insideOf(at: number, rows: readonly Node[], row: number, column: number): number {
  let position = at + 1;
  for (const before of rows.slice(0, row)) position += before.nodeSize;
  position += 1;
  for (const cell of rows[row]?.children.slice(0, column) ?? []) position += cell.nodeSize;
  return position + 1;
}

/** The table's next rows and the caret's cell; undefined: the table goes. */
type Next =
  | { readonly rows: readonly Node[]; readonly row: number; readonly column: number }
  | undefined;

function changed(change: (place: Place) => Next): Command {
  return (state, dispatch) => {
    const place = placeOf(state.selection.$from);
    if (place === undefined) return false;
    if (!dispatch) return true;
    const next = change(place);
    const end = place.at + place.node.nodeSize;
    if (next === undefined) {
      dispatch(state.tr.delete(place.at, end).scrollIntoView());
      return true;
    }
    const whole = place.node.copy(Fragment.from([...next.rows]));
    const transaction = state.tr.replaceWith(place.at, end, whole);
    const caret = insideOf(place.at, next.rows, next.row, next.column);
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(caret)));
    dispatch(transaction.scrollIntoView());
    return true;
  };
}

const emptyRow = (like: Node): Node =>
  tableRow.create(
    null,
    like.children.map(() => tableCell.create({ header: false })),
  );

const isHeader = (cell: Node): boolean => cell.attrs["header"] === true;

const ACTS = {
  addRow: changed(({ node, row, column }) => ({
    rows: node.children.toSpliced(row + 1, 0, emptyRow(node.child(row))),
    row: row + 1,
    column,
  })),
  addColumn: changed(({ node, row, column }) => ({
    rows: node.children.map((one) => {
      const cell = tableCell.create({ header: one.children.every(isHeader) });
      return one.copy(Fragment.from(one.children.toSpliced(column + 1, 0, cell)));
    }),
    row,
    column: column + 1,
  })),
  deleteRow: changed(({ node, row, column }) =>
    node.childCount === 1
      ? undefined
      : { rows: node.children.toSpliced(row, 1), row: Math.max(0, row - 1), column },
  ),
  deleteColumn: changed(({ node, row, column }) => {
    const rows = node.children
      .map((one) => one.copy(Fragment.from(one.children.toSpliced(column, 1))))
      .filter((one) => one.childCount > 0);
    return rows.length < node.childCount
      ? undefined
      : { rows, row, column: Math.max(0, column - 1) };
  }),
  toggleHead: changed(({ node, row, column }) => {
    const header = !isHeader(node.child(row).child(column));
    const cells = node
      .child(row)
      .children.map((cell) => tableCell.create({ header }, cell.content));
    const changedRow = node.child(row).copy(Fragment.from(cells));
    return { rows: node.children.toSpliced(row, 1, changedRow), row, column };
  }),
  deleteTable: changed(() => undefined),
} as const satisfies Record<string, Command>;

/** What one can do to the table around the caret. */
export type TableAct = keyof typeof ACTS;

/** A change of the table around the caret; a table that loses its last row or column goes. */
export function tableCommand(act: TableAct): Command {
  return ACTS[act];
}

/** Tab goes to the next cell, and makes a row behind the last; with Shift it goes back. */
export function nextCell(by: -1 | 1): Command {
  return (state, dispatch) => {
    const place = placeOf(state.selection.$from);
    if (place === undefined) return false;
    const cells = place.node.children.flatMap((row, index) =>
      row.children.map((_, column) => ({ row: index, column })),
    );
    const now = cells.findIndex(({ row, column }) => row === place.row && column === place.column);
    const next = cells[now + by];
    if (next === undefined && by === -1) return true;
    if (!dispatch) return true;
    const last = place.node.lastChild;
    const transaction = state.tr;
    const rows = [...place.node.children];
    if (next === undefined && last !== null) {
      transaction.insert(place.at + place.node.nodeSize - 1, emptyRow(last));
      rows.push(emptyRow(last));
    }
    const target = next ?? { row: rows.length - 1, column: 0 };
    const caret = insideOf(place.at, rows, target.row, target.column);
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(caret)));
    dispatch(transaction.scrollIntoView());
    return true;
  };
}
