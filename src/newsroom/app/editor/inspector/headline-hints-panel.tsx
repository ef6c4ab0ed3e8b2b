import { useEffect, useMemo, useState } from "react";
import { useWords } from "../../language/words.tsx";
import { useWriting } from "../../parts/times.ts";
import { headlineHints, type HeadlineHint } from "../counting/headline-hints.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { useField } from "../screen/use-draft.ts";
import { inspectorWords } from "./inspector-words.ts";

let canvas: CanvasRenderingContext2D | null = null;

/** The width of a text in the faces that this browser has. */
function measure(text: string, font: string): number {
  canvas ??= document.createElement("canvas").getContext("2d");
  if (canvas === null) return 0;
  canvas.font = font;
  return canvas.measureText(text).width;
}

/** How the headline fits the places where readers meet it, measured anew when the faces have arrived. */
export function useHeadlineHints(draft: OpenDraft): readonly HeadlineHint[] {
  const headline = useField(draft, "headline");
  const [faces, setFaces] = useState(0);
  useEffect(() => {
    let isGone = false;
    void document.fonts.ready.then(() => {
      if (!isGone) setFaces(1);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return useMemo(() => headlineHints(headline, measure), [headline, faces]);
}

/** Bars that say how much of its space the headline takes on a phone, in search results and on a shared card. */
export function HeadlineHints({ draft }: { readonly draft: OpenDraft }) {
  const w = useWords(inspectorWords);
  const { number } = useWriting();
  const headline = useField(draft, "headline");
  const hints = useHeadlineHints(draft);
  if (headline === "") return null;
  return (
    <section className="ed-hints" aria-label={w.hints}>
      <b className="ed-label">
        {w.hints} <small>{w.letters(number(Array.from(headline).length))}</small>
      </b>
      {hints.map((hint) => (
        <div key={hint.kind} data-long={hint.used > 1 ? "" : undefined}>
          <span>{w.hint[hint.kind]}</span>
          <meter
            min={0}
            max={1}
            value={Math.min(1, hint.used)}
            aria-label={`${w.hint[hint.kind]}: ${w.hintLines(hint.lines, hint.maxLines)}`}
          />
          <small title={hint.used > 1 ? w.hintShown(hint.shown) : undefined}>
            {w.hintLines(hint.lines, hint.maxLines)}
          </small>
        </div>
      ))}
    </section>
  );
}
