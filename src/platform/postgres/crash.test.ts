import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { errorCode } from "./start-error.ts";
import { type PostgresConnection, startPostgres } from "./supervisor.ts";

// More rounds: node src/platform/postgres/crash.test.ts rounds=100
const DEFAULT_ROUNDS = 3;
const ROUNDS = Number(/^rounds=(\d+)$/.exec(process.argv[2] ?? "")?.[1] ?? DEFAULT_ROUNDS);
const NOBODY = 65_534;
const PATIENCE_MS = 20_000;

/** One process as the product is: it starts the server, writes rows all the time, and says each that was acknowledged. */
async function runWriter(dataDir: string): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const postgres = await startPostgres({ dataDir, log: () => {} });
  say(`ready ${JSON.stringify(postgres.connection)} ${postgres.adopted}`);
  process.once("SIGTERM", () => void postgres.stop().then(() => process.exit(0)));
  for (;;) {
    const client = new Client(postgres.connection);
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query(
        "CREATE TABLE IF NOT EXISTS written (id bigserial PRIMARY KEY, filler text)",
      );
      for (;;) {
        const { rows } = await client.query<{ id: string }>(
          "INSERT INTO written (filler) VALUES (repeat('ورق', 60)) RETURNING id",
        );
        say(`acked ${rows[0]?.id}`);
      }
    } catch {
      // The server was killed: this is what the test is about. The row in flight was not acknowledged.
      await client.end().catch(() => {});
      await delay(5);
    }
  }
}

type Writer = {
  child: ChildProcess;
  connection: PostgresConnection;
  adopted: boolean;
  acked: string[];
  ended: Promise<void>;
};

async function startWriter(dataDir: string, uid: number | undefined): Promise<Writer> {
  const child = spawn(process.execPath, [import.meta.filename, "writer", dataDir], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: dataDir },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const acked: string[] = [];
  const {
    promise: ready,
    resolve,
    reject,
  } = Promise.withResolvers<[PostgresConnection, boolean]>();
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [word, value = "", adopted] = line.split(" ");
      if (word === "acked") acked.push(value);
      if (word === "ready") resolve([JSON.parse(value), adopted === "true"]);
    }
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  void ended.then(() => reject(new Error(`The writer ended before it was ready: ${complaint}`)));
  const [connection, adopted] = await ready;
  return { child, connection, adopted, acked, ended };
}

/** Waits for a condition, not for a time. */
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<number> {
  const begun = performance.now();
  while (!(await holds())) {
    assert.ok(performance.now() - begun < PATIENCE_MS, `waited ${PATIENCE_MS} ms for: ${what}`);
    await delay(5);
  }
  return performance.now() - begun;
}

/** Process ids of the server and its watchdog: all that work in the data folder. */
async function processesOf(dataDir: string): Promise<{ server: number[]; watchdog: number[] }> {
  const found: { server: number[]; watchdog: number[] } = { server: [], watchdog: [] };
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const folder = await readlink(`/proc/${name}/cwd`).catch(() => "");
    if (folder !== join(dataDir, "pg18")) continue;
    const program = await readlink(`/proc/${name}/exe`).catch(() => "");
    (program.endsWith("/postgres") ? found.server : found.watchdog).push(Number(name));
  }
  return found;
}

async function postmasterOf(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, "pg18/postmaster.pid"), "utf8"), 10);
}

type Kind = "parent" | "server" | "parent and server" | "parent and watchdog" | "all at once";
const KINDS: Kind[] = [
  "parent",
  "server",
  "parent and server",
  "parent and watchdog",
  "all at once",
];

