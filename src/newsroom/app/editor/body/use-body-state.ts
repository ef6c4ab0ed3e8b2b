import type { EditorState } from "prosemirror-state";
import { useRef, useSyncExternalStore } from "react";
import type { BodyHandle } from "./body-handle.ts";

/** Something of the surface's state; the caller is drawn anew only when it is another text. */
export function useBodyState<Value extends string | number | boolean>(
  handle: BodyHandle,
  read: (state: EditorState) => Value,
  without: Value,
): Value {
  return useSyncExternalStore(handle.subscribe, () => {
    const state = handle.state();
    return state === undefined ? without : read(state);
  });
}

/** Something of the surface's state, a little after it comes to rest: for what costs more than a keystroke may. */
export function useRestingState<Value extends string | number | boolean>(
  handle: BodyHandle,
  read: (state: EditorState) => Value,
  without: Value,
  restMs = 250,
): Value {
  const value = useRef(without);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return useSyncExternalStore(
    (listener) => {
      const readNow = (): void => {
        const state = handle.state();
        if (state === undefined) return;
        const next = read(state);
        if (next === value.current) return;
        value.current = next;
        listener();
      };
      const wait = (): void => {
        clearTimeout(timer.current);
        timer.current = setTimeout(readNow, restMs);
      };
      readNow();
      const unsubscribe = handle.subscribe(wait);
      return () => {
        clearTimeout(timer.current);
        unsubscribe();
      };
    },
    () => value.current,
  );
}
