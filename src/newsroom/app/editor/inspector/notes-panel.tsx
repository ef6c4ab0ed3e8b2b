import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { TextSelection } from "prosemirror-state";
import { api, read } from "../../data/api.ts";
import { useChange } from "../../data/use-change.ts";
import { useWords } from "../../language/words.tsx";
import { useWriting } from "../../parts/times.ts";
import type { BodyHandle } from "../body/body-handle.ts";
import { notesQuery, storyKey, type StoryNote } from "../data/story-data.ts";
import { notesTransaction, placeOfNote } from "../noting/notes-plugin.ts";
import { inspectorWords } from "./inspector-words.ts";

/** The words that a new note is on. */
export type NoteDraft = { readonly quote: string; readonly block: number | null };

/** Marks the open notes in the text, and again when they change. */
export function useMarkedNotes(story: string, handle: BodyHandle): readonly StoryNote[] {
  const { data } = useQuery(notesQuery(story));
  const notes = data?.items;
  useEffect(() => {
    const mark = (): boolean => {
      const view = handle.view();
      if (view === undefined) return false;
      const open = (notes ?? []).filter(({ resolvedAt }) => resolvedAt === null);
      view.dispatch(notesTransaction(view.state, open));
      return true;
    };
    if (mark()) return;
    const unsubscribe = handle.subscribe(() => {
      if (handle.view() === undefined) return;
      unsubscribe();
      mark();
    });
    return unsubscribe;
  }, [notes, handle]);
  return notes ?? [];
}

function Note({
  note,
  handle,
  isCurrent,
  mayNote,
  onResolve,
}: {
  readonly note: StoryNote;
  readonly handle: BodyHandle;
  readonly isCurrent: boolean;
  readonly mayNote: boolean;
  readonly onResolve: () => void;
}) {
  const w = useWords(inspectorWords);
  const { ago } = useWriting();
  const show = (): void => {
    const view = handle.view();
    const place = view === undefined ? undefined : placeOfNote(view.state, note.id);
    if (view === undefined || place === undefined) return;
    const selection = TextSelection.create(view.state.doc, place.from, place.to);
    view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
    view.focus();
  };
  const state = handle.state();
  const isGone =
    note.quote !== "" &&
    note.resolvedAt === null &&
    state !== undefined &&
    placeOfNote(state, note.id) === undefined;
  return (
    <li className="ed-note" data-current={isCurrent ? "" : undefined}>
      <header>
        <b>{note.createdBy.name}</b>
        <small className="nr-quiet">{ago(note.createdAt)}</small>
      </header>
      {note.quote !== "" && (
        <button type="button" className="ed-note-quote" onClick={show}>
          {w.notesAbout(note.quote)}
        </button>
      )}
      {isGone && <small className="nr-quiet">{w.noteGone}</small>}
      <p dir="auto">{note.text}</p>
      {mayNote && (
        <Button variant="subtle" size="compact-xs" onClick={onResolve}>
          {note.resolvedAt === null ? w.resolve : w.reopen}
        </Button>
      )}
    </li>
  );
}

/** What colleagues say to each other about the story; readers never see it. */
export function NotesPanel({
  story,
  notes,
  handle,
  current,
  fresh,
  mayNote,
  onFresh,
}: {
  readonly story: string;
  readonly notes: readonly StoryNote[];
  readonly handle: BodyHandle;
  /** The note that was pressed in the text. */
  readonly current: string | undefined;
  readonly fresh: NoteDraft | undefined;
  readonly mayNote: boolean;
  readonly onFresh: (note: NoteDraft | undefined) => void;
}) {
  const w = useWords(inspectorWords);
  const [text, setText] = useState("");
  const refreshes = [storyKey(story)];
  const add = useChange({
    run: () => {
      const { quote, block } = fresh ?? { quote: "", block: null };
      return read(
        api.stories[":id"].notes.$post({ param: { id: story }, json: { text, quote, block } }),
      );
    },
    refreshes,
    onDone: () => {
      setText("");
      onFresh(undefined);
    },
  });
  const resolve = useChange({
    run: (note: StoryNote) =>
      read(
        api.stories[":id"].notes[":note"].$put({
          param: { id: story, note: note.id },
          json: { resolved: note.resolvedAt === null },
        }),
      ),
    refreshes,
  });
  const open = notes.filter(({ resolvedAt }) => resolvedAt === null);
  const resolved = notes.filter(({ resolvedAt }) => resolvedAt !== null);
  const shown = (note: StoryNote) => (
    <Note
      key={note.id}
      note={note}
      handle={handle}
      isCurrent={note.id === current}
      mayNote={mayNote}
      onResolve={() => resolve.mutate(note)}
    />
  );
  return (
    <div className="ed-notes">
      {mayNote && (
        <form
          className="ed-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "") add.mutate(undefined);
          }}
        >
          <Textarea
            key={fresh?.quote}
            autoFocus={fresh !== undefined}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={4000}
            label={w.newNote}
            description={fresh === undefined ? w.noteOnStory : w.notesAbout(fresh.quote)}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className="ed-row">
            <Button
              type="submit"
              size="compact-sm"
              disabled={text.trim() === ""}
              loading={add.isPending}
            >
              {w.addNote}
            </Button>
            {fresh !== undefined && (
              <Button variant="subtle" size="compact-sm" onClick={() => onFresh(undefined)}>
                {w.cancel}
              </Button>
            )}
          </div>
        </form>
      )}
      {notes.length === 0 && <p className="nr-quiet">{w.noNotes}</p>}
      <ol>{open.map(shown)}</ol>
      {resolved.length > 0 && (
        <details>
          <summary>{w.resolvedNotes}</summary>
          <ol>{resolved.map(shown)}</ol>
        </details>
      )}
    </div>
  );
}
