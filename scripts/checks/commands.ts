import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Check, Problem } from "./source-files.ts";

/** Runs a tool of node_modules/.bin in `root` and gives its output as problems when it fails. */
export function runTool(
  root: string,
  name: string,
  tool: string,
  args: readonly string[],
): readonly Problem[] {
  const program = join(import.meta.dirname, "../../node_modules/.bin", tool);
  if (!existsSync(program)) return [{ path: tool, need: "npm ci to have run" }];
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  return status === 0 ? [] : [{ path: name, need: `\n${stdout}${stderr}`.trimEnd() }];
}

/** Files look as oxfmt writes them. */
export const formatted: Check = {
  name: "format",
  find: (root) => runTool(root, "oxfmt", "oxfmt", ["--check", "."]),
};

/** oxlint with types: rules are error or off; import cycles and process.env outside the configuration are errors. */
export const linted: Check = {
  name: "lint",
  find: (root) => runTool(root, "oxlint", "oxlint", ["--deny-warnings"]),
};

/** TypeScript 7, strict, for the server, and for scripts and journeys, part of which runs in a browser. */
export const typed: Check = {
  name: "types",
  find: (root) =>
    [".", "scripts", "e2e"]
      .filter((folder) => existsSync(join(root, folder, "tsconfig.json")))
      .flatMap((folder) => runTool(root, "tsc", "tsc", ["-p", folder])),
};

/** TypeScript 7, strict, for what runs in the browser. */
export const browserTyped: Check = {
  name: "types of what runs in browsers",
  find: (root) =>
    ["src/reader/islands", "src/reader/offline/worker", "src/newsroom/app"]
      .filter((folder) => existsSync(join(root, folder, "tsconfig.json")))
      .flatMap((folder) => runTool(root, "tsc", "tsc", ["-p", folder])),
};

/** Nothing lies around unused: files, exports, dependencies. */
export const nothingUnused: Check = {
  name: "unused",
  find: (root) => runTool(root, "knip", "knip", ["--no-progress"]),
};
