import type { QueryKey } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { DESK } from "../desk/desk-data.ts";
import { FRONTS } from "../fronts/front-data.ts";
import { STORIES } from "../stories/story-data.ts";

const EVENTS = "/newsroom/api/events";
/** News of one kind come in bursts, as when somebody types: what is known is asked anew once for all of them. */
const SETTLED_MS = 800;

/** What is asked anew after a notice whose kind begins so. */
const STALED: readonly (readonly [string, readonly QueryKey[]])[] = [
  ["story.presence", []],
  ["story.saved", [STORIES]],
  ["story.", [STORIES, DESK]],
  ["front.", [FRONTS]],
  ["views.", [DESK]],
];

function hear(text: string, stale: (key: QueryKey) => void): void {
  const notice: unknown = JSON.parse(text);
  if (typeof notice !== "object" || notice === null || !("kind" in notice)) return;
  const { kind } = notice;
  if (typeof kind !== "string") return;
  for (const key of STALED.find(([start]) => kind.startsWith(start))?.[1] ?? []) stale(key);
}

/** Keeps what is shown as the server has it, by its stream of events, for as long as the calling part is shown. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const waiting = new Map<string, QueryKey>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stale = (key: QueryKey): void => {
      waiting.set(JSON.stringify(key), key);
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey });
        waiting.clear();
      }, SETTLED_MS);
    };
    const stream = new EventSource(EVENTS);
    stream.addEventListener("message", ({ data }: MessageEvent<string>) => hear(data, stale));
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [client]);
}
