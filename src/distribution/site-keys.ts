import { randomBytes } from "node:crypto";
import type { Pool } from "pg";

/** The key called `name`, the same on every node: 32 hexadecimal digits, made when first needed. */
export async function ensureSiteKey(pool: Pool, name: string): Promise<string> {
  const { rows } = await pool.query<{ value: string }>(
    `WITH made AS (INSERT INTO site_key (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING value)
     SELECT value FROM made UNION ALL SELECT value FROM site_key WHERE name = $1 LIMIT 1`,
    [name, randomBytes(16).toString("hex")],
  );
  const value = rows[0]?.value;
  if (value === undefined)
    throw new Error(`Cannot make the key ${name}: another was made meanwhile`);
  return value;
}
