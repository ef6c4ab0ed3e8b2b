import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Place } from "./initialise.ts";
import { clearLeftovers, findPostmasterFile } from "./leftover.ts";
import { createServerLog, type Log } from "./server-log.ts";
import { folderArgument, identityOf } from "./server-user.ts";
import { serverArguments, serverEnvironment } from "./settings.ts";
import { binariesUnusable, startFailed } from "./start-error.ts";

/** How the server's process ended. */
export type Exit = { code: number | undefined; signal: NodeJS.Signals | undefined };

/** A running server. */
export type ServerProcess = {
  pid: number;
  /** Resolves when it accepts connections; rejects when it ends before. */
  ready: Promise<void>;
  exited: Promise<Exit>;
  /** Fast stop (all is written), then an immediate one (the next start recovers), then kill. */
  stop(withinMs: number): Promise<void>;
  /** Lets this process end although the server runs; the watchdog stops it then. */
  unref(): void;
};

/** The share of the time to stop that is given to the fast way. */
const FAST_SHARE = 0.75;
const STILL_STARTING_MS = 5000;

/** Starts the server in a session of its own, so that no Ctrl-C of a terminal reaches it. */
export function launchServer(place: Place, socketFolder: string, log: Log): ServerProcess {
  const { folders, user, binaries } = place;
  const program = join(binaries, "bin/postgres");
  const child = spawn(program, serverArguments(folderArgument(user, folders.data), socketFolder), {
    cwd: folders.data,
    env: serverEnvironment(folders.data),
    ...identityOf(user),
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const serverLog = createServerLog(log);
  child.stderr.setEncoding("utf8").on("data", (text: string) => serverLog.write(text));

  let ended: Exit | undefined;
  const { promise: exited, resolve: resolveExit } = Promise.withResolvers<Exit>();
  const { promise: broken, reject: rejectSpawn } = Promise.withResolvers<never>();
  child.once("error", (error) => {
    ended = { code: undefined, signal: undefined };
    resolveExit(ended);
    rejectSpawn(binariesUnusable(program, error.message, error));
  });
  child.once("exit", (code, signal) => {
    ended = { code: code ?? undefined, signal: signal ?? undefined };
    resolveExit(ended);
  });

  const pid = child.pid ?? -1;
  const becomeReady = async (): Promise<void> => {
    const begun = performance.now();
    for (let reported = begun; ; await delay(5)) {
      if (ended !== undefined) {
        // The last words come a moment after the end.
        await delay(20);
        throw startFailed("start", serverLog.lastLines() || `ended with ${JSON.stringify(ended)}`);
      }
      // An orphan of a dead parent would answer too: ready is only what our own child says of itself.
      const file = await findPostmasterFile(folders);
      if (file?.pid === pid && file.ready) return;
      if (performance.now() - reported < STILL_STARTING_MS) continue;
      reported = performance.now();
      log("warn", "postgres is still starting", { seconds: Math.round((reported - begun) / 1000) });
    }
  };

  const endsWithin = async (patienceMs: number): Promise<boolean> => {
    const timer = new AbortController();
    const late = delay(patienceMs, false, { signal: timer.signal }).catch(() => false);
    const inTime = await Promise.race([exited.then(() => true), late]);
    timer.abort();
    return inTime;
  };

  return {
    pid,
    ready: Promise.race([becomeReady(), broken]),
    exited,
    stop: async (withinMs) => {
      child.ref();
      if (ended === undefined) child.kill("SIGINT");
      if (await endsWithin(withinMs * FAST_SHARE)) return;
      log("warn", "postgres did not stop in time: stopping it at once", {
        waitedMs: withinMs * FAST_SHARE,
      });
      child.kill("SIGQUIT");
      if (await endsWithin(withinMs * (1 - FAST_SHARE))) return;
      child.kill("SIGKILL");
      await exited;
      await clearLeftovers(folders);
    },
    unref: () => {
      child.unref();
      if ("unref" in child.stderr && typeof child.stderr.unref === "function") child.stderr.unref();
    },
  };
}
