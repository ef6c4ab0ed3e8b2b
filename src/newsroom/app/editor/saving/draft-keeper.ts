import type { Journal } from "./journal.ts";
import {
  freshSaveState,
  nextSave,
  type SaveEffect,
  type SaveEvent,
  type SaveState,
} from "./save-state.ts";

/** What the server said to a save. */
export type SendOutcome =
  | { readonly kind: "saved"; readonly version: number }
  /** Somebody else saved meanwhile. */
  | { readonly kind: "stale" }
  | { readonly kind: "signedOut" }
  | { readonly kind: "forbidden"; readonly detail: string }
  | { readonly kind: "refused"; readonly detail: string }
  /** No answer, or none that one can rely on: to be tried again. */
  | { readonly kind: "away" };

export type KeeperOptions = {
  readonly story: string;
  readonly window: string;
  readonly person: string;
  /** The server's version of what was opened. */
  readonly base: number;
  readonly journal: Pick<Journal, "put" | "forget">;
  /** The text as it is now, as JSON. */
  readonly read: () => string;
  /** @param isLeaving the page is going away: the request has to outlive it */
  readonly send: (base: number, content: string, isLeaving: boolean) => Promise<SendOutcome>;
  readonly now: () => number;
  /** Rings once after so many milliseconds; gives what takes it back. */
  readonly setTimer: (ring: () => void, afterMs: number) => () => void;
};

/** Sees to it that what is written gets into the journal and onto the server. */
export type DraftKeeper = {
  readonly state: () => SaveState;
  /** What the server said when it refused. */
  readonly refusal: () => string;
  /** The text that the server has, as the JSON that was sent. */
  readonly savedContent: () => string;
  readonly subscribe: (listener: () => void) => () => void;
  readonly tell: (event: SaveEvent) => void;
  /** Saves at once; resolves when that save was answered. */
  readonly saveNow: () => Promise<SaveState>;
  /** The page is going away: what is left goes out in a request that outlives it. */
  readonly leave: () => void;
  readonly stop: () => void;
};

/** A keeper for a story that was opened at `options.base` with `opened` as its text. */
export function openDraftKeeper(options: KeeperOptions, opened: string): DraftKeeper {
  let state = freshSaveState(options.base);
  let refusal = "";
  let saved = opened;
  let isStopped = false;
  let isLeaving = false;
  let takeBack: () => void = () => {};
  const listeners = new Set<() => void>();

  const tell = (event: SaveEvent): void => {
    if (isStopped) return;
    const next = nextSave(state, event, options.now());
    state = next.state;
    takeBack();
    takeBack = () => {};
    for (const effect of next.effects) perform(effect);
    for (const listener of listeners) listener();
  };

  const write = async (upTo: number, base: number): Promise<void> => {
    const { story, window, person } = options;
    try {
      await options.journal.put({
        story,
        window,
        person,
        base,
        content: options.read(),
        changes: upTo,
        at: options.now(),
      });
      tell({ kind: "journaled" });
    } catch {
      // A full disk or a private window: it is said on the screen, and the server's copy goes on.
      tell({ kind: "journalFailed" });
    }
  };

  const forget = async (upTo: number): Promise<void> => {
    try {
      await options.journal.forget(options.story, options.window, upTo);
    } catch {
      // What stays there is known to the server: the next opening sees that it says nothing new.
    }
  };

  const send = async (base: number): Promise<void> => {
    const content = options.read();
    const outcome = await options.send(base, content, isLeaving);
    switch (outcome.kind) {
      case "saved":
        saved = content;
        refusal = "";
        return tell({ kind: "saved", version: outcome.version });
      case "away":
        return tell({ kind: "failed" });
      case "stale":
      case "signedOut":
        return tell({ kind: "blocked", block: outcome.kind });
      case "forbidden":
      case "refused":
        refusal = outcome.detail;
        return tell({ kind: "blocked", block: outcome.kind });
    }
  };

  const perform = (effect: SaveEffect): void => {
    switch (effect.kind) {
      case "journal":
        void write(effect.upTo, effect.base);
        return;
      case "send":
        void send(effect.base);
        return;
      case "forget":
        void forget(effect.upTo);
        return;
      case "wake":
        takeBack = options.setTimer(
          () => tell({ kind: "rang" }),
          Math.max(0, effect.at - options.now()),
        );
    }
  };

  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    state: () => state,
    refusal: () => refusal,
    savedContent: () => saved,
    subscribe,
    tell,
    saveNow: () =>
      new Promise((resolve) => {
        const settled = (): boolean =>
          state.sending === null && (state.changed === state.saved || state.block !== null);
        const check = (): void => {
          if (!settled() && state.retryAt === null) return;
          unsubscribe();
          resolve(state);
        };
        const unsubscribe = subscribe(check);
        tell({ kind: "flush" });
      }),
    leave: () => {
      isLeaving = true;
      tell({ kind: "flush" });
      isLeaving = false;
    },
    stop: () => {
      isStopped = true;
      takeBack();
      listeners.clear();
    },
  };
}
