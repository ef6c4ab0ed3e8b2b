import type { Pool, PoolClient } from "pg";
import { dayOf, nextDay, previousDay } from "#arabic/zone-days.ts";
import { inTransaction } from "#platform/db.ts";
import { firstIdAt } from "../view.ts";

const HOUR_MS = 3_600_000;

/** Hours of ids that are kept ready ahead: a keeper that is away for that long is not missed. */
const HOURS_AHEAD = 4;

/** Ids are forgotten two hours after theirs ended; the door takes none that is older than ten minutes. */
const HOURS_KEPT = 2;

/** Visitors are forgotten this long after their day: when its list is final, and no late view needs them. */
export const VISITORS_KEPT_MS = 15 * 60_000;

/** Makes one node at a time create partitions; any fixed number does. */
const LOCK_KEY = 7_201_449;

type Partition = { readonly parent: string; readonly name: string; readonly bound: string };

const hourOf = (timeMs: number): number => Math.floor(timeMs / HOUR_MS) * HOUR_MS;

const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");

function idPartition(hourMs: number): Partition {
  return {
    parent: "view_id",
    name: `view_id_${digitsOf(new Date(hourMs).toISOString()).slice(0, 10)}`,
    bound: `FROM ('${firstIdAt(hourMs)}') TO ('${firstIdAt(hourMs + HOUR_MS)}')`,
  };
}

const visitorPartition = (day: string): Partition => ({
  parent: "visitor_view",
  name: `visitor_view_${digitsOf(day)}`,
  bound: `IN ('${day}')`,
});

/** Every partition that a view taken at `now` can need, and some ahead. */
function wantedAt(now: Date, zone: string): Partition[] {
  const first = hourOf(now.getTime() - HOUR_MS);
  const hours = Array.from({ length: HOURS_AHEAD + 2 }, (_, index) =>
    idPartition(first + index * HOUR_MS),
  );
  const today = dayOf(now, zone);
  const days = [today, nextDay(today)];
  if (dayOf(new Date(now.getTime() - VISITORS_KEPT_MS), zone) !== today)
    days.push(previousDay(today));
  return [...hours, ...days.map(visitorPartition)];
}

/**
 * Makes the partitions that views taken at `now` can need, and those of the next hours. Views go on being written
 * meanwhile: a table of its own is made and attached, which waits for nobody and lets nobody wait.
 * @param zone zone of the edition, whose days part the visitors
 */
export async function ensurePartitions(pool: Pool, now: Date, zone: string): Promise<void> {
  const wanted = wantedAt(now, zone);
  const { rows } = await pool.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name
     WHERE NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass(name) AND NOT inhdetachpending)`,
    [wanted.map(({ name }) => name)],
  );
  const missing = new Set(rows.map(({ name }) => name));
  if (missing.size === 0) return;
  await inTransaction(pool, async (client) => {
    await client.query("SET LOCAL lock_timeout = '2s'");
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
    for (const partition of wanted.filter(({ name }) => missing.has(name)))
      await attach(client, partition);
  });
}

async function attach(client: PoolClient, { parent, name, bound }: Partition): Promise<void> {
  const { rows } = await client.query<{ attached: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid) AS attached
     FROM to_regclass($1) AS c (oid) WHERE c.oid IS NOT NULL`,
    [name],
  );
  if (rows[0]?.attached === true) return;
  const isVisitors = parent === "visitor_view";
  // Ids are only ever added, and their tables dropped whole: a vacuum would be work for nothing.
  await client.query(
    `CREATE ${isVisitors ? "UNLOGGED" : ""} TABLE IF NOT EXISTS ${name} (LIKE ${parent} INCLUDING ALL)
     WITH (${isVisitors ? "fillfactor = 100" : "autovacuum_enabled = off"})`,
  );
  await client.query(`ALTER TABLE ${parent} ATTACH PARTITION ${name} FOR VALUES ${bound}`);
}

type Present = { name: string; parent: string | null; pending: boolean };

/**
 * Drops the partitions whose time is over: ids two hours after their hour, visitors a quarter of an hour after their
 * day. What an end in the middle left behind is dropped too. One caller at a time.
 * @returns names of the dropped tables
 */
export async function dropOldPartitions(
  client: PoolClient,
  now: Date,
  zone: string,
): Promise<string[]> {
  const oldestHour = idPartition(hourOf(now.getTime()) - HOURS_KEPT * HOUR_MS).name;
  const oldestDay = visitorPartition(dayOf(new Date(now.getTime() - VISITORS_KEPT_MS), zone)).name;
  const { rows } = await client.query<Present>(
    `SELECT c.relname AS name, i.inhparent::regclass::text AS parent, coalesce(i.inhdetachpending, false) AS pending
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
     WHERE n.nspname = current_schema() AND c.relkind = 'r'
       AND c.relname ~ '^(view_id_\\d{10}|visitor_view_\\d{8})$'
     ORDER BY 1`,
  );
  const old = rows.filter(({ name }) =>
    name.startsWith("view_id_") ? name < oldestHour : name < oldestDay,
  );
  for (const { name, parent, pending } of old) {
    if (parent !== null)
      await client.query(
        `ALTER TABLE ${parent} DETACH PARTITION ${name} ${pending ? "FINALIZE" : "CONCURRENTLY"}`,
      );
    await client.query(`DROP TABLE ${name}`);
  }
  return old.map(({ name }) => name);
}
