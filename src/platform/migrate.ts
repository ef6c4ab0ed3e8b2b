import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DatabaseError, type Pool } from "pg";
import { inTransaction } from "#platform/db.ts";

const FOLDER = fileURLToPath(new URL("../../migrations/", import.meta.url));
/** Key of the advisory lock that lets one node migrate at a time; any fixed number does. */
const LOCK_KEY = 7_201_448;
const LOCK_TIMEOUT_MS = 1500;
const TRIES = 20;
const LOCK_NOT_AVAILABLE = "55P03";

type Migration = { name: string; sql: string; sha256: string };

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder))
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, `file://${folder}`), "utf8");
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Brings the database up to date: runs each file of `migrations/` that it has not seen, in the order of their names,
 * each in a transaction of its own together with the row that remembers it. One node at a time; a kill in the middle
 * leaves the finished ones done and the broken one undone, so that a second run goes on. A statement that waits over
 * 1.5 s for a lock gives up and is tried again, so that readers never queue behind a migration.
 * @returns the names of the migrations that were run now
 * @throws Error when a migration that was already run has been changed since, or when the locks stay taken
 */
export async function migrate(pool: Pool, folder: string = FOLDER): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
    await client.query(`CREATE TABLE IF NOT EXISTS migration (
      name text PRIMARY KEY, sha256 text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now())`);
  });
  const ran: string[] = [];
  for (const migration of migrations) {
    if (await runOnce(pool, migration)) ran.push(migration.name);
  }
  return ran;
}

async function runOnce(pool: Pool, migration: Migration): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(pool, async (client) => {
        await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
        const seen = await client.query<{ sha256: string }>(
          "SELECT sha256 FROM migration WHERE name = $1",
          [migration.name],
        );
        const before = seen.rows[0];
        if (before !== undefined) {
          if (before.sha256 !== migration.sha256)
            throw new Error(
              `Cannot migrate: ${migration.name} was run before with another text. Migrations are never changed; add a new one.`,
            );
          return false;
        }
        await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
        await client.query(`SET LOCAL statement_timeout = 0`);
        await client.query(migration.sql);
        await client.query("INSERT INTO migration (name, sha256) VALUES ($1, $2)", [
          migration.name,
          migration.sha256,
        ]);
        return true;
      });
    } catch (error) {
      if (
        !(error instanceof DatabaseError) ||
        error.code !== LOCK_NOT_AVAILABLE ||
        attempt >= TRIES
      )
        throw error;
      await delay(250 * Math.min(attempt, 8));
    }
  }
}
