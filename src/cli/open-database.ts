import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { Config } from "#platform/config.ts";
import { openPool, type DatabaseAddress } from "#platform/db.ts";
import { migrate } from "#platform/migrate.ts";
import { findRunningPostgres, startPostgres } from "#platform/postgres/supervisor.ts";
import { complain } from "./output.ts";

/** How long a server that was found on the data folder is waited for. */
const READY_MS = 5000;

/** The product's database, as a command uses it. */
export type OpenedDatabase = {
  readonly pool: Pool;
  /** Ends the connections, and the server where this command started it. */
  close(): Promise<void>;
};

/**
 * Opens the product's database: `DATABASE_URL`, else the server that runs on the data folder, else one that is started
 * for as long as the command runs. Brings its tables up to date, unless told not to.
 */
export async function openDatabase(
  config: Config,
  options: { migrated?: boolean } = {},
): Promise<OpenedDatabase> {
  const server = await findServer(config);
  const pool = openPool(server.address, { max: 4, applicationName: "warraq-cli" });
  const close = async () => {
    await pool.end();
    await server.stop();
  };
  try {
    await untilReady(pool, config.databaseUrl === undefined ? READY_MS : 0);
    if (options.migrated !== false) await migrate(pool);
    return { pool, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A server of our own may just be coming back from a crash: that is waited for. */
async function untilReady(pool: Pool, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await pool.query("SELECT");
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(100);
    }
  }
}

async function findServer(
  config: Config,
): Promise<{ address: DatabaseAddress; stop: () => Promise<void> }> {
  if (config.databaseUrl !== undefined)
    return { address: { url: config.databaseUrl }, stop: async () => {} };
  const running = await findRunningPostgres(config.dataDir);
  if (running !== undefined) return { address: running, stop: async () => {} };
  const started = await startPostgres({
    dataDir: config.dataDir,
    purpose: "command",
    log: (level, message) => {
      if (level !== "info") complain(`postgres: ${message}`);
    },
  });
  return { address: started.connection, stop: () => started.stop() };
}
