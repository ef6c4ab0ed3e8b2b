import { Button, CloseButton, NativeSelect, Popover, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useSession } from "../data/session.ts";
import { useShortcuts } from "../frame/shortcuts.tsx";
import { useWords } from "../language/words.tsx";
import { sectionsQuery } from "../labels/label-data.ts";
import { namesQuery } from "../people/people-data.ts";
import { Icon } from "../parts/icon.tsx";
import { useSavedViews } from "./saved-views.ts";
import { SORTS, LISTED_STATES } from "./story-filter.ts";
import type { StoryFilter } from "./story-data.ts";
import { storyWords } from "./story-words.ts";

const TYPED_MS = 250;

type Filtering = {
  readonly filter: StoryFilter;
  readonly onFilter: (filter: StoryFilter) => void;
};

function SearchField({ filter, onFilter }: Filtering) {
  const w = useWords(storyWords);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(filter.q ?? "");
  const wanted = text.trim() === "" ? undefined : text.trim();
  useEffect(() => {
    if (wanted === filter.q) return undefined;
    const timer = setTimeout(() => onFilter({ ...filter, q: wanted }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [wanted, filter, onFilter]);
  useShortcuts([{ keys: "Slash", does: w.keysFind, run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      type="search"
      className="nr-search"
      leftSection={<Icon name="search" size={16} />}
      aria-label={w.searchLabel}
      placeholder={w.search}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

function SavedViews({ filter, onFilter }: Filtering) {
  const w = useWords(storyWords);
  const { views, save, remove } = useSavedViews();
  const [name, setName] = useState("");
  const [isOpen, setOpen] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === "") return;
    save({ name: name.trim(), filter });
    setName("");
    setOpen(false);
  };
  return (
    <div className="nr-chips" role="group" aria-label={w.views}>
      {views.map((view) => (
        <span key={view.name} className="nr-chip">
          <button type="button" onClick={() => onFilter(view.filter)}>
            {view.name}
          </button>
          <CloseButton
            size="xs"
            aria-label={w.deleteView(view.name)}
            onClick={() => remove(view.name)}
          />
        </span>
      ))}
      {Object.keys(filter).length > 0 && (
        <Popover opened={isOpen} onChange={setOpen} trapFocus>
          <Popover.Target>
            <Button variant="subtle" size="compact-sm" onClick={() => setOpen(!isOpen)}>
              {w.saveView}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <form className="nr-form" onSubmit={submit}>
              <TextInput
                label={w.viewName}
                required
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit">{w.save}</Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

/** The filter of the list of stories; what is chosen stands in the address. */
export function StoryFilters({ filter, onFilter }: Filtering) {
  const w = useWords(storyWords);
  const { acts } = useSession();
  const sections = useQuery(sectionsQuery);
  const people = useQuery({ ...namesQuery, enabled: acts.includes("seeColleagues") });
  return (
    <div className="nr-filters" role="search" aria-label={w.filters}>
      <div className="nr-filter-row">
        <SearchField filter={filter} onFilter={onFilter} />
        <NativeSelect
          aria-label={w.section}
          value={filter.section ?? ""}
          onChange={(event) =>
            onFilter({ ...filter, section: event.currentTarget.value || undefined })
          }
          data={[
            { value: "", label: w.allSections },
            ...(sections.data?.items ?? []).map(({ slug, name }) => ({
              value: slug,
              label: name,
            })),
          ]}
        />
        <NativeSelect
          aria-label={w.assignee}
          value={filter.mine === true ? "mine" : (filter.assignee ?? "")}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onFilter({
              ...filter,
              mine: value === "mine" ? true : undefined,
              assignee: value === "" || value === "mine" ? undefined : value,
            });
          }}
          data={[
            { value: "", label: w.anybody },
            { value: "mine", label: w.mine },
            ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          aria-label={w.sort}
          value={filter.sort ?? "changed"}
          onChange={(event) =>
            onFilter({
              ...filter,
              sort: SORTS.find((sort) => sort === event.currentTarget.value && sort !== "changed"),
            })
          }
          data={SORTS.map((value) => ({ value, label: w.sorts[value] }))}
        />
        {Object.values(filter).some((value) => value !== undefined) && (
          <Button variant="subtle" onClick={() => onFilter({})}>
            {w.clear}
          </Button>
        )}
      </div>
      <div className="nr-tabs" role="group" aria-label={w.state}>
        {[undefined, ...LISTED_STATES].map((state) => (
          <button
            key={state ?? "all"}
            type="button"
            aria-pressed={filter.state === state}
            onClick={() => onFilter({ ...filter, state })}
          >
            {state === undefined ? w.all : w.states[state]}
          </button>
        ))}
      </div>
      <SavedViews filter={filter} onFilter={onFilter} />
    </div>
  );
}
