import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { dropOldPartitions, ensurePartitions } from "./partitions.ts";
import { givenLedger, totalsOf, viewAt } from "../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());
beforeEach(async () => {
  for (const name of await partitions()) await database.pool.query(`DROP TABLE ${name}`);
});

async function partitions(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^(view_id|visitor_view)_' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}
async function drop(now: string, zone: string): Promise<string[]> {
  const client = await database.pool.connect();
  try {
    return await dropOldPartitions(client, new Date(now), zone);
  } finally {
    client.release();
  }
}

test("hours of ids and days of visitors are there ahead; making them again changes nothing", async () => {
  const now = new Date("2026-11-20T20:55:00Z");
  await ensurePartitions(database.pool, now, "Asia/Riyadh");
  const made = await partitions();
  assert.deepEqual(made, [
    "view_id_2026112019",
    "view_id_2026112020",
    "view_id_2026112021",
    "view_id_2026112022",
    "view_id_2026112023",
    "view_id_2026112100",
    "visitor_view_20261120",
    "visitor_view_20261121",
  ]);
  await Promise.all([1, 2, 3].map(() => ensurePartitions(database.pool, now, "Asia/Riyadh")));
  assert.deepEqual(await partitions(), made);
});

test("several nodes may make them at once", async () => {
  const now = new Date("2026-11-21T10:00:00Z");
  await Promise.all([1, 2, 3, 4].map(() => ensurePartitions(database.pool, now, "UTC")));
  assert.equal((await partitions()).length, 8);
});

test("visitors are in no write-ahead log: their tables are unlogged, those of ids are not", async () => {
  await ensurePartitions(database.pool, new Date("2026-11-20T12:00:00Z"), "UTC");
  const { rows } = await database.pool.query<{ kind: string; persistence: string }>(
    "SELECT DISTINCT split_part(relname, '_', 1) AS kind, relpersistence AS persistence FROM pg_class WHERE relkind IN ('r', 'i') AND relname ~ '^(view_id|visitor_view)_[0-9]' ORDER BY 1",
  );
  assert.deepEqual(rows, [
    { kind: "view", persistence: "p" },
    { kind: "visitor", persistence: "u" },
  ]);
});

test("ids go two hours after their hour, visitors when their day's list is final", async () => {
  await ensurePartitions(database.pool, new Date("2026-11-20T20:05:00Z"), "Asia/Riyadh");
  assert.deepEqual(await drop("2026-11-20T20:59:00Z", "Asia/Riyadh"), []);
  assert.deepEqual(await drop("2026-11-20T21:14:59Z", "Asia/Riyadh"), []);
  assert.deepEqual(await drop("2026-11-20T21:15:00Z", "Asia/Riyadh"), ["visitor_view_20261120"]);
  assert.deepEqual(await drop("2026-11-20T22:00:00Z", "Asia/Riyadh"), ["view_id_2026112019"]);
});

test("what an end in the middle left behind is dropped", async () => {
  await ensurePartitions(database.pool, new Date("2026-11-20T12:00:00Z"), "UTC");
  await database.pool.query("ALTER TABLE view_id DETACH PARTITION view_id_2026112011");
  assert.deepEqual(await drop("2026-11-20T14:00:00Z", "UTC"), ["view_id_2026112011"]);
});

test("views are written on while partitions come and go", async () => {
  let now = new Date("2026-11-20T12:00:00Z");
  await ensurePartitions(database.pool, now, "UTC");
  const ledger = givenLedger(database.pool, () => now);
  const story = randomUUID();
  let written = 0;
  let slowestMs = 0;
  const done = new AbortController();
  const writing = [1, 2, 3, 4].map(async (writer) => {
    for (let n = 0; !done.signal.aborted; n += 1) {
      const begun = performance.now();
      const outcome = await ledger.record(viewAt(now, story, { visitor: writer * 1e6 + n }));
      assert.equal(outcome.kind, "committed");
      slowestMs = Math.max(slowestMs, performance.now() - begun);
      written += 1;
    }
  });
  for (let hour = 13; hour < 23; hour += 1) {
    now = new Date(Date.UTC(2026, 10, 20, hour));
    await ensurePartitions(database.pool, now, "UTC");
    await drop(now.toISOString(), "UTC");
  }
  done.abort();
  await Promise.all(writing);
  await ledger.stop();
  assert.ok(written > 50, String(written));
  assert.ok(slowestMs < 1500, `${slowestMs} ms`);
  assert.equal((await totalsOf(database.pool, story)).raw, written);
  assert.ok((await partitions()).length <= 11);
});
