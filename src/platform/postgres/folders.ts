import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readFile,
  realpath,
  rename,
  rm,
} from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { errorCode, foreignOwner } from "./start-error.ts";
import type { ServerUser } from "./server-user.ts";
import { mayEnter } from "./server-user.ts";

/** Number in the name of the socket; no port of the network is opened. */
export const PORT = 5432;
const SOCKET_NAME = `.s.PGSQL.${PORT}`;
/** sun_path holds 108 bytes on Linux and 104 on macOS, with its closing zero. */
const SOCKET_PATH_LIMIT_BYTES = 103;
const TEMPORARY_PREFIX = "warraq-postgres-";

/** Where things lie below the data folder: `pg18/` is PostgreSQL's, `postgres/` the supervisor's. */
export type Folders = {
  root: string;
  data: string;
  control: string;
  lock: string;
  secret: string;
  running: string;
};

const Running = z.strictObject({
  ownerPid: z.number().int(),
  purpose: z.enum(["product", "command"]),
  state: z.enum(["starting", "ready"]),
  socketFolder: z.string().optional(),
});
export type Running = z.infer<typeof Running>;

/** Where things lie below `root` for that major version of PostgreSQL. */
export function foldersOf(root: string, major: string): Folders {
  const control = join(root, "postgres");
  return {
    root,
    data: join(root, `pg${major}`),
    control,
    lock: join(control, "lock"),
    secret: join(control, "secret"),
    running: join(control, "running.json"),
  };
}

/** Makes the data folder and the supervisor's folder in it, both private; gives the paths with links resolved. */
export async function prepareFolders(dataDir: string, major: string): Promise<Folders> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const folders = foldersOf(await realpath(dataDir), major);
    await mkdir(folders.control, { recursive: true, mode: 0o700 });
    return folders;
  } catch (error) {
    if (errorCode(error) === "EACCES") throw foreignOwner(dataDir, undefined);
    throw error;
  }
}

/** The password of the role `warraq`; undefined when there is none yet. */
export async function findSecret(folders: Folders): Promise<string | undefined> {
  const text = await readIfThere(folders.secret);
  return text !== undefined && /^[0-9a-f]{64}$/.test(text) ? text : undefined;
}

/** Writes a new random secret of 256 bits, as hex, where only this user and the server's read it. */
export async function makeSecret(folders: Folders, user: ServerUser): Promise<string> {
  const secret = randomBytes(32).toString("hex");
  await writePrivate(folders.secret, secret, user);
  return secret;
}

/** What the process that has the folder wrote about itself; undefined when there is nothing. */
export async function findRunning(folders: Folders): Promise<Running | undefined> {
  const text = await readIfThere(folders.running);
  return text === undefined ? undefined : Running.parse(JSON.parse(text));
}

/** Says which process has the folder, what for, and where its socket is. */
export async function writeRunning(
  folders: Folders,
  running: Running,
  user?: ServerUser,
): Promise<void> {
  await writePrivate(folders.running, JSON.stringify(running), user);
}

/** A private folder for the socket that the server's user can enter and whose path is short enough. */
export async function makeSocketFolder(folders: Folders, user: ServerUser): Promise<string> {
  const near = join(folders.control, "socket");
  if (!user.dropped && Buffer.byteLength(join(near, SOCKET_NAME)) <= SOCKET_PATH_LIMIT_BYTES) {
    await mkdir(near, { recursive: true, mode: 0o700 });
    await chmod(near, 0o700);
    return near;
  }
  const parent = (await fitsForSocket(tmpdir(), user)) ? tmpdir() : "/tmp";
  const folder = await mkdtemp(join(parent, TEMPORARY_PREFIX));
  if (user.dropped) await chown(folder, user.uid, user.gid);
  return folder;
}

/** Removes the lock file of a dead server's socket: its process id may by now be a zombie's or a stranger's. To be
 *  called only when no server runs. */
export async function clearSocketLock(socketFolder: string): Promise<void> {
  await rm(join(socketFolder, `${SOCKET_NAME}.lock`), { force: true });
}

/** Whether a socket folder is one that was made below the temporary folder. */
export function isTemporary(socketFolder: string): boolean {
  return basename(socketFolder).startsWith(TEMPORARY_PREFIX);
}

/** Removes a socket folder of ours; anything that does not look like one is left alone. */
export async function removeSocketFolder(folder: string | undefined): Promise<void> {
  if (folder === undefined || !isTemporary(folder)) return;
  const stat = await lstat(folder).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (stat?.isDirectory() === true) await rm(folder, { recursive: true, force: true });
}

/** The text of a file; undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    if (errorCode(error) === "EACCES") throw foreignOwner(path, undefined);
    throw error;
  }
}

/** Whole or not at all, also after a power cut. */
async function writePrivate(path: string, text: string, user?: ServerUser): Promise<void> {
  const partial = `${path}.${randomBytes(6).toString("hex")}.partial`;
  const file = await open(partial, "wx", 0o600);
  try {
    await file.writeFile(text);
    if (user?.dropped === true && user.ownsFolder) await file.chown(user.uid, user.gid);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  await syncFolder(dirname(path));
}

/** Makes the entries of a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function fitsForSocket(parent: string, user: ServerUser): Promise<boolean> {
  const longest = join(parent, `${TEMPORARY_PREFIX}XXXXXX`, SOCKET_NAME);
  return Buffer.byteLength(longest) <= SOCKET_PATH_LIMIT_BYTES && (await mayEnter(parent, user));
}
