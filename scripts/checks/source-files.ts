import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A file of the tree under check: its path from the root, with forward slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** What a check found: where, and what is needed instead. */
export type Problem = { readonly path: string; readonly line?: number; readonly need: string };

/** A convention that a machine keeps. Each has a folder in `fixtures/` that must fail it. */
export type Check = {
  readonly name: string;
  /** Problems of the tree below `root` (absolute). */
  find(root: string): readonly Problem[] | Promise<readonly Problem[]>;
};

const SKIPPED = new Set(["node_modules", "build", "data", ".git"]);

/** Every file below `folders` of `root` whose name ends in one of `endings`; fixtures of the checks are left out. */
export function listSourceFiles(
  root: string,
  folders: readonly string[],
  endings: readonly string[],
): SourceFile[] {
  return folders
    .flatMap((folder) => walk(join(root, folder)))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({
      path: relative(root, path).split(sep).join("/"),
      text: readFileSync(path, "utf8"),
    }))
    .filter(({ path }) => !path.startsWith("scripts/checks/fixtures/"));
}

/** Every folder below `folders` of `root`, with the number of its entries. */
export function listFolders(
  root: string,
  folders: readonly string[],
): { path: string; entries: number }[] {
  const found: { path: string; entries: number }[] = [];
  const visit = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    found.push({ path: relative(root, folder).split(sep).join("/"), entries: entries.length });
    for (const entry of entries)
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) visit(join(folder, entry.name));
  };
  for (const folder of folders) {
    const path = join(root, folder);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) visit(path);
  }
  return found;
}

function walk(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** Number of the line (from 1) that holds the letter at `offset`. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1))
    line += 1;
  return line;
}
