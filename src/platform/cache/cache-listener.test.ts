import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inTransaction } from "#platform/db.ts";
import { addEvent, createOutbox, waitForListeners } from "#platform/outbox.ts";
import { testDatabase } from "#platform/testing/database.ts";
import { page, testCache, until } from "#platform/testing/front.ts";
import { createCacheListener } from "./cache-listener.ts";

test("events of the outbox reach the cache: updates are made anew, takedowns are gone", async () => {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), "warraq-listener-"));
  const { cache, clock, disk, log } = await testCache(folder);
  const outbox = createOutbox({ pool: database.pool, node: "one", log });
  outbox.listen("cache", createCacheListener(cache));
  await outbox.start();
  try {
    assert.ok(await waitForListeners(database.pool));
    await until("the new node has thrown away what it may have missed", async () => {
      const { rows } = await database.pool.query("SELECT 1 FROM outbox_cursor");
      return rows.length === 1;
    });
    clock.advance(1000);
    const bodies = new Map([["/", 0]]);
    const get = (key: string, tags: string) =>
      cache.get(key, async () => {
        bodies.set(key, (bodies.get(key) ?? 0) + 1);
        return page(`${key} ${bodies.get(key)}`, tags);
      });
    await get("/", "home");
    await get("/s", "story:1");
    await get("/t", "story:2");
    await disk.flush(1000);

    await inTransaction(database.pool, (client) =>
      addEvent(client, "story.updated", { stales: ["story:2", "home"] }),
    );
    outbox.hurry();
    assert.ok(await waitForListeners(database.pool));
    assert.equal(cache.find("/t"), undefined);
    assert.equal((await get("/t", "story:2")).page.body.toString(), "/t 2");
    assert.equal(cache.find("/s")?.body.toString(), "/s 1");

    clock.advance(1000);
    await inTransaction(database.pool, (client) =>
      addEvent(client, "story.taken-down", { stales: ["story:1"], hard: true }),
    );
    outbox.hurry();
    assert.ok(await waitForListeners(database.pool));
    assert.equal(cache.find("/s"), undefined);
    await assert.rejects(
      cache.get("/s", async () => Promise.reject(new Error("away"))),
      /away/,
      "no copy is left to be shown",
    );
  } finally {
    await outbox.stop();
    await cache.stop();
    await database.close();
    await rm(folder, { recursive: true });
  }
});
