import { ActionIcon, Button, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../language/words.tsx";
import { sectionsQuery } from "../labels/label-data.ts";
import { pagesQuery } from "../pages/page-data.ts";
import { Icon } from "../parts/icon.tsx";
import { Panel } from "../parts/screen.tsx";
import type { NavigationEntry } from "./settings-data.ts";
import { settingsWords } from "./settings-words.ts";

type Choice = { readonly value: string; readonly label: string };

function useChoices(): readonly Choice[] {
  const w = useWords(settingsWords);
  const sections = useQuery(sectionsQuery).data?.items ?? [];
  const pages = useQuery(pagesQuery).data?.items ?? [];
  return [
    ...sections.map(({ slug, name }) => ({
      value: `section/${slug}`,
      label: `${w.kinds.section}: ${name}`,
    })),
    ...pages.map(({ slug, title }) => ({
      value: `page/${slug}`,
      label: `${w.kinds.page}: ${title}`,
    })),
    { value: "link/", label: w.kinds.link },
  ];
}

function AddEntry({ onAdd }: { readonly onAdd: (entry: NavigationEntry) => void }) {
  const w = useWords(settingsWords);
  const choices = useChoices();
  const [choice, setChoice] = useState("");
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const value = choice === "" ? (choices[0]?.value ?? "link/") : choice;
  const [kind = "", ...rest] = value.split("/");
  const add = (): void => {
    if (kind === "section" || kind === "page") onAdd({ kind, slug: rest.join("/") });
    else if (name.trim() !== "" && url.trim() !== "") {
      onAdd({ kind: "link", name: name.trim(), url: url.trim() });
      setName("");
      setUrl("");
    }
  };
  return (
    <div className="nr-inline-form">
      <NativeSelect
        aria-label={w.addEntry}
        value={value}
        onChange={(event) => setChoice(event.currentTarget.value)}
        data={choices.map((one) => ({ ...one }))}
      />
      {kind === "link" && (
        <>
          <TextInput
            aria-label={w.entryName}
            placeholder={w.entryName}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            aria-label={w.entryAddress}
            placeholder="https://"
            dir="ltr"
            maxLength={1000}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
        </>
      )}
      <Button variant="default" onClick={add}>
        {w.addEntry}
      </Button>
    </div>
  );
}

/** The menu of the site: of one's own, or the sections. */
export function NavigationFields({
  entries,
  onChange,
}: {
  readonly entries: NavigationEntry[] | null;
  readonly onChange: (entries: NavigationEntry[] | null) => void;
}) {
  const w = useWords(settingsWords);
  const choices = useChoices();
  const sections = useQuery(sectionsQuery).data?.items ?? [];
  const nameOf = (entry: NavigationEntry): string =>
    entry.kind === "section" || entry.kind === "page"
      ? (choices.find(({ value }) => value === `${entry.kind}/${entry.slug}`)?.label ?? entry.slug)
      : entry.name;
  const move = (at: number, step: number): void => {
    const next = [...(entries ?? [])];
    const [moved] = next.splice(at, 1);
    if (moved === undefined) return;
    next.splice(at + step, 0, moved);
    onChange(next);
  };
  return (
    <Panel title={w.navigation}>
      <Switch
        label={w.navigationOwn}
        description={w.navigationHint}
        checked={entries !== null}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked
              ? sections.map(({ slug }) => ({ kind: "section", slug }))
              : null,
          )
        }
      />
      {entries !== null && (
        <>
          <ol className="nr-rows">
            {entries.map((entry, at) => {
              const name = nameOf(entry);
              return (
                <li key={`${entry.kind}-${name}`}>
                  <span className="nr-grow">{name}</span>
                  <ActionIcon
                    variant="subtle"
                    disabled={at === 0}
                    aria-label={w.up(name)}
                    onClick={() => move(at, -1)}
                  >
                    <Icon name="up" />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    disabled={at === entries.length - 1}
                    aria-label={w.down(name)}
                    onClick={() => move(at, 1)}
                  >
                    <Icon name="down" />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    aria-label={w.removeEntry(name)}
                    onClick={() => onChange(entries.filter((_one, other) => other !== at))}
                  >
                    <Icon name="close" />
                  </ActionIcon>
                </li>
              );
            })}
          </ol>
          <AddEntry onAdd={(entry) => onChange([...entries, entry])} />
        </>
      )}
    </Panel>
  );
}
