import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiProblem } from "../data/problem.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import {
  FRONTS,
  frontQuery,
  publishFront,
  saveFront,
  type FrontContent,
  type FrontWarning,
  type StorySummary,
} from "./front-data.ts";
import { frontWords } from "./front-words.ts";

/** A change is saved when no other has followed it for this long. */
const SETTLED_MS = 500;

/** A front under the editor's hands: every change is saved, over the version it was made on. */
export function useFront(key: string) {
  const w = useWords(frontWords);
  const reason = useReason();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(frontQuery(key));
  const [content, setContent] = useState<FrontContent>(data.draft);
  const [stories, setStories] = useState<ReadonlyMap<string, StorySummary>>(
    () => new Map(data.stories.map((story) => [story.id, story])),
  );
  const [warnings, setWarnings] = useState<readonly FrontWarning[]>(data.warnings);
  const [state, setState] = useState<"saved" | "saving" | "failed">("saved");
  const [hasChanges, setHasChanges] = useState(data.hasChanges);
  const [previewed, setPreviewed] = useState(data.version);
  const version = useRef(data.version);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const inFlight = useRef<Promise<void>>(Promise.resolve());

  const save = async (next: FrontContent): Promise<void> => {
    try {
      const saved = await saveFront(key, version.current, next);
      version.current = saved.version;
      setWarnings(saved.warnings);
      setHasChanges(saved.hasChanges);
      setPreviewed(saved.version);
      setState("saved");
    } catch (error) {
      setState("failed");
      if (error instanceof ApiProblem && error.status === 409) {
        const fresh = await client.fetchQuery({ ...frontQuery(key), staleTime: 0 });
        version.current = fresh.version;
        setContent(fresh.draft);
        setStories(
          (known) => new Map([...known, ...fresh.stories.map((one) => [one.id, one] as const)]),
        );
        setWarnings(fresh.warnings);
        setState("saved");
        notify("failed", w.stale);
      } else notify("failed", error instanceof Error ? reason(error) : "");
    }
  };
  const saveAfter = async (before: Promise<void>, next: FrontContent): Promise<void> => {
    await before;
    await save(next);
  };
  const change = (next: FrontContent): void => {
    setContent(next);
    setState("saving");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      inFlight.current = saveAfter(inFlight.current, next);
    }, SETTLED_MS);
  };
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (state === "saving") event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [state]);
  const publish = useChange({
    run: async () => {
      await inFlight.current;
      return publishFront(key, version.current);
    },
    refreshes: [FRONTS],
    done: w.published,
    onDone: (front) => {
      version.current = front.version;
      setHasChanges(front.hasChanges);
    },
  });
  return {
    content,
    change,
    warnings,
    state,
    hasChanges,
    previewed,
    places: data.places,
    storyOf: (id: string): StorySummary | undefined => stories.get(id),
    know: (story: StorySummary) => setStories((known) => new Map([...known, [story.id, story]])),
    publish,
  };
}
