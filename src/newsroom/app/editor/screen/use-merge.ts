import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../../language/words.tsx";
import { storyQuery, type DraftContent } from "../data/story-data.ts";
import type { Merge } from "../merging/merge-view.tsx";
import { differenceWords } from "../revisions/difference-words.ts";
import type { JournalEntry } from "../saving/journal-entry.ts";
import { readEntry } from "../saving/open-draft.ts";
import type { OpenStory } from "./use-open-story.ts";

const isContent = (value: unknown): value is DraftContent =>
  typeof value === "object" && value !== null && "headline" in value && "body" in value;

/** The merge that is going on, if one is: of this window's text, or of one that was left in this device. */
export function useMerge({ draft, forgetLeft }: OpenStory) {
  const words = useWords(differenceWords);
  const client = useQueryClient();
  const [merge, setMerge] = useState<
    Merge & { readonly version: number; readonly left?: JournalEntry }
  >();

  /** Sets this window's text beside the server's newer one. */
  const begin = async (): Promise<void> => {
    const server = await client.fetchQuery({ ...storyQuery(draft.story), staleTime: 0 });
    const base: unknown = JSON.parse(draft.keeper.savedContent());
    const name = server.draft.savedBy.name === "" ? words.someone : server.draft.savedBy.name;
    setMerge({
      theirs: server.draft.content,
      mine: draft.content(),
      base: isContent(base) ? base : undefined,
      why: words.mergeAsk(name),
      version: server.draft.version,
    });
  };
  /** Sets a text that a window left beside the one that is open. */
  const beginLeft = (entry: JournalEntry): void => {
    const now = draft.content();
    setMerge({
      theirs: now,
      mine: readEntry(entry, now),
      base: undefined,
      why: words.mergeLeft,
      version: draft.keeper.state().base,
      left: entry,
    });
  };
  const take = async (content: DraftContent): Promise<void> => {
    if (merge === undefined) return;
    draft.merge(content, merge.version);
    setMerge(undefined);
    if (merge.left === undefined) return;
    await draft.keeper.saveNow();
    await forgetLeft(merge.left);
  };
  return { merge, begin, beginLeft, take, later: () => setMerge(undefined) };
}
