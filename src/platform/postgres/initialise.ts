import { existsSync } from "node:fs";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MAJOR } from "./binaries.ts";
import { type Folders, readIfThere, syncFolder } from "./folders.ts";
import { runCommand } from "./run-command.ts";
import {
  chooseInitialUser,
  folderArgument,
  giveFolder,
  identityOf,
  type ServerUser,
} from "./server-user.ts";
import {
  HOST_RULES,
  initialArguments,
  roleStatements,
  secretStatement,
  serverEnvironment,
} from "./settings.ts";
import { otherMajor, startFailed } from "./start-error.ts";

export type Place = { folders: Folders; user: ServerUser; binaries: string };

/** Whether the folder holds a database of our major version; refuses one of another. */
export async function isInitialised(folders: Folders): Promise<boolean> {
  const version = await readIfThere(join(folders.data, "PG_VERSION"));
  if (version !== undefined) {
    if (version.trim() !== MAJOR) throw otherMajor(folders.data, version.trim(), MAJOR);
    return true;
  }
  if (existsSync(folders.data))
    throw startFailed("use its data folder", `${folders.data} is there but holds no database`);
  const other = (await readdir(folders.root)).find((name) => /^pg\d+$/.test(name));
  if (other !== undefined) throw otherMajor(join(folders.root, other), other.slice(2), MAJOR);
  return false;
}

/** Makes the database aside and moves it into place when it is whole, so that a kill leaves nothing half made. */
export async function initialise(place: Place, secret: string): Promise<void> {
  const { folders, user, binaries } = place;
  const fresh = `${folders.data}.new`;
  const maker = await chooseInitialUser(user);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  if (user.dropped) await chown(fresh, maker.uid, maker.gid);
  const { code, output } = await runCommand(
    join(binaries, "bin/initdb"),
    initialArguments(folderArgument(user, fresh)),
    { cwd: fresh, env: serverEnvironment(fresh), ...identityOf(maker) },
  );
  if (code !== 0) throw startFailed("make its data folder", output);
  await writeFile(join(fresh, "pg_hba.conf"), HOST_RULES);
  await runStatements({ ...place, user: maker }, fresh, roleStatements(secret));
  if (user.dropped) giveFolder(fresh, user);
  await rename(fresh, folders.data);
  await syncFolder(folders.root);
}

/** Gives the application's role a new secret, for a folder whose secret file was lost. The server must be down. */
export async function replaceSecret(place: Place, secret: string): Promise<void> {
  const { folders, user } = place;
  const maker = await chooseInitialUser(user);
  if (user.dropped) giveFolder(folders.data, maker);
  await runStatements({ ...place, user: maker }, folders.data, [secretStatement(secret)]);
  if (user.dropped) giveFolder(folders.data, user);
}

/** Runs statements as the superuser without a server: no password opens that door. The user needs a name. */
async function runStatements(
  { user, binaries }: Place,
  folder: string,
  statements: string[],
): Promise<void> {
  const { code, output } = await runCommand(
    join(binaries, "bin/postgres"),
    [
      "--single",
      "-j",
      "-D",
      folderArgument(user, folder),
      "-c",
      "exit_on_error=on",
      "-c",
      "log_min_error_statement=panic",
      "template1",
    ],
    {
      cwd: folder,
      env: serverEnvironment(folder),
      ...identityOf(user),
      input: statements.map((statement) => `${statement};\n\n`).join(""),
    },
  );
  if (code !== 0) throw startFailed("set up its roles", output);
}
