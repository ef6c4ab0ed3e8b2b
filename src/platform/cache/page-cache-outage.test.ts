import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { page, testCache } from "#platform/testing/front.ts";
import type { Render } from "./page-cache.ts";

let root: string;
let folder: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "warraq-cache-"));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, "t-"));
});

/** A page whose text says how often it was made, and which fails when told to. */
function counted(tags: string, init?: ResponseInit) {
  const state = { made: 0, away: false };
  const render: Render = async () => {
    state.made += 1;
    if (state.away) throw new Error("connect ECONNREFUSED");
    return page(`version ${state.made}`, tags, init);
  };
  return { state, render };
}

const textOf = (answer: { page: { body: Buffer } }): string => answer.page.body.toString();

test("a restart without database shows the copies on disk", async () => {
  const one = await testCache(folder);
  await one.cache.get("/", counted("home").render);
  await one.cache.get("/s", counted("story:1").render);
  await one.cache.stop();

  const two = await testCache(folder, { start: "2030-01-03T00:00:00Z" });
  const { state, render } = counted("home");
  state.away = true;
  const answer = await two.cache.get("/", render);
  assert.deepEqual(
    [textOf(answer), answer.state, answer.ageSeconds],
    ["version 1", "error", 172_800],
  );
  await assert.rejects(two.cache.get("/never", render), /ECONNREFUSED/);
  state.away = false;
  two.clock.advance(1000);
  const back = await two.cache.get("/", render);
  assert.equal(back.state, "made", "the database is back: a copy is never shown for fresh");
  await two.cache.stop();

  const late = await testCache(folder, { start: "2030-01-08T00:01:01Z" });
  await assert.rejects(
    late.cache.get("/s", async () => Promise.reject(new Error("away"))),
    /away/,
  );
  await late.cache.stop();
});

test("what was taken down is not shown from memory or disk, also after a restart without database", async () => {
  const one = await testCache(folder);
  const { state, render } = counted("story:1 home");
  await one.cache.get("/s", render);
  await one.cache.get("/other", counted("story:2").render);
  await one.disk.flush(1000);
  const [copies] = [one.disk.size().count];
  assert.equal(copies, 2);
  one.clock.advance(5000);
  await one.cache.purge(["story:1"], true);
  assert.equal(one.cache.find("/s"), undefined);
  assert.equal(one.disk.size().count, 1, "gone from disk when the purge is done");
  state.away = true;
  await assert.rejects(one.cache.get("/s", render), /ECONNREFUSED/);
  await one.cache.stop();

  const two = await testCache(folder, { start: "2030-01-01T01:00:00Z" });
  await assert.rejects(two.cache.get("/s", render), /ECONNREFUSED/);
  assert.equal(
    (await two.cache.get("/other", async () => Promise.reject(new Error("away")))).state,
    "error",
  );
  await two.cache.stop();
});

test("the deny list holds when the process ended before the files were gone", async () => {
  const one = await testCache(folder);
  const { state, render } = counted("story:1");
  await one.cache.get("/s", render);
  await one.cache.stop();
  one.clock.advance(5000);
  await one.denyList.deny(["story:1"]);

  const two = await testCache(folder, { start: "2030-01-01T01:00:00Z" });
  state.away = true;
  await assert.rejects(two.cache.get("/s", render), /ECONNREFUSED/);
  state.away = false;
  await two.cache.get("/s", render);
  await two.cache.purge(["story:1"], false);
  state.away = true;
  const shown = await two.cache.get("/s", render);
  assert.equal(shown.state, "error", "made after the takedown (put back, or its 410): shown again");
  await two.cache.stop();
});

test("after missed events nothing that was made before is shown", async () => {
  const { cache, disk } = await testCache(folder);
  const { state, render } = counted("home");
  await cache.get("/", render);
  await disk.flush(1000);
  await cache.distrustEverything();
  state.away = true;
  await assert.rejects(cache.get("/", render), /ECONNREFUSED/);
  assert.equal(disk.size().count, 0);
  await cache.stop();
});
