import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { inTransaction, openPool } from "#platform/db.ts";
import { migrate } from "#platform/migrate.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";

let database: TestDatabase;
let folder: string;
before(async () => {
  database = await testDatabase({ migrated: false });
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("DROP SCHEMA public CASCADE");
  await database.pool.query("CREATE SCHEMA public");
  folder = `${await mkdtemp(join(tmpdir(), "warraq-migrations-"))}/`;
});

afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, sql: string) => writeFile(join(folder, name), sql);

test("migrate() runs each file once, in order, and ignores what is no migration", async () => {
  await write("0001_first.sql", "CREATE TABLE first (n integer); CREATE TABLE second (n integer);");
  await write("0002_more.sql", "ALTER TABLE first ADD m integer;");
  await write("README.md", "not a migration");
  assert.deepEqual(await migrate(database.pool, folder), ["0001_first.sql", "0002_more.sql"]);
  assert.deepEqual(await migrate(database.pool, folder), []);
  await write("0003_last.sql", "ALTER TABLE first ADD o integer;");
  assert.deepEqual(await migrate(database.pool, folder), ["0003_last.sql"]);
});

test("migrate() refuses a migration whose text was changed after it ran", async () => {
  await write("0001_first.sql", "CREATE TABLE first (n integer);");
  await migrate(database.pool, folder);
  await write("0001_first.sql", "CREATE TABLE first (n bigint);");
  await assert.rejects(
    migrate(database.pool, folder),
    /0001_first\.sql was run before with another text/,
  );
});

test("two nodes that migrate at once run each file once", async () => {
  await write("0001_first.sql", "CREATE TABLE first (n integer); SELECT pg_sleep(0.1);");
  const ran = await Promise.all([migrate(database.pool, folder), migrate(database.pool, folder)]);
  assert.deepEqual(ran.flat(), ["0001_first.sql"]);
});

test("a migration that is killed in the middle leaves nothing behind, and a second run succeeds", async () => {
  await write("0001_first.sql", "CREATE TABLE first (n integer); SELECT pg_sleep(30);");
  const pool = openPool(database.address, { applicationName: "doomed" });
  const doomed = migrate(pool, folder);
  doomed.catch(() => {}); // it is asserted on below
  for (let killed = 0; killed === 0; await delay(20)) {
    const { rows } = await database.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'doomed' AND wait_event = 'PgSleep'",
    );
    killed = rows.length;
  }
  await assert.rejects(doomed);
  await pool.end();
  const left = await database.pool.query("SELECT to_regclass('first') AS first");
  assert.equal(left.rows[0].first, null);
  await write("0001_first.sql", "CREATE TABLE first (n integer);");
  assert.deepEqual(await migrate(database.pool, folder), ["0001_first.sql"]);
});

test("a migration waits for a taken lock by trying again, so that readers do not queue behind it", async () => {
  await write("0001_first.sql", "CREATE TABLE first (n integer);");
  await migrate(database.pool, folder);
  await write("0002_more.sql", "ALTER TABLE first ADD m integer;");
  const migrated = await inTransaction(database.pool, async (reader) => {
    await reader.query("SELECT * FROM first");
    const running = migrate(database.pool, folder);
    await delay(1700);
    return { running };
  });
  assert.deepEqual(await migrated.running, ["0002_more.sql"]);
});
