import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useChange } from "../data/use-change.ts";
import { useLanguage, useWords } from "../language/words.tsx";
import { useWriting } from "../parts/times.ts";
import { MODERATION, recordQuery, type Comment } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

function Notes({ id, notes }: { readonly id: string; readonly notes: readonly Note[] }) {
  const w = useWords(moderationWords);
  const { ago } = useWriting();
  const [text, setText] = useState("");
  const add = useChange({
    run: () => read(api.moderation.readers[":id"].notes.$post({ param: { id }, json: { text } })),
    refreshes: [MODERATION],
    done: w.noted,
    onDone: () => setText(""),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <details className="mo-more">
      <summary>
        {w.notes} {notes.length > 0 && <b className="nr-number">{notes.length}</b>}
      </summary>
      <ul>
        {notes.map((note) => (
          <li key={note.id}>
            <span dir="auto">{note.text}</span>
            <small className="nr-quiet">
              {note.by} · {ago(note.at)}
            </small>
          </li>
        ))}
      </ul>
      <form className="nr-form" onSubmit={submit}>
        <Textarea
          aria-label={w.noteLabel}
          placeholder={w.noteLabel}
          maxLength={2000}
          autosize
          minRows={1}
          required
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="compact-sm"
          variant="default"
          disabled={text.trim() === ""}
          loading={add.isPending}
        >
          {w.addNote}
        </Button>
      </form>
    </details>
  );
}

type Note = {
  readonly id: string;
  readonly text: string;
  readonly at: string;
  readonly by: string;
};

/** Who wrote a comment: how long they are here, what became of what they wrote, what was decided about them. */
export function ReaderPanel({ reader }: { readonly reader: NonNullable<Comment["reader"]> }) {
  const w = useWords(moderationWords);
  const { language } = useLanguage();
  const { day, ago, number } = useWriting();
  const { data: record } = useQuery(recordQuery(reader.id));
  const lift = useChange({
    run: (id: string) => read(api.moderation.sanctions[":id"].$delete({ param: { id } })),
    refreshes: [MODERATION],
    done: w.lifted,
  });
  return (
    <section className="mo-side" aria-label={w.reader}>
      <h3 dir="auto">{reader.name}</h3>
      <p className="nr-quiet">{w.since(day(reader.since))}</p>
      <dl className="mo-numbers">
        <div>
          <dt>{w.published}</dt>
          <dd>{number(reader.published)}</dd>
        </div>
        <div>
          <dt>{w.rejected}</dt>
          <dd>{number(reader.rejected)}</dd>
        </div>
        <div>
          <dt>{w.upheld}</dt>
          <dd>{record === undefined ? "…" : number(record.reported)}</dd>
        </div>
      </dl>
      <Link className="nr-link" to="/moderation" search={{ queue: "held", reader: reader.id }}>
        {w.byReader}
      </Link>
      {record !== undefined && record.sanctions.length > 0 && (
        <details className="mo-more" open={record.sanctions.some(({ isActive }) => isActive)}>
          <summary>{w.sanctions}</summary>
          <ul>
            {record.sanctions.map((one) => (
              <li key={one.id} data-active={one.isActive || undefined}>
                <b>{w.sanction[one.kind]}</b> <span>{one.told[language]}</span>
                <small className="nr-quiet">
                  {one.by} · {ago(one.at)}
                </small>
                {one.isActive && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={lift.isPending}
                    onClick={() => lift.mutate(one.id)}
                  >
                    {w.lift}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {record !== undefined && (
        <details className="mo-more">
          <summary>{w.history}</summary>
          <ul>
            {record.comments.map((comment) => (
              <li key={comment.id}>
                <span className="mo-state" data-state={comment.state}>
                  {w.state[comment.state]}
                </span>{" "}
                <span className="mo-clamp" dir="auto">
                  {comment.body}
                </span>
                <small className="nr-quiet">{ago(comment.at)}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
      {record !== undefined && <Notes id={reader.id} notes={record.notes} />}
    </section>
  );
}
