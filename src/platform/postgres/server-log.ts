/** How much a line of the server's log matters. */
export type LogLevel = "info" | "warn" | "error";
/** Told of what happens to the server. */
export type Log = (level: LogLevel, message: string, details?: object) => void;

/** Lines passed on in one window at most: a server in trouble can write thousands a second. */
const LINES_PER_WINDOW = 50;
const WINDOW_MS = 10_000;
const KEPT_LINES = 12;

const LEVELS: Record<string, LogLevel> = {
  LOG: "info",
  WARNING: "warn",
  ERROR: "warn",
  FATAL: "warn",
  PANIC: "error",
};

/** What the server says anyway at each start and stop; our own line says it shorter. */
const ROUTINE =
  /^(starting PostgreSQL|listening on|database system (was shut down|is ready|is shut down|was interrupted)|received fast shutdown|aborting any active|background worker "logical|shutting down|checkpoint (starting|complete)|redo (starts|done|is not)|invalid record length)/;

/** Reads the server's log lines and passes on what matters, a bounded number of them. */
export function createServerLog(log: Log, now: () => number = () => performance.now()) {
  const last: string[] = [];
  let rest = "";
  let windowStart = now();
  let passed = 0;
  let leftOut = 0;

  const readLine = (line: string): void => {
    const match = /^\[(\d+)\] ([A-Z]+): {2}(.*)$/.exec(line);
    const [, pid, severity = "", text = line] = match ?? [];
    if (text.trim() === "") return;
    last.push(`${severity === "" ? "" : `${severity}: `}${text.trim()}`);
    if (last.length > KEPT_LINES) last.shift();
    if (severity === "LOG" && ROUTINE.test(text)) return;
    if (now() - windowStart > WINDOW_MS) {
      if (leftOut > 0) log("warn", `postgres: ${leftOut} more log lines were left out`);
      windowStart = now();
      passed = 0;
      leftOut = 0;
    }
    if (passed >= LINES_PER_WINDOW) {
      leftOut += 1;
      return;
    }
    passed += 1;
    log(
      LEVELS[severity] ?? "info",
      `postgres: ${text.trim()}`,
      pid === undefined ? {} : { serverPid: Number(pid) },
    );
  };

  return {
    write(text: string): void {
      const lines = (rest + text).split("\n");
      rest = (lines.pop() ?? "").slice(0, 4096);
      for (const line of lines) readLine(line.slice(0, 2000));
    },
    /** The last lines, for the report of a failed start. */
    lastLines: (): string => last.join(" | "),
  };
}
