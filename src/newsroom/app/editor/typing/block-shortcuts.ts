import { Plugin, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { bodySchema } from "#stories/body/schema.ts";

const { nodes } = bodySchema;

/** What a paragraph that says only this becomes when a blank follows: Arabic and Western signs. */
const STARTS: readonly {
  readonly text: RegExp;
  apply(
    transaction: Transaction,
    state: EditorState,
    match: RegExpExecArray,
  ): Transaction | undefined;
}[] = [
  {
    text: /^#{2,3}$/,
    apply: (transaction, state, match) =>
      transaction.setNodeMarkup(state.selection.$from.before(), nodes.heading, {
        level: match[0].length,
        dir: state.selection.$from.parent.attrs["dir"] ?? null,
      }),
  },
  { text: /^[-*•]$/, apply: (transaction, state) => listOf(transaction, state, "bulletList", 1) },
  {
    text: /^(\p{Nd}{1,3})[.\-)]$/u,
    apply: (transaction, state, match) =>
      listOf(transaction, state, "orderedList", numberOf(match[1] ?? "1")),
  },
  {
    text: /^>$/,
    apply: (transaction, state) => {
      const range = state.selection.$from.blockRange();
      return range === null ? undefined : transaction.wrap(range, [{ type: nodes.quote }]);
    },
  },
];

const ARABIC_ZEROS = [0x0660, 0x06f0];

function numberOf(digits: string): number {
  const western = Array.from(digits, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ARABIC_ZEROS.find((first) => code >= first && code <= first + 9);
    return zero === undefined ? digit : String(code - zero);
  });
  return Number(western.join(""));
}

function listOf(
  transaction: Transaction,
  state: EditorState,
  name: "bulletList" | "orderedList",
  start: number,
): Transaction | undefined {
  const range = state.selection.$from.blockRange();
  if (range === null) return undefined;
  const attrs = name === "orderedList" ? { start } : null;
  return transaction.wrap(range, [{ type: nodes[name], attrs }, { type: nodes.listItem }]);
}

/** The transaction for a blank typed after a sign at the start of a paragraph of the body; undefined: it is just a blank. */
export function blockShortcut(state: EditorState): Transaction | undefined {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.paragraph || $from.depth !== 1) return undefined;
  if ($from.parentOffset !== $from.parent.content.size) return undefined;
  const text = $from.parent.textContent;
  for (const start of STARTS) {
    const match = start.text.exec(text);
    if (match === null) continue;
    const cleared = state.apply(state.tr.delete($from.start(), $from.pos));
    const transaction = start.apply(state.tr.delete($from.start(), $from.pos), cleared, match);
    if (transaction === undefined) return undefined;
    return transaction.setSelection(
      TextSelection.near(transaction.doc.resolve(transaction.mapping.map($from.start()))),
    );
  }
  return undefined;
}

/** Three hyphens (or what smart typing made of two of them) and Enter draw a line. */
export function dividerShortcut(
  state: EditorState,
  dispatch?: (transaction: Transaction) => void,
): boolean {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth !== 1 || $from.parent.type !== nodes.paragraph) return false;
  if (!/^(?:-{3}|\u2013-|\*{3})$/.test($from.parent.textContent)) return false;
  if (dispatch) {
    const content = [nodes.divider.create(), nodes.paragraph.create()];
    const transaction = state.tr.replaceWith($from.before(), $from.after(), content);
    dispatch(
      transaction
        .setSelection(TextSelection.create(transaction.doc, $from.before() + 2))
        .scrollIntoView(),
    );
  }
  return true;
}

/** Headings, lists and quotes begun by the signs that writers know from elsewhere. */
export function blockShortcuts(): Plugin {
  return new Plugin({
    props: {
      handleTextInput(view, _from, _to, text) {
        if (text !== " ") return false;
        const transaction = blockShortcut(view.state);
        if (transaction === undefined) return false;
        view.dispatch(transaction);
        return true;
      },
    },
  });
}
