import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openPool } from "#platform/db.ts";
import { migrate } from "#platform/migrate.ts";
import {
  findRunningPostgres,
  postgresAvailable,
  startPostgres,
} from "#platform/postgres/supervisor.ts";
import { createViewLedger } from "../ledger.ts";
import { ensurePartitions } from "./partitions.ts";
import { eventually, newViewId, quietLog } from "../testing/given.ts";

// More rounds: node src/readership/counting/crash.test.ts rounds=20
const ROUNDS = Number(/^rounds=(\d+)$/.exec(process.argv[2] ?? "")?.[1] ?? 3);
const CLIENTS = 64;
const STORY = "0192f5f0-0000-7000-8000-000000000001";
const KINDS = ["ledger", "database", "both"] as const;
const PATIENCE_MS = 30_000;

/** One process as the product is: its server, its ledger. It is sent ids and says which of them are on disk. */
async function runLedger(dataDir: string): Promise<void> {
  const postgres = await startPostgres({ dataDir, log: () => {} });
  const pool = openPool(postgres.connection);
  await migrate(pool);
  const prepare = (): Promise<void> => ensurePartitions(pool, new Date(), "UTC");
  await prepare();
  const ledger = createViewLedger({
    pool,
    log: quietLog,
    slot: () => Promise.resolve(0),
    ensurePartitions: prepare,
  });
  process.on("message", (id: string) => {
    const atMs = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    const hash = Number.parseInt(id.slice(-12), 16);
    const day = new Date(atMs).toISOString().slice(0, 10);
    void ledger
      .record({ id, story: STORY, atMs, visitor: { day, address: hash, visitor: hash } })
      .then(({ kind }) => process.send?.({ id, kind }));
  });
  process.once("SIGTERM", () => {
    void ledger.stop().then(async () => {
      await pool.end();
      await postgres.stop();
      process.exit(0);
    });
  });
  process.send?.("ready");
}

type Site = { readonly child: ChildProcess; readonly ended: Promise<unknown> };

async function startSite(dataDir: string): Promise<Site> {
  const child = fork(import.meta.filename, ["ledger", dataDir], { stdio: "inherit" });
  const ended = once(child, "exit");
  await Promise.race([
    once(child, "message"),
    ended.then(() => Promise.reject(new Error("The ledger ended before it was ready"))),
  ]);
  return { child, ended };
}

/** Sends an id to the site that runs now until one says that it is on disk. Gives how often it was sent. */
async function deliver(id: string, site: () => Site): Promise<number> {
  const deadline = performance.now() + PATIENCE_MS;
  for (let sent = 1; ; sent += 1) {
    assert.ok(performance.now() < deadline, `${id} is not taken`);
    const { child, ended } = site();
    const answer = Promise.withResolvers<string>();
    const hear = (message: { id?: string; kind?: string }): void => {
      if (message.id === id) answer.resolve(message.kind ?? "");
    };
    child.on("message", hear);
    if (child.connected) child.send(id, () => {});
    const kind = await Promise.race([answer.promise, ended.then(() => "gone")]);
    child.off("message", hear);
    if (kind === "committed") return sent;
    await once(AbortSignal.timeout(10), "abort");
  }
}

async function crashRounds(dataDir: string): Promise<string> {
  let site = await startSite(dataDir);
  site.child.setMaxListeners(CLIENTS * 2);
  const acknowledged = new Set<string>();
  let again = 0;
  const over = new AbortController();
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!over.signal.aborted) {
      const id = newViewId(new Date());
      again += (await deliver(id, () => site)) - 1;
      acknowledged.add(id);
    }
  });
  const failed = Promise.all(clients);
  failed.catch(() => {});
  const backMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const kind of KINDS) {
      const before = acknowledged.size;
      await eventually(() => acknowledged.size > before + 300, "views flow", PATIENCE_MS);
      const begun = performance.now();
      if (kind !== "ledger") {
        const file = await readFile(join(dataDir, "pg18/postmaster.pid"), "utf8");
        process.kill(Number.parseInt(file, 10), "SIGKILL");
      }
      if (kind !== "database") {
        site.child.kill("SIGKILL");
        await site.ended;
        site = await startSite(dataDir);
        site.child.setMaxListeners(CLIENTS * 2);
      }
      const atKill = acknowledged.size;
      await eventually(() => acknowledged.size > atKill + CLIENTS, "views flow again", PATIENCE_MS);
      backMs.push(performance.now() - begun);
    }
  over.abort();
  await failed;

  const connection = await findRunningPostgres(dataDir);
  assert.ok(connection);
  const pool = openPool(connection, { max: 1 });
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM view_id");
  const sums = await pool.query<{ raw: number; counted: number }>(
    "SELECT sum(raw)::integer AS raw, sum(counted)::integer AS counted FROM story_views",
  );
  await pool.end();
  const found = new Set(rows.map(({ id }) => id));
  assert.deepEqual(
    [...acknowledged].filter((id) => !found.has(id)),
    [],
    "acknowledged views are lost",
  );
  // Every id was sent until it was acknowledged, so there is nothing else to be found.
  assert.equal(found.size, acknowledged.size);
  assert.deepEqual(sums.rows[0], { raw: found.size, counted: found.size }, "each is counted once");
  assert.ok(again > 0, "some were sent again");
  site.child.kill("SIGTERM");
  await site.ended;
  const sorted = backMs.map(Math.round).sort((a, b) => a - b);
  return `${acknowledged.size} views acknowledged and found in ${ROUNDS * KINDS.length} crashes, ${again} sent again, 0 lost, 0 twice; views flow again after ${sorted[sorted.length >> 1]} ms (median), ${sorted.at(-1)} ms (worst)`;
}

if (process.argv[2] === "ledger") await runLedger(process.argv[3] ?? "");
else
  test("kill -9 of ledger, database or both in a stream of views: what was acknowledged is there, once", async (context) => {
    if (process.platform !== "linux" || !postgresAvailable())
      return context.skip("needs the embedded PostgreSQL on Linux");
    const dataDir = await mkdtemp(join(tmpdir(), "warraq-views-crash-"));
    try {
      context.diagnostic(await crashRounds(dataDir));
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
