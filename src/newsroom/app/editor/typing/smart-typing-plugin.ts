import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { smartInput } from "./smart-typing.ts";

/** The last change that smart typing made, while the caret still stands behind it. */
type LastChange = { readonly from: number; readonly to: number; readonly typed: string };

const key = new PluginKey<LastChange | null>("smartTyping");

/** The direction in which a block of the body is written: its own, that of what it stands in, or the story's. */
export function directionAt(state: EditorState, story: "rtl" | "ltr"): "rtl" | "ltr" {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const own: unknown = $from.node(depth).attrs["dir"];
    if (own === "rtl" || own === "ltr") return own;
  }
  return story;
}

/** The transaction for `text` typed over `from`..`to`; undefined: nothing is to be set right. */
export function smartInputTransaction(
  state: EditorState,
  from: number,
  to: number,
  text: string,
  story: "rtl" | "ltr",
): Transaction | undefined {
  const $from = state.doc.resolve(from);
  if (!$from.parent.isTextblock || $from.marks().some((mark) => mark.type.name === "code"))
    return undefined;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  const smart = smartInput(before, text, directionAt(state, story));
  if (smart === undefined) return undefined;
  const begin = from - smart.deleteBefore;
  const plain = state.doc.textBetween(begin, from) + text;
  const transaction = state.tr.insertText(smart.insert, begin, to);
  return transaction.setMeta(key, {
    from: begin,
    to: begin + smart.insert.length,
    typed: plain,
  } satisfies LastChange);
}

/** Takes back the last thing that smart typing did: what was typed stands there as it was typed. For Backspace. */
export function undoSmartInput(
  state: EditorState,
  dispatch?: (transaction: Transaction) => void,
): boolean {
  const last = key.getState(state);
  if (last === null || last === undefined || !state.selection.empty) return false;
  if (state.selection.from !== last.to) return false;
  dispatch?.(state.tr.insertText(last.typed, last.from, last.to).scrollIntoView());
  return true;
}

/** Sets quotation marks and punctuation right while they are typed; `direction` is the story's. */
export function smartTyping(direction: "rtl" | "ltr"): Plugin {
  return new Plugin<LastChange | null>({
    key,
    state: {
      init: () => null,
      apply(transaction, last) {
        const made: LastChange | undefined = transaction.getMeta(key);
        if (made !== undefined) return made;
        return transaction.docChanged || transaction.selectionSet ? null : last;
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        const transaction = smartInputTransaction(view.state, from, to, text, direction);
        if (transaction === undefined) return false;
        view.dispatch(transaction);
        return true;
      },
    },
  });
}
