import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { bodyFromHtml } from "#stories/body/from-html.ts";
import { blockShortcut, dividerShortcut } from "../typing/block-shortcuts.ts";
import { ownDirections } from "../typing/own-direction.ts";
import {
  blockAt,
  blockCommand,
  directionCommand,
  emptyTable,
  insertBlock,
  moveBlock,
} from "./commands.ts";
import { linkAt, linkCommand } from "./link-commands.ts";
import { nextCell, tableCommand } from "./table-commands.ts";

/** The state of a body with the caret behind the first `|` (which goes), or all between two of them selected. */
function given(html: string): EditorState {
  const parsed = bodyFromHtml(html, "rtl");
  assert.ok(parsed.kind === "body");
  let state = EditorState.create({ doc: parsed.body, plugins: [ownDirections("rtl")] });
  const places: number[] = [];
  for (let round = 0; round < 2; round += 1) {
    let at: number | undefined;
    state.doc.descendants((node, position) => {
      const index = node.text?.indexOf("|") ?? -1;
      if (at === undefined && index >= 0) at = position + index;
    });
    if (at === undefined) break;
    state = state.apply(state.tr.delete(at, at + 1));
    places.push(at);
  }
  const [from = 1, to = from] = places;
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
}

function after(state: EditorState, command: Command): EditorState {
  let next = state;
  command(state, (transaction) => {
    next = state.apply(transaction);
  });
  next.doc.check();
  return next;
}

const shown = (state: EditorState): string => state.doc.toString().replaceAll('"', "");

test("blocks become what is asked for, and paragraphs again", () => {
  for (const name of [
    "heading2",
    "heading3",
    "pullQuote",
    "quote",
    "factBox",
    "bulletList",
    "orderedList",
  ] as const) {
    const made = after(given("<p>نص|</p>"), blockCommand(name));
    assert.equal(blockAt(made), name);
    assert.equal(shown(after(made, blockCommand(name))), "doc(paragraph(نص))");
  }
  assert.equal(
    shown(after(given("<ul><li>أول|<li>ثانٍ</ul>"), blockCommand("orderedList"))),
    "doc(orderedList(listItem(paragraph(أول)), listItem(paragraph(ثانٍ))))",
  );
});

test("a block of its own takes the place of an empty paragraph, else comes after the caret's", () => {
  const table = emptyTable(1, 1);
  assert.equal(
    shown(after(given("<p>قبل|</p><p>بعد</p>"), insertBlock(table))),
    "doc(paragraph(قبل), table(tableRow(tableCell)), paragraph(بعد))",
  );
  const empty = given("|");
  assert.equal(
    shown(after(empty, insertBlock(table))),
    "doc(table(tableRow(tableCell)), paragraph)",
  );
});

test("rows and columns come and go; the last takes the table along; Tab makes a row", () => {
  const html = "<table><tr><th>أ|<th>ب</tr><tr><td>ج<td>د</tr></table><p>ن</p>";
  const count = (state: EditorState) => {
    const table = state.doc.firstChild;
    return table?.type.name === "table" ? [table.childCount, table.firstChild?.childCount] : [];
  };
  assert.deepEqual(count(after(given(html), tableCommand("addRow"))), [3, 2]);
  assert.deepEqual(count(after(given(html), tableCommand("addColumn"))), [2, 3]);
  const less = after(given(html), tableCommand("deleteColumn"));
  assert.deepEqual(count(less), [2, 1]);
  assert.deepEqual(count(after(less, tableCommand("deleteColumn"))), []);
  assert.deepEqual(
    count(after(after(given(html), tableCommand("deleteRow")), tableCommand("deleteRow"))),
    [],
  );
  let state = given(html);
  for (let press = 0; press < 4; press += 1) state = after(state, nextCell(1));
  assert.deepEqual(count(state), [3, 2]);
  assert.equal(state.selection.$from.index(1), 2);
});

test("links: over a selection, whole at the caret, off again; hostile addresses do nothing", () => {
  const linked = after(given("<p>قبل |نص| بعد</p>"), linkCommand("example.com/a"));
  assert.equal(linkAt(linked)?.attrs["href"], "https://example.com/a");
  const inside = given('<p>قبل <a href="https://example.com/a">ن|ص</a> بعد</p>');
  assert.equal(shown(after(inside, linkCommand(""))), "doc(paragraph(قبل نص بعد))");
  const other = after(inside, linkCommand("https://example.org/"));
  assert.match(shown(other), /link\(نص\)/);
  for (const hostile of ["javascript:alert(1)", "data:text/html,x", "//evil.example"]) {
    const same = after(inside, linkCommand(hostile));
    assert.equal(same, inside);
  }
});

test("blocks move past each other with their caret", () => {
  const moved = after(given("<p>أول</p><p>ثا|نٍ</p>"), moveBlock(-1));
  assert.equal(shown(moved), "doc(paragraph(ثانٍ), paragraph(أول))");
  assert.equal(moved.selection.from, 3);
  assert.equal(moveBlock(-1)(moved), false);
});

test("signs at the start of a paragraph make headings, lists and quotes; three hyphens a line", () => {
  for (const [signs, made] of [
    ["##", "doc(heading)"],
    ["###", "doc(heading)"],
    ["-", "doc(bulletList(listItem(paragraph)))"],
    ["1.", "doc(orderedList(listItem(paragraph)))"],
    ["٣-", "doc(orderedList(listItem(paragraph)))"],
    [">", "doc(quote(paragraph))"],
  ] as const) {
    const state = given(`<p>${signs.replace(">", "&gt;")}|</p>`);
    const transaction = blockShortcut(state);
    assert.ok(transaction !== undefined, signs);
    const next = state.apply(transaction);
    assert.equal(shown(next), made);
    assert.ok(next.selection.$from.parent.isTextblock);
  }
  const third = given("<p>٣-|</p>");
  const list = third.apply(blockShortcut(third) ?? third.tr).doc.firstChild;
  assert.equal(list?.attrs["start"], 3);
  assert.equal(blockShortcut(given("<p>نص -|</p>")), undefined);
  assert.equal(shown(after(given("<p>---|</p>"), dividerShortcut)), "doc(divider, paragraph)");
});

test("a block follows the direction of its text until the writer sets it", () => {
  const typed = (state: EditorState, text: string) => state.apply(state.tr.insertText(text));
  const dir = (state: EditorState): unknown => state.doc.firstChild?.attrs["dir"];
  const english = typed(given("|"), "Breaking news");
  assert.equal(dir(english), "ltr");
  const arabic = english.apply(
    english.tr.insertText("خبر عاجل اليوم", 1, english.doc.content.size - 1),
  );
  assert.equal(dir(arabic), null);
  const set = after(english, directionCommand("rtl"));
  assert.equal(dir(typed(set, " today")), "rtl");
  const arabicLeft = after(given("<p>نص|</p>"), directionCommand("ltr"));
  assert.equal(dir(typed(arabicLeft, " عربي")), "ltr");
});
