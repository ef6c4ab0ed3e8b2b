import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { api, read } from "../../data/api.ts";
import { ApiProblem } from "../../data/problem.ts";
import { isDeadWindow } from "../saving/open-windows.ts";
import { storyKey, type AtStory, type Presence, type StoryLock } from "../data/story-data.ts";

const EVERY_MS = 10_000;

/** Whether nothing changed that is shown: when somebody was last heard of is not. */
function isSame(one: AtStory, other: AtStory): boolean {
  const shown = ({ people, lock }: AtStory): string =>
    JSON.stringify([people.map(({ id, tab, state }) => [id, tab, state]), lock]);
  return shown(one) === shown(other);
}

/** Who is at the story, and whether this window may write in it. */
export type Attendance = {
  readonly people: readonly Presence[];
  /** Held by this window; undefined: not known yet. */
  readonly isHeld: boolean | undefined;
  /** Who holds it instead. */
  readonly holder: StoryLock | null;
  readonly takeOver: () => Promise<void>;
};

type LockAnswer = { readonly kind: "held" | "taken"; readonly lock: StoryLock };

async function askForLock(
  story: string,
  tab: string,
  takeOver: boolean,
): Promise<StoryLock | null> {
  try {
    const answer = await read(
      api.stories[":id"].lock.$post({ param: { id: story }, json: { tab, takeOver } }),
    );
    return answer.lock;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 409) throw error;
    const { answer } = error;
    return isLockAnswer(answer) ? answer.lock : null;
  }
}

const isLockAnswer = (value: unknown): value is LockAnswer =>
  typeof value === "object" && value !== null && "lock" in value;

/** Says that this window is at the story, takes the lock when nobody has it, and hears who else is there. */
export function usePresence(story: string, tab: string | undefined, mayWrite: boolean): Attendance {
  const client = useQueryClient();
  const [at, setAt] = useState<AtStory>({ people: [], lock: null });
  const [isKnown, setKnown] = useState(false);

  useEffect(() => {
    if (tab === undefined) return;
    let isGone = false;
    const mark = async (state: "reading" | "writing" | "away"): Promise<void> => {
      const next = await read(
        api.stories[":id"].presence.$post({ param: { id: story }, json: { tab, state } }),
      );
      if (!isGone) setAt((before) => (isSame(before, next) ? before : next));
    };
    const beat = async (): Promise<void> => {
      try {
        if (mayWrite) {
          const asked = await askForLock(story, tab, false);
          // A window of this browser that crashed or was closed would hold the story for a while yet.
          const isLeft = asked !== null && asked.tab !== tab && (await isDeadWindow(asked.tab));
          const lock = isLeft ? await askForLock(story, tab, true) : asked;
          if (isGone) return;
          setAt((before) => (isSame(before, { ...before, lock }) ? before : { ...before, lock }));
          setKnown(true);
          await mark(lock?.tab === tab ? "writing" : "reading");
        } else await mark("reading");
      } catch {
        // Away for a moment: whoever writes goes on writing, the next beat tells.
      }
    };
    void beat();
    const timer = setInterval(() => void beat(), EVERY_MS);
    // Windows of one browser hear of each other at once; others within a beat.
    const channel = new BroadcastChannel(`warraq-story-${story}`);
    channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      // This window's own saying comes back to it, since it speaks by another channel.
      if (data === tab) return;
      void beat();
      void client.invalidateQueries({ queryKey: storyKey(story) });
    });
    return () => {
      isGone = true;
      clearInterval(timer);
      channel.close();
      void mark("away").catch(() => {
        // Who does not say good-bye is gone after 45 seconds all the same.
      });
    };
  }, [client, story, tab, mayWrite]);

  const takeOver = useCallback(async () => {
    if (tab === undefined) return;
    const lock = await askForLock(story, tab, true);
    setAt((before) => ({ ...before, lock }));
    tellOtherWindows(story, tab);
    await client.invalidateQueries({ queryKey: storyKey(story) });
  }, [client, story, tab]);

  return {
    people: at.people.filter((one) => one.tab !== tab),
    isHeld: isKnown ? at.lock?.tab === tab : undefined,
    holder: at.lock?.tab === tab ? null : at.lock,
    takeOver,
  };
}

/** Tells the other windows of this browser that `tab` changed something about the story. */
export function tellOtherWindows(story: string, tab: string): void {
  const channel = new BroadcastChannel(`warraq-story-${story}`);
  // A channel has one origin only; the rule that wants one named is of windows.
  const say = channel.postMessage.bind(channel);
  say(tab);
  channel.close();
}
