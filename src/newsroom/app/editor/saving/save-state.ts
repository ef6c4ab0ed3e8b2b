/** What stands in the way of saving, beyond a connection that will come back by itself. */
export type SaveBlock =
  /** Somebody else's draft is newer: both texts are shown, nothing is sent until they are merged. */
  | "stale"
  /** The sign-in ended: asked for in place, sent after it. */
  | "signedOut"
  /** This person may not write here any more. */
  | "forbidden"
  /** The server will not take this content; the next change may be better. */
  | "refused";

/** Where the words are: in this window, in the journal of this browser, on the server. Counts of changes, not times. */
export type SaveState = {
  /** The server's version that the text here stands on. */
  readonly base: number;
  /** How many changes were made, are in the journal, and are on the server. */
  readonly changed: number;
  readonly journaled: number;
  readonly saved: number;
  /** The changes that a request under way, and a write of the journal under way, carry. */
  readonly sending: number | null;
  readonly journaling: number | null;
  readonly changedAt: number;
  readonly unsavedSince: number | null;
  readonly unjournaledSince: number | null;
  /** The first change after the request, and after the write of the journal, that is under way. */
  readonly changedWhileSending: number | null;
  readonly changedWhileJournaling: number | null;
  readonly savedAt: number | null;
  readonly failures: number;
  readonly retryAt: number | null;
  readonly isJournalBroken: boolean;
  readonly block: SaveBlock | null;
};

export type SaveEvent =
  | { readonly kind: "changed" }
  /** A timer rang. */
  | { readonly kind: "rang" }
  /** All that there is goes out now: the page is being left, or the writer asked for it. */
  | { readonly kind: "flush" }
  | { readonly kind: "journaled" }
  | { readonly kind: "journalFailed" }
  | { readonly kind: "saved"; readonly version: number }
  | { readonly kind: "failed" }
  | { readonly kind: "blocked"; readonly block: SaveBlock }
  /** The connection is back, or somebody signed in. */
  | { readonly kind: "resumed" }
  /** The text here now stands on that version of the server's; what is here has still to be saved. */
  | { readonly kind: "merged"; readonly base: number }
  /** The text here was replaced by the server's of that version. */
  | { readonly kind: "replaced"; readonly base: number };

/** What is to be done now; `wake` is the time of the next `rang`. */
export type SaveEffect =
  | { readonly kind: "journal"; readonly upTo: number; readonly base: number }
  | { readonly kind: "send"; readonly upTo: number; readonly base: number }
  | { readonly kind: "forget"; readonly upTo: number }
  | { readonly kind: "wake"; readonly at: number };

/** Milliseconds from a change to the journal at most; the write itself has what is left of a second. */
export const JOURNAL_AFTER_MS = 300;
/** The draft goes out after that pause in writing… */
export const SEND_AFTER_PAUSE_MS = 900;
/** …and that long after the first change at the latest, so that it arrives within 3 seconds. */
export const SEND_AT_LATEST_MS = 2_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

/** The state of a story that was opened at `base`, with nothing changed. */
export function freshSaveState(base: number): SaveState {
  return {
    base,
    changed: 0,
    journaled: 0,
    saved: 0,
    sending: null,
    journaling: null,
    changedAt: 0,
    unsavedSince: null,
    unjournaledSince: null,
    changedWhileSending: null,
    changedWhileJournaling: null,
    savedAt: null,
    failures: 0,
    retryAt: null,
    isJournalBroken: false,
    block: null,
  };
}

/** The state after `event`, and what is to be done. Pure: the time comes in as `now`, in milliseconds. */
export function nextSave(
  state: SaveState,
  event: SaveEvent,
  now: number,
): { readonly state: SaveState; readonly effects: readonly SaveEffect[] } {
  const after = applied(state, event, now);
  return due(after.state, event, now, after.effects);
}

