import { existsSync } from "node:fs";
import { realpath, rm, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { MAJOR, installedBinaries, postgresAvailable, usableBinaries } from "./binaries.ts";
import { type FolderLock, isLocked, takeLock } from "./folder-lock.ts";
import {
  type Folders,
  type Running,
  PORT,
  clearSocketLock,
  findRunning,
  findSecret,
  foldersOf,
  makeSecret,
  makeSocketFolder,
  prepareFolders,
  removeSocketFolder,
  writeRunning,
} from "./folders.ts";
import { NEEDED_TO_START_BYTES, freeSpace } from "./free-space.ts";
import { type Place, initialise, isInitialised, replaceSecret } from "./initialise.ts";
import { clearLeftovers } from "./leftover.ts";
import type { Log } from "./server-log.ts";
import { type Exit, type ServerProcess, launchServer } from "./server-process.ts";
import { chooseServerUser, giveControl, giveFolder } from "./server-user.ts";
import { APPLICATION_ROLE, DATABASE } from "./settings.ts";
import { folderInUse, spaceLacking, startFailed } from "./start-error.ts";
import { startWatchdog } from "./watchdog.ts";

export { postgresAvailable };

/** What a client needs; `host` is the folder of the socket. */
export type PostgresConnection = {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
};

/** An unexpected end of the server. It is started again, on the same socket and with the same secret. */
export type UnexpectedExit = Exit & { restartInMs: number };

/** A server under our care. */
export type EmbeddedPostgres = {
  connection: PostgresConnection;
  /** A server that a dead parent had left running was taken over (stopped in order, started as ours). */
  adopted: boolean;
  /** Stops the server, waits for its end, frees the folder. Safe to call twice.
   *  @param options.withinMs after three quarters of it the server is stopped at once, after all of it by force;
   *  both lose nothing that was committed. Default 6000 */
  stop(options?: { withinMs?: number }): Promise<void>;
  /** Told of each unexpected end. @returns a function that ends the telling */
  onExit(listener: (exit: UnexpectedExit) => void): () => void;
};

const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 10_000;
/** A server that lived this long has earned a quick restart again. */
const STEADY_MS = 60_000;
const STOP_MS = 6000;
const FIND_PATIENCE_MS = 15_000;
/** How long the product waits for a command that has the folder. */
const COMMAND_PATIENCE_MS = 60_000;

/** Starts the embedded PostgreSQL on a data folder and keeps it running until `stop`. The product waits for a command
 *  that has the folder for a while; a product that has it is not waited for.
 *  @throws PostgresStartError with a line for people in English and Arabic */
export async function startPostgres(options: {
  dataDir: string;
  log: Log;
  /** What the server is for; `command`: until a command of the command line is done. @default "product" */
  purpose?: Running["purpose"];
}): Promise<EmbeddedPostgres> {
  const begun = performance.now();
  const purpose = options.purpose ?? "product";
  installedBinaries();
  const folders = await prepareFolders(options.dataDir, MAJOR);
  const user = await chooseServerUser(folders);
  const lock = await takeLockInTurn(folders, purpose, options.log);
  if (lock === undefined) throw folderInUse(folders.root, await ownerPid(folders));
  const owner = { ownerPid: process.pid, purpose };
  try {
    // Only tells where an old socket folder may lie; the start does not depend on it.
    const before = await findRunning(folders).catch(() => undefined);
    await writeRunning(folders, { ...owner, state: "starting" }, user);
    if (user.dropped && user.ownsFolder) {
      await giveControl(folders, user);
    }
    const { freeBytes } = await freeSpace(folders.root);
    if (freeBytes < NEEDED_TO_START_BYTES)
      throw spaceLacking(folders.root, freeBytes, NEEDED_TO_START_BYTES);
    const place: Place = { folders, user, binaries: await usableBinaries(folders, user) };
    const adopted = await clearLeftovers(folders);
    await removeSocketFolder(before?.socketFolder);
    const password = await prepareData(place);
    const socketFolder = await makeSocketFolder(folders, user);
    await clearSocketLock(socketFolder);
    // A start that is killed from here on leaves a trace of its folder for the next one to remove.
    await writeRunning(folders, { ...owner, state: "starting", socketFolder }, user);
    return await supervise({
      place,
      socketFolder,
      password,
      adopted,
      lock,
      owner,
      log: options.log,
      begun,
    });
  } catch (error) {
    await rm(folders.running, { force: true });
    lock.release();
    throw error;
  }
}

/** The lock of the folder; undefined when someone has it who will not be done soon. */
async function takeLockInTurn(
  folders: Folders,
  purpose: Running["purpose"],
  log: Log,
): Promise<FolderLock | undefined> {
  let told = false;
  for (
    const deadline = performance.now() + COMMAND_PATIENCE_MS;
    performance.now() < deadline;
    await delay(200)
  ) {
    const lock = await takeLock(folders.lock);
    if (lock !== undefined || purpose === "command") return lock;
    const holder = await findRunning(folders).catch(() => undefined);
    if (holder !== undefined && holder.purpose !== "command") return undefined;
    if (!told)
      log("info", "waiting for a command that uses the data folder", { pid: holder?.ownerPid });
    told = true;
  }
  return undefined;
}

/** The server that another process, or this one, runs on the data folder; waits while it is starting.
 *  undefined when none does. */
export async function findRunningPostgres(
  dataDir: string,
): Promise<PostgresConnection | undefined> {
  if (!existsSync(dataDir)) return undefined;
  const folders = foldersOf(await realpath(dataDir), MAJOR);
  if (!existsSync(folders.lock)) return undefined;
  for (
    const deadline = performance.now() + FIND_PATIENCE_MS;
    performance.now() < deadline;
    await delay(20)
  ) {
    if (!isLocked(folders.lock)) return undefined;
    const running = await findRunning(folders);
    const password = await findSecret(folders);
    if (running?.state === "ready" && running.socketFolder !== undefined && password !== undefined)
      return connectionTo(running.socketFolder, password);
  }
  throw startFailed(
    "reach",
    `process ${(await ownerPid(folders)) ?? "?"} holds ${folders.root} but its server is not ready`,
  );
}

async function prepareData(place: Place): Promise<string> {
  const { folders, user } = place;
  const known = await findSecret(folders);
  const initialised = await isInitialised(folders);
  // A folder restored by root, or one whose parent changed hands, may carry another owner.
  if (initialised && user.dropped && (await stat(folders.data)).uid !== user.uid)
    giveFolder(folders.data, user);
  if (initialised && known !== undefined) return known;
  const secret = known ?? (await makeSecret(folders, user));
  await (initialised ? replaceSecret(place, secret) : initialise(place, secret));
  return secret;
}

type Supervised = {
  place: Place;
  socketFolder: string;
  password: string;
  adopted: boolean;
  lock: FolderLock;
  log: Log;
  begun: number;
  owner: Pick<Running, "ownerPid" | "purpose">;
};

async function supervise({
  place,
  socketFolder,
  password,
  adopted,
  lock,
  log,
  begun,
  owner,
}: Supervised): Promise<EmbeddedPostgres> {
  const { folders, user } = place;
  const listeners = new Set<(exit: UnexpectedExit) => void>();
  const watchdog = startWatchdog(place, socketFolder);
  const begin = (): ServerProcess => {
    const launched = launchServer(place, socketFolder, log);
    watchdog.guard(launched.pid);
    return launched;
  };
  let server = begin();
  let stopping: Promise<void> | undefined;
  let restart: Promise<void> = Promise.resolve();
  const awake = new AbortController();

  const becomeReady = async (): Promise<number> => {
    await server.ready;
    server.unref();
    return performance.now();
  };

  /** Starts the server again each time it ends, until we stop. */
  const keepRunning = async (readyAt: number): Promise<void> => {
    let waitMs = FIRST_RESTART_MS;
    for (let since = readyAt; ;) {
      const exit = await server.exited;
      if (stopping !== undefined) return;
      watchdog.guard(undefined);
      if (performance.now() - since > STEADY_MS) waitMs = FIRST_RESTART_MS;
      log("error", "postgres ended unexpectedly: starting it again", {
        ...exit,
        restartInMs: waitMs,
      });
      for (const listener of listeners) listener({ ...exit, restartInMs: waitMs });
      await delay(waitMs, undefined, { signal: awake.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, LONGEST_RESTART_MS);
      if (stopping !== undefined) return;
      since = performance.now();
      try {
        await clearLeftovers(folders);
        await clearSocketLock(socketFolder);
        if (stopping !== undefined) return;
        server = begin();
        since = await becomeReady();
        log("info", "postgres is running again", { pid: server.pid });
      } catch (error) {
        log("error", "postgres could not be started again", {
          error: error instanceof Error ? error.message : error,
        });
      }
    }
  };

  const close = async (withinMs: number): Promise<void> => {
    awake.abort();
    await server.stop(withinMs);
    await restart;
    await server.stop(withinMs);
    watchdog.dismiss();
    await removeSocketFolder(socketFolder);
    await rm(folders.running, { force: true });
    lock.release();
  };

  try {
    const readyAt = await becomeReady();
    await writeRunning(folders, { ...owner, state: "ready", socketFolder }, user);
    log("info", "postgres is ready", {
      pid: server.pid,
      tookMs: Math.round(readyAt - begun),
      adopted,
    });
    restart = keepRunning(readyAt);
  } catch (error) {
    await server.stop(STOP_MS);
    watchdog.dismiss();
    await removeSocketFolder(socketFolder);
    throw error;
  }

  return {
    connection: connectionTo(socketFolder, password),
    adopted,
    stop: (options) => (stopping ??= close(options?.withinMs ?? STOP_MS)),
    onExit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function connectionTo(socketFolder: string, password: string): PostgresConnection {
  return { host: socketFolder, port: PORT, user: APPLICATION_ROLE, password, database: DATABASE };
}

async function ownerPid(folders: Folders): Promise<number | undefined> {
  // Only for a message: whatever is wrong with that file, the start is refused all the same.
  return (await findRunning(folders).catch(() => undefined))?.ownerPid;
}
