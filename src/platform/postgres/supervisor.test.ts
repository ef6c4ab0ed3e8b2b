import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { PostgresStartError } from "./start-error.ts";
import {
  type EmbeddedPostgres,
  type PostgresConnection,
  findRunningPostgres,
  postgresAvailable,
  startPostgres,
} from "./supervisor.ts";

// A first start takes a second: tests that need a database in place share one folder, one after the other.
const isRoot = process.getuid?.() === 0;
const linux = process.platform === "linux";
const shared = await mkdtemp(join(tmpdir(), "warraq-supervisor-"));
test.after(() => rm(shared, { recursive: true, force: true }));
const quiet = () => {};

async function start(t: TestContext, dataDir = shared): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ dataDir, log: quiet });
  t.after(() => postgres.stop());
  return postgres;
}

async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "warraq-supervisor-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function ask(connection: PostgresConnection, sql: string): Promise<Record<string, unknown>> {
  const client = new Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0] ?? {};
  } finally {
    await client.end();
  }
}

async function postmaster(dataDir = shared): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, "pg18/postmaster.pid"), "utf8"), 10);
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 15_000; !(await holds()); await delay(5))
    assert.ok(performance.now() < deadline, `waited too long for: ${what}`);
}

function refusal(kind: PostgresStartError["kind"]) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof PostgresStartError, String(error));
    assert.equal(error.kind, kind, error.message);
    assert.match(error.arabic, /[\u0621-\u064a]/);
    for (const line of [error.english, error.arabic]) assert.doesNotMatch(line, /\n/);
    return true;
  };
}

test("this system has server binaries", () => {
  assert.equal(postgresAvailable(), true);
});

test("a started server is durable, private, in UTC and gives its role no more than it needs", async (t) => {
  const { connection, adopted } = await start(t);
  assert.equal(adopted, false);
  const facts = await ask(
    connection,
    `SELECT current_setting('fsync') fsync, current_setting('synchronous_commit') commit,
      current_setting('full_page_writes') pages, current_setting('data_checksums') checksums,
      current_setting('listen_addresses') addresses, current_setting('TimeZone') zone,
      current_setting('lc_messages') messages, datlocale locale, pg_encoding_to_char(encoding) encoding,
      (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) superuser,
      (SELECT 'ب' < 'ج' COLLATE "ar-x-icu") arabic
    FROM pg_database WHERE datname = current_database()`,
  );
  assert.deepEqual(facts, {
    fsync: "on",
    commit: "on",
    pages: "on",
    checksums: "on",
    addresses: "",
    zone: "UTC",
    messages: "C",
    locale: "C.UTF-8",
    encoding: "UTF8",
    superuser: false,
    arabic: true,
  });
  await ask(connection, "CREATE EXTENSION pg_trgm");
  await ask(connection, "CREATE EXTENSION unaccent");

  assert.equal((await stat(connection.host)).mode & 0o777, 0o700);
  assert.equal((await stat(join(shared, "postgres/secret"))).mode & 0o777, 0o600);
  assert.match(connection.password, /^[0-9a-f]{64}$/);
  await assert.rejects(ask({ ...connection, password: "wrong" }, "SELECT 1"), { code: "28P01" });
  await assert.rejects(ask({ ...connection, user: "postgres" }, "SELECT 1"), { code: "28000" });
});

test("the product waits its turn for a command that has the folder, and another command does not", async (t) => {
  const command = await startPostgres({ dataDir: shared, log: quiet, purpose: "command" });
  await assert.rejects(
    startPostgres({ dataDir: shared, log: quiet, purpose: "command" }),
    refusal("inUse"),
  );
  const said: string[] = [];
  const product = startPostgres({
    dataDir: shared,
    log: (_level, message) => said.push(message),
  });
  while (!said.some((message) => message.includes("waiting for a command"))) await delay(20);
  await command.stop();
  t.after(async () => (await product).stop());
  await ask((await product).connection, "SELECT 1");
});

