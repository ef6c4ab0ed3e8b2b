import { Button, Textarea } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../data/api.ts";
import { useChange } from "../data/use-change.ts";
import { useLanguage, useWords } from "../language/words.tsx";
import { Nothing } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { appealsQuery, MODERATION, type Appeal } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

function AppealCard({ appeal }: { readonly appeal: Appeal }) {
  const w = useWords(moderationWords);
  const { language } = useLanguage();
  const { ago } = useWriting();
  const [answer, setAnswer] = useState("");
  const decide = useChange({
    run: (isGranted: boolean) =>
      read(
        api.moderation.appeals[":id"].decision.$post({
          param: { id: appeal.id },
          json: { isGranted, answer },
        }),
      ),
    refreshes: [MODERATION],
    done: w.appealDone,
  });
  const { comment, sanction, reason } = appeal;
  return (
    <li className="mo-detail">
      <header>
        <h2 dir="auto">{w.appealOf(appeal.reader.name)}</h2>
        <span className="nr-grow" />
        <time className="nr-quiet" dateTime={appeal.createdAt}>
          {ago(appeal.createdAt)}
        </time>
      </header>
      <p className="mo-text" dir="auto">
        {appeal.text}
      </p>
      {comment !== null && (
        <blockquote className="mo-parent">
          <b>
            {w.appealAgainst}
            {reason !== null && (
              <> ({Object.entries(w.reason).find(([name]) => name === reason)?.[1] ?? reason})</>
            )}
          </b>
          <span dir="auto">{comment.body}</span>
          <small className="nr-quiet" dir="auto">
            {comment.headline}
          </small>
        </blockquote>
      )}
      {sanction !== null && (
        <blockquote className="mo-parent">
          <b>{w.appealAgainstSanction}</b>
          <span>{sanction.told[language]}</span>
          <small className="nr-quiet">{ago(sanction.at)}</small>
        </blockquote>
      )}
      <Textarea
        label={w.answer}
        maxLength={2000}
        autosize
        minRows={2}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      <div className="mo-acts">
        <Button loading={decide.isPending} onClick={() => decide.mutate(true)}>
          {w.grant}
        </Button>
        <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate(false)}>
          {w.decline}
        </Button>
      </div>
    </li>
  );
}

/** The appeals that wait for an answer. */
export function AppealsQueue() {
  const w = useWords(moderationWords);
  const { data } = useSuspenseQuery(appealsQuery);
  if (data.items.length === 0) return <Nothing>{w.none}</Nothing>;
  return (
    <ol className="mo-appeals">
      {data.items.map((appeal) => (
        <AppealCard key={appeal.id} appeal={appeal} />
      ))}
    </ol>
  );
}
