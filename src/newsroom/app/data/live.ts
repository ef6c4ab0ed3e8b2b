import type { QueryKey } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { DESK } from "../desk/desk-data.ts";
import { FRONTS } from "../fronts/front-data.ts";
import { MODERATION } from "../moderation/moderation-data.ts";
import { STORIES } from "../stories/story-data.ts";
import { isOwnSave } from "./own-saves.ts";

const EVENTS = "/newsroom/api/events";
/** News of one kind come in bursts, as when somebody types: what is known is asked anew once for all of them. */
const SETTLED_MS = 800;

/** What is to be asked anew, unless it turns out to be known when it comes to it. */
type Staled = { readonly queryKey: QueryKey; readonly isKnown?: () => boolean };

/** What is asked anew after a notice whose kind begins so. */
const STALED: readonly (readonly [string, readonly QueryKey[]])[] = [
  ["story.presence", []],
  ["story.", [STORIES, DESK]],
  ["front.", [FRONTS]],
  ["views.", [DESK]],
  ["comment.", [MODERATION]],
];

/** What a notice of the stream of events makes stale. */
export function staledBy(text: string): readonly Staled[] {
  const notice: unknown = JSON.parse(text);
  if (typeof notice !== "object" || notice === null || !("kind" in notice)) return [];
  const { kind } = notice;
  if (typeof kind !== "string") return [];
  if (kind === "story.saved" && "story" in notice && "version" in notice) {
    const { story, version } = notice;
    if (typeof story === "string" && typeof version === "number")
      return [
        { queryKey: [...STORIES, "list"] },
        // The answer to a save may come after the news of it.
        { queryKey: [...STORIES, "one", story], isKnown: () => isOwnSave(story, version) },
      ];
  }
  const keys = STALED.find(([start]) => kind.startsWith(start))?.[1] ?? [];
  return keys.map((queryKey) => ({ queryKey }));
}

/** Keeps what is shown as the server has it, by its stream of events, for as long as the calling part is shown; only for those whom the stream tells anything. */
export function useLive(isOpen: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isOpen) return undefined;
    const waiting = new Map<string, Staled>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = ({ data }: MessageEvent<string>): void => {
      for (const staled of staledBy(data)) waiting.set(JSON.stringify(staled.queryKey), staled);
      if (waiting.size === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const { queryKey, isKnown } of waiting.values())
          if (isKnown?.() !== true) void client.invalidateQueries({ queryKey });
        waiting.clear();
      }, SETTLED_MS);
    };
    const stream = new EventSource(EVENTS);
    stream.addEventListener("message", hear);
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [client, isOpen]);
}
