import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { openPool, type DatabaseAddress } from "#platform/db.ts";
import { migrate } from "#platform/migrate.ts";
import { testServer } from "#platform/testing/server.ts";

/** A fresh, migrated database of its own for one test file. */
export type TestDatabase = {
  readonly address: DatabaseAddress;
  readonly pool: Pool;
  /** Ends the pool and drops the database. */
  close(): Promise<void>;
};

const withDatabase = (address: DatabaseAddress, database: string): DatabaseAddress => {
  if (!("url" in address)) return { ...address, database };
  const url = new URL(address.url);
  url.pathname = `/${database}`;
  return { url: url.href };
};

/**
 * Makes an empty database on the test server (`DATABASE_URL` where it is set, else an embedded one) and migrates it.
 * @param options.migrated false leaves it empty
 */
export async function testDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const server = await testServer();
  const name = `warraq_test_${randomBytes(6).toString("hex")}`;
  const keeper = openPool(server.address, { max: 1 });
  await keeper.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const address = withDatabase(server.address, name);
  const pool = openPool(address);
  if (options.migrated !== false) await migrate(pool);
  return {
    address,
    pool,
    close: async () => {
      await pool.end();
      await keeper.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await keeper.end();
      await server.release();
    },
  };
}
