import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** The writing surface as the parts around it see it: they hear of its states and run commands on it. */
export type BodyHandle = {
  readonly view: () => EditorView | undefined;
  readonly state: () => EditorState | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  readonly run: (command: Command) => boolean;
  readonly attach: (view: EditorView | undefined) => void;
  /** The surface has a new state. */
  readonly moved: (state: EditorState) => void;
};

/** A handle without a surface yet. */
export function newBodyHandle(): BodyHandle {
  let view: EditorView | undefined;
  let state: EditorState | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    view: () => view,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    run: (command) => {
      if (view === undefined) return false;
      const isDone = command(view.state, view.dispatch, view);
      view.focus();
      return isDone;
    },
    attach: (next) => {
      view = next;
      state = next?.state;
      tell();
    },
    moved: (next) => {
      state = next;
      tell();
    },
  };
}
