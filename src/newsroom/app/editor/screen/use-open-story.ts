import { useEffect, useState } from "react";
import { forgetOwnSaves } from "../../data/own-saves.ts";
import { notify } from "../../frame/toasts.tsx";
import { useWords } from "../../language/words.tsx";
import type { OpenedStory } from "../data/story-data.ts";
import { browserJournal, type Journal } from "../saving/journal.ts";
import { planRecovery, type JournalEntry } from "../saving/journal-entry.ts";
import { openDraft, type OpenDraft } from "../saving/open-draft.ts";
import { holdWindow, newWindowName, openWindows } from "../saving/open-windows.ts";
import { screenWords } from "./screen-words.ts";

const journal: Journal = browserJournal();

/** An open draft, and texts that other windows left and that did not go into it. */
export type OpenStory = {
  readonly draft: OpenDraft;
  readonly left: readonly JournalEntry[];
  /** Takes a text that was left off the journal, once it is merged or given up. */
  readonly forgetLeft: (entry: JournalEntry) => Promise<void>;
};

async function recover(story: OpenedStory, person: string, window: string) {
  const { version, content } = story.draft;
  try {
    const [entries, windows] = await Promise.all([journal.list(story.id), openWindows()]);
    windows.add(window);
    return planRecovery(entries, { person, openWindows: windows, version, content });
  } catch {
    // No journal in this browser (a private window): the screen says so once something is written.
    return { resume: undefined, merge: [], done: [] };
  }
}

/** Opens the story for this window, with what was left in the journal; undefined until that is done. */
export function useOpenStory(
  story: OpenedStory | undefined,
  person: string,
): OpenStory | undefined {
  const w = useWords(screenWords);
  const [open, setOpen] = useState<OpenStory>();
  const id = story?.id;
  const isReady = story !== undefined;
  useEffect(() => {
    if (story === undefined || !isReady) return;
    const window = newWindowName();
    const release = holdWindow(window);
    let draft: OpenDraft | undefined;
    let isGone = false;
    const forgetLeft = (entry: JournalEntry): Promise<void> =>
      journal.forget(entry.story, entry.window, Infinity);
    void recover(story, person, window).then(({ resume, merge, done }) => {
      if (isGone) return;
      for (const entry of done) void forgetLeft(entry);
      const opened = openDraft({
        story: story.id,
        window,
        person,
        journal,
        draft: story.draft,
        resume,
      });
      draft = opened;
      if (resume !== undefined) {
        notify("done", w.recovered);
        // The old entry goes only when this window has the text in the journal itself, or the server has.
        const unsubscribe = opened.keeper.subscribe(() => {
          const { journaled, saved } = opened.keeper.state();
          if (journaled === 0 && saved === 0) return;
          unsubscribe();
          void forgetLeft(resume);
        });
      }
      setOpen({ draft: opened, left: merge, forgetLeft });
    });
    const leave = (): void => draft?.keeper.leave();
    const hide = (): void => {
      if (document.visibilityState === "hidden") draft?.keeper.tell({ kind: "flush" });
    };
    const resumed = (): void => draft?.keeper.tell({ kind: "resumed" });
    globalThis.addEventListener("pagehide", leave);
    globalThis.addEventListener("online", resumed);
    document.addEventListener("visibilitychange", hide);
    return () => {
      isGone = true;
      leave();
      globalThis.removeEventListener("pagehide", leave);
      globalThis.removeEventListener("online", resumed);
      document.removeEventListener("visibilitychange", hide);
      setOpen(undefined);
      // What is on its way is let arrive, and leaves the journal then.
      const last = draft;
      void last?.keeper.saveNow().finally(() => {
        last.close();
        forgetOwnSaves(last.story);
        release();
      });
      if (last === undefined) release();
    };
    // A story is opened once; later answers of the server come in by way of the draft.
  }, [id, isReady, person]);
  return open;
}
