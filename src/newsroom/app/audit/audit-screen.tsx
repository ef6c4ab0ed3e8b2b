import { Button, NativeSelect, TextInput } from "@mantine/core";
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayBounds, isDay } from "#arabic/zone-days.ts";
import { api, read, type AnswerOf } from "../data/api.ts";
import { given } from "../data/given.ts";
import { useSession } from "../data/session.ts";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { auditWords } from "./audit-words.ts";

type Entry = AnswerOf<typeof api.audit.$get>["items"][number];

type Filter = {
  readonly q: string;
  readonly act: string;
  readonly from: string;
  readonly to: string;
};

const auditQuery = (filter: Filter, zone: string) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam }) =>
      read(
        api.audit.$get({
          query: given({
            q: filter.q.trim(),
            act: filter.act,
            from: isDay(filter.from) ? dayBounds(filter.from, zone).start.toISOString() : "",
            to: isDay(filter.to) ? dayBounds(filter.to, zone).end.toISOString() : "",
            cursor: pageParam,
          }),
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });

const shown = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 1);

function Change({ word, value }: { readonly word: string; readonly value: unknown }) {
  if (value === null || typeof value !== "object") return null;
  return (
    <dl className="nr-change">
      {Object.entries(value).map(([name, field]: [string, unknown]) => (
        <div key={name}>
          <dt>
            {word} <bdi>{name}</bdi>
          </dt>
          <dd dir="auto">{shown(field)}</dd>
        </div>
      ))}
    </dl>
  );
}

const nameOfAct = (names: Readonly<Record<string, string>>, act: string): string | undefined =>
  names[act];

function EntryRow({ entry }: { readonly entry: Entry }) {
  const w = useWords(auditWords);
  const { dateTime } = useWriting();
  return (
    <li>
      <time dateTime={entry.at} className="nr-quiet nr-number">
        {dateTime(entry.at)}
      </time>
      <b>{entry.by.name}</b>
      <span>{nameOfAct(w.acts, entry.act) ?? <bdi dir="ltr">{entry.act}</bdi>}</span>
      <bdi className="nr-quiet nr-id" dir="ltr">
        {entry.subject.id}
      </bdi>
      {(entry.before !== null || entry.after !== null) && (
        <details>
          <summary>{w.details}</summary>
          <Change word={w.before} value={entry.before} />
          <Change word={w.after} value={entry.after} />
        </details>
      )}
    </li>
  );
}

/** Who did what and when, searched. */
export function AuditScreen() {
  const w = useWords(auditWords);
  const { edition } = useSession();
  const [filter, setFilter] = useState<Filter>({ q: "", act: "", from: "", to: "" });
  const { data, isPending, isError, error, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(auditQuery(filter, edition.zone));
  if (isError) throw error;
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  const set = (field: keyof Filter) => (event: { readonly currentTarget: { value: string } }) =>
    setFilter({ ...filter, [field]: event.currentTarget.value });
  return (
    <Screen title={w.title} note={w.note}>
      <div className="nr-filter-row" role="search">
        <TextInput
          type="search"
          className="nr-search"
          leftSection={<Icon name="search" size={16} />}
          aria-label={w.search}
          placeholder={w.search}
          maxLength={200}
          value={filter.q}
          onChange={set("q")}
        />
        <NativeSelect
          aria-label={w.act}
          value={filter.act}
          onChange={set("act")}
          data={[
            { value: "", label: w.anyAct },
            ...Object.entries(w.kinds).map(([value, label]) => ({ value, label })),
          ]}
        />
        <TextInput
          type="date"
          aria-label={w.from}
          title={w.from}
          value={filter.from}
          onChange={set("from")}
        />
        <TextInput
          type="date"
          aria-label={w.to}
          title={w.to}
          value={filter.to}
          onChange={set("to")}
        />
      </div>
      {isPending ? (
        <LoadingScreen />
      ) : entries.length === 0 ? (
        <Nothing>{w.none}</Nothing>
      ) : (
        <ol className="nr-log">
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {w.more}
        </Button>
      )}
    </Screen>
  );
}