async function victims(kind: Kind, dataDir: string, parent: number): Promise<number[]> {
  const { server, watchdog } = await processesOf(dataDir);
  switch (kind) {
    case "parent":
      return [parent];
    case "server":
      return [await postmasterOf(dataDir)];
    case "parent and server":
      return [parent, await postmasterOf(dataDir)];
    case "parent and watchdog":
      return [parent, ...watchdog];
    case "all at once":
      return [parent, ...watchdog, ...server];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It ended of itself when its parent was killed a moment ago.
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

async function crashRounds(uid: number | undefined): Promise<Record<string, string>> {
  const dataDir = await mkdtemp(join(tmpdir(), "warraq-crash-"));
  if (uid !== undefined) await chown(dataDir, uid, uid);
  const acked = new Set<string>();
  const times = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
  let adoptions = 0;
  let writer = await startWriter(dataDir, uid);
  try {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const kind of KINDS) {
        const writing = writer;
        await until("rows are written", () => writing.acked.length > 20 + round * 10);
        const old = await postmasterOf(dataDir);
        const begun = performance.now();
        for (const pid of await victims(kind, dataDir, writer.child.pid ?? 0)) kill(pid);
        if (kind === "server") {
          await until("a new server runs", async () => {
            const pid = await postmasterOf(dataDir).catch(() => old);
            return pid !== old && Number.isSafeInteger(pid);
          });
          const before = writer.acked.length;
          await until("the same parent writes again", () => writing.acked.length > before);
        } else {
          await writer.ended;
          for (const id of writer.acked) acked.add(id);
          writer = await startWriter(dataDir, uid);
          if (writer.adopted) adoptions += 1;
        }
        times.get(kind)?.push(performance.now() - begun);
      }
    for (const id of writer.acked) acked.add(id);
    const client = new Client(writer.connection);
    await client.connect();
    const { rows } = await client.query<{ id: string }>("SELECT id FROM written");
    await client.end();
    const found = new Set(rows.map((row) => row.id));
    assert.deepEqual(
      [...acked].filter((id) => !found.has(id)),
      [],
      "acknowledged rows are lost",
    );
    assert.ok(acked.size > ROUNDS * KINDS.length * 20);

    writer.child.kill("SIGKILL");
    await writer.ended;
    const gone = await until("the watchdog stops the server and goes", async () => {
      const { server, watchdog } = await processesOf(dataDir);
      return server.length + watchdog.length === 0;
    });
    assert.ok(gone < 10_000);
    if (writer.connection.host.startsWith(tmpdir()) && !writer.connection.host.startsWith(dataDir))
      await until("its socket folder goes too", () => !existsSync(writer.connection.host));
    const report = [...times].map(([kind, all]) => {
      const sorted = all.toSorted((a, b) => a - b).map(Math.round);
      return [kind, `median ${sorted[sorted.length >> 1]} ms, worst ${sorted.at(-1)} ms`];
    });
    return {
      acked: `${acked.size}, lost 0`,
      ...Object.fromEntries(report),
      adoptions: `${adoptions}`,
      "orphan gone": `${Math.round(gone)} ms`,
    };
  } finally {
    if (writer.child.exitCode === null) writer.child.kill("SIGKILL");
    await writer.ended;
    await until("nothing is left", async () => {
      const { server, watchdog } = await processesOf(dataDir);
      return server.length + watchdog.length === 0;
    });
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Whether that user can run this file at all: not in a clone below root's private home. */
function canRun(uid: number): boolean {
  const script = `await import(${JSON.stringify(join(import.meta.dirname, "start-error.ts"))})`;
  const options = { uid, gid: uid, env: { PATH: process.env["PATH"] } };
  return spawnSync(process.execPath, ["--input-type=module", "-e", script], options).status === 0;
}

if (process.argv[2] === "writer") await runWriter(process.argv[3] ?? "");
else if (process.platform !== "linux") test("crash rounds", { skip: "needs /proc" }, () => {});
else {
  test("kill -9 of any process: every acknowledged row is found, no orphan stays", async (t) => {
    for (const [what, said] of Object.entries(await crashRounds(undefined)))
      t.diagnostic(`${what}: ${said}`);
  });

  const isRoot = process.getuid?.() === 0;
  const skip = !isRoot ? "needs root" : !canRun(NOBODY) ? "nobody cannot enter this clone" : false;
  test("the same as an ordinary user", { skip }, async (t) => {
    for (const [what, said] of Object.entries(await crashRounds(NOBODY)))
      t.diagnostic(`${what}: ${said}`);
  });
}
