import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inTransaction } from "#platform/db.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { listAudit, proveAudit, recordAct } from "./audit.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const NOW = new Date("2030-01-01T08:00:00Z");
const record = (act: string, id: string, now = NOW) =>
  inTransaction(database.pool, (client) =>
    recordAct(
      client,
      {
        by: { kind: "product", name: "terminal" },
        act,
        subject: { kind: "story", id },
        before: { headline: "عنوان" },
        after: { headline: "عنوان 100%" },
      },
      now,
    ),
  );

test("recordAct() is there exactly when what it tells of happened", async () => {
  await record("story.publish", "kept");
  await assert.rejects(
    inTransaction(database.pool, async (client) => {
      await recordAct(
        client,
        {
          by: { kind: "product", name: "terminal" },
          act: "story.publish",
          subject: { kind: "story", id: "rolled-back" },
        },
        NOW,
      );
      throw new Error("undone");
    }),
    /undone/,
  );
  const { items } = await listAudit(database.pool, { limit: 50 });
  assert.deepEqual(
    items.map(({ subject }) => subject.id),
    ["kept"],
  );
  assert.deepEqual(items[0]?.after, { headline: "عنوان 100%" });
});

test("the log is only ever added to, and its chain covers every entry, however many come at once", async () => {
  await Promise.all(Array.from({ length: 40 }, (_, at) => record("story.move", `at-once-${at}`)));
  const { rows } = await database.pool.query<{ broken: number; sealed: number; entries: number }>(
    `SELECT count(*) FILTER (WHERE s.hash IS DISTINCT FROM audit_digest(coalesce(p.hash, ''), e))::int AS broken,
            count(s)::int AS sealed, count(*)::int AS entries
     FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id LEFT JOIN audit_seal p ON p.position = s.position - 1`,
  );
  assert.deepEqual(rows, [{ broken: 0, sealed: 41, entries: 41 }]);
  for (const change of [
    "UPDATE audit_entry SET act = 'x'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry CASCADE",
    "UPDATE audit_seal SET hash = ''",
    "DELETE FROM audit_seal",
  ])
    await assert.rejects(database.pool.query(change), /is only ever added to/);
});

test("proveAudit() finds an entry that was changed, left out or put in, by whoever owns the database", async () => {
  const proof = await proveAudit(database.pool);
  assert.deepEqual([proof.entries, proof.brokenAt], [41, null]);
  assert.match(proof.last ?? "", /^[0-9a-f]{64}$/);
  /** Where the chain breaks after `change`, which is then undone. */
  const brokenBy = async (change: string): Promise<number | null> => {
    const client = await database.pool.connect();
    try {
      await client.query(`BEGIN; ALTER TABLE audit_entry DISABLE TRIGGER USER; ALTER TABLE audit_seal DISABLE TRIGGER USER;
        ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_entry_id_fkey`);
      await client.query(change);
      return (
        await proveAudit(
          Object.assign(Object.create(database.pool), { query: client.query.bind(client) }),
        )
      ).brokenAt;
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  };
  const fifth = "(SELECT entry_id FROM audit_seal WHERE position = 5)";
  assert.equal(
    await brokenBy(`UPDATE audit_entry SET after = '{"headline": "آخر"}' WHERE id = ${fifth}`),
    5,
  );
  assert.equal(await brokenBy(`DELETE FROM audit_entry WHERE id = ${fifth}`), 5);
  assert.equal(await brokenBy("DELETE FROM audit_seal WHERE position = 5"), 0);
  assert.equal(
    await brokenBy(
      `DELETE FROM audit_entry WHERE id = ${fifth}; DELETE FROM audit_seal WHERE position = 5`,
    ),
    6,
  );
  assert.equal(
    await brokenBy(
      "INSERT INTO audit_entry (at, actor, act, subject_kind, subject_id) VALUES (now(), 'x', 'y', 'z', 'w')",
    ),
    0,
  );
});

test("listAudit() finds by act, subject, time and text, in pages", async () => {
  await record("person.role", "p1", new Date("2031-01-01T00:00:00Z"));
  await record("person.disable", "p2", new Date("2031-01-02T00:00:00Z"));
  const subjects = async (query: Parameters<typeof listAudit>[1]) =>
    (await listAudit(database.pool, query)).items.map(({ subject }) => subject.id);
  assert.deepEqual(await subjects({ act: "person", limit: 9 }), ["p2", "p1"]);
  assert.deepEqual(await subjects({ act: "person.role", limit: 9 }), ["p1"]);
  assert.deepEqual(await subjects({ subject: "p2", limit: 9 }), ["p2"]);
  assert.deepEqual(await subjects({ from: new Date("2031-01-02T00:00:00Z"), limit: 9 }), ["p2"]);
  assert.equal((await subjects({ q: "100%", limit: 90 })).length, 43);
  assert.equal((await subjects({ q: "1_0%", limit: 90 })).length, 0);
  const first = await listAudit(database.pool, { act: "person", limit: 1 });
  assert.ok(first.cursor !== null);
  const second = await listAudit(database.pool, {
    act: "person",
    limit: 1,
    cursor: first.cursor,
  });
  assert.deepEqual([second.items[0]?.subject.id, second.cursor], ["p1", null]);
});
