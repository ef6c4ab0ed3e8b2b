import process from "node:process";

/** Writes a line on standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line on standard error. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file or folder"],
  ["EACCES", "no permission"],
  ["EISDIR", "need a file, it is a folder"],
  ["ENOTDIR", "a part of the path is no folder"],
  ["ENOSPC", "the disk is full"],
]);

/** Why a file could not be opened, in words. */
export function whyNot(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS.get(code) ?? (error instanceof Error ? error.message : String(error));
}

/** A progress bar on standard error; silent where that is no terminal. */
export type Progress = {
  /** Tells how far it is: done and whole in one unit (whole undefined: not known), and what to say of it. */
  show(done: number, whole: number | undefined, words: string): void;
  /** Takes the bar away. */
  clear(): void;
};

const BAR_SIGNS = 24;
const REDRAW_MS = 100;

export function createProgress(): Progress {
  if (!process.stderr.isTTY) return { show: () => {}, clear: () => {} };
  let drawnAt = 0;
  let isShown = false;
  return {
    show: (done, whole, words) => {
      const now = performance.now();
      if (now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      isShown = true;
      const share = whole === undefined || whole === 0 ? undefined : Math.min(1, done / whole);
      const full = Math.round((share ?? 0) * BAR_SIGNS);
      const bar =
        share === undefined
          ? ""
          : `[${"#".repeat(full)}${"-".repeat(BAR_SIGNS - full)}] ${Math.floor(share * 100)} %  `;
      process.stderr.write(`\r\u001b[K${bar}${words}`);
    },
    clear: () => {
      if (isShown) process.stderr.write("\r\u001b[K");
      isShown = false;
    },
  };
}
