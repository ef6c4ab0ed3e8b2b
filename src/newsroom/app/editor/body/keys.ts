import { baseKeymap, chainCommands } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import type { Command, Plugin } from "prosemirror-state";
import { bodySchema } from "#stories/body/schema.ts";
import { dividerShortcut } from "../typing/block-shortcuts.ts";
import { undoSmartInput } from "../typing/smart-typing-plugin.ts";
import {
  blockCommand,
  directionCommand,
  indentItem,
  markCommand,
  moveBlock,
  outdentItem,
} from "./commands.ts";
import { nextCell } from "./table-commands.ts";

const { nodes } = bodySchema;

const lineBreak: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (!$from.parent.inlineContent || $from.parent.type === nodes.pullQuote) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hardBreak.create()).scrollIntoView());
  return true;
};

/** Cells hold lines, not paragraphs. */
const lineInCell: Command = (state, dispatch) =>
  state.selection.$from.parent.type === nodes.tableCell && lineBreak(state, dispatch);

const turnDirection: Command = (state, dispatch) => {
  const current: unknown = state.selection.$from.parent.attrs["dir"];
  return directionCommand(current === null ? "ltr" : null)(state, dispatch);
};

/** The keys of the body. A letter means its place on the keyboard, so that an Arabic layout does the same. */
export function bodyKeys(): Plugin[] {
  return [
    keymap({
      Backspace: undoSmartInput,
      "Mod-z": undo,
      "Mod-y": redo,
      "Mod-Shift-z": redo,
      "Mod-b": markCommand("strong"),
      "Mod-i": markCommand("em"),
      "Mod-e": markCommand("code"),
      "Mod-Alt-0": blockCommand("paragraph"),
      "Mod-Alt-2": blockCommand("heading2"),
      "Mod-Alt-3": blockCommand("heading3"),
      "Mod-Shift-7": blockCommand("orderedList"),
      "Mod-Shift-8": blockCommand("bulletList"),
      "Mod-Shift-9": blockCommand("quote"),
      "Mod-Shift-x": turnDirection,
      "Alt-ArrowUp": moveBlock(-1),
      "Alt-ArrowDown": moveBlock(1),
      "Shift-Enter": lineBreak,
      Enter: chainCommands(lineInCell, dividerShortcut, splitListItem(nodes.listItem)),
      Tab: chainCommands(nextCell(1), indentItem),
      "Shift-Tab": chainCommands(nextCell(-1), outdentItem),
    }),
    keymap(baseKeymap),
  ];
}
