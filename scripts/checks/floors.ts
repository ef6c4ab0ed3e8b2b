import { posix } from "node:path";
import {
  lineAt,
  listSourceFiles,
  type Check,
  type Problem,
  type SourceFile,
} from "./source-files.ts";

/** Floors of ARCHITECTURE.md: a folder of `src/` may import lower floors and itself, never its own floor's others. */
const FLOOR: Readonly<Record<string, number>> = {
  arabic: 0,
  platform: 1,
  accounts: 2,
  media: 2,
  stories: 3,
  readership: 4,
  site: 4,
  reader: 5,
  cli: 5,
  search: 4,
  conversation: 4,
  distribution: 4,
  newsroom: 5,
  product: 6,
  "server.ts": 7,
};

/** Subfolders that are open to other folders; every other one is private. */
const OPEN = [
  "arabic/analysis",
  "conversation/readers",
  "conversation/comments",
  "conversation/moderation",
  "distribution/newsletter",
  "distribution/push",
  "distribution/webhooks",
  "stories/body",
  "stories/desk",
  "stories/import",
  "stories/labels",
  "platform/http",
  "platform/cache",
  "platform/postgres",
];
/** Wiring and tests may use what tests need. */
const TEST_ONLY = "platform/testing";
/** The command line starts the server: the one import that goes up, since both are only entries. */
const ENTRIES = new Set(["cli/commands/start.ts -> server.ts"]);

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(["'])([^"'\n]+)\1/g;
const BANNED_NAME = /(^|\/)(index\.tsx?$|(utils|helpers|common|lib|shared)(\/|\.tsx?$))/;

type Import = { readonly target: string; readonly line: number };

function importsOf(file: SourceFile): Import[] {
  return [...file.text.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[2] ?? "";
    const line = lineAt(file.text, match.index);
    if (specifier.startsWith("#")) return [{ target: specifier.slice(1), line }];
    if (!specifier.startsWith(".")) return [];
    const target = posix.join(posix.dirname(file.path), specifier);
    return target.startsWith("src/") ? [{ target: target.slice("src/".length), line }] : [];
  });
}

const roomOf = (path: string): string => path.split("/")[0] ?? path;
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith(TEST_ONLY);

function problemOf(from: string, target: string): string | undefined {
  if (ENTRIES.has(`${from} -> ${target}`)) return undefined;
  const [room, other] = [roomOf(from), roomOf(target)];
  const [floor, otherFloor] = [FLOOR[room], FLOOR[other]];
  if (floor === undefined) return `src/${room} has no floor: add it to the floors`;
  if (otherFloor === undefined) return `src/${other} has no floor: add it to the floors`;
  if (target.startsWith(TEST_ONLY) && !isTest(from))
    return "what tests need must not reach the product";
  if (room === other) return undefined;
  if (otherFloor > floor)
    return `imports go down: ${room} is on floor ${floor}, ${other} on ${otherFloor}`;
  if (otherFloor === floor)
    return `${room} and ${other} are on one floor and must not know each other`;
  const inside = target.split("/").slice(1);
  if (
    inside.length > 1 &&
    !OPEN.some((open) => target.startsWith(`${open}/`)) &&
    !target.startsWith(TEST_ONLY)
  )
    return `${target} is private to ${other}: import a file at its root`;
  return undefined;
}

/** Imports go down the floors; subfolders are private; no barrels, no rooms for odds and ends. */
export const floors: Check = {
  name: "floors",
  find: (root) => {
    const problems: Problem[] = [];
    for (const file of listSourceFiles(root, ["src"], [".ts", ".tsx"])) {
      const from = file.path.slice("src/".length);
      if (BANNED_NAME.test(from))
        problems.push({ path: file.path, need: "a name that says what is in it" });
      if (/^export \*/m.test(file.text))
        problems.push({ path: file.path, need: "named exports, not export *" });
      for (const { target, line } of importsOf(file)) {
        const need = problemOf(from, target);
        if (need !== undefined) problems.push({ path: file.path, line, need });
      }
    }
    return problems;
  },
};
