import { createContext, use, useEffect, useMemo, useRef, type ReactNode } from "react";

/** One key, or two after each other; by place on the keyboard, so that an Arabic layout does the same. */
export type Shortcut = {
  /** `KeyN`, `Slash`, `ctrl+KeyK`, or `KeyG KeyD` for one after the other. */
  readonly keys: string;
  /** What it does, for the help sheet. */
  readonly does: string;
  readonly run: () => void;
};

type Registry = {
  readonly add: (shortcuts: () => readonly Shortcut[]) => () => void;
  readonly all: () => readonly Shortcut[];
};

const RegistryContext = createContext<Registry | undefined>(undefined);

/** A second key counts as part of the pair for this long. */
const PAIR_MS = 1200;
const TYPED_INTO = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(TYPED_INTO) !== null;

const isBelowDialog = (target: EventTarget | null): boolean =>
  document.querySelector("[role=dialog]") !== null &&
  !(target instanceof Element && target.closest("[role=dialog]") !== null);

function nameOf(event: KeyboardEvent): string {
  const modifiers = [
    event.ctrlKey || event.metaKey ? "ctrl+" : "",
    event.altKey ? "alt+" : "",
    event.shiftKey ? "shift+" : "",
  ];
  return modifiers.join("") + event.code;
}

/** Listens for the shortcuts of every screen below it. */
export function ShortcutsProvider({ children }: { readonly children: ReactNode }) {
  const sources = useRef(new Set<() => readonly Shortcut[]>());
  const registry = useMemo<Registry>(
    () => ({
      add: (source) => {
        sources.current.add(source);
        return () => sources.current.delete(source);
      },
      all: () => [...sources.current].flatMap((source) => source()),
    }),
    [],
  );
  useEffect(() => {
    let first = { name: "", at: 0 };
    const onKey = (event: KeyboardEvent): void => {
      const name = nameOf(event);
      const isPlain = !name.startsWith("ctrl+");
      if (event.defaultPrevented || event.isComposing) return;
      if (isPlain && (isTyping(event.target) || isBelowDialog(event.target))) return;
      const pair = event.timeStamp - first.at < PAIR_MS ? `${first.name} ${name}` : name;
      const all = registry.all();
      const found = all.find(({ keys }) => keys === pair) ?? all.find(({ keys }) => keys === name);
      first = found === undefined ? { name, at: event.timeStamp } : { name: "", at: 0 };
      if (found === undefined) return;
      event.preventDefault();
      found.run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

function useRegistry(): Registry {
  const registry = use(RegistryContext);
  if (registry === undefined) throw new Error("Cannot use shortcuts: need a ShortcutsProvider");
  return registry;
}

/** Adds shortcuts for as long as the calling part is shown. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useRegistry();
  const now = useRef(shortcuts);
  useEffect(() => {
    now.current = shortcuts;
  });
  useEffect(() => registry.add(() => now.current), [registry]);
}

/** Every shortcut that works now, as the help sheet lists them. */
export function useAllShortcuts(): () => readonly Shortcut[] {
  return useRegistry().all;
}

const SHOWN: Readonly<Record<string, string>> = {
  Slash: "/",
  "shift+Slash": "?",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** The keys of a shortcut as they stand on a keyboard. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="nr-keys" dir="ltr">
      {keys.split(" ").map((key, at) => (
        <kbd key={at}>
          {(SHOWN[key] ?? key)
            .replace("ctrl+", "Ctrl ")
            .replace("alt+", "Alt ")
            .replace("shift+", "Shift ")
            .replace(/Key|Digit/, "")}
        </kbd>
      ))}
    </span>
  );
}
