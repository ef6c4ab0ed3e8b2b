import { useEffect, useRef } from "react";
import { notify } from "../../frame/toasts.tsx";
import { useWords } from "../../language/words.tsx";
import type { BodyHandle } from "../body/body-handle.ts";
import { openBodyView } from "../body/body-view.ts";
import { endOfText } from "../body/commands.ts";
import { replaceBody } from "../body/replace-body.ts";
import { bodyEditorWords } from "../nodes/editor-words.ts";
import type { PickedPicture } from "../nodes/node-surroundings.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { findPicture } from "../data/picture-data.ts";
import { toolWords } from "./screen-words.ts";

export type BodyFieldProps = {
  readonly draft: OpenDraft;
  readonly handle: BodyHandle;
  readonly direction: "rtl" | "ltr";
  readonly isReadOnly: boolean;
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onNotePressed: (id: string) => void;
  readonly pickPicture: () => Promise<PickedPicture | undefined>;
  readonly uploadPictures: (files: readonly File[]) => Promise<readonly PickedPicture[]>;
};

/** The writing surface of the body. It is made once; what changes around it is read when it is needed. */
export function BodyField(props: BodyFieldProps) {
  const { draft, handle, direction, isReadOnly } = props;
  const place = useRef<HTMLDivElement>(null);
  const now = useRef(props);
  const words = useWords(bodyEditorWords);
  const tools = useWords(toolWords);
  useEffect(() => {
    now.current = props;
  });

  useEffect(() => {
    const mount = document.createElement("div");
    place.current?.append(mount);
    const view = openBodyView({
      place: mount,
      body: draft.body(),
      words,
      direction: () => direction,
      findPicture,
      pickPicture: () => now.current.pickPicture(),
      isReadOnly: () => now.current.isReadOnly,
      onKey: (event) => now.current.onKey(event),
      onNotePressed: (id) => now.current.onNotePressed(id),
      onPictures: (files, at) => {
        void now.current.uploadPictures(files).then((pictures) => {
          const nodes = pictures.map((picture) => view.state.schema.node("picture", picture));
          const [only] = nodes;
          if (only === undefined) return;
          const node = nodes.length === 1 ? only : view.state.schema.node("gallery", null, nodes);
          const place = Math.min(at, view.state.doc.content.size);
          const $at = view.state.doc.resolve(place);
          const selection = $at.depth === 0 ? $at.pos : $at.after(1);
          view.dispatch(view.state.tr.insert(selection, node).scrollIntoView());
        });
      },
      onLeftOut: (what, count) =>
        notify("failed", what === "pictures" ? tools.picturesOut(count) : tools.tooLarge),
      onState: (state, hasNewText) => {
        if (hasNewText && !isForeign) draft.wroteBody(state.doc);
        handle.moved(state);
      },
    });
    let isForeign = false;
    const unsubscribe = draft.onBody((body) => {
      const transaction = replaceBody(view.state, body);
      if (transaction === undefined) return;
      isForeign = true;
      view.dispatch(transaction);
      isForeign = false;
    });
    handle.attach(view);
    return () => {
      unsubscribe();
      handle.attach(undefined);
      view.destroy();
      mount.remove();
    };
  }, [draft, handle, direction, words, tools]);

  useEffect(() => {
    // Whether it may be written in is asked again only when its properties are set.
    const view = handle.view();
    view?.setProps({ editable: () => !isReadOnly });
  }, [handle, isReadOnly]);

  return (
    <div className="ed-body-place">
      <div ref={place} dir={direction} />
      {!isReadOnly && (
        <div
          className="ed-below"
          onPointerDown={(event) => {
            event.preventDefault();
            const view = handle.view();
            if (view === undefined) return;
            const last = view.state.doc.lastChild;
            const paragraph = view.state.schema.nodes["paragraph"];
            if (last?.type === paragraph) view.focus();
            else if (paragraph !== undefined) {
              const end = view.state.doc.content.size;
              view.dispatch(view.state.tr.insert(end, paragraph.create()));
              handle.run(endOfText);
            }
          }}
        />
      )}
    </div>
  );
}
