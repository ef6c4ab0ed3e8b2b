import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { putBuildInPlace } from "#platform/http/assets.ts";

const buildDir = await mkdtemp(join(tmpdir(), "warraq-built-"));
after(() => rm(buildDir, { recursive: true, force: true }));

const put = (name: string, prefix: string, text: string): Promise<void> =>
  putBuildInPlace({ buildDir, prefix, folder: join(buildDir, name) }, [["a.js", text]]);

test("a build stands whole, the one before it goes, others stay; the second of two that are the same is dropped", async () => {
  await put("reader-1", "reader-", "one");
  await put("newsroom-1", "newsroom-", "app");
  await put("reader-2", "reader-", "two");
  // Another start that built the same comes second.
  await put("reader-2", "reader-", "two again");
  assert.deepEqual((await readdir(buildDir)).sort(), ["newsroom-1", "reader-2"]);
  assert.equal(await readFile(join(buildDir, "reader-2/a.js"), "utf8"), "two");
});

test("a build that cannot be put in its place says so", async () => {
  await assert.rejects(
    putBuildInPlace({ buildDir, prefix: "reader-", folder: join(buildDir, "no/such/folder") }, [
      ["a.js", ""],
    ]),
  );
});
