import { Button, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { EditorState } from "prosemirror-state";
import { useWords } from "../../language/words.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { BodyHandle } from "../body/body-handle.ts";
import {
  blockAt,
  blockCommand,
  directionCommand,
  hasMark,
  markCommand,
  type BlockName,
  type MarkName,
} from "../body/commands.ts";
import { linkAddress, linkAt, linkCommand } from "../body/link-commands.ts";
import { tableCommand, type TableAct } from "../body/table-commands.ts";
import { useBodyState } from "../body/use-body-state.ts";
import { Floating, type Anchor } from "./floating.tsx";
import { toolWords } from "./screen-words.ts";

const MARK_SIGNS: readonly { readonly name: MarkName; readonly sign: string }[] = [
  { name: "strong", sign: "غ" },
  { name: "em", sign: "م" },
  { name: "superscript", sign: "س²" },
];
const BLOCK_SIGNS: readonly { readonly name: BlockName; readonly sign: string }[] = [
  { name: "heading2", sign: "ع2" },
  { name: "heading3", sign: "ع3" },
  { name: "quote", sign: "«»" },
  { name: "pullQuote", sign: "❞" },
  { name: "bulletList", sign: "•" },
  { name: "orderedList", sign: "1." },
];
const TABLE_ACTS: readonly TableAct[] = [
  "addRow",
  "addColumn",
  "toggleHead",
  "deleteRow",
  "deleteColumn",
  "deleteTable",
];

/** What the toolbar shows, as one text, so that it is drawn anew only when that changes. */
function shownFor(state: EditorState): string {
  const { empty, from, to } = state.selection;
  const block = blockAt(state);
  const isTable = block === "table";
  if (empty && !isTable) return "";
  if (!empty && state.doc.textBetween(from, to, " ", " ").trim() === "" && !isTable) return "";
  const marks = MARK_SIGNS.filter(({ name }) => hasMark(state, name)).map(({ name }) => name);
  const link = hasMark(state, "link") ? ["link"] : [];
  return [from, to, block ?? "", empty ? "caret" : "range", ...marks, ...link].join(" ");
}

function anchorOf(handle: BodyHandle): Anchor | undefined {
  const view = handle.view();
  if (view === undefined) return undefined;
  const { from, to } = view.state.selection;
  const [start, end] = [view.coordsAtPos(from, 1), view.coordsAtPos(to, -1)];
  const isOneLine = Math.abs(start.top - end.top) < 4;
  const box = view.dom.getBoundingClientRect();
  return {
    top: start.top,
    bottom: end.bottom,
    centre: isOneLine ? (start.left + end.left) / 2 : (box.left + box.right) / 2,
  };
}

/** Formatting of what is selected, floating above it; within a table, what one can do to the table. */
export function BubbleToolbar({
  handle,
  onNote,
  linkAsked,
}: {
  readonly handle: BodyHandle;
  readonly onNote: (() => void) | undefined;
  /** Counts up each time the key for a link is pressed. */
  readonly linkAsked: number;
}) {
  const w = useWords(toolWords);
  const shown = useBodyState(handle, shownFor, "");
  const [linking, setLinking] = useState<string>();
  const [isPointing, setPointing] = useState(false);
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    if (linkAsked === 0) return;
    const state = handle.state();
    const href: unknown = state === undefined ? undefined : linkAt(state)?.attrs["href"];
    setLinking(typeof href === "string" ? href : "");
  }, [handle, linkAsked]);
  useEffect(() => setLinking(undefined), [shown]);
  useEffect(() => {
    // While the pointer still draws the selection, a bar above it would stand in its way.
    const down = (event: PointerEvent): void =>
      setPointing(event.target instanceof Element && event.target.closest(".ed-body") !== null);
    const up = (): void => setPointing(false);
    // Selected text stays selected while one works elsewhere; the bar does not stay over it.
    const focused = (event: FocusEvent): void =>
      setAway(
        event.target instanceof Element &&
          event.target.closest(".ed-body-place, .ed-floating") === null,
      );
    document.addEventListener("focusin", focused);
    document.addEventListener("pointerdown", down);
    document.addEventListener("pointerup", up);
    return () => {
      document.removeEventListener("pointerdown", down);
      document.removeEventListener("pointerup", up);
      document.removeEventListener("focusin", focused);
    };
  }, []);
  const anchor = shown === "" && linking === undefined ? undefined : anchorOf(handle);
  if (anchor === undefined || isPointing || isAway) return null;
  const parts = shown.split(" ");
  const isTable = parts[2] === "table";
  const button = (key: string, label: string, sign: string, isOn: boolean, run: () => void) => (
    <button
      key={key}
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={isOn}
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      {sign}
    </button>
  );
  if (linking !== undefined) {
    const isBad = linking.trim() !== "" && linkAddress(linking) === undefined;
    return (
      <Floating anchor={anchor} className="ed-link-panel" role="dialog" aria-label={w.link}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isBad) return;
            handle.run(linkCommand(linking));
            setLinking(undefined);
          }}
        >
          <TextInput
            data-autofocus
            autoFocus
            dir="ltr"
            label={w.linkAddress}
            value={linking}
            error={isBad ? w.linkBad : undefined}
            onChange={(event) => setLinking(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              setLinking(undefined);
              handle.view()?.focus();
            }}
          />
          <Button type="submit" disabled={isBad || linking.trim() === ""}>
            {w.linkPut}
          </Button>
          {parts.includes("link") && (
            <Button
              variant="default"
              onClick={() => {
                handle.run(linkCommand(""));
                setLinking(undefined);
              }}
            >
              {w.linkOff}
            </Button>
          )}
        </form>
      </Floating>
    );
  }
  return (
    <Floating anchor={anchor} className="ed-bubble" role="toolbar" aria-label={w.toolbar}>
      {parts[3] === "range" && (
        <>
          {MARK_SIGNS.map(({ name, sign }) =>
            button(name, w[name], sign, parts.includes(name), () => handle.run(markCommand(name))),
          )}
          {button("link", w.link, w.link, parts.includes("link"), () => {
            const state = handle.state();
            const href: unknown = state === undefined ? undefined : linkAt(state)?.attrs["href"];
            setLinking(typeof href === "string" ? href : "");
          })}
          <i />
          {!isTable &&
            BLOCK_SIGNS.map(({ name, sign }) =>
              button(name, w[name], sign, parts[2] === name, () => handle.run(blockCommand(name))),
            )}
          {button("direction", w.direction, "⇄", false, () =>
            handle.run((state, dispatch) => {
              const current: unknown = state.selection.$from.parent.attrs["dir"];
              return directionCommand(current === null ? "ltr" : null)(state, dispatch);
            }),
          )}
          {onNote !== undefined && (
            <>
              <i />
              {button("note", w.note, w.note, false, onNote)}
            </>
          )}
        </>
      )}
      {isTable &&
        TABLE_ACTS.map((act) => (
          <button
            key={act}
            type="button"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => handle.run(tableCommand(act))}
          >
            {act === "deleteTable" ? <Icon name="trash" size={14} /> : null}
            {w[act]}
          </button>
        ))}
    </Floating>
  );
}
