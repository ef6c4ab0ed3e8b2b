import { randomUUIDv7 } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { recordAct } from "#accounts/audit.ts";
import { actorName, demandMay, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal, type Told } from "#platform/refusal.ts";
import { tellReader } from "../readers/notices.ts";
import { recordDecision } from "./decisions.ts";
import { reasonTold, REJECT_REASONS, withNote } from "./reasons.ts";

const DAY = 24 * 3_600_000;

/** What a moderator imposes on a reader; all of it is told, and can be appealed against. Nobody is shadow-banned. */
export const SanctionInput = z.strictObject({
  kind: z.enum(["warned", "suspended", "banned", "mustWait"]),
  reason: z.enum(REJECT_REASONS),
  note: z.string().max(1000).default(""),
  /** Of a suspension. */
  days: z.int().min(1).max(365).default(7),
});

/** A sanction, checked. */
export type Sanction = z.output<typeof SanctionInput>;

/** How a reader stands: may they post, and if not, why and until when. */
export type Standing = {
  readonly kind: "free" | "warned" | "suspended" | "banned";
  /** The sanction that says so; what is appealed against or acknowledged. */
  readonly sanction: string | undefined;
  readonly until: Date | undefined;
  readonly told: Told;
  /** A moderator wants to see their comments first. */
  readonly mustWait: boolean;
};

const DECISION = {
  warned: "warn",
  suspended: "suspend",
  banned: "ban",
  mustWait: "mustWait",
} as const satisfies Record<Sanction["kind"], string>;

const tellingOf = ({ kind, days }: Sanction, { ar, en }: Told): Told => {
  if (kind === "warned")
    return { ar: `تنبيه من المشرفين: ${ar}`, en: `A warning of the moderators: ${en}` };
  if (kind === "suspended")
    return {
      ar: `أوقفنا مشاركتك في النقاش مؤقتًا: ${ar} ينتهي الإيقاف وحده، ويمكنك الاعتراض عليه.`,
      en: `You are suspended from the conversation for ${days === 1 ? "a day" : `${days} days`}: ${en} You can appeal.`,
    };
  if (kind === "banned")
    return {
      ar: `أوقفنا مشاركتك في النقاش: ${ar} يمكنك الاعتراض على القرار.`,
      en: `You are banned from the conversation: ${en} You can appeal.`,
    };
  return {
    ar: `تُراجع تعليقاتك قبل نشرها: ${ar} يمكنك الاعتراض على القرار.`,
    en: `Your comments are looked at before they are published: ${en} You can appeal.`,
  };
};

const missing = (): Refusal =>
  new Refusal("notFound", "there is no such reader", {
    told: { ar: "لا يوجد قارئ بهذا الحساب.", en: "There is no such reader." },
  });

/**
 * Warns, suspends or bans a reader, or has their comments wait; the reader is told why, in full.
 * @returns the sanction's id
 * @throws Refusal `forbidden`, `notFound`
 */
export async function sanctionReader(
  db: Pool,
  input: { readonly reader: string; readonly sanction: Sanction; readonly comment?: string | null },
  by: Actor,
  now: Date,
): Promise<string> {
  demandMay(by, "moderate", { isOwn: false });
  const { sanction } = input;
  const told = tellingOf(sanction, withNote(reasonTold(sanction.reason), sanction.note));
  const until =
    sanction.kind === "suspended" ? new Date(now.getTime() + sanction.days * DAY) : null;
  const id = randomUUIDv7();
  await inTransaction(db, async (client) => {
    const { rowCount } = await client.query("SELECT FROM reader WHERE id = $1 FOR UPDATE", [
      input.reader,
    ]);
    if (rowCount === 0) throw missing();
    await client.query(
      `INSERT INTO reader_sanction (id, reader_id, kind, told, until, created_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, input.reader, sanction.kind, JSON.stringify(told), until, now, actorName(by)],
    );
    await recordDecision(
      client,
      {
        kind: DECISION[sanction.kind],
        by,
        reason: sanction.reason,
        reader: input.reader,
        comment: input.comment ?? null,
      },
      now,
    );
    await recordAct(
      client,
      {
        by,
        act: `reader.${DECISION[sanction.kind]}`,
        subject: { kind: "reader", id: input.reader },
        after: {
          reason: sanction.reason,
          ...(until === null ? {} : { until: until.toISOString() }),
        },
      },
      now,
    );
    const kind = sanction.kind === "mustWait" ? "warned" : sanction.kind;
    await tellReader(client, { reader: input.reader, kind, told }, now);
  });
  return id;
}

/**
 * Takes a sanction back, in the caller's transaction.
 * @returns the reader; undefined when there is none such, or it is over already
 */
export async function endSanction(
  client: PoolClient,
  id: string,
  by: Actor,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await client.query<{ reader_id: string; kind: string }>(
    `UPDATE reader_sanction SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING reader_id, kind`,
    [id, now],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  await recordDecision(
    client,
    { kind: "endSanction", by, reason: row.kind, reader: row.reader_id },
    now,
  );
  await recordAct(
    client,
    {
      by,
      act: "reader.endSanction",
      subject: { kind: "reader", id: row.reader_id },
      before: { sanction: row.kind },
    },
    now,
  );
  await tellReader(
    client,
    {
      reader: row.reader_id,
      kind: "unbanned",
      told: {
        ar: "رُفع القرار عن حسابك، ويمكنك المشاركة في النقاش.",
        en: "The decision on your account was taken back; you can take part in the conversation.",
      },
    },
    now,
  );
  return row.reader_id;
}

/**
 * Takes a sanction back.
 * @throws Refusal `forbidden`, `notFound`
 */
export async function liftSanction(db: Pool, id: string, by: Actor, now: Date): Promise<void> {
  demandMay(by, "moderate", { isOwn: false });
  const reader = await inTransaction(db, (client) => endSanction(client, id, by, now));
  if (reader === undefined) throw missing();
}

/** A warning holds until it is acknowledged, a suspension until its end, a ban until it is taken back. */
const ACTIVE = `ended_at IS NULL AND acknowledged_at IS NULL AND (until IS NULL OR until > $2)`;

const FREE: Standing = {
  kind: "free",
  sanction: undefined,
  until: undefined,
  told: { ar: "", en: "" },
  mustWait: false,
};

/** How a reader stands at `now`. One query. */
export async function standingOf(
  db: Pool | PoolClient,
  reader: string,
  now: Date,
): Promise<Standing> {
  const { rows } = await db.query<{
    id: string;
    kind: Sanction["kind"];
    until: Date | null;
    told: Told;
  }>({
    name: "reader_standing",
    text: `SELECT id, kind, until, told FROM reader_sanction WHERE reader_id = $1 AND ${ACTIVE}
           ORDER BY CASE kind WHEN 'banned' THEN 0 WHEN 'suspended' THEN 1 WHEN 'warned' THEN 2 ELSE 3 END,
                    until DESC NULLS LAST, created_at DESC`,
    values: [reader, now],
  });
  const mustWait = rows.some(({ kind }) => kind === "mustWait");
  const [row] = rows;
  if (row === undefined || row.kind === "mustWait") return { ...FREE, mustWait };
  return {
    kind: row.kind,
    sanction: row.id,
    until: row.until ?? undefined,
    told: row.told,
    mustWait,
  };
}

/** A reader has read a warning and may post again. */
export async function acknowledgeWarning(db: Pool, reader: string, now: Date): Promise<void> {
  await db.query(
    `UPDATE reader_sanction SET acknowledged_at = $2
     WHERE reader_id = $1 AND kind = 'warned' AND acknowledged_at IS NULL`,
    [reader, now],
  );
}
