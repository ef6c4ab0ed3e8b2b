import { CloseButton } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { frameWords } from "./frame-words.ts";

type Toast = { readonly id: number; readonly kind: "done" | "failed"; readonly text: string };

/** Long enough to read a sentence twice; what failed stays until it is closed. */
const SHOWN_MS = 6000;

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function put(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const close = (id: number): void => put(toasts.filter((toast) => toast.id !== id));

/** Says in a corner what has been done, or what could not be. */
export function notify(kind: Toast["kind"], text: string): void {
  last += 1;
  const id = last;
  put([...toasts.slice(-3), { id, kind, text }]);
  if (kind === "done") setTimeout(() => close(id), SHOWN_MS);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The corner in which `notify` speaks. */
export function Toasts() {
  const w = useWords(frameWords);
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="nr-toasts" role="status" aria-live="polite">
      {shown.map(({ id, kind, text }) => (
        <div key={id} className="nr-toast" data-kind={kind}>
          <Icon name={kind === "done" ? "check" : "warning"} />
          <p>{text}</p>
          <CloseButton size="sm" aria-label={w.close} onClick={() => close(id)} />
        </div>
      ))}
    </div>
  );
}
