import type { Pool } from "pg";
import { inTransaction } from "#platform/db.ts";

/** Makes one node at a time take a slot; any fixed number does. */
const LOCK_KEY = 7_201_450;
/** A node that gave no sign of life for this long has left its slot. */
const GONE = "interval '10 minutes'";
const MOST_SLOTS = 1000;

/**
 * The number of this node among those that write sums: its own from before, else the smallest free one. Two nodes with
 * one number would still count right, but wait for each other's rows.
 * @param node name of this node, the same after a restart
 * @throws Error when 1,000 nodes are alive
 */
export function takeSlot(pool: Pool, node: string): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
    const { rows } = await client.query<{ slot: number }>(
      `SELECT n AS slot FROM generate_series(0, ${MOST_SLOTS - 1}) AS n LEFT JOIN node_slot s ON s.slot = n
       WHERE s.slot IS NULL OR s.node = $1 OR s.seen_at < now() - ${GONE}
       ORDER BY s.node = $1 DESC NULLS LAST, n LIMIT 1`,
      [node],
    );
    const slot = rows[0]?.slot;
    if (slot === undefined)
      throw new Error(`Cannot take a slot for ${node}: need one of ${MOST_SLOTS}, all are taken`);
    await client.query(
      `INSERT INTO node_slot (slot, node) VALUES ($1, $2)
       ON CONFLICT (slot) DO UPDATE SET node = excluded.node, seen_at = now()`,
      [slot, node],
    );
    return slot;
  });
}

/** Says that `node` is alive and keeps its slot. */
export async function keepSlot(pool: Pool, node: string): Promise<void> {
  await pool.query("UPDATE node_slot SET seen_at = now() WHERE node = $1", [node]);
}
