import { ActionIcon, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { storiesQuery, type ListedStory } from "../stories/story-data.ts";
import type { StorySummary } from "./front-data.ts";
import { frontWords } from "./front-words.ts";
import { DRAGGED_STORY } from "./slots.tsx";

const summaryOf = (story: ListedStory): StorySummary => ({
  id: story.id,
  headline: story.headline,
  url: story.url,
  section: story.section,
  picture: null,
});

/** Published stories that can be pinned: by their button, or dragged to a place. */
export function Candidates({
  section,
  onFront,
  onKnow,
  onAdd,
}: {
  readonly section: string | undefined;
  readonly onFront: ReadonlySet<string>;
  /** Told of a story before it is dropped by its id. */
  readonly onKnow: (story: StorySummary) => void;
  readonly onAdd: (story: StorySummary) => void;
}) {
  const w = useWords(frontWords);
  const { ago, number } = useWriting();
  const [q, setQ] = useState("");
  const wanted = useDeferredValue(q.trim());
  const { data, isPending } = useInfiniteQuery(
    storiesQuery({
      state: "published",
      sort: "published",
      section,
      q: wanted === "" ? undefined : wanted,
    }),
  );
  const stories = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <TextInput
        type="search"
        leftSection={<Icon name="search" size={16} />}
        aria-label={w.search}
        placeholder={w.search}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {isPending ? (
        <LoadingScreen />
      ) : stories.length === 0 ? (
        <Nothing>{w.noCandidates}</Nothing>
      ) : (
        <ul className="nr-rows nr-candidates">
          {stories.map((story) => (
            <li
              key={story.id}
              draggable
              onDragStart={(event) => {
                onKnow(summaryOf(story));
                event.dataTransfer.setData(DRAGGED_STORY, story.id);
              }}
            >
              <span className="nr-grow">
                <span className="nr-headline">{story.headline}</span>
                <small className="nr-quiet">
                  {[story.section?.name, ago(story.changedAt), number(story.viewsToday)]
                    .filter((text) => text !== undefined && text !== "0")
                    .join(" · ")}
                </small>
              </span>
              {onFront.has(story.id) ? (
                <small className="nr-state" data-state="published">
                  {w.onFront}
                </small>
              ) : (
                <ActionIcon
                  variant="default"
                  aria-label={w.add(story.headline)}
                  onClick={() => onAdd(summaryOf(story))}
                >
                  <Icon name="plus" size={16} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
