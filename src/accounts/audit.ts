import type { PoolClient } from "pg";
import { z } from "zod";
import type { Pool } from "pg";
import { actorName, type Actor } from "./authoriser.ts";

/** Something that was done. `act` is a word such as `story.publish`; the subject's id is a uuid or a slug. */
export type RecordedAct = {
  readonly by: Actor;
  readonly act: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** What changed, as it was. Never a secret. */
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  /** What changed, as it is now. Never a secret. */
  readonly after?: Readonly<Record<string, unknown>> | undefined;
};

/**
 * Writes an act into the log, inside the caller's transaction: it is there exactly when what it tells of happened. The
 * commit waits its turn to add the entry's hash to the chain.
 */
export async function recordAct(client: PoolClient, act: RecordedAct, now: Date): Promise<void> {
  await client.query({
    name: "audit_record",
    text: `INSERT INTO audit_entry (at, person_id, actor, act, subject_kind, subject_id, before, after)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      now,
      act.by.kind === "person" ? act.by.id : null,
      actorName(act.by),
      act.act,
      act.subject.kind,
      act.subject.id,
      act.before === undefined ? null : JSON.stringify(act.before),
      act.after === undefined ? null : JSON.stringify(act.after),
    ],
  });
}

/** What to look for in the log; `q` in names, acts, subjects and what changed. From and to are instants, from included. */
export type AuditQuery = {
  readonly person?: string | undefined;
  readonly act?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** An entry of the log, as it is shown. */
export type AuditEntry = {
  readonly id: string;
  readonly at: string;
  readonly by: { readonly id: string | null; readonly name: string };
  readonly act: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly before: unknown;
  readonly after: unknown;
};

/** What the chain over the log says: how many entries it covers, and the first place where it does not hold. */
export type AuditProof = {
  readonly entries: number;
  /** Position in the chain, from 1; null: it holds everywhere. */
  readonly brokenAt: number | null;
  /** Hash over the whole log, in hexadecimal; null: it is empty. */
  readonly last: string | null;
};

/** Works every hash of the log out anew, and looks for entries and places that are missing. One query. */
export async function proveAudit(db: Pool): Promise<AuditProof> {
  const { rows } = await db.query<{
    entries: string;
    broken_at: string | null;
    last: string | null;
  }>(
    `SELECT count(*) AS entries, encode((array_agg(hash ORDER BY position DESC))[1], 'hex') AS last,
            min(place) FILTER (WHERE NOT is_whole) AS broken_at
     FROM (
       SELECT s.position, s.hash, coalesce(s.position, 0) AS place,
              s.position IS NOT NULL AND e.id IS NOT NULL
              AND s.position = row_number() OVER (ORDER BY s.position NULLS LAST)
              AND s.hash = audit_digest(coalesce(lag(s.hash) OVER (ORDER BY s.position NULLS LAST), ''), e) AS is_whole
       FROM audit_seal s FULL JOIN audit_entry e ON e.id = s.entry_id
     ) chain`,
  );
  const [row] = rows;
  const brokenAt = row?.broken_at ?? null;
  return {
    entries: Number(row?.entries ?? 0),
    brokenAt: brokenAt === null ? null : Number(brokenAt),
    last: row?.last ?? null,
  };
}

const Row = z.object({
  id: z.string(),
  at: z.date(),
  person_id: z.string().nullable(),
  name: z.string(),
  act: z.string(),
  subject_kind: z.string(),
  subject_id: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});

const likeOf = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** The entries that fit `query`, newest first, and where to go on. One query. */
export async function listAudit(
  db: Pool,
  query: AuditQuery,
): Promise<{ items: AuditEntry[]; cursor: string | null }> {
  const { rows } = await db.query<Record<string, unknown>>(
    `SELECT e.id::text, e.at, e.person_id, coalesce(p.name, e.actor) AS name, e.act, e.subject_kind, e.subject_id,
            e.before, e.after
     FROM audit_entry e LEFT JOIN person p ON p.id = e.person_id
     WHERE ($1::uuid IS NULL OR e.person_id = $1)
       AND ($2::text IS NULL OR e.act = $2 OR e.act LIKE $2 || '.%')
       AND ($3::text IS NULL OR e.subject_id = $3)
       AND ($4::timestamptz IS NULL OR e.at >= $4)
       AND ($5::timestamptz IS NULL OR e.at < $5)
       AND ($6::text IS NULL OR concat_ws(' ', p.name, p.email, e.actor, e.act, e.subject_kind, e.subject_id,
                                          e.before::text, e.after::text) ILIKE $6)
       AND ($7::bigint IS NULL OR e.id < $7)
     ORDER BY e.id DESC LIMIT $8`,
    [
      query.person ?? null,
      query.act ?? null,
      query.subject ?? null,
      query.from ?? null,
      query.to ?? null,
      query.q === undefined ? null : likeOf(query.q),
      query.cursor ?? null,
      query.limit + 1,
    ],
  );
  const items = rows.slice(0, query.limit).map((row): AuditEntry => {
    const entry = Row.parse(row);
    return {
      id: entry.id,
      at: entry.at.toISOString(),
      by: { id: entry.person_id, name: entry.name },
      act: entry.act,
      subject: { kind: entry.subject_kind, id: entry.subject_id },
      before: entry.before ?? null,
      after: entry.after ?? null,
    };
  });
  return { items, cursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
