import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pino from "pino";
import { inTransaction } from "#platform/db.ts";
import {
  addEvent,
  createOutbox,
  waitForListeners,
  type Outbox,
  type OutboxHandler,
} from "#platform/outbox.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";

const log = pino({ level: "silent" });
let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** An outbox of `node` that is running, and is stopped at the end of the test, however that ends. */
async function start(context: TestContext, handler: OutboxHandler): Promise<Outbox> {
  const outbox = createOutbox({ pool: database.pool, node: "one", log });
  outbox.listen("cache", handler);
  await outbox.start();
  context.after(() => outbox.stop());
  return outbox;
}

const add = (...tags: string[]) =>
  inTransaction(database.pool, (client) => addEvent(client, "test.happened", { stales: tags }));

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (condition()) return;
    await delay(10);
  }
  assert.fail(`never came: ${what}`);
}

/** Waits until some connection hears notifications: only then can one hurry anything. */
async function listening(): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { rows } = await database.pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
    );
    if (rows.length > 0) return;
    await delay(10);
  }
  assert.fail("nobody listens");
}

test("a listener gets events after its start, in order, hurried by the notification", async (context) => {
  const seen: string[] = [];
  const missed: boolean[] = [];
  await start(context, (events, wasMissed) => {
    missed.push(wasMissed);
    seen.push(...events.flatMap((event) => event.payload.stales));
  });
  await until(() => missed.length === 1, "the first delivery");
  await listening();
  await add("a");
  const begun = performance.now();
  await add("b", "c");
  await until(() => seen.length === 3, "three tags");
  assert.ok(performance.now() - begun < 900, "came before the next poll");
  assert.deepEqual(seen, ["a", "b", "c"]);
  assert.equal(missed[0], true, "a new node has missed what was before it");
  assert.ok(missed.slice(1).every((flag) => !flag));
  assert.equal(await waitForListeners(database.pool), true);
});

test("a node that comes back goes on where it stopped", async (context) => {
  await add("while away");
  const seen: string[] = [];
  await start(context, (events, missed) => {
    assert.equal(missed, false);
    seen.push(...events.flatMap((event) => event.payload.stales));
  });
  await until(() => seen.length > 0, "the event of its absence");
  assert.deepEqual(seen, ["while away"]);
});

test("an event of a slow transaction is not stepped over by a younger one", async (context) => {
  const seen: string[] = [];
  const outbox = await start(context, (events) => {
    seen.push(...events.flatMap((event) => event.payload.stales));
  });
  const fast = await inTransaction(database.pool, async (slow) => {
    await addEvent(slow, "test.happened", { stales: ["slow"] });
    const waiting = add("fast");
    outbox.hurry();
    await delay(100);
    assert.deepEqual(seen, []);
    return { waiting };
  });
  await fast.waiting;
  await until(() => seen.length === 2, "both events");
  assert.deepEqual(seen, ["slow", "fast"]);
});

test("a long transaction elsewhere on the server holds no event back", async (context) => {
  const seen: string[] = [];
  await start(context, (events) => {
    seen.push(...events.flatMap((event) => event.payload.stales));
  });
  await inTransaction(database.pool, async (long) => {
    await long.query("SELECT pg_current_xact_id()");
    await add("meanwhile");
    await until(() => seen.length === 1, "the event");
  });
});

test("an event of a transaction that rolls back is never delivered, and a failing handler gets its events again", async (context) => {
  const seen: string[] = [];
  let failures = 0;
  await start(context, (events) => {
    if (failures === 0 && events.length > 0) {
      failures += 1;
      throw new Error("handler fails once");
    }
    seen.push(...events.flatMap((event) => event.payload.stales));
  });
  await assert.rejects(
    inTransaction(database.pool, async (client) => {
      await addEvent(client, "test.happened", { stales: ["ghost"] });
      throw new Error("rolled back");
    }),
    /rolled back/,
  );
  await add("kept");
  await until(() => seen.length > 0, "the second try");
  assert.deepEqual(seen, ["kept"]);
  assert.equal(failures, 1);
});

test("an outbox that is stopped while it starts stops", async () => {
  const outbox = createOutbox({ pool: database.pool, node: "brief", log });
  outbox.listen("cache", () => {});
  await outbox.start();
  const stopped = outbox.stop().then(() => "stopped");
  assert.equal(
    await Promise.race([stopped, delay(3000, "still running", { ref: false })]),
    "stopped",
  );
});

test("waitForListeners() does not wait for a node that has just stopped", async () => {
  await add("after the end");
  const begun = performance.now();
  assert.equal(await waitForListeners(database.pool), true);
  assert.ok(performance.now() - begun < 1000);
});

test("waitForListeners() does not wait for a node that is gone, and says when a living one is behind", async () => {
  await database.pool.query(
    "INSERT INTO outbox_cursor (listener, node, seq, seen_at) VALUES ('cache', 'gone', 0, now() - interval '1 hour')",
  );
  await add("later");
  await database.pool.query(
    "UPDATE outbox_cursor SET seen_at = now() - interval '1 hour' WHERE node = 'one'",
  );
  assert.equal(await waitForListeners(database.pool, 200), true);
  await database.pool.query("UPDATE outbox_cursor SET seen_at = now() WHERE node = 'gone'");
  assert.equal(await waitForListeners(database.pool, 200), false);
});
