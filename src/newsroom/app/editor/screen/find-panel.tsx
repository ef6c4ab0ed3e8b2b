import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { TextSelection, type EditorState } from "prosemirror-state";
import { useWords } from "../../language/words.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { BodyHandle } from "../body/body-handle.ts";
import { useBodyState } from "../body/use-body-state.ts";
import { nextMatch, replaceSpans } from "../finding/find-in-document.ts";
import { findTransaction, foundIn } from "../finding/find-plugin.ts";
import { toolWords } from "./screen-words.ts";

const selectedText = (state: EditorState | undefined): string => {
  if (state === undefined || state.selection.empty) return "";
  const { $from, $to, from, to } = state.selection;
  return $from.sameParent($to) ? state.doc.textBetween(from, to) : "";
};

/** Find and replace in the body. Tashkeel, hamza seats and the script of digits play no part unless asked for. */
export function FindPanel({
  handle,
  onClose,
  isReadOnly,
}: {
  readonly handle: BodyHandle;
  readonly onClose: () => void;
  readonly isReadOnly: boolean;
}) {
  const w = useWords(toolWords);
  const [query, setQuery] = useState(() => selectedText(handle.state()));
  const [other, setOther] = useState("");
  const [exact, setExact] = useState(false);
  const [wholeWords, setWholeWords] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const all = useBodyState(handle, (state) => foundIn(state).spans.length, 0);
  const current = useBodyState(handle, (state) => foundIn(state).current, 0);

  useEffect(() => {
    const view = handle.view();
    if (view === undefined) return;
    view.dispatch(findTransaction(view.state, { query, options: { exact, wholeWords } }));
    const spans = foundIn(view.state).spans;
    const start = nextMatch(spans, view.state.selection.from);
    if (start !== undefined) view.dispatch(findTransaction(view.state, { current: start }));
  }, [handle, query, exact, wholeWords]);
  useEffect(() => {
    field.current?.select();
    return () => {
      const view = handle.view();
      view?.dispatch(findTransaction(view.state, { query: "" }));
    };
  }, [handle]);

  const show = (index: number): void => {
    const view = handle.view();
    if (view === undefined) return;
    const { spans } = foundIn(view.state);
    const wanted = (index + spans.length) % Math.max(1, spans.length);
    const span = spans[wanted];
    if (span === undefined) return;
    const selection = TextSelection.create(view.state.doc, span.from, span.to);
    view.dispatch(findTransaction(view.state, { current: wanted }).setSelection(selection));
    document.querySelector(".ed-match-current")?.scrollIntoView({ block: "center" });
  };
  const replace = (isAll: boolean): void => {
    const view = handle.view();
    if (view === undefined) return;
    const { spans, current: index } = foundIn(view.state);
    const span = spans[index];
    const chosen = isAll ? spans : span === undefined ? [] : [span];
    view.dispatch(replaceSpans(view.state, chosen, other));
    if (!isAll) show(foundIn(view.state).current);
  };
  return (
    <div
      className="ed-find"
      role="search"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
        handle.view()?.focus();
      }}
    >
      <TextInput
        ref={field}
        autoFocus
        aria-label={w.find}
        placeholder={w.find}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          show(current + (event.shiftKey ? -1 : 1));
        }}
      />
      <output className="nr-quiet nr-number">{w.matches(all === 0 ? 0 : current + 1, all)}</output>
      <ActionIcon variant="subtle" aria-label={w.previous} onClick={() => show(current - 1)}>
        <Icon name="up" />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={w.next} onClick={() => show(current + 1)}>
        <Icon name="down" />
      </ActionIcon>
      {!isReadOnly && (
        <>
          <TextInput
            aria-label={w.replace}
            placeholder={w.replace}
            value={other}
            onChange={(event) => setOther(event.currentTarget.value)}
          />
          <Button variant="default" size="xs" disabled={all === 0} onClick={() => replace(false)}>
            {w.one}
          </Button>
          <Button variant="default" size="xs" disabled={all === 0} onClick={() => replace(true)}>
            {w.all}
          </Button>
        </>
      )}
      <Checkbox
        size="xs"
        label={w.exact}
        checked={exact}
        onChange={(event) => setExact(event.currentTarget.checked)}
      />
      <Checkbox
        size="xs"
        label={w.wholeWords}
        checked={wholeWords}
        onChange={(event) => setWholeWords(event.currentTarget.checked)}
      />
      <span className="nr-grow" />
      <ActionIcon variant="subtle" aria-label={w.close} onClick={onClose}>
        <Icon name="close" />
      </ActionIcon>
    </div>
  );
}