test("a folder in use is refused, a running server is found, a stop frees both", async (t) => {
  const first = await startPostgres({ dataDir: shared, log: quiet });
  await assert.rejects(startPostgres({ dataDir: shared, log: quiet }), refusal("inUse"));
  await assert.rejects(start(t, `${shared}/../${shared.split("/").at(-1)}`), (error: unknown) => {
    assert.ok(error instanceof PostgresStartError);
    assert.match(error.english, new RegExp(`process ${process.pid} `));
    return true;
  });
  const script = `
    const { findRunningPostgres, startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "supervisor.ts"))});
    const found = await findRunningPostgres(${JSON.stringify(shared)});
    const refused = await startPostgres({ dataDir: ${JSON.stringify(shared)}, log: () => {} }).catch((error) => error.kind);
    process.stdout.write(JSON.stringify({ found, refused }));`;
  const other = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  assert.deepEqual(JSON.parse(other.stdout), { found: first.connection, refused: "inUse" });
  assert.deepEqual(await findRunningPostgres(shared), first.connection);
  await ask(first.connection, "CREATE TABLE kept AS SELECT 'ورّاق' AS name");
  await first.stop();
  await first.stop();
  assert.equal(await findRunningPostgres(shared), undefined);

  const second = await start(t);
  assert.equal(second.connection.password, first.connection.password);
  assert.deepEqual(await ask(second.connection, "SELECT name FROM kept"), { name: "ورّاق" });
});

test("of many starts at once exactly one wins, and one who asks meanwhile waits for it", async (t) => {
  const starts = Promise.allSettled(
    Array.from({ length: 5 }, () => startPostgres({ dataDir: shared, log: quiet })),
  );
  await until("one has the lock", () => existsSync(join(shared, "postgres/running.json")));
  const found = await findRunningPostgres(shared);
  const won = (await starts).flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  t.after(() => Promise.all(won.map((each) => each.stop())));
  assert.equal(won.length, 1);
  assert.deepEqual(found, won[0]?.connection);
});

test("a server that dies under a living parent comes back with the same address", async (t) => {
  const postgres = await start(t);
  const exits: string[] = [];
  const forget = postgres.onExit((exit) => exits.push(exit.signal ?? ""));
  for (const round of [1, 2]) {
    const pid = await postmaster();
    process.kill(pid, "SIGKILL");
    await until("it is back", () =>
      ask(postgres.connection, "SELECT 1").then(
        () => true,
        () => false,
      ),
    );
    assert.notEqual(await postmaster(), pid);
    assert.equal(exits.length, round);
  }
  assert.deepEqual(exits, ["SIGKILL", "SIGKILL"]);
  forget();
});

test("stop while the server is being started again leaves nothing", async () => {
  const postgres = await startPostgres({ dataDir: shared, log: quiet });
  const ended = new Promise((done) => postgres.onExit(done));
  process.kill(await postmaster(), "SIGKILL");
  await ended;
  await postgres.stop();
  assert.equal(await findRunningPostgres(shared), undefined);
  const again = await startPostgres({ dataDir: shared, log: quiet });
  assert.equal(again.adopted, false);
  await again.stop();
});

