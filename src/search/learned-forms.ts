import type { Pool } from "pg";
import { inTransaction } from "#platform/db.ts";

const CHUNK = 5000;

/**
 * Keeps what an archive taught in place of what was kept before: folded forms and how often they were seen. Forms seen
 * once teach nothing and are left out.
 */
export async function saveLearnedForms(
  pool: Pool,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  const kept = [...counts].filter(([, count]) => count > 1);
  await inTransaction(pool, async (client) => {
    await client.query("DELETE FROM search_learned_form");
    for (let start = 0; start < kept.length; start += CHUNK) {
      const part = kept.slice(start, start + CHUNK);
      await client.query(
        "INSERT INTO search_learned_form (form, count) SELECT * FROM unnest($1::text[], $2::integer[])",
        [part.map(([form]) => form), part.map(([, count]) => Math.min(count, 2_147_483_647))],
      );
    }
  });
}

/** What was learned last; empty when nothing was. */
export async function readLearnedForms(pool: Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ form: string; count: number }>(
    "SELECT form, count FROM search_learned_form",
  );
  return new Map(rows.map(({ form, count }) => [form, count]));
}
