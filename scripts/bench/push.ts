import { spawn, type ChildProcess } from "node:child_process";
import { createECDH, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { addPerson } from "#accounts/people.ts";
import { AlertInput, listAlerts, sendAlert } from "#distribution/push/alerts.ts";
import { openPool } from "#platform/db.ts";
import { migrate } from "#platform/migrate.ts";
import { startPostgres } from "#platform/postgres/supervisor.ts";
import { ensureEdition } from "#stories/edition.ts";
import { peakResidentSize } from "./processes.ts";
import type { BenchRow } from "./row.ts";

const ROOT = join(import.meta.dirname, "../..");
const SUBSCRIPTIONS = Number(process.env["BENCH_SUBSCRIPTIONS"] ?? 50_000);
const PER_SECOND = 1000;
/** Keys of so many browsers, shared out: making 50,000 would only measure this bench. */
const BROWSERS = 200;
const DEAD_EVERY = 50;

/** A push service on loopback: each fiftieth subscription is dead. */
async function openService() {
  const taken = new Map<string, number>();
  let all = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const path = request.url ?? "";
      taken.set(path, (taken.get(path) ?? 0) + 1);
      all += 1;
      response.writeHead(Number(path.slice(1)) % DEAD_EVERY === 0 ? 410 : 201).end();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    taken,
    all: () => all,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An alert to 50,000 browsers by the product's sender with kill -9 in the middle. */
export async function benchPush(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "warraq-bench-push-"));
  const postgres = await startPostgres({ dataDir: folder, log: () => {} });
  const service = await openService();
  const pool = openPool(postgres.connection);
  const { host, port, user, password, database } = postgres.connection;
  const url = `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
  let sender: ChildProcess | undefined;
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(
      join(ROOT, "node_modules/.bin/node"),
      [
        "--import",
        join(ROOT, "src/platform/tsx.ts"),
        join(ROOT, "scripts/bench/push-sender.ts"),
        url,
        String(PER_SECOND),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await new Promise<void>((resolve) => {
      child.stdout?.once("data", () => resolve());
    });
    return child;
  };
  try {
    await migrate(pool);
    const edition = await ensureEdition(pool, "Asia/Riyadh");
    const keys = Array.from({ length: BROWSERS }, () => ({
      p256dh: createECDH("prime256v1").generateKeys("base64url"),
      auth: randomBytes(16).toString("base64url"),
    }));
    await pool.query(
      `INSERT INTO push_subscription (id, endpoint, p256dh, auth, topics, zone, may_wake, changed_at)
       SELECT gen_random_uuid(), $1 || '/' || n, ($2::text[])[1 + n % $4], ($3::text[])[1 + n % $4], '{breaking}', 'Asia/Riyadh', false, now()
       FROM generate_series(1, $5::int) n`,
      [
        service.origin,
        keys.map(({ p256dh }) => p256dh),
        keys.map(({ auth }) => auth),
        BROWSERS,
        SUBSCRIPTIONS,
      ],
    );
    const person = await addPerson(
      pool,
      { email: "e@news.example", name: "سلمى", role: "editor", passwordHash: "none" },
      new Date(),
    );
    const input = AlertInput.parse({
      topic: "breaking",
      title: "عاجل: قياس التنبيهات",
      body: "سطر ثانٍ من كلمات قليلة",
      story: null,
      isUrgent: true,
    });
    const by = { kind: "person", id: person, roles: ["editor"] } as const;
    sender = await start();
    const begun = performance.now();
    await sendAlert(pool, { ...input, editionCode: edition.code }, by, new Date());
    const addedMs = performance.now() - begun;
    while (service.all() < SUBSCRIPTIONS / 3) await delay(5);
    const killed = service.all();
    const upMs = performance.now() - begun;
    sender.kill("SIGKILL");
    await new Promise((resolve) => {
      sender?.once("exit", resolve);
    });
    sender = await start();
    const again = performance.now();
    let doneMs = 0;
    let peakBytes = 0;
    for (;;) {
      const [alert] = await listAlerts(pool, edition.code, 1);
      peakBytes = Math.max(peakBytes, peakResidentSize(sender.pid ?? 0));
      if (alert?.copies.waiting === 0 && doneMs === 0) doneMs = performance.now() - again;
      if (alert?.state === "sent") break;
      await delay(500);
    }
    const [alert] = await listAlerts(pool, edition.code, 1);
    const { rows } = await pool.query<{ left: number }>(
      "SELECT count(*)::int AS left FROM push_subscription",
    );
    const twice = [...service.taken.values()].filter((count) => count > 1).length;
    const unknown = alert?.copies.unknown ?? Number.NaN;
    const lost = SUBSCRIPTIONS - service.taken.size;
    const dead = Math.floor(SUBSCRIPTIONS / DEAD_EVERY);
    const seconds = (upMs + doneMs) / 1000;
    return [
      {
        what: `alert to ${SUBSCRIPTIONS.toLocaleString("en")} browsers, kill -9 after a third`,
        figure: `${service.taken.size.toLocaleString("en")} asked, ${twice} twice, ${Math.max(0, lost - unknown)} lost, ${unknown} unknown (${unknown - lost} of them arrived)`,
        budget: "none twice, none lost; unknown ≤ 200 copies in hand",
        met: twice === 0 && lost <= unknown && unknown <= 200,
      },
      {
        what: `the same, time in all (${Math.round(addedMs)} ms to add the copies; at most ${PER_SECOND.toLocaleString("en")} a second by setting)`,
        figure: `${Math.round(seconds)} s, ${Math.round(service.all() / seconds)} a second, ${Math.round(peakBytes / 1_048_576)} MB (killed at ${killed.toLocaleString("en")})`,
        budget: "minutes, bounded memory",
        met: seconds < 300 && peakBytes < 400 * 1_048_576,
      },
      {
        what: `dead subscriptions among them, ${dead.toLocaleString("en")}`,
        figure: `${(SUBSCRIPTIONS - (rows[0]?.left ?? 0)).toLocaleString("en")} forgotten`,
        budget: "all that were asked",
        met: SUBSCRIPTIONS - (rows[0]?.left ?? 0) >= dead - unknown,
      },
    ];
  } finally {
    if (sender !== undefined) {
      sender.kill("SIGKILL");
      await delay(100);
    }
    await pool.end();
    service.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