test("server and watchdog have sessions of their own", { skip: !linux }, async (t) => {
  await start(t);
  const sessionOf = async (pid: number) =>
    Number((await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ")[3]);
  const server = await postmaster();
  assert.equal(await sessionOf(server), server);
  assert.notEqual(await sessionOf(process.pid), server);
});

test(
  "a postmaster.pid of a stranger, of a zombie or of nobody does not stop a start",
  { skip: !linux },
  async (t) => {
    const parent = spawn("/bin/sh", ["-c", "sleep 1 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    t.after(() => parent.kill());
    const [line] = await once(parent.stdout.setEncoding("utf8"), "data");
    const zombie = Number(line);
    await until("it is a zombie", async () =>
      (await readFile(`/proc/${zombie}/stat`, "utf8")).includes(") Z "),
    );
    for (const pid of [zombie, parent.pid ?? 0, 4_194_000]) {
      const file = join(shared, "pg18/postmaster.pid");
      await writeFile(file, `${pid}\n/somewhere\n1\n5432\n/tmp\n\n0 0\nready   \n`);
      const lock = join(shared, "postgres/socket");
      await mkdir(lock, { recursive: true });
      await writeFile(join(lock, ".s.PGSQL.5432.lock"), `${pid}\n/somewhere\n1\n5432\n/tmp\n`);
      const postgres = await startPostgres({ dataDir: shared, log: quiet });
      assert.equal(postgres.adopted, false);
      assert.deepEqual(await ask(postgres.connection, "SELECT 1 AS one"), { one: 1 });
      await postgres.stop();
      assert.equal(parent.exitCode, null, "the stranger was left alone");
    }
  },
);

test("a lost secret is replaced", async (t) => {
  const before = await readFile(join(shared, "postgres/secret"), "utf8");
  await rm(join(shared, "postgres/secret"));
  const { connection } = await start(t);
  assert.notEqual(connection.password, before);
  assert.deepEqual(await ask(connection, "SELECT current_user AS name"), { name: "warraq" });
});

test("a folder of another major version is refused and left alone", async (t) => {
  const folder = await temporary(t);
  await mkdir(join(folder, "pg17"));
  await assert.rejects(startPostgres({ dataDir: folder, log: quiet }), refusal("otherMajor"));
  await mkdir(join(folder, "pg18"));
  await assert.rejects(startPostgres({ dataDir: folder, log: quiet }), refusal("failed"));
  await writeFile(join(folder, "pg18/PG_VERSION"), "16\n");
  await assert.rejects(startPostgres({ dataDir: folder, log: quiet }), refusal("otherMajor"));
  assert.deepEqual((await readdir(folder)).toSorted(), ["pg17", "pg18", "postgres"]);
  assert.deepEqual(await readdir(join(folder, "postgres")), ["lock"]);
});

test("a first start that was killed half-way is begun anew, in a folder with a long name", async (t) => {
  const folder = join(await temporary(t), "مجلد-طويل-الاسم".repeat(6));
  const script = `
    const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "supervisor.ts"))});
    await startPostgres({ dataDir: ${JSON.stringify(folder)}, log: () => {} });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" });
  const halfMade = async () =>
    existsSync(folder) ? (await readdir(folder)).filter((name) => name.includes(".new-")) : [];
  await until("initdb works", async () => (await halfMade()).length > 0);
  child.kill("SIGKILL");
  await once(child, "exit");
  const postgres = await start(t, folder);
  assert.deepEqual(await halfMade(), []);
  assert.ok(Buffer.byteLength(postgres.connection.host) < 80);
  assert.deepEqual(await ask(postgres.connection, "SELECT 1 AS one"), { one: 1 });
  await postgres.stop();
  assert.equal(existsSync(postgres.connection.host), false, "its folder in tmp is gone");
});

test("another user's folder is refused", { skip: !isRoot && "needs root" }, async (t) => {
  const folder = await temporary(t);
  await chown(folder, 65_534, 65_534);
  await mkdir(join(folder, "pg18"));
  const script = `
    process.setgid(65534); process.setuid(65534);
    await startPostgres({ dataDir: ${JSON.stringify(folder)}, log: () => {} }).catch((error) => process.stdout.write(error.kind));`;
  const load = `const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "supervisor.ts"))});`;
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", load + script], {
    encoding: "utf8",
  });
  assert.equal(child.stdout, "foreignOwner", child.stderr);
});

test("a nearly full disk is refused", { skip: !(isRoot && linux) && "needs root" }, async (t) => {
  const folder = await temporary(t);
  const mounted = spawnSync("/bin/mount", ["-t", "tmpfs", "-o", "size=100m", "tmpfs", folder]);
  if (mounted.status !== 0) return t.skip("cannot mount a tmpfs here");
  try {
    await assert.rejects(startPostgres({ dataDir: folder, log: quiet }), refusal("noSpace"));
  } finally {
    spawnSync("/bin/umount", [folder]);
  }
});
