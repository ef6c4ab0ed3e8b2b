import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import type { Told } from "#platform/refusal.ts";

/** Why a reader is told something. */
export type NoticeKind =
  | "reply"
  | "featured"
  | "approved"
  | "rejected"
  | "warned"
  | "suspended"
  | "banned"
  | "unbanned"
  | "appealDecided"
  | "reportDecided";

/** Tells a reader something, inside the caller's transaction: in the page, and in the digest where they want one. */
export async function tellReader(
  client: PoolClient,
  notice: {
    readonly reader: string;
    readonly kind: NoticeKind;
    readonly comment?: string | null;
    readonly told: Told;
  },
  now: Date,
): Promise<void> {
  await client.query({
    name: "reader_tell",
    text: `INSERT INTO reader_notice (reader_id, kind, comment_id, told, created_at) VALUES ($1, $2, $3, $4, $5)`,
    values: [
      notice.reader,
      notice.kind,
      notice.comment ?? null,
      JSON.stringify({ ar: notice.told.ar, en: notice.told.en }),
      now,
    ],
  });
}

/** A notice as its reader sees it. */
export type ShownNotice = {
  readonly kind: string;
  /** Id of the comment that it is about. */
  readonly comment: string | null;
  readonly told: Told;
  readonly createdAt: Date;
  readonly isNew: boolean;
};

const Row = z.object({
  kind: z.string(),
  comment_id: z.string().nullable(),
  told: z.object({ ar: z.string(), en: z.string() }),
  created_at: z.date(),
  is_new: z.boolean(),
});

const shown = (row: unknown): ShownNotice => {
  const { kind, comment_id: comment, told, created_at: createdAt, is_new: isNew } = Row.parse(row);
  return { kind, comment, told, createdAt, isNew };
};

/** The hundred newest notices of a reader; from now on they count as seen. One query. */
export async function readNotices(db: Pool, reader: string, now: Date): Promise<ShownNotice[]> {
  const { rows } = await db.query(
    `WITH seen AS (UPDATE reader_notice SET seen_at = $2 WHERE reader_id = $1 AND seen_at IS NULL)
     SELECT kind, comment_id, told, created_at, seen_at IS NULL AS is_new FROM reader_notice
     WHERE reader_id = $1 ORDER BY id DESC LIMIT 100`,
    [reader, now],
  );
  return rows.map(shown);
}
