import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { prepareAssets } from "./assets.ts";
import { PREFERENCES_SCRIPT } from "./frame/preferences-script.ts";

const folder = await mkdtemp(join(tmpdir(), "warraq-assets-"));
const assets = await prepareAssets(folder);
after(() => rm(folder, { recursive: true, force: true }));

const sizeOf = (path: string): number => {
  const bytes = assets.files.get(path)?.bytes;
  return (bytes?.br ?? bytes?.identity)?.length ?? Infinity;
};
const sum = (paths: readonly string[]): number =>
  paths.reduce((total, path) => total + sizeOf(path), 0);

test("style sheet, script and fonts keep to the budgets of a story page", () => {
  assert.ok(sizeOf(assets.style) <= 8000, `style sheet ${sizeOf(assets.style)}`);
  assert.ok(sizeOf(assets.script) <= 6000, `script ${sizeOf(assets.script)}`);
  const fonts = sum(assets.fonts.first);
  assert.ok(fonts <= 50_000, `first fonts ${fonts}`);
  assert.ok(fonts + sizeOf(assets.fonts.latinText) <= 56_000);
});

test("names carry the hash of the content, and every address in the style sheet exists", () => {
  const css = assets.files.get(assets.style)?.bytes.identity.toString("utf8") ?? "";
  const addresses = css.match(/\/assets\/[\w.-]+\.woff2/g) ?? [];
  assert.equal(new Set(addresses).size, 6);
  for (const address of addresses) assert.ok(assets.files.has(address), address);
  for (const path of assets.files.keys())
    assert.match(path, /^\/(?:assets\/[a-z0-9-]+\.\w{10}\.\w+|sw\.js)$/);
});

test("the policy's hash is that of the script in the page", () => {
  const hash = createHash("sha256").update(PREFERENCES_SCRIPT).digest("base64");
  assert.equal(assets.inlineScriptHash, `sha256-${hash}`);
  assert.ok(Buffer.byteLength(PREFERENCES_SCRIPT) < 900);
});

test("a build of unchanged sources is only read, also where nothing can be written", async () => {
  const [built = ""] = await readdir(folder);
  const before = await stat(join(folder, built));
  await chmod(folder, 0o555);
  const again = await prepareAssets(folder);
  await chmod(folder, 0o755);
  assert.deepEqual([...again.files.keys()].sort(), [...assets.files.keys()].sort());
  assert.equal((await stat(join(folder, built))).mtimeMs, before.mtimeMs);
});
