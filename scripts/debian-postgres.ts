import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openPool } from "../src/platform/db.ts";

const PLACE = "/usr/lib/postgresql";

/** A PostgreSQL of the system, started for a test run on a free port of loopback. */
export type DebianPostgres = {
  readonly version: string;
  readonly url: string;
  stop(): Promise<void>;
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("Cannot find a free port");
  return address.port;
}

/** Starts the newest PostgreSQL >= 15 below /usr/lib/postgresql; undefined where there is none. */
export async function startDebianPostgres(): Promise<DebianPostgres | undefined> {
  const major = (existsSync(PLACE) ? readdirSync(PLACE) : [])
    .map(Number)
    .filter((number) => number >= 15)
    .sort((a, b) => b - a)[0];
  if (major === undefined) return undefined;
  const programs = join(PLACE, String(major), "bin");
  const folder = mkdtempSync(join(tmpdir(), "warraq-debian-"));
  // The server refuses root: Debian's own user for it runs it there.
  let identity: { uid?: number; gid?: number } = {};
  if (process.getuid?.() === 0) {
    const idOf = (flag: string): number =>
      Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    identity = { uid: idOf("-u"), gid: idOf("-g") };
    chownSync(folder, identity.uid ?? 0, identity.gid ?? 0);
  }
  const data = join(folder, "data");
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    {
      ...identity,
      cwd: folder,
      stdio: "ignore",
    },
  );
  const port = await freePort();
  const server = spawn(
    join(programs, "postgres"),
    [
      "-D",
      data,
      "-c",
      `port=${port}`,
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      `unix_socket_directories=${folder}`,
      "-c",
      "max_connections=150",
    ],
    { ...identity, cwd: folder, stdio: "ignore" },
  );
  const exited = new Promise<void>((resolve) => {
    server.on("exit", () => resolve());
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  for (let tries = 0; ; tries += 1) {
    const pool = openPool({ url }, { max: 1 });
    const ready = await pool.query("SELECT 1").then(
      () => true,
      () => false,
    );
    await pool.end();
    if (ready) break;
    if (tries > 100)
      throw new Error(`Cannot start ${programs}/postgres: no answer on port ${port}`);
    await delay(100);
  }
  return {
    version: `PostgreSQL ${major} of the system`,
    url,
    stop: async () => {
      server.kill("SIGINT");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
