import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { bodySchema } from "#stories/body/schema.ts";
import { finding } from "../finding/find-plugin.ts";
import { domParser } from "../nodes/node-dom.ts";
import type { NodeSurroundings } from "../nodes/node-surroundings.ts";
import { markViews, nodeViews } from "../nodes/node-views.ts";
import { marksOfNotes } from "../noting/notes-plugin.ts";
import { pasting, type PasteSurroundings } from "../pasting/paste-plugin.ts";
import { blockShortcuts } from "../typing/block-shortcuts.ts";
import { ownDirections } from "../typing/own-direction.ts";
import { smartTyping } from "../typing/smart-typing-plugin.ts";
import { bodyKeys } from "./keys.ts";

/** What the writing surface needs. */
export type BodyViewOptions = NodeSurroundings &
  PasteSurroundings & {
    readonly place: HTMLElement;
    readonly body: Node;
    readonly isReadOnly: () => boolean;
    /** Keys that the screen takes before the text does. */
    readonly onKey: (event: KeyboardEvent) => boolean;
    /** After every change of text or selection. */
    readonly onState: (state: EditorState, hasNewText: boolean) => void;
    readonly onNotePressed: (id: string) => void;
  };

const emptyHint = (text: string): Plugin =>
  new Plugin({
    props: {
      decorations(state) {
        const only = state.doc.childCount === 1 ? state.doc.firstChild : null;
        if (only?.type !== bodySchema.nodes.paragraph || only.content.size > 0) return null;
        const hint = Decoration.node(0, only.nodeSize, { class: "ed-empty", "data-hint": text });
        return DecorationSet.create(state.doc, [hint]);
      },
    },
  });

/** A fresh state of a body, its history empty. */
export function bodyState(body: Node, options: BodyViewOptions): EditorState {
  const direction = options.direction();
  return EditorState.create({
    doc: body,
    selection: TextSelection.atStart(body),
    plugins: [
      pasting(options),
      blockShortcuts(),
      smartTyping(direction),
      ownDirections(direction),
      ...bodyKeys(),
      history({ newGroupDelay: 600 }),
      dropCursor({ class: "ed-drop", width: 2, color: false }),
      gapCursor(),
      finding(),
      marksOfNotes(options.onNotePressed),
      emptyHint(options.words.empty),
    ],
  });
}

/** The writing surface of a body in `options.place`. */
export function openBodyView(options: BodyViewOptions): EditorView {
  const view: EditorView = new EditorView(
    { mount: options.place },
    {
      state: bodyState(options.body, options),
      nodeViews: nodeViews(options),
      markViews: markViews(),
      domParser,
      editable: () => !options.isReadOnly(),
      attributes: {
        class: "ed-body",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": options.words.body,
        spellcheck: "true",
      },
      handleKeyDown: (_view, event) => options.onKey(event),
      dispatchTransaction(transaction) {
        const next = view.state.apply(transaction);
        const hasNewText = next.doc !== view.state.doc;
        view.updateState(next);
        options.onState(next, hasNewText);
      },
    },
  );
  return view;
}
