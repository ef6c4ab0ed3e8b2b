import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ALL_CHECKS } from "./all-checks.ts";

const ROOT = join(import.meta.dirname, "../..");
const FIXTURES = join(import.meta.dirname, "fixtures");

/** A tree with the project's own settings and, beside them, the files of a fixture. */
function treeOf(fixture: string): string {
  const tree = mkdtempSync(join(tmpdir(), "warraq-check-"));
  for (const name of ["package.json", "tsconfig.json", ".oxlintrc.json"])
    cpSync(join(ROOT, name), join(tree, name));
  cpSync(fixture, tree, { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));
  return tree;
}

for (const check of ALL_CHECKS) {
  test(`the check of ${check.name} fails on what breaks it`, async () => {
    const fixture = join(FIXTURES, check.name.replaceAll(" ", "-"));
    assert.ok(existsSync(fixture), `needs a fixture that must fail in ${fixture}`);
    const tree = treeOf(fixture);
    try {
      const problems = await check.find(tree);
      const text = problems.map((problem) => `${problem.path}: ${problem.need}`).join("\n");
      assert.ok(problems.length > 0, "the fixture must fail");
      // A tool that broke down also "finds" something: what must be found is written in the fixture's own words.
      const { MUST_FIND } = (await import(join(fixture, "must-find.ts"))) as {
        MUST_FIND: readonly RegExp[];
      };
      for (const need of MUST_FIND) assert.match(text, need);
    } finally {
      rmSync(tree, { recursive: true });
    }
  });
}
