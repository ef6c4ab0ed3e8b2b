import { ActionIcon, TextInput } from "@mantine/core";
import { useState, type DragEvent, type KeyboardEvent } from "react";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing } from "../parts/screen.tsx";
import type { FrontContent, Slot, StorySummary } from "./front-data.ts";
import { frontWords } from "./front-words.ts";

/** What a dragged slot or story carries; other drags of the browser are not ours. */
export const DRAGGED_SLOT = "application/x-newsroom-slot";
export const DRAGGED_STORY = "application/x-newsroom-story";

type Editing = {
  readonly content: FrontContent;
  readonly onChange: (content: FrontContent) => void;
  readonly storyOf: (id: string) => StorySummary | undefined;
};

/** The slots with the one at `from` moved to `to`. */
export function moveSlot(slots: readonly Slot[], from: number, to: number): readonly Slot[] {
  const next = [...slots];
  const [moved] = next.splice(from, 1);
  if (moved === undefined) return slots;
  next.splice(Math.max(0, Math.min(to, next.length)), 0, moved);
  return next;
}

function SlotWords({
  slot,
  onChange,
}: {
  readonly slot: Slot;
  readonly onChange: (slot: Slot) => void;
}) {
  const w = useWords(frontWords);
  return (
    <div className="nr-slot-words">
      <TextInput
        size="xs"
        label={w.kicker}
        placeholder={w.kickerHint}
        maxLength={40}
        value={slot.kicker}
        onChange={(event) => onChange({ ...slot, kicker: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label={w.headline}
        placeholder={w.headlineHint}
        maxLength={160}
        value={slot.headline}
        onChange={(event) => onChange({ ...slot, headline: event.currentTarget.value })}
      />
    </div>
  );
}

function SlotRow({
  slot,
  at,
  last,
  story,
  onChange,
  onMove,
  onRemove,
}: {
  readonly slot: Slot;
  readonly at: number;
  readonly last: number;
  readonly story: StorySummary | undefined;
  readonly onChange: (slot: Slot) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}) {
  const w = useWords(frontWords);
  const [isOpen, setOpen] = useState(false);
  const own = story?.headline ?? (slot.story === null ? w.auto : w.missing);
  const headline = slot.headline === "" ? own : slot.headline;
  const onKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(at + (event.key === "ArrowUp" ? -1 : 1));
  };
  return (
    <>
      <div className="nr-slot-place">
        <b>{at + 1}</b>
        <button
          type="button"
          className="nr-grip"
          draggable
          aria-label={w.drag(headline)}
          data-slot={at}
          onKeyDown={onKey}
          onDragStart={(event) => {
            event.dataTransfer.setData(DRAGGED_SLOT, String(at));
            event.dataTransfer.effectAllowed = "move";
          }}
        >
          <Icon name="grip" size={16} />
        </button>
      </div>
      {story?.picture !== undefined && story.picture !== null && (
        <img src={story.picture} alt="" width={64} height={43} />
      )}
      <div className="nr-slot-text">
        {slot.kicker !== "" && <small className="nr-kicker">{slot.kicker}</small>}
        <span className={slot.story === null ? "nr-quiet" : "nr-headline"}>{headline}</span>
        {story !== undefined && (
          <small className="nr-quiet">
            {slot.headline === "" ? story.section?.name : story.headline}
          </small>
        )}
      </div>
      <div className="nr-slot-tools">
        <ActionIcon
          variant="subtle"
          disabled={at === 0}
          aria-label={w.up(headline)}
          onClick={() => onMove(at - 1)}
        >
          <Icon name="up" size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          disabled={at === last}
          aria-label={w.down(headline)}
          onClick={() => onMove(at + 1)}
        >
          <Icon name="down" size={16} />
        </ActionIcon>
        {slot.story !== null && (
          <ActionIcon
            variant="subtle"
            aria-label={w.edit(headline)}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="pencil" size={16} />
          </ActionIcon>
        )}
        <ActionIcon variant="subtle" aria-label={w.remove(headline)} onClick={onRemove}>
          <Icon name="close" size={16} />
        </ActionIcon>
      </div>
      {isOpen && slot.story !== null && <SlotWords slot={slot} onChange={onChange} />}
    </>
  );
}

/** The pinned stories of a front in their places; by drag, by buttons, or by Alt and the arrow keys. */
export function Slots({
  content,
  onChange,
  onDropStory,
  storyOf,
  onSay,
}: Editing & {
  readonly onDropStory: (story: string, at: number) => void;
  readonly onSay: (text: string) => void;
}) {
  const w = useWords(frontWords);
  const [over, setOver] = useState<number>();
  const { slots } = content;
  const put = (next: readonly Slot[]): void => onChange({ ...content, slots: next });
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= slots.length || from === to) return;
    put(moveSlot(slots, from, to));
    const moved = slots[from];
    const story = moved?.story === null || moved === undefined ? undefined : storyOf(moved.story);
    onSay(w.moved(story?.headline ?? w.auto, to + 1));
    // The list is drawn anew: the keyboard stays with what it moved.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-slot="${to}"]`)?.focus(),
    );
  };
  const onDrop = (event: DragEvent, at: number): void => {
    const slot = event.dataTransfer.getData(DRAGGED_SLOT);
    const story = event.dataTransfer.getData(DRAGGED_STORY);
    setOver(undefined);
    if (slot === "" && story === "") return;
    event.preventDefault();
    if (slot !== "") {
      const from = Number(slot);
      move(from, Math.min(from < at ? at - 1 : at, slots.length - 1));
    } else onDropStory(story, at);
  };
  const target = (at: number) => ({
    "data-over": over === at || undefined,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(at);
    },
    onDragLeave: () => setOver(undefined),
    onDrop: (event: DragEvent) => onDrop(event, at),
  });
  return (
    <>
      {slots.length === 0 && <Nothing>{w.empty}</Nothing>}
      <ol className="nr-slots">
        {slots.map((slot, at) => (
          <li key={slot.story ?? `auto-${at}`} data-lead={at === 0 || undefined} {...target(at)}>
            <SlotRow
              slot={slot}
              at={at}
              last={slots.length - 1}
              story={slot.story === null ? undefined : storyOf(slot.story)}
              onChange={(changed) => put(slots.map((one, other) => (other === at ? changed : one)))}
              onMove={(to) => move(at, to)}
              onRemove={() => put(slots.filter((_one, other) => other !== at))}
            />
          </li>
        ))}
        <li className="nr-slot-end" {...target(slots.length)} aria-hidden="true" />
      </ol>
    </>
  );
}
