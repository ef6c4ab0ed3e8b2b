import { useSyncExternalStore } from "react";
import { signInGate } from "../../data/sign-in-gate.ts";
import type { DraftFields, OpenDraft } from "../saving/open-draft.ts";
import { isUnsaved, type SaveState } from "../saving/save-state.ts";

/** A field of the draft. */
export function useField<Name extends keyof DraftFields>(
  draft: OpenDraft,
  name: Name,
): DraftFields[Name] {
  return useSyncExternalStore(draft.subscribe, () => draft.fields()[name]);
}

/** All fields of the draft but the body. */
export function useFields(draft: OpenDraft): DraftFields {
  return useSyncExternalStore(draft.subscribe, draft.fields);
}

/** What there is to say about the saving, in one word; drawn anew only when that changes. */
export type SaveWord =
  | "saved"
  | "saving"
  | "unsaved"
  | "away"
  | "signedOut"
  | "stale"
  | "forbidden"
  | "refused";

function wordOf(state: SaveState): SaveWord {
  if (state.block !== null) return state.block;
  if (signInGate.reason() === "expired" && isUnsaved(state)) return "signedOut";
  if (state.failures > 0 && isUnsaved(state)) return "away";
  if (state.sending !== null) return "saving";
  return isUnsaved(state) ? "unsaved" : "saved";
}

/** How the saving stands. */
export function useSaveWord(draft: OpenDraft): SaveWord {
  return useSyncExternalStore(
    (listener) => {
      const both = [draft.keeper.subscribe(listener), signInGate.subscribe(listener)];
      return () => {
        for (const unsubscribe of both) unsubscribe();
      };
    },
    () => wordOf(draft.keeper.state()),
  );
}

/** Something of the state of the saving. */
export function useSaveState<Value extends string | number | boolean | null>(
  draft: OpenDraft,
  read: (state: SaveState) => Value,
): Value {
  return useSyncExternalStore(draft.keeper.subscribe, () => read(draft.keeper.state()));
}
