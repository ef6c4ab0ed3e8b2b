import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { page, testCache } from "#platform/testing/front.ts";
import type { Render } from "./page-cache.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "warraq-bounds-"));
});
after(() => rm(folder, { recursive: true }));

test("answers that nothing is there push out no page, and go with any purge", async () => {
  const { cache } = await testCache(folder, { maxBytes: 100_000, maxNegativeBytes: 20_000 });
  await cache.get("/", async () => page("text", "home"));
  for (let count = 0; count < 200; count += 1)
    await cache.get(`/random-${count}`, async () => page("x".repeat(1000), "", { status: 404 }));
  assert.equal(cache.find("/")?.status, 200);
  assert.ok(cache.stats().negativePages < 20, "bounded in bytes");
  assert.equal(cache.find("/random-199")?.status, 404);
  await cache.purge(["story:9"], false);
  assert.equal(cache.find("/random-199"), undefined, "an address may exist from now on");
  assert.equal(cache.find("/")?.status, 200);
  await cache.stop();
});

test("pages in memory stay within their bytes; what was read last stays", async () => {
  const { cache } = await testCache(folder, { maxBytes: 100_000 });
  for (let count = 0; count < 100; count += 1) {
    await cache.get(`/${count}`, async () => page("x".repeat(8000), `t:${count}`));
    await cache.get("/0", async () => page("again", "t"));
    assert.ok(cache.stats().sizeBytes <= 100_000);
  }
  assert.equal(cache.find("/0")?.body.length, 8000);
  assert.equal(cache.find("/1"), undefined);
  await cache.purge(["t:1"], false);
  await cache.get("/huge", async () => page("x".repeat(200_000), "huge"));
  assert.equal(cache.find("/huge"), undefined, "larger than the whole cache");
  assert.ok(cache.stats().pages > 5);
  await cache.stop();
});

test("what does not allow to be kept is made each time, once for those who ask together", async () => {
  const { cache } = await testCache(folder);
  let made = 0;
  const render: Render = async () => {
    made += 1;
    return new Response("now");
  };
  await Promise.all([cache.get("/now", render), cache.get("/now", render)]);
  await cache.get("/now", render);
  assert.equal(made, 2);
  assert.equal(cache.stats().pages, 0);
  await cache.stop();
});
