import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { locateNote, type NotePlace } from "./locate-note.ts";

/** A note as it is marked in the text. */
export type MarkedNote = NotePlace & { readonly id: string };

type Marked = { readonly set: DecorationSet };

const key = new PluginKey<Marked>("notes");

/** The transaction that marks these notes in the text. */
export function notesTransaction(state: EditorState, notes: readonly MarkedNote[]): Transaction {
  return state.tr.setMeta(key, notes);
}

/** Where a marked note stands; undefined: its words are gone. */
export function placeOfNote(
  state: EditorState,
  id: string,
): { from: number; to: number } | undefined {
  const [found] =
    key.getState(state)?.set.find(undefined, undefined, (spec) => spec["note"] === id) ?? [];
  return found;
}

/** Marks the words that colleagues have noted something on; `onPress` hears when one is pressed. */
export function marksOfNotes(onPress: (id: string) => void): Plugin<Marked> {
  return new Plugin<Marked>({
    key,
    state: {
      init: () => ({ set: DecorationSet.empty }),
      apply(transaction, marked) {
        const notes: readonly MarkedNote[] | undefined = transaction.getMeta(key);
        if (notes === undefined)
          return transaction.docChanged
            ? { set: marked.set.map(transaction.mapping, transaction.doc) }
            : marked;
        const decorations = notes.flatMap((note) => {
          const span = locateNote(transaction.doc, note);
          if (span === undefined) return [];
          const attributes = { class: "ed-noted", "data-note": note.id };
          return [Decoration.inline(span.from, span.to, attributes, { note: note.id })];
        });
        return { set: DecorationSet.create(transaction.doc, decorations) };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.set ?? null,
      handleClick(_view, _position, event) {
        const marked = event.target instanceof Element ? event.target.closest("[data-note]") : null;
        const id = marked?.getAttribute("data-note");
        if (id !== null && id !== undefined) onPress(id);
        return false;
      },
    },
  });
}
