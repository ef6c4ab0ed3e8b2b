import { randomBytes } from "node:crypto";
import type { Pool } from "pg";

const hexadecimal = (): string => randomBytes(16).toString("hex");

/** The key called `name`, the same on every node, made when first needed: 32 hexadecimal digits unless told otherwise. */
export async function ensureSiteKey(
  pool: Pool,
  name: string,
  make: () => string = hexadecimal,
): Promise<string> {
  const before = await pool.query<{ value: string }>("SELECT value FROM site_key WHERE name = $1", [
    name,
  ]);
  if (before.rows[0] !== undefined) return before.rows[0].value;
  const { rows } = await pool.query<{ value: string }>(
    `WITH made AS (INSERT INTO site_key (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING value)
     SELECT value FROM made UNION ALL SELECT value FROM site_key WHERE name = $1 LIMIT 1`,
    [name, make()],
  );
  const value = rows[0]?.value;
  if (value === undefined)
    throw new Error(`Cannot make the key ${name}: another was made meanwhile`);
  return value;
}
