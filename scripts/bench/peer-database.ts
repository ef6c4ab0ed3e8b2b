import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { openPool } from "../../src/platform/db.ts";
import { startPostgres } from "../../src/platform/postgres/supervisor.ts";

/** Runs `work` on an empty PostgreSQL of its own, whose analysis and ranking are peers of ours. */
export async function withPeerDatabase<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "warraq-bench-peer-"));
  const server = await startPostgres({
    dataDir: folder,
    purpose: "command",
    log: (level, message) => {
      if (level !== "info") console.error(`postgres: ${message}`);
    },
  });
  const pool = openPool(server.connection, { max: 1, applicationName: "warraq-bench" });
  try {
    return await work(pool);
  } finally {
    await pool.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
