import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseAddress } from "#platform/db.ts";

/** A PostgreSQL server that tests may make databases on. */
export type TestServer = {
  readonly address: DatabaseAddress;
  /** Called by each user when done; the last one stops a server that was started here. */
  release(): Promise<void>;
};

let started: Promise<{ address: DatabaseAddress; stop: () => Promise<void> }> | undefined;
let users = 0;

/** `DATABASE_URL` where it is set (`npm test` sets it for the whole run), else an embedded server of this process. */
export async function testServer(): Promise<TestServer> {
  const url = process.env["DATABASE_URL"];
  if (url !== undefined && url !== "") return { address: { url }, release: async () => {} };
  users += 1;
  started ??= startEmbedded();
  const server = await started;
  return {
    address: server.address,
    release: async () => {
      users -= 1;
      if (users > 0) return;
      started = undefined;
      await server.stop();
    },
  };
}

async function startEmbedded(): Promise<{ address: DatabaseAddress; stop: () => Promise<void> }> {
  const { startPostgres } = await import("#platform/postgres/supervisor.ts");
  const dataDir = await mkdtemp(join(tmpdir(), "warraq-test-"));
  const postgres = await startPostgres({ dataDir, log: () => {} });
  return {
    address: postgres.connection,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
