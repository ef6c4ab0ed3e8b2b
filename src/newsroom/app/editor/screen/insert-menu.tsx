import { Button, Modal, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { frameWords } from "../../frame/frame-words.ts";
import { useWords } from "../../language/words.tsx";
import type { BodyHandle } from "../body/body-handle.ts";
import type { PickedPicture } from "../nodes/node-surroundings.ts";
import { Floating, type Anchor } from "./floating.tsx";
import {
  embedCommand,
  insertCommand,
  insertsFor,
  picturesCommand,
  type InsertName,
} from "./insert-items.ts";
import { toolWords } from "./screen-words.ts";

function caretAnchor(handle: BodyHandle): Anchor {
  const view = handle.view();
  if (view === undefined) return { top: 200, bottom: 200, centre: 400 };
  const caret = view.coordsAtPos(view.state.selection.from);
  const box = view.dom.getBoundingClientRect();
  const isRtl = getComputedStyle(view.dom).direction === "rtl";
  const edge = isRtl ? box.right - 140 : box.left + 140;
  return { top: caret.top, bottom: caret.bottom, centre: edge };
}

/** The list of things that can be put in at the caret: typed to, walked by arrows, taken by Enter. */
export function InsertMenu({
  handle,
  onClose,
  pickPicture,
}: {
  readonly handle: BodyHandle;
  readonly onClose: () => void;
  readonly pickPicture: () => Promise<PickedPicture | undefined>;
}) {
  const w = useWords(toolWords);
  const frame = useWords(frameWords);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const [embed, setEmbed] = useState<string>();
  const [anchor] = useState(() => caretAnchor(handle));
  const panel = useRef<HTMLDivElement>(null);
  const names = insertsFor(query, w);
  const isBadEmbed = embed !== undefined && embed !== "" && embedCommand(embed) === undefined;

  useEffect(() => {
    const away = (event: PointerEvent): void => {
      if (event.target instanceof Element && event.target.closest(".ed-insert") === null) onClose();
    };
    if (embed === undefined) document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [embed, onClose]);
  useEffect(() => {
    panel.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const choose = (name: InsertName): void => {
    if (name === "embed") return setEmbed("");
    const command = insertCommand(name);
    onClose();
    if (command !== undefined) {
      handle.run(command);
      return;
    }
    void pickPicture().then((picture) => {
      if (picture !== undefined) handle.run(picturesCommand([picture], name === "gallery"));
    });
  };

  if (embed !== undefined)
    return (
      <Modal
        opened
        onClose={onClose}
        title={w.embed}
        closeButtonProps={{ "aria-label": frame.close }}
      >
        <form
          className="ed-form"
          onSubmit={(event) => {
            event.preventDefault();
            const command = embedCommand(embed);
            if (command === undefined) return;
            onClose();
            handle.run(command);
          }}
        >
          <TextInput
            data-autofocus
            dir="ltr"
            label={w.embedAddress}
            value={embed}
            error={isBadEmbed ? w.embedBad : undefined}
            onChange={(event) => setEmbed(event.currentTarget.value)}
          />
          <Button type="submit" disabled={isBadEmbed || embed === ""}>
            {w.insert}
          </Button>
        </form>
      </Modal>
    );
  return (
    <Floating anchor={anchor} isBelow className="ed-insert" role="dialog" aria-label={w.insert}>
      <input
        autoFocus
        className="ed-insert-query"
        role="combobox"
        aria-expanded="true"
        aria-controls="ed-insert-list"
        aria-label={w.insert}
        aria-activedescendant={names[at] === undefined ? undefined : `ed-insert-${names[at]}`}
        placeholder={w.insert}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const name = names[at];
          if (event.key === "Escape" || (event.key === "Backspace" && query === "")) {
            event.preventDefault();
            onClose();
            handle.view()?.focus();
          } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            const step = event.key === "ArrowDown" ? 1 : -1;
            setAt((at + step + names.length) % Math.max(1, names.length));
          } else if (event.key === "Enter" && name !== undefined) {
            event.preventDefault();
            choose(name);
          }
        }}
      />
      <div id="ed-insert-list" role="listbox" aria-label={w.insert} ref={panel}>
        {names.map((name, index) => (
          <div
            key={name}
            id={`ed-insert-${name}`}
            role="option"
            aria-selected={index === at}
            onPointerEnter={() => setAt(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(name)}
          >
            {w[name]}
          </div>
        ))}
        {names.length === 0 && <p className="nr-quiet">{w.nothing}</p>}
      </div>
    </Floating>
  );
}
