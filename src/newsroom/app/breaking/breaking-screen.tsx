import { ActionIcon, Button, TextInput } from "@mantine/core";
import { queryOptions, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { isoWithOffset } from "#arabic/dates.ts";
import { resolveWallTime } from "#arabic/zone-days.ts";
import { api, read, type AnswerOf } from "../data/api.ts";
import { useSession } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { breakingWords } from "./breaking-words.ts";

type Line = {
  /** Given by the server to a line that is kept. */
  readonly id?: string;
  readonly text: string;
  readonly story: string | null;
  readonly until: string | null;
  readonly hasEnded?: boolean;
};
type Strip = AnswerOf<typeof api.breaking.$get>;

const BREAKING = ["breaking"] as const;
const stripQuery = queryOptions({
  queryKey: BREAKING,
  queryFn: () => read(api.breaking.$get()),
});

const sent = ({ id, text, story, until }: Line) => ({
  ...(id === undefined ? {} : { id }),
  text,
  story,
  until,
});

/** An instant on the edition's clock, as the field of a form has it. */
const wallOf = (until: string | null, zone: string): string =>
  until === null ? "" : isoWithOffset(new Date(until), zone).slice(0, 16);

function LineFields({
  line,
  at,
  last,
  onChange,
  onMove,
  onRemove,
  onStory,
}: {
  readonly line: Line;
  readonly at: number;
  readonly last: number;
  readonly onChange: (line: Line) => void;
  readonly onMove: (step: number) => void;
  readonly onRemove: () => void;
  readonly onStory: () => void;
}) {
  const w = useWords(breakingWords);
  const { edition } = useSession();
  const setUntil = (wall: string): void => {
    if (wall === "") return onChange({ ...line, until: null });
    const resolved = resolveWallTime(wall, edition.zone);
    const instant =
      resolved.kind === "instant"
        ? resolved.instant
        : resolved.kind === "gap"
          ? resolved.next
          : resolved.kind === "double"
            ? resolved.first
            : undefined;
    if (instant !== undefined) onChange({ ...line, until: instant.toISOString() });
    return undefined;
  };
  return (
    <li className="nr-line">
      <TextInput
        className="nr-grow"
        aria-label={w.text}
        placeholder={w.text}
        required
        maxLength={200}
        value={line.text}
        onChange={(event) => onChange({ ...line, text: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        aria-label={w.until}
        title={w.until}
        value={wallOf(line.until, edition.zone)}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <div className="nr-slot-tools">
        <ActionIcon
          variant="subtle"
          disabled={at === 0}
          aria-label={w.up(line.text)}
          onClick={() => onMove(-1)}
        >
          <Icon name="up" size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          disabled={at === last}
          aria-label={w.down(line.text)}
          onClick={() => onMove(1)}
        >
          <Icon name="down" size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" aria-label={w.remove(line.text)} onClick={onRemove}>
          <Icon name="trash" size={16} />
        </ActionIcon>
      </div>
      <div className="nr-line-note">
        {line.id !== undefined && (
          <span className="nr-state" data-state={line.hasEnded === true ? "draft" : "published"}>
            {line.hasEnded === true ? w.ended : w.live}
          </span>
        )}
        {line.story !== null ? (
          <Link to="/stories/$id" params={{ id: line.story }} className="nr-link">
            {w.openStory}
          </Link>
        ) : (
          line.id !== undefined && (
            <Button variant="subtle" size="compact-sm" onClick={onStory}>
              {w.makeStory}
            </Button>
          )
        )}
      </div>
    </li>
  );
}

/** The strip of breaking news above every page. */
export function BreakingScreen() {
  const w = useWords(breakingWords);
  const reason = useReason();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: strip } = useSuspenseQuery(stripQuery);
  const [lines, setLines] = useState<readonly Line[]>(strip.items);
  const show = (next: Strip): void => {
    client.setQueryData(BREAKING, next);
    setLines(next.items);
  };
  const save = useChange({
    run: (items: readonly Line[]) =>
      read(api.breaking.$put({ json: { base: strip.version, items: items.map(sent) } })),
    refreshes: [],
    done: w.saved,
    saysFailure: true,
    onDone: show,
  });
  const makeStory = useChange({
    run: (id: string) => read(api.breaking[":id"].story.$post({ param: { id } })),
    refreshes: [BREAKING],
    onDone: ({ story }) => void navigate({ to: "/stories/$id", params: { id: story } }),
  });
  const move = (at: number, step: number): void => {
    const next = [...lines];
    const [moved] = next.splice(at, 1);
    if (moved === undefined) return;
    next.splice(at + step, 0, moved);
    setLines(next);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(lines);
  };
  return (
    <Screen title={w.title} note={w.note} width="reading">
      {lines.some(({ text }) => text !== "") && (
        <div className="nr-strip" role="img" aria-label={w.preview}>
          <b>{w.breaking}</b>
          <span>
            {lines
              .map(({ text }) => text)
              .filter((text) => text !== "")
              .join(" • ")}
          </span>
        </div>
      )}
      <Panel>
        <form className="nr-form" onSubmit={submit}>
          {lines.length === 0 && <Nothing>{w.none}</Nothing>}
          <ol>
            {lines.map((line, at) => (
              <LineFields
                key={line.id ?? `new-${at}`}
                line={line}
                at={at}
                last={lines.length - 1}
                onChange={(changed) =>
                  setLines(lines.map((one, other) => (other === at ? changed : one)))
                }
                onMove={(step) => move(at, step)}
                onRemove={() => setLines(lines.filter((_one, other) => other !== at))}
                onStory={() => {
                  if (line.id !== undefined) makeStory.mutate(line.id);
                }}
              />
            ))}
          </ol>
          <p className="nr-problem" role="alert">
            {save.error === null ? "" : reason(save.error)}
          </p>
          <div className="nr-inline-form">
            <Button
              variant="default"
              disabled={lines.length >= strip.most}
              leftSection={<Icon name="plus" size={16} />}
              onClick={() => setLines([...lines, { text: "", story: null, until: null }])}
            >
              {w.add}
            </Button>
            <span className="nr-grow" />
            <Button type="submit" color="rubric" className="nr-go" loading={save.isPending}>
              {w.save}
            </Button>
          </div>
        </form>
      </Panel>
    </Screen>
  );
}
