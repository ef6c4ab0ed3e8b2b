import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useWords } from "../language/words.tsx";
import { mediaWords } from "./media-words.ts";
import type { Picture } from "./picture-data.ts";

type Focus = Picture["focus"];
const STEP = 0.02;
const within = (share: number): number => Math.min(1, Math.max(0, Math.round(share * 1000) / 1000));

/** The picture with its focal point, set by pointer or by the arrow keys; always from the left, whatever the language. */
export function FocalPoint({
  picture,
  focus,
  onFocus,
}: {
  readonly picture: Picture;
  readonly focus: Focus;
  readonly onFocus: (focus: Focus) => void;
}) {
  const w = useWords(mediaWords);
  const area = useRef<HTMLDivElement>(null);
  const move = (event: PointerEvent): void => {
    const box = area.current?.getBoundingClientRect();
    if (box === undefined) return;
    onFocus({
      x: within((event.clientX - box.left) / box.width),
      y: within((event.clientY - box.top) / box.height),
    });
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onFocus({ x: within(focus.x + (step[0] ?? 0)), y: within(focus.y + (step[1] ?? 0)) });
  };
  return (
    <div
      ref={area}
      className="nr-focal"
      dir="ltr"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) move(event);
      }}
    >
      <img src={picture.url} alt={picture.alt} width={picture.width} height={picture.height} />
      <button
        type="button"
        className="nr-focal-point"
        aria-label={`${w.focus}: ${w.focusAt(Math.round(focus.x * 100), Math.round(focus.y * 100))}`}
        style={{ insetInlineStart: `${focus.x * 100}%`, insetBlockStart: `${focus.y * 100}%` }}
        onKeyDown={onKey}
      />
    </div>
  );
}
