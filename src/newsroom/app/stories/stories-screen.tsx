import { Button, Checkbox } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { frameWords } from "../frame/frame-words.ts";
import { useShortcuts } from "../frame/shortcuts.tsx";
import { useWords } from "../language/words.tsx";
import { Nothing, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { BulkActions } from "./bulk-actions.tsx";
import { NewStoryButton } from "./new-story.tsx";
import { StoryState } from "./state.tsx";
import { storiesQuery, type ListedStory, type StoryFilter } from "./story-data.ts";
import { StoryFilters } from "./story-filters.tsx";
import { Headline, StoryNote } from "./story-rows.tsx";
import { storyWords } from "./story-words.ts";

const route = getRouteApi("/room/stories");

/** Rows that one walks through with J and K, opens with Enter and chooses with X. */
function useWalk(stories: readonly ListedStory[], toggle: (id: string) => void) {
  const w = useWords(storyWords);
  const navigate = route.useNavigate();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState(-1);
  const story = stories[at];
  useEffect(() => {
    const row = table.current?.querySelectorAll<HTMLElement>("tbody tr")[at];
    row?.scrollIntoView({ block: "nearest" });
    row?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  }, [at]);
  useShortcuts([
    { keys: "KeyJ", does: w.keysDown, run: () => setAt(Math.min(at + 1, stories.length - 1)) },
    { keys: "KeyK", does: w.keysUp, run: () => setAt(Math.max(at - 1, 0)) },
    {
      keys: "KeyO",
      does: w.keysOpen,
      run: () => {
        if (story !== undefined) void navigate({ to: "/stories/$id", params: { id: story.id } });
      },
    },
    {
      keys: "KeyX",
      does: w.keysSelect,
      run: () => {
        if (story !== undefined) toggle(story.id);
      },
    },
  ]);
  return { table, at };
}

function StoriesTable({
  stories,
  chosen,
  onChoose,
}: {
  readonly stories: readonly ListedStory[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const w = useWords(storyWords);
  const { ago, number } = useWriting();
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  const { table, at } = useWalk(stories, toggle);
  const isAll = stories.length > 0 && stories.every(({ id }) => chosen.has(id));
  return (
    <table className="nr-table nr-stories" ref={table}>
      <thead>
        <tr>
          <th>
            <Checkbox
              size="xs"
              aria-label={w.chooseAll}
              checked={isAll}
              indeterminate={!isAll && chosen.size > 0}
              onChange={() => onChoose(new Set(isAll ? [] : stories.map(({ id }) => id)))}
            />
          </th>
          <th>{w.headline}</th>
          <th>{w.state}</th>
          <th className="nr-wide">{w.assignee}</th>
          <th className="nr-wide">{w.viewsToday}</th>
          <th className="nr-wide">{w.changed}</th>
        </tr>
      </thead>
      <tbody>
        {stories.map((story, row) => (
          <tr
            key={story.id}
            data-at={row === at || undefined}
            data-chosen={chosen.has(story.id) || undefined}
          >
            <td>
              <Checkbox
                size="xs"
                aria-label={w.choose(story.headline === "" ? w.noHeadline : story.headline)}
                checked={chosen.has(story.id)}
                onChange={() => toggle(story.id)}
              />
            </td>
            <td>
              <Headline story={story} />
              <StoryNote story={story} />
            </td>
            <td>
              <StoryState story={story} />
            </td>
            <td className="nr-wide nr-quiet">{story.assignee?.name ?? ""}</td>
            <td className="nr-wide nr-number">
              {story.viewsToday > 0 ? number(story.viewsToday) : ""}
            </td>
            <td className="nr-wide nr-quiet nr-number">
              <time dateTime={story.changedAt}>{ago(story.changedAt)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every story that one may see, by filter and search. */
export function StoriesScreen() {
  const w = useWords(storyWords);
  const frame = useWords(frameWords);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data, isPending, isError, error, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(storiesQuery(filter));
  if (isError) throw error;
  const stories = data?.pages.flatMap(({ items }) => items) ?? [];
  const onFilter = (next: StoryFilter): void => {
    setChosen(new Set());
    void navigate({ search: next, replace: true });
  };
  return (
    <Screen title={frame.stories} actions={<NewStoryButton />}>
      <StoryFilters filter={filter} onFilter={onFilter} />
      {chosen.size > 0 && <BulkActions chosen={[...chosen]} onDone={() => setChosen(new Set())} />}
      {isPending ? (
        <LoadingScreen />
      ) : stories.length === 0 ? (
        <Nothing>{Object.keys(filter).length === 0 ? w.none : w.noneFound}</Nothing>
      ) : (
        <StoriesTable stories={stories} chosen={chosen} onChoose={setChosen} />
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {w.more}
        </Button>
      )}
    </Screen>
  );
}
