import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { findInDocument } from "./find-in-document.ts";
import type { FindOptions, Span } from "./find-text.ts";

/** What is looked for, where it stands, and which match is the current one. */
export type Found = {
  readonly query: string;
  readonly options: FindOptions;
  readonly spans: readonly Span[];
  readonly current: number;
};

type Change = {
  readonly query?: string;
  readonly options?: FindOptions;
  readonly current?: number;
};

const key = new PluginKey<Found>("find");
const NOTHING: Found = { query: "", options: {}, spans: [], current: 0 };

/** What is looked for in a body just now. */
export function foundIn(state: EditorState): Found {
  return key.getState(state) ?? NOTHING;
}

/** The transaction that looks for something else, or goes to another match. */
export function findTransaction(state: EditorState, change: Change): Transaction {
  return state.tr.setMeta(key, change);
}

/** Marks every match of what is looked for, also while the text changes. */
export function finding(): Plugin<Found> {
  return new Plugin<Found>({
    key,
    state: {
      init: () => NOTHING,
      apply(transaction, found) {
        const change: Change | undefined = transaction.getMeta(key);
        if (change === undefined && (!transaction.docChanged || found.query === "")) return found;
        const query = change?.query ?? found.query;
        const options = change?.options ?? found.options;
        const isSame =
          query === found.query && options === found.options && !transaction.docChanged;
        const spans = isSame ? found.spans : findInDocument(transaction.doc, query, options);
        const wanted = change?.current ?? found.current;
        return { query, options, spans, current: Math.max(0, Math.min(wanted, spans.length - 1)) };
      },
    },
    props: {
      decorations(state) {
        const { spans, current } = foundIn(state);
        if (spans.length === 0) return null;
        return DecorationSet.create(
          state.doc,
          spans.map(({ from, to }, index) =>
            Decoration.inline(from, to, {
              class: index === current ? "ed-match ed-match-current" : "ed-match",
            }),
          ),
        );
      },
    },
  });
}
