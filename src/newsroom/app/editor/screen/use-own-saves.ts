import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { storyKey, type OpenedStory } from "../data/story-data.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { tellOtherWindows } from "./use-presence.ts";

/** Whether a save makes the story stand otherwise: what readers see, or what is scheduled, is now behind the draft. */
function standsOtherwise({ live, schedule }: OpenedStory): boolean {
  return (live?.state === "published" && !live.hasChanges) || schedule?.hasChanges === false;
}

/** After each save of this window: its other windows hear of it, and the story is asked for again where it now stands otherwise. */
export function useOwnSaves(story: OpenedStory, draft: OpenDraft): void {
  const client = useQueryClient();
  const now = useRef(story);
  useEffect(() => {
    now.current = story;
  });
  useEffect(() => {
    let { savedAt } = draft.keeper.state();
    return draft.keeper.subscribe(() => {
      const state = draft.keeper.state();
      if (state.savedAt === savedAt) return;
      savedAt = state.savedAt;
      if (savedAt === null) return;
      tellOtherWindows(draft.story, draft.window);
      if (standsOtherwise(now.current))
        void client.invalidateQueries({ queryKey: storyKey(draft.story) });
    });
  }, [client, draft]);
}
