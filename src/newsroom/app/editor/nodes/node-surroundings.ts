import type { EditorView } from "prosemirror-view";
import type { BodyEditorWords } from "./editor-words.ts";

/** A kept picture as the editor shows it. */
export type ShownPicture = {
  readonly url: string;
  readonly width: number;
  readonly height: number;
};

/** What the views of nodes need from the screen around them. */
export type NodeSurroundings = {
  readonly words: BodyEditorWords;
  /** The kept picture of that id; undefined: there is none. */
  readonly findPicture: (id: string) => Promise<ShownPicture | undefined>;
  /** Lets the writer choose a picture; undefined when none was chosen. */
  readonly pickPicture: () => Promise<PickedPicture | undefined>;
};

/** A picture that was chosen, with the words that are kept with it. */
export type PickedPicture = {
  readonly id: string;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
};

export type GetPosition = () => number | undefined;

/** Sets an attribute of the node at its position, as one change that can be undone. */
export function setAttribute(
  view: EditorView,
  position: GetPosition,
  name: string,
  value: unknown,
): void {
  const at = position();
  if (at !== undefined) view.dispatch(view.state.tr.setNodeAttribute(at, name, value));
}
