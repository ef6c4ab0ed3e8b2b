import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MAJOR } from "./binaries.ts";
import { type Folders, readIfThere, syncFolder } from "./folders.ts";
import { killProcessesIn } from "./leftover.ts";
import { runCommand } from "./run-command.ts";
import {
  chooseMaker,
  folderArgument,
  giveFolder,
  identityOf,
  type Maker,
  type ServerUser,
} from "./server-user.ts";
import {
  HOST_RULES,
  initialArguments,
  roleStatements,
  secretStatement,
  serverEnvironment,
  singleArguments,
} from "./settings.ts";
import {
  binariesUnusable,
  errorCode,
  otherMajor,
  startFailed,
  userNameMissing,
} from "./start-error.ts";

/** A data folder with the user and the binaries that serve it. */
export type Place = { folders: Folders; user: ServerUser; binaries: string };

/** Whether the folder holds a database of our major version; refuses one of another. */
export async function isInitialised(folders: Folders): Promise<boolean> {
  const version = await readIfThere(join(folders.data, "PG_VERSION"));
  if (version !== undefined) {
    if (version.trim() !== MAJOR) throw otherMajor(folders.data, version.trim(), MAJOR);
    return true;
  }
  if (existsSync(folders.data))
    throw startFailed("useFolder", `${folders.data} is there but holds no database`);
  const other = (await readdir(folders.root)).find((name) => /^pg\d+$/.test(name));
  if (other !== undefined) throw otherMajor(join(folders.root, other), other.slice(2), MAJOR);
  return false;
}

/** Makes the database aside and moves it into place when it is whole, so that a kill leaves nothing half made. */
export async function initialise(place: Place, secret: string): Promise<void> {
  const { folders, user } = place;
  const fresh = `${freshPrefix(folders)}${randomBytes(4).toString("hex")}`;
  const maker = await chooseMaker(user);
  await clearHalfMade(folders);
  await mkdir(fresh, { mode: 0o700 });
  if (user.dropped) await chown(fresh, maker.user.uid, maker.user.gid);
  const { code, output } = await runAs(maker, place, fresh, {
    program: "initdb",
    args: initialArguments(folderArgument(user, fresh)),
  });
  if (code !== 0) throw startFailed("initialise", output);
  await writeFile(join(fresh, "pg_hba.conf"), HOST_RULES);
  await runStatements(maker, place, fresh, roleStatements(secret));
  if (user.dropped) giveFolder(fresh, user);
  await rename(fresh, folders.data);
  await syncFolder(folders.root);
}

/** Removes what a killed first start left, and first ends its programs, which do not notice that. */
async function clearHalfMade(folders: Folders): Promise<void> {
  const prefix = freshPrefix(folders);
  await killProcessesIn((folder) => folder.startsWith(prefix));
  for (const name of await readdir(folders.root))
    if (join(folders.root, name).startsWith(prefix))
      await rm(join(folders.root, name), { recursive: true, force: true, maxRetries: 3 });
}

function freshPrefix(folders: Folders): string {
  return `${folders.data}.new-`;
}

/** Gives the application's role a new secret, for a folder whose secret file was lost. The server must be down. */
export async function replaceSecret(place: Place, secret: string): Promise<void> {
  const { folders, user } = place;
  const maker = await chooseMaker(user);
  if (user.dropped) giveFolder(folders.data, maker.user);
  await runStatements(maker, place, folders.data, [secretStatement(secret)]);
  if (user.dropped) giveFolder(folders.data, user);
}

/** Runs statements as the superuser without a server: no password opens that door. */
async function runStatements(
  maker: Maker,
  place: Place,
  folder: string,
  statements: string[],
): Promise<void> {
  const { code, output } = await runAs(maker, place, folder, {
    program: "postgres",
    args: singleArguments(folderArgument(place.user, folder)),
    input: statements.map((statement) => `${statement};\n\n`).join(""),
  });
  if (code !== 0) throw startFailed("roles", output);
}

async function runAs(
  maker: Maker,
  { binaries, user }: Place,
  folder: string,
  command: { program: string; args: string[]; input?: string },
): Promise<{ code: number | undefined; output: string }> {
  const path = join(binaries, "bin", command.program);
  const [first = path, ...rest] = [...maker.through, path, ...command.args];
  const namespaced = maker.through.length > 0;
  try {
    const result = await runCommand(first, rest, {
      cwd: folder,
      env: serverEnvironment(folder),
      ...identityOf(maker.user),
      ...(command.input === undefined ? {} : { input: command.input }),
    });
    if (namespaced && result.output.startsWith("unshare:")) throw userNameMissing(user.uid);
    return result;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    if (namespaced) throw userNameMissing(user.uid);
    throw binariesUnusable(path, error instanceof Error ? error.message : "", error);
  }
}
