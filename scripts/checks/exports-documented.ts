import { lineAt, listSourceFiles, type Check } from "./source-files.ts";

const ROOMS = [
  "src/arabic",
  "src/accounts",
  "src/media",
  "src/stories",
  "src/readership",
  "src/platform",
];
const EXPORT = /^export (?:async )?(?:function\*?|const|class|type) (\w+)/gm;

const isInferredFrom = (declaration: string): boolean =>
  /^export type \w+ = z\.(?:infer|output|input)</.test(declaration);

/** Each export of a domain says what it gives; each function of the Arabic toolkit also shows an example. */
export const exportsDocumented: Check = {
  name: "documented exports",
  find: (root) =>
    listSourceFiles(root, ROOMS, [".ts", ".tsx"])
      .filter(
        ({ path }) => !/\.test\.tsx?$/.test(path) && !path.startsWith("src/platform/testing/"),
      )
      .flatMap(({ path, text }) =>
        [...text.matchAll(EXPORT)].flatMap((match) => {
          const before = text.slice(0, match.index).trimEnd();
          const comment = before.endsWith("*/") ? before.slice(before.lastIndexOf("/**")) : "";
          const line = lineAt(text, match.index);
          const declaration = text.slice(match.index, match.index + 200);
          if (comment === "" && !isInferredFrom(declaration))
            return [{ path, line, need: `a comment that says what ${match[1]} gives` }];
          const isFunction = /^export (?:async )?function/.test(declaration);
          if (path.startsWith("src/arabic/") && isFunction && !comment.includes("@example"))
            return [{ path, line, need: `an @example of ${match[1]}` }];
          return [];
        }),
      ),
};
