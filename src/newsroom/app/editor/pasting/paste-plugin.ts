import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { linkCommand } from "../body/link-commands.ts";
import { clipboardSerializer } from "../nodes/node-dom.ts";
import { pasteOf, type Paste } from "./paste.ts";

/** Our own form on the clipboard: a slice of a body, so that copies within the editor lose nothing. */
const SLICE_TYPE = "application/x-warraq-body+json";

/** What pasting asks of the screen around it. */
export type PasteSurroundings = {
  readonly direction: () => "rtl" | "ltr";
  /** Picture files that were pasted or dropped, with the place where they go. */
  readonly onPictures: (files: readonly File[], at: number) => void;
  /** What could not be pasted. */
  readonly onLeftOut: (what: "pictures" | "tooLarge", count: number) => void;
};

function picturesOf(data: DataTransfer): File[] {
  return [...data.files].filter((file) => file.type.startsWith("image/"));
}

function readClipboard(data: DataTransfer, direction: "rtl" | "ltr", isPlain: boolean): Paste {
  return pasteOf(
    {
      slice: data.getData(SLICE_TYPE),
      html: data.getData("text/html"),
      text: data.getData("text/plain"),
    },
    direction,
    isPlain,
  );
}

function put(view: EditorView, paste: Paste, surroundings: PasteSurroundings): void {
  switch (paste.kind) {
    case "slice": {
      const transaction = view.state.tr.replaceSelection(paste.slice);
      view.dispatch(transaction.setMeta("uiEvent", "paste").scrollIntoView());
      if (paste.pictures > 0) surroundings.onLeftOut("pictures", paste.pictures);
      return;
    }
    case "address":
      if (!linkCommand(paste.href, paste.text)(view.state, view.dispatch))
        view.dispatch(view.state.tr.insertText(paste.text).scrollIntoView());
      return;
    case "nothing":
      if (paste.pictures > 0) surroundings.onLeftOut("pictures", paste.pictures);
      return;
    case "tooLarge":
      surroundings.onLeftOut("tooLarge", 0);
  }
}

/** Writes what is selected to the clipboard in three forms; ours keeps everything. */
function copy(view: EditorView, event: ClipboardEvent, isCut: boolean): boolean {
  const data = event.clipboardData;
  if (data === null || view.state.selection.empty) return false;
  const slice = view.state.selection.content();
  const { dom, text } = view.serializeForClipboard(slice);
  event.preventDefault();
  data.clearData();
  data.setData(SLICE_TYPE, JSON.stringify(slice.toJSON()));
  data.setData("text/html", dom.innerHTML);
  data.setData("text/plain", text);
  if (isCut)
    view.dispatch(view.state.tr.deleteSelection().scrollIntoView().setMeta("uiEvent", "cut"));
  return true;
}

const isInField = (event: Event): boolean =>
  event.target instanceof Element && event.target.closest("input, textarea") !== null;

/**
 * Copying, pasting and dropping. All that comes from outside is read by our own rules before the browser makes anything
 * of it: no markup of others ever becomes part of the page.
 */
export function pasting(surroundings: PasteSurroundings): Plugin {
  let isShift = false;
  return new Plugin({
    props: {
      clipboardSerializer,
      clipboardTextSerializer: (slice) =>
        slice.content.textBetween(0, slice.content.size, "\n\n", (leaf) =>
          leaf.type.name === "hardBreak" ? "\n" : "",
        ),
      handleDOMEvents: {
        keydown: (_view, event) => {
          isShift = event.shiftKey;
          return false;
        },
        copy: (view, event) => !isInField(event) && copy(view, event, false),
        cut: (view, event) => !isInField(event) && copy(view, event, true),
        paste: (view, event) => {
          const data = event.clipboardData;
          if (data === null || isInField(event)) return false;
          event.preventDefault();
          const pictures = picturesOf(data);
          // Word and browsers put a picture of the text beside the text itself: the text is meant.
          const hasText = data.getData("text/html") !== "" || data.getData("text/plain") !== "";
          if (pictures.length > 0 && !hasText) {
            surroundings.onPictures(pictures, view.state.selection.from);
            return true;
          }
          put(view, readClipboard(data, surroundings.direction(), isShift), surroundings);
          return true;
        },
        drop: (view, event) => {
          const data = event.dataTransfer;
          if (data === null || view.dragging !== null) return false;
          event.preventDefault();
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
          const at = place?.pos ?? view.state.selection.from;
          const pictures = picturesOf(data);
          if (pictures.length > 0) {
            surroundings.onPictures(pictures, at);
            return true;
          }
          const paste = readClipboard(data, surroundings.direction(), false);
          if (paste.kind === "slice")
            view.dispatch(view.state.tr.replaceRange(at, at, paste.slice).scrollIntoView());
          else put(view, paste, surroundings);
          return true;
        },
      },
    },
  });
}
