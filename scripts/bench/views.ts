import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Pool } from "pg";
import { z } from "zod";
import { openPool, type DatabaseAddress } from "#platform/db.ts";
import { migrate } from "#platform/migrate.ts";
import { testServer } from "#platform/testing/server.ts";
import { ensureEdition } from "#stories/edition.ts";
import type { BenchRow } from "./row.ts";

const run = promisify(execFile);
const FOLDER = import.meta.dirname;
const PRELOAD = ["--import", join(FOLDER, "../../src/platform/tsx.ts")];
const STORIES = 500;
const CONNECTIONS = [16, 64, 256];
const DURATION_MS = 5000;
const BUDGET_PER_SECOND = 10_000;
const BUDGET_P99_MS = 50;

const Seen = z.object({
  acknowledged: z.number(),
  others: z.number(),
  perSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
});

function urlOf(address: DatabaseAddress, database: string): string {
  const url = new URL("url" in address ? address.url : "postgres://localhost");
  if (!("url" in address)) {
    url.username = address.user;
    url.password = address.password;
    url.port = String(address.port);
    url.searchParams.set("host", address.host);
  }
  url.pathname = `/${database}`;
  return url.href;
}

async function addStories(pool: Pool): Promise<string[]> {
  await ensureEdition(pool, "Asia/Riyadh");
  await pool.query(
    "INSERT INTO section (edition_code, slug, name, key, position) VALUES ('ar', 'news', 'أخبار', 'اخبار', 1)",
  );
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO story (id, short_id, edition_code, state, lang, direction, section_id, path, revision, headline,
       published_at, changed_at)
     SELECT gen_random_uuid(), 'b' || n, 'ar', 'published', 'ar', 'rtl', (SELECT id FROM section LIMIT 1),
       '/news/2026/01/01/' || n, 1, 'خبر رقم ' || n, now() - n * interval '1 minute', now()
     FROM generate_series(1, ${STORIES}) AS n RETURNING id`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Views a second and their answer times, by real HTTP from another process through the product's handler, each
 * acknowledged when it is on disk; then whether every acknowledged view is in the database and in the sums.
 */
export async function benchViews(): Promise<BenchRow[]> {
  const server = await testServer();
  const database = `warraq_bench_${randomUUID().slice(0, 8)}`;
  const keeper = openPool(server.address, { max: 1 });
  await keeper.query(`CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8'`);
  const databaseUrl = urlOf(server.address, database);
  const pool = openPool({ url: databaseUrl }, { max: 2 });
  try {
    await migrate(pool);
    return await measure(databaseUrl, pool, await addStories(pool));
  } finally {
    await pool.end();
    await keeper.query(`DROP DATABASE ${database} WITH (FORCE)`);
    await keeper.end();
    await server.release();
  }
}

async function measure(databaseUrl: string, pool: Pool, stories: string[]): Promise<BenchRow[]> {
  const site = spawn(process.execPath, [...PRELOAD, join(FOLDER, "views-server.ts"), databaseUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = z
      .array(z.coerce.number())
      .parse(await once(createInterface(site.stdout), "line"));
    const port = line ?? 0;
    const attack = async (connections: number, durationMs: number) => {
      const task = JSON.stringify({ port, connections, durationMs, stories });
      const { stdout } = await run(process.execPath, [
        ...PRELOAD,
        join(FOLDER, "views-client.ts"),
        task,
      ]);
      return Seen.parse(JSON.parse(stdout));
    };
    const rows: BenchRow[] = [];
    let acknowledged = (await attack(16, 1000)).acknowledged;
    for (const connections of CONNECTIONS) {
      const seen = await attack(connections, DURATION_MS);
      acknowledged += seen.acknowledged;
      const isJudged = connections === Math.max(...CONNECTIONS);
      rows.push({
        what: `views from ${connections} connections`,
        figure: `${Math.round(seen.perSecond)}/s, p50 ${seen.p50Ms.toFixed(1)} ms, p99 ${seen.p99Ms.toFixed(1)} ms, ${seen.others} not taken`,
        budget: isJudged ? `≥ ${BUDGET_PER_SECOND}/s, p99 ≤ ${BUDGET_P99_MS} ms` : "",
        met: isJudged
          ? seen.perSecond >= BUDGET_PER_SECOND && seen.p99Ms <= BUDGET_P99_MS
          : undefined,
      });
    }
    site.kill("SIGTERM");
    await once(site, "exit");
    const sums = await pool.query<{ ids: number; raw: number; counted: number }>(
      `SELECT (SELECT count(*) FROM view_id)::integer AS ids,
         (SELECT coalesce(sum(raw), 0) FROM story_views)::integer AS raw,
         (SELECT coalesce(sum(counted), 0) FROM story_views)::integer AS counted`,
    );
    const { ids = 0, raw = 0, counted = 0 } = sums.rows[0] ?? {};
    // A client that ends drops answers that are under way: more may be on disk than were acknowledged, never fewer.
    rows.push({
      what: "views acknowledged, found, in the sums",
      figure: `${acknowledged}, ${ids}, ${raw} (${counted} counted)`,
      budget: "acknowledged = found = sum",
      met: ids === acknowledged && raw === ids,
    });
    return rows;
  } finally {
    if (site.exitCode === null) site.kill("SIGKILL");
  }
}
