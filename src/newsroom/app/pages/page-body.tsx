import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { bodySchema } from "#stories/body/schema.ts";
import { newBodyHandle } from "../editor/body/body-handle.ts";
import { openBodyView } from "../editor/body/body-view.ts";
import { findPicture } from "../editor/data/picture-data.ts";
import { bodyEditorWords } from "../editor/nodes/editor-words.ts";
import { BubbleToolbar } from "../editor/screen/bubble-toolbar.tsx";
import { InsertMenu } from "../editor/screen/insert-menu.tsx";
import { toolWords } from "../editor/screen/screen-words.ts";
import { uploadAll, usePictureQuestion } from "../editor/screen/use-pictures.ts";
import { notify } from "../frame/toasts.tsx";
import { useLanguage, useWords } from "../language/words.tsx";
import { PicturePicker } from "../media/picture-picker.tsx";
import { Icon } from "../parts/icon.tsx";
import { pageWords } from "./page-words.ts";

/** The text of a static page, in the same editor as that of a story. It is made anew for another `body` only by its key. */
export function PageBody({
  body,
  direction,
  onChange,
}: {
  /** ProseMirror JSON of the one schema, as the server gave it. */
  readonly body: unknown;
  readonly direction: "rtl" | "ltr";
  readonly onChange: (body: unknown) => void;
}) {
  const w = useWords(pageWords);
  const words = useWords(bodyEditorWords);
  const tools = useWords(toolWords);
  const { language } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const [handle] = useState(newBodyHandle);
  const [first] = useState(() => bodySchema.nodeFromJSON(body));
  const pictures = usePictureQuestion();
  const [isInserting, setInserting] = useState(false);
  const now = useRef({ onChange, ask: pictures.ask });
  useEffect(() => {
    now.current = { onChange, ask: pictures.ask };
  });
  useEffect(() => {
    const mount = document.createElement("div");
    place.current?.append(mount);
    const view = openBodyView({
      place: mount,
      body: handle.state()?.doc ?? first,
      words,
      direction: () => direction,
      findPicture,
      pickPicture: () => now.current.ask(),
      isReadOnly: () => false,
      onKey: () => false,
      onNotePressed: () => undefined,
      onPictures: (files, at) => {
        void uploadAll(files).then((arrived) => {
          const nodes = arrived.map((picture) => view.state.schema.node("picture", picture));
          const end = Math.min(at, view.state.doc.content.size);
          view.dispatch(view.state.tr.insert(end, nodes).scrollIntoView());
        });
      },
      onLeftOut: (what, count) =>
        notify("failed", what === "pictures" ? tools.picturesOut(count) : tools.tooLarge),
      onState: (state, hasNewText) => {
        if (hasNewText) now.current.onChange(state.doc.toJSON());
        handle.moved(state);
      },
    });
    handle.attach(view);
    return () => {
      view.destroy();
      mount.remove();
    };
  }, [handle, first, direction, words, tools, language]);
  return (
    <>
      <div className="nr-page-body" ref={place} dir={direction} />
      <Button
        variant="subtle"
        leftSection={<Icon name="plus" size={16} />}
        onClick={() => setInserting(true)}
      >
        {w.insert}
      </Button>
      <BubbleToolbar handle={handle} linkAsked={0} onNote={undefined} />
      {isInserting && (
        <InsertMenu
          handle={handle}
          onClose={() => setInserting(false)}
          pickPicture={pictures.ask}
        />
      )}
      <PicturePicker
        opened={pictures.isAsked}
        onClose={() => pictures.answer(undefined)}
        onPick={pictures.answer}
      />
    </>
  );
}
