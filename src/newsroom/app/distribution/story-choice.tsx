import { ActionIcon, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { useWriting } from "../parts/times.ts";
import { storiesQuery } from "../stories/story-data.ts";
import { distributionWords } from "./distribution-words.ts";

/** A story as it is chosen. */
export type ChosenStory = { readonly id: string; readonly headline: string };

/** Published stories to choose from, found by their words. */
export function StoryChoice({
  chosen,
  onChoose,
}: {
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (story: ChosenStory) => void;
}) {
  const w = useWords(distributionWords);
  const { ago } = useWriting();
  const [q, setQ] = useState("");
  const wanted = useDeferredValue(q.trim());
  const { data } = useInfiniteQuery(
    storiesQuery({
      state: "published",
      sort: "published",
      q: wanted === "" ? undefined : wanted,
    }),
  );
  const stories = (data?.pages[0]?.items ?? []).filter(({ id }) => !chosen.has(id)).slice(0, 30);
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
      <ul className="nr-rows nr-choice">
        {stories.map(({ id, headline, section, changedAt }) => (
          <li key={id}>
            <span className="nr-grow">
              <span>{headline}</span>
              <small className="nr-quiet">
                {[section?.name, ago(changedAt)].filter((text) => text !== undefined).join(" · ")}
              </small>
            </span>
            <ActionIcon
              variant="default"
              aria-label={w.add(headline)}
              onClick={() => onChoose({ id, headline })}
            >
              <Icon name="plus" size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </>
  );
}
