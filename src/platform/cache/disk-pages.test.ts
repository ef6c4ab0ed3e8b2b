import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { page, until } from "#platform/testing/front.ts";
import { openDiskPages } from "./disk-pages.ts";
import { openPageCache } from "./open-page-cache.ts";
import { readResponse, type StoredPage } from "./stored-page.ts";

const log = createLog("silent");
let root: string;
let folder: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "warraq-disk-"));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, "t-"));
});

const open = (options: { maxBytes?: number; maxFiles?: number; rewriteMs?: number } = {}) =>
  openDiskPages({
    folder,
    maxBytes: 1e7,
    maxFiles: 1000,
    log,
    rewriteMs: 0,
    scanDelayMs: 0,
    ...options,
  });

const stored = (key: string, body: string, tags: string): Promise<StoredPage> =>
  readResponse(key, page(body, tags, { headers: { "content-language": "ar" } }), 1000);

async function filesIn(path: string): Promise<string[]> {
  const names = await readdir(path, { recursive: true });
  return names.filter((name) => name.endsWith(".page")).map((name) => join(path, name));
}

test("a copy comes back as it was", async () => {
  const disk = open();
  const body = "مرحبا ".repeat(500);
  disk.keep(await stored("/أ?view=reading", body, "home list"));
  await disk.flush(1000);
  const copy = await disk.read("/أ?view=reading");
  assert.equal(copy?.body.toString(), body);
  assert.deepEqual(copy?.tags, ["home", "list"]);
  assert.deepEqual(copy?.headers, [["content-language", "ar"]]);
  assert.equal(copy?.lifetimes?.ifErrorMs, 604_800_000);
  assert.equal(copy?.renderedAtMs, 1000);
  assert.equal(await disk.read("/other"), undefined);
  const [file] = await filesIn(folder);
  assert.ok((await stat(file ?? "")).size < body.length, "compressed");
  await disk.stop();
});

test("any damaged byte of a copy makes it count as absent, and it is removed", async () => {
  const disk = open();
  for (const at of ["digest", "meta", "body", "end", "empty"]) {
    disk.keep(await stored("/s", "text ".repeat(300), "story:1"));
    await disk.flush(1000);
    const [file = ""] = await filesIn(folder);
    const bytes = await readFile(file);
    const place = { digest: 3, meta: 90, body: bytes.length - 20, end: 0, empty: 0 }[at] ?? 0;
    if (place > 0) bytes[place] = (bytes[place] ?? 0) ^ 1;
    await writeFile(file, at === "end" ? bytes.subarray(0, -1) : at === "empty" ? "" : bytes);
    assert.equal(await disk.read("/s"), undefined, at);
    assert.deepEqual(await filesIn(folder), [], at);
  }
  await disk.stop();
});

test("a restart knows the copies that are there: bounds and removals hold for them", async () => {
  const one = open();
  for (const name of ["a", "b", "c", "d"])
    one.keep(await stored(`/${name}`, name, `section:${name} chrome`));
  await one.stop();
  await mkdir(join(folder, "pages/zz"), { recursive: true });
  await writeFile(join(folder, "pages/zz/foreign.txt"), "not ours");

  const two = open({ maxFiles: 3 });
  await until("the copies are noted", () => two.size().count === 3);
  await two.removeTagged(["section:b", "section:c", "section:d"]);
  assert.equal((await filesIn(folder)).length, two.size().count);
  assert.equal(await two.read("/c"), undefined);
  await two.removeAll();
  assert.deepEqual(two.size(), { count: 0, sizeBytes: 0 });
  assert.deepEqual(await filesIn(folder), []);
  await two.stop();
});

test("bytes and files on disk are bounded; the oldest writings go", async () => {
  const disk = open({ maxBytes: 4000 });
  for (let count = 0; count < 30; count += 1)
    disk.keep(await stored(`/${count}`, "x".repeat(500), "t"));
  await disk.flush(2000);
  const { count, sizeBytes } = disk.size();
  assert.ok(sizeBytes <= 4000 && count >= 3, `${count} files, ${sizeBytes} bytes`);
  assert.equal((await filesIn(folder)).length, count);
  assert.notEqual(await disk.read("/29"), undefined);
  assert.equal(await disk.read("/0"), undefined);
  await disk.stop();
});

test("a removal that comes while a page is written leaves nothing behind", async () => {
  const disk = open();
  for (let round = 0; round < 20; round += 1) {
    disk.keep(await stored("/s", `round ${round} `.repeat(200), "story:1"));
    const writing = disk.flush(1000);
    if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
    await disk.removeTagged(["story:1"]);
    await writing;
    assert.deepEqual(await filesIn(folder), []);
    assert.deepEqual(disk.size(), { count: 0, sizeBytes: 0 });
  }
  await disk.stop();
});

test("a page that changes all the time is written once in a while, and its last form at the end", async () => {
  const disk = open({ rewriteMs: 60_000 });
  disk.keep(await stored("/", "version 1", "home"));
  await until("it is written", () => disk.size().count === 1);
  disk.keep(await stored("/", "version 2", "home"));
  await new Promise((resolve) => {
    setTimeout(resolve, 600);
  });
  assert.equal((await disk.read("/"))?.body.toString(), "version 1");
  await disk.stop();
  assert.equal((await open().read("/"))?.body.toString(), "version 2");
});

test("a damaged deny list costs all copies, not the start", async () => {
  const clock = handClock("2030-01-01T00:00:00Z");
  const one = await openPageCache({ dataDir: folder, clock, log });
  await one.get("/s", async () => page("text", "story:1"));
  await one.stop();
  assert.equal((await filesIn(folder)).length, 1);
  await writeFile(join(folder, "cache/denied.json"), '{"story:1":');
  const two = await openPageCache({ dataDir: folder, clock, log });
  await assert.rejects(
    two.get("/s", async () => Promise.reject(new Error("away"))),
    /away/,
  );
  assert.deepEqual(await filesIn(folder), []);
  await two.stop();
});
