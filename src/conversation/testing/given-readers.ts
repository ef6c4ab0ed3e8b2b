import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { inTransaction } from "#platform/db.ts";
import { nameKey } from "../readers/reader-names.ts";
import { beginReaderSession } from "../readers/sessions.ts";

/** Makes a reader who has been here for a month, and signs a browser of theirs in. */
export async function givenReader(
  db: Pool,
  name: string,
  now: Date,
  options: { readonly isNew?: boolean } = {},
): Promise<{ id: string; token: string }> {
  const id = randomUUID();
  const createdAt = options.isNew === true ? now : new Date(now.getTime() - 30 * 86_400_000);
  const email = `${id}@readers.example`;
  await db.query(
    `INSERT INTO reader (id, name, name_key, email, email_key, created_at, name_changed_at)
     VALUES ($1, $2, $3, $4, $4, $5, $5)`,
    [id, name, nameKey(name), email, createdAt],
  );
  const token = await inTransaction(db, (client) =>
    beginReaderSession(client, { reader: id, agent: "test" }, now),
  );
  return { id, token };
}
