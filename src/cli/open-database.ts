import type { Pool } from "pg";
import type { Config } from "#platform/config.ts";
import { openPool, type DatabaseAddress } from "#platform/db.ts";
import { migrate } from "#platform/migrate.ts";
import { findRunningPostgres, startPostgres } from "#platform/postgres/supervisor.ts";
import { complain } from "./output.ts";

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
    if (options.migrated !== false) await migrate(pool);
    return { pool, close };
  } catch (error) {
    await close();
    throw error;
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
    log: (level, message) => {
      if (level !== "info") complain(`postgres: ${message}`);
    },
  });
  return { address: started.connection, stop: () => started.stop() };
}