function applied(
  state: SaveState,
  event: SaveEvent,
  now: number,
): { readonly state: SaveState; readonly effects: SaveEffect[] } {
  switch (event.kind) {
    case "changed":
      return {
        state: {
          ...state,
          changed: state.changed + 1,
          changedAt: now,
          unsavedSince: state.unsavedSince ?? now,
          unjournaledSince: state.unjournaledSince ?? now,
          changedWhileSending: state.changedWhileSending ?? now,
          changedWhileJournaling: state.changedWhileJournaling ?? now,
          block: state.block === "refused" ? null : state.block,
        },
        effects: [],
      };
    case "journaled": {
      const journaled = Math.max(state.journaled, state.journaling ?? 0);
      const rest = state.changed > journaled ? (state.changedWhileJournaling ?? now) : null;
      const next = { ...state, journaled, journaling: null, unjournaledSince: rest };
      // The server was quicker than the journal: what was just written is not needed any more.
      return {
        state: { ...next, isJournalBroken: false },
        effects: journaled <= state.saved ? [{ kind: "forget", upTo: journaled }] : [],
      };
    }
    case "journalFailed":
      return {
        state: { ...state, journaling: null, unjournaledSince: now, isJournalBroken: true },
        effects: [],
      };
    case "saved": {
      const saved = state.sending ?? state.saved;
      return {
        state: {
          ...state,
          base: event.version,
          saved,
          sending: null,
          savedAt: now,
          unsavedSince: state.changed > saved ? (state.changedWhileSending ?? now) : null,
          failures: 0,
          retryAt: null,
        },
        effects: [{ kind: "forget", upTo: saved }],
      };
    }
    case "failed": {
      const failures = state.failures + 1;
      const pause = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
      return { state: { ...state, sending: null, failures, retryAt: now + pause }, effects: [] };
    }
    case "blocked":
      return { state: { ...state, sending: null, block: event.block, retryAt: null }, effects: [] };
    case "resumed":
      return {
        state: {
          ...state,
          retryAt: null,
          block: state.block === "signedOut" ? null : state.block,
        },
        effects: [],
      };
    case "merged":
      return {
        state: {
          ...state,
          base: event.base,
          changed: state.changed + 1,
          changedAt: now,
          unsavedSince: now,
          unjournaledSince: now,
          block: null,
          retryAt: null,
        },
        effects: [],
      };
    case "replaced":
      return {
        state: { ...freshSaveState(event.base), changed: state.changed, ...allDone(state.changed) },
        effects: [{ kind: "forget", upTo: state.changed }],
      };
    case "rang":
    case "flush":
      return { state, effects: [] };
  }
}

const allDone = (changed: number) => ({ journaled: changed, saved: changed });

function due(
  state: SaveState,
  event: SaveEvent,
  now: number,
  effects: SaveEffect[],
): { readonly state: SaveState; readonly effects: readonly SaveEffect[] } {
  let next = state;
  const wakes: number[] = [];
  const isFlush = event.kind === "flush";
  // A keystroke does nothing but be remembered: what is due at it is done once it is on the screen.
  const isKey = event.kind === "changed";

  const journalAt =
    next.unjournaledSince === null ? null : next.unjournaledSince + JOURNAL_AFTER_MS;
  if (journalAt !== null && next.changed > next.journaled && next.journaling === null) {
    if (isFlush || (now >= journalAt && !isKey)) {
      effects.push({ kind: "journal", upTo: next.changed, base: next.base });
      next = { ...next, journaling: next.changed, changedWhileJournaling: null };
    } else wakes.push(journalAt);
  }

  if (next.unsavedSince !== null && next.sending === null && next.block === null) {
    const wanted = Math.min(
      next.changedAt + SEND_AFTER_PAUSE_MS,
      next.unsavedSince + SEND_AT_LATEST_MS,
    );
    const sendAt = Math.max(wanted, next.retryAt ?? 0);
    if (isFlush || event.kind === "merged" || (now >= sendAt && !isKey)) {
      effects.push({ kind: "send", upTo: next.changed, base: next.base });
      next = { ...next, sending: next.changed, changedWhileSending: null, retryAt: null };
    } else wakes.push(sendAt);
  }

  if (wakes.length > 0) effects.push({ kind: "wake", at: Math.min(...wakes) });
  return { state: next, effects };
}

/** Whether there are words here that the server does not have. */
export function isUnsaved(state: SaveState): boolean {
  return state.changed > state.saved;
}
