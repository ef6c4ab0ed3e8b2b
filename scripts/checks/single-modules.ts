import { lineAt, listSourceFiles, type Check } from "./source-files.ts";

/** One of the modules that everything must use, and what going around it looks like. */
type SingleModule = {
  readonly subject: string;
  /** Files that are the module, or have a reason of their own; each path begins with one of these. */
  readonly allowed: readonly string[];
  readonly around: RegExp;
};

const MODULES: readonly SingleModule[] = [
  {
    subject:
      "query parameters are read by platform/http/query.ts, and no name of a column or table comes from outside",
    allowed: [
      "src/platform/http/query.ts",
      "src/platform/cache/cache-key.ts",
      "src/reader/islands/",
      "src/newsroom/app/",
    ],
    around: /\.searchParams\b|\breq\.quer(?:y|ies)\(|\bsql\.(?:raw|ref|id|table|lit)\b/g,
  },
  {
    subject:
      "who may change a story is asked of accounts/authoriser.ts, so only stories/ writes its tables",
    allowed: ["src/stories/"],
    around:
      /\b(?:INSERT INTO|UPDATE|DELETE FROM|insertInto\(["']|updateTable\(["']|deleteFrom\(["'])\s*(?:story|story_(?:revision|draft|schedule|note|view|address|topic|author)|correction)\b/g,
  },
  {
    subject: "a client's address is asked of platform/http/client-address.ts",
    allowed: ["src/platform/http/client-address.ts"],
    around: /\bremoteAddress\b|["'](?:x-forwarded-for|x-real-ip|forwarded|cf-connecting-ip)["']/gi,
  },
  {
    subject: "keys of pages are made by platform/cache/cache-key.ts",
    allowed: ["src/platform/cache/"],
    around: /\bcacheKeys?\s*[:=]\s*[`"']|\bcache\.(?:get|set)\(\s*[`"']/g,
  },
  {
    subject: "servers outside are asked by platform/outbound-fetch.ts",
    allowed: [
      "src/platform/outbound-fetch.ts",
      "src/reader/islands/",
      "src/reader/offline/worker/",
      "src/newsroom/app/",
    ],
    around:
      /(?<![.\w])fetch\(|\bhttps?\.(?:get|request)\(|\bnew WebSocket\(|from ["'](?:undici|node:https|node:tls)["']|\b(?:net\.connect|createConnection)\(/g,
  },
  {
    subject: "files are kept by platform/file-store.ts",
    allowed: ["src/platform/", "src/cli/"],
    around: /\b(?:writeFile|createWriteStream|appendFile|writeFileSync|appendFileSync)\(/g,
  },
];

/** Nothing goes around the six single modules (design, section 2). */
export const singleModules: Check = {
  name: "single modules",
  find: (root) =>
    listSourceFiles(root, ["src"], [".ts", ".tsx"])
      .filter(
        ({ path }) => !/\.test\.tsx?$/.test(path) && !path.startsWith("src/platform/testing/"),
      )
      .flatMap(({ path, text }) =>
        MODULES.filter(({ allowed }) => !allowed.some((start) => path.startsWith(start))).flatMap(
          ({ subject, around }) =>
            [...text.matchAll(around)].map((match) => ({
              path,
              line: lineAt(text, match.index),
              need: `${match[0].trim()}: ${subject}`,
            })),
        ),
      ),
};
