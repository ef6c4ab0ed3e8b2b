import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lineAt, listSourceFiles, type Check, type Problem } from "./source-files.ts";

const EXAMPLE = /@example\s*\n((?:\s*\*(?!\s*@)(?!\/).*\n?)+)|@example[ \t]+(\S.*)/g;
const RESULT = /^(.*?);?\s*\/\/ => (.+)$/;

type Example = {
  readonly path: string;
  readonly line: number;
  readonly expression: string;
  readonly expected: string;
};

function examplesOf(path: string, text: string): Example[] {
  return [...text.matchAll(EXAMPLE)].flatMap((match) =>
    (match[1] ?? match[2] ?? "")
      .split("\n")
      .map((row) =>
        row
          .replace(/^\s*\*? ?/, "")
          .replace(/\s*\*\/\s*$/, "")
          .trim(),
      )
      .flatMap((row) => {
        const parts = RESULT.exec(row);
        return parts === null
          ? []
          : [
              {
                path,
                line: lineAt(text, match.index),
                expression: parts[1] ?? "",
                expected: parts[2] ?? "",
              },
            ];
      }),
  );
}

const exportedFunctions = (text: string): string[] =>
  [...text.matchAll(/^export (?:async )?(?:function\*?|const) (\w+)/gm)].map(
    (match) => match[1] ?? "",
  );

/** The examples in the comments of the Arabic toolkit give what they say. */
export const examplesHold: Check = {
  name: "examples",
  find: async (root) => {
    const files = listSourceFiles(root, ["src/arabic"], [".ts"]).filter(
      ({ path }) => !path.endsWith(".test.ts"),
    );
    const examples = files.flatMap(({ path, text }) => examplesOf(path, text));
    if (examples.length === 0) return [{ path: "src/arabic", need: "examples to run" }];
    const folder = mkdtempSync(join(root, "build-examples-"));
    try {
      const program = [
        ...files.map(
          ({ path, text }) =>
            `import { ${exportedFunctions(text).join(", ")} } from ${JSON.stringify(pathToFileURL(join(root, path)).href)};`,
        ),
        "export const results: [() => unknown, () => unknown][] = [",
        ...examples.map(
          ({ expression, expected }) => `[() => (${expression}), () => (${expected})],`,
        ),
        "];",
      ].join("\n");
      const file = join(folder, "examples.ts");
      writeFileSync(file, program);
      const { results } = (await import(pathToFileURL(file).href)) as {
        results: [() => unknown, () => unknown][];
      };
      return examples.flatMap((example, at): Problem[] => {
        try {
          assert.deepEqual(results[at]?.[0](), results[at]?.[1]());
          return [];
        } catch (error) {
          return [
            {
              ...example,
              need: `${example.expression} // => ${example.expected}: ${String(error)}`,
            },
          ];
        }
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
