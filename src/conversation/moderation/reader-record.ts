import { randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { namesOf } from "#accounts/names.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";

const Told = z.object({ ar: z.string(), en: z.string() });

const Record = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.date(),
  comments: z.array(
    z.object({
      id: z.string(),
      state: z.enum(["published", "held", "rejected"]),
      body: z.string(),
      headline: z.string(),
      at: z.string(),
    }),
  ),
  sanctions: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["warned", "suspended", "banned", "mustWait"]),
      told: Told,
      at: z.string(),
      until: z.string().nullable(),
      by: z.string(),
      isActive: z.boolean(),
    }),
  ),
  notes: z.array(z.object({ id: z.string(), text: z.string(), at: z.string(), by: z.string() })),
  reported: z.number(),
});

/** What moderators know of a reader: never their address. */
export type ReaderRecord = z.output<typeof Record>;

/**
 * What moderators know of a reader: newest comments, sanctions, notes. Two queries.
 * @throws Refusal `notFound`
 */
export async function getReaderRecord(db: Pool, reader: string, now: Date): Promise<ReaderRecord> {
  const { rows } = await db.query(
    `SELECT r.id, r.name, r.created_at AS "createdAt",
       coalesce((SELECT jsonb_agg(x) FROM (SELECT c.id, c.state, left(c.body, 600) AS body, s.headline, c.created_at AS at
         FROM comment c JOIN story s ON s.id = c.story_id WHERE c.reader_id = r.id AND c.state <> 'deleted'
         ORDER BY c.created_at DESC LIMIT 20) x), '[]') AS comments,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'told', a.told, 'at', a.created_at,
         'until', a.until, 'by', a.created_by, 'isActive', a.ended_at IS NULL AND a.acknowledged_at IS NULL
           AND (a.until IS NULL OR a.until > $2)) ORDER BY a.created_at DESC) FROM reader_sanction a
         WHERE a.reader_id = r.id), '[]') AS sanctions,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', n.id, 'text', n.text, 'at', n.created_at, 'by', n.created_by)
         ORDER BY n.created_at DESC) FROM reader_note n WHERE n.reader_id = r.id), '[]') AS notes,
       (SELECT count(*)::int FROM comment_report t JOIN comment c ON c.id = t.comment_id
        WHERE c.reader_id = r.id AND t.is_upheld) AS reported
     FROM reader r WHERE r.id = $1`,
    [reader, now],
  );
  if (rows[0] === undefined)
    throw new Refusal("notFound", "there is no such reader", {
      told: { ar: "لا يوجد قارئ بهذا الحساب.", en: "There is no such reader." },
    });
  const record = Record.parse(rows[0]);
  const actors = [...record.sanctions, ...record.notes].map(({ by }) => by);
  const nameOf = await namesOf(db, actors);
  return {
    ...record,
    sanctions: record.sanctions.map((one) => ({ ...one, by: nameOf(one.by).name })),
    notes: record.notes.map((one) => ({ ...one, by: nameOf(one.by).name })),
  };
}

/**
 * Writes a note about a reader for the other moderators.
 * @throws Refusal `forbidden`, `notFound`
 */
export async function noteOnReader(
  db: Pool,
  input: { readonly reader: string; readonly text: string },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "moderate", { isOwn: false });
  await inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO reader_note (id, reader_id, text, created_at, created_by)
       SELECT $1, id, $3, $4, $5 FROM reader WHERE id = $2`,
      [randomUUIDv7(), input.reader, input.text, now, actorName(by)],
    );
    if (rowCount === 0) throw new Refusal("notFound", "there is no such reader");
    await recordAct(
      client,
      { by, act: "reader.note", subject: { kind: "reader", id: input.reader } },
      now,
    );
  });
}
