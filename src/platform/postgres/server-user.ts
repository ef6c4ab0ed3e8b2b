import { chownSync, lchownSync, readdirSync } from "node:fs";
import { lchown, readFile, realpath, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import type { Folders } from "./folders.ts";
import { errorCode, foreignOwner, userNameMissing } from "./start-error.ts";

/** Who runs the server. `dropped`: we are root and step down. `ownsFolder`: the data folder is this user's own. */
export type ServerUser = { uid: number; gid: number; dropped: boolean; ownsFolder: boolean };

/** Between the ranges that systemd and Debian hand out, and inside a container's 65,536 ids. */
const PRIVATE_ID = 60_818;

/** Who the server runs as: this user, or without root's rights the owner of the folder or a uid of its own. */
export async function chooseServerUser(folders: Folders): Promise<ServerUser> {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const root = await stat(folders.root);
  const data = await findStat(folders.data);
  if (own.uid !== 0) {
    for (const [path, owner] of [
      [folders.root, root] as const,
      [folders.data, data] as const,
      [folders.control, await findStat(folders.control)] as const,
    ])
      if (owner !== undefined && owner.uid !== own.uid) throw foreignOwner(path, owner.uid);
    return { ...own, dropped: false, ownsFolder: true };
  }
  if (root.uid !== 0) return { uid: root.uid, gid: root.gid, dropped: true, ownsFolder: true };
  return { uid: PRIVATE_ID, gid: PRIVATE_ID, dropped: true, ownsFolder: false };
}

/** Who makes the data folder, and the command that the programs are started through, if any. */
export type Maker = { user: ServerUser; through: readonly string[] };

/** initdb asks for a name in /etc/passwd, the server does not. Where our user has none, one who has lends it: root
 *  hands the folder over afterwards, others see themselves as that one in a user namespace. */
export async function chooseMaker(user: ServerUser): Promise<Maker> {
  if (!user.dropped && hasName()) return { user, through: [] };
  const named = (await readFile("/etc/passwd", "utf8"))
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((entry) => entry.uid > 0);
  if (named.some((entry) => entry.uid === user.uid)) return { user, through: [] };
  const lender = named.find((entry) => entry.name === "nobody") ?? named[0];
  if (lender === undefined) throw userNameMissing(user.uid);
  return user.dropped
    ? { user: { ...user, uid: lender.uid, gid: lender.gid }, through: [] }
    : { user, through: ["unshare", "--user", `--map-user=${lender.uid}`] };
}

function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch (error) {
    if (error instanceof Error && error.name === "SystemError") return false;
    throw error;
  }
}

/** What `spawn` needs so that the child runs as this user. */
export function identityOf(user: ServerUser): { uid?: number; gid?: number } {
  return user.dropped ? { uid: user.uid, gid: user.gid } : {};
}

/** How the server is told its folder. Below root's private home the user it drops to cannot walk there by
 *  name, so it is started inside the folder and told to use that. */
export function folderArgument(user: ServerUser, folder: string): string {
  return user.dropped && process.platform === "linux" ? "/proc/self/cwd" : folder;
}

/** Gives what the supervisor keeps in a user's folder to that user, who may start it next. */
export async function giveControl({ control, lock }: Folders, user: ServerUser): Promise<void> {
  // By name, since opening the lock file here would lose the lock.
  await lchown(control, user.uid, user.gid);
  await lchown(lock, user.uid, user.gid);
}

/** Gives the folder and all in it to the user. Nothing is followed out of it. */
export function giveFolder(folder: string, user: ServerUser): void {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
}

/** Whether this user can enter the folder, judged by the modes of it and of all above it. */
export async function mayEnter(folder: string, user: ServerUser): Promise<boolean> {
  for (let path = await realpath(folder); ; path = dirname(path)) {
    if (!(await mayUse(path, user, 0o1))) return false;
    if (path === dirname(path)) return true;
  }
}

/** Whether this user has these rights (octal digit: 4 read, 1 enter or run) on exactly this file or folder. */
export async function mayUse(path: string, user: ServerUser, rights: number): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & rights) === rights;
}

async function findStat(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
