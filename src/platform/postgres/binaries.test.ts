import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readdir, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { MAJOR, installedBinaries, usableBinaries } from "./binaries.ts";
import { foldersOf } from "./folders.ts";
import type { ServerUser } from "./server-user.ts";

const skip = process.getuid?.() !== 0 && "needs root";
const NOBODY: ServerUser = { uid: 65_534, gid: 65_534, dropped: true, ownsFolder: false };

/** A package as npm leaves it without its install script, in a folder that only root can enter. */
async function privatePackage(t: TestContext): Promise<{ native: string; base: string }> {
  const base = await mkdtemp(join(tmpdir(), "warraq-binaries-"));
  t.after(() => rm(base, { recursive: true, force: true }));
  await chmod(base, 0o755);
  const folder = join(base, "private/package");
  await mkdir(join(base, "private"), { mode: 0o700 });
  const installed = dirname(installedBinaries());
  await cp(installed, folder, { recursive: true, verbatimSymlinks: true });
  const links = await readdir(join(folder, "native/lib"), { withFileTypes: true });
  for (const link of links)
    if (link.isSymbolicLink()) await rm(join(folder, "native/lib", link.name));
  return { native: join(folder, "native"), base };
}

function versionAsNobody(native: string): string {
  const { stdout, stderr } = spawnSync(join(native, "bin/postgres"), ["--version"], {
    uid: NOBODY.uid,
    gid: NOBODY.gid,
    encoding: "utf8",
  });
  return stdout + stderr;
}

test(
  "binaries that the server's user cannot reach are copied out once, with their links",
  { skip },
  async (t) => {
    const { native, base } = await privatePackage(t);
    const folders = foldersOf(join(base, "data"), MAJOR);
    const copies = join(base, "copies");
    const copy = await usableBinaries(folders, NOBODY, native, copies);
    assert.match(versionAsNobody(copy), /^postgres \(PostgreSQL\) 18\./);
    assert.ok(copy.startsWith(copies));
    assert.equal(await usableBinaries(folders, NOBODY, native, copies), copy);
    assert.equal((await readdir(copies)).length, 1);

    await truncate(join(copy, "bin/postgres"), 10);
    assert.equal(await usableBinaries(folders, NOBODY, native, copies), copy);
    assert.match(versionAsNobody(copy), /PostgreSQL/, "a damaged copy is made anew");

    await chmod(copies, 0o777);
    await assert.rejects(usableBinaries(folders, NOBODY, native, copies), { kind: "binaries" });
  },
);

test(
  "binaries that can be reached are used in place, with the missing links made",
  { skip },
  async (t) => {
    const { native, base } = await privatePackage(t);
    await chmod(join(base, "private"), 0o755);
    const folders = foldersOf(join(base, "data"), MAJOR);
    assert.doesNotMatch(versionAsNobody(native), /^postgres/, "without links it cannot run");
    const used = await usableBinaries(folders, NOBODY, native, join(base, "copies"));
    assert.equal(used, native);
    assert.match(versionAsNobody(native), /^postgres \(PostgreSQL\) 18\./);
  },
);
