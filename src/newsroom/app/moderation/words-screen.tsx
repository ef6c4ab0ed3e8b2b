import { Button, Textarea } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { wordsQuery } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

/** So long after the last key the list is tried. */
const TRIED_AFTER_MS = 350;

type Hit = { readonly listed: string; readonly at: number; readonly end: number };

/** What the list, as it stands in the field, finds in a text. */
function TryOut({ list }: { readonly list: string }) {
  const w = useWords(moderationWords);
  const [text, setText] = useState("");
  const [hits, setHits] = useState<readonly Hit[]>();
  useEffect(() => {
    if (text.trim() === "") return undefined;
    let isOver = false;
    const timer = setTimeout(() => {
      read(api.moderation.words.try.$post({ json: { list, text } })).then(
        (answer) => {
          if (!isOver) setHits(answer.hits);
        },
        () => {
          if (!isOver) setHits([]);
        },
      );
    }, TRIED_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [list, text]);
  return (
    <Panel title={w.tryTitle}>
      <Textarea
        label={w.tryField}
        autosize
        minRows={3}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div role="status">
        {text.trim() === "" || hits === undefined ? null : hits.length === 0 ? (
          <Nothing>{w.tryNothing}</Nothing>
        ) : (
          <ul className="mo-hits">
            {hits.map(({ listed, at, end }) => (
              <li key={`${listed} ${at}`}>{w.tryFound(listed, text.slice(at, end))}</li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

/** The word list of the newsroom, with a box to try it in. */
export function WordsScreen() {
  const w = useWords(moderationWords);
  const reason = useReason();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(wordsQuery);
  const [list, setList] = useState(data.list);
  const save = useChange({
    run: () => read(api.moderation.words.$put({ json: { base: data.version, list } })),
    refreshes: [],
    done: w.wordsSaved,
    saysFailure: true,
    onDone: (next) => client.setQueryData(wordsQuery.queryKey, next),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Screen title={w.wordsTitle} note={w.wordsNote}>
      <div className="nr-stack nr-two">
        <Panel>
          <form className="nr-form" onSubmit={submit}>
            <p className="nr-quiet">{data.version === 0 ? w.wordsShipped : ""}</p>
            <Textarea
              label={w.wordsField}
              description={w.wordsHelp}
              rows={18}
              maxLength={100_000}
              value={list}
              onChange={(event) => setList(event.currentTarget.value)}
            />
            <p className="nr-problem" role="alert">
              {save.error === null ? "" : reason(save.error)}
            </p>
            <Button
              type="submit"
              color="rubric"
              className="nr-go"
              loading={save.isPending}
              disabled={list === data.list}
            >
              {w.save}
            </Button>
          </form>
        </Panel>
        <TryOut list={list} />
      </div>
    </Screen>
  );
}
