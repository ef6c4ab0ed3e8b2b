import { listFolders, listSourceFiles, type Check } from "./source-files.ts";

const MAX_LINES = 400;
const MAX_ENTRIES = 25;
/** Folders whose entries are one flat set by nature. */
const SETS = new Set(["fixtures/sample/pictures", "docs/decisions"]);

/** No code file over 400 lines. */
export const fileSize: Check = {
  name: "file size",
  find: (root) =>
    listSourceFiles(
      root,
      ["src", "scripts", "e2e", "fixtures", "bin"],
      [".ts", ".tsx", ".css", ".sql", ".js"],
    )
      .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES)
      .map(({ path, lines }) => ({
        path,
        need: `${lines} lines, need at most ${MAX_LINES}: it wants to be two files`,
      })),
};

/** No folder with more than 25 entries. */
export const folderSize: Check = {
  name: "folder size",
  find: (root) =>
    listFolders(root, ["src", "scripts", "e2e", "fixtures", "docs", "migrations"])
      .filter(({ path }) => !path.startsWith("scripts/checks/fixtures/") && !SETS.has(path))
      .filter(({ entries }) => entries > MAX_ENTRIES)
      .map(({ path, entries }) => ({
        path,
        need: `${entries} entries, need at most ${MAX_ENTRIES}`,
      })),
};
