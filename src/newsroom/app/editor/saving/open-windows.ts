const PREFIX = "warraq-window-";
/** Where this browser remembers the names that its windows had. */
const KNOWN = "warraq-windows";
const MOST_KNOWN = 60;

const knownNames = (): string[] => (localStorage.getItem(KNOWN) ?? "").split(" ");

/** A name for a window that no other has. */
export function newWindowName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Says to the other windows of this browser that the window of that name is open, until what is given back is called or
 * the window dies, however it dies.
 */
export function holdWindow(name: string): () => void {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  localStorage.setItem(KNOWN, [...knownNames().slice(-MOST_KNOWN), name].join(" "));
  // Only a page of https or of this machine has locks; without them every entry that was left is offered.
  if ("locks" in navigator) void navigator.locks.request(PREFIX + name, () => held);
  return release;
}

/** The names of the windows of this browser that are open. */
export async function openWindows(): Promise<Set<string>> {
  if (!("locks" in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(
    held.flatMap(({ name }) =>
      name?.startsWith(PREFIX) === true ? [name.slice(PREFIX.length)] : [],
    ),
  );
}

/** Whether a window of that name was of this browser and is gone: what it held is free. */
export async function isDeadWindow(name: string): Promise<boolean> {
  if (!("locks" in navigator) || !knownNames().includes(name)) return false;
  return !(await openWindows()).has(name);
}
