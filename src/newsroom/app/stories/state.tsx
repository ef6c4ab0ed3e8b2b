import { useWords } from "../language/words.tsx";
import { useWriting } from "../parts/times.ts";
import type { ListedStory } from "./story-data.ts";
import { storyWords } from "./story-words.ts";

/** Where a story stands, as a coloured dot and in words. */
export function StoryState({
  story,
}: {
  readonly story: Pick<ListedStory, "workState" | "liveState" | "scheduledFor" | "failure">;
}) {
  const w = useWords(storyWords);
  const { dateTime } = useWriting();
  const { workState, liveState, scheduledFor } = story;
  const state =
    story.failure !== null
      ? "failed"
      : workState === "published" && liveState !== null && liveState !== "published"
        ? liveState
        : workState;
  return (
    <span className="nr-state" data-state={state}>
      {state === "scheduled" && scheduledFor !== null
        ? w.scheduledAt(dateTime(scheduledFor))
        : w.states[state]}
      {liveState === "published" && workState !== "published" && (
        <small className="nr-live">{w.states.published}</small>
      )}
    </span>
  );
}
