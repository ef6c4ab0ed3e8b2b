import { randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { recordAct } from "#accounts/audit.ts";
import { demandMay, type Actor } from "#accounts/authoriser.ts";
import { stripHidden, visibleText } from "#arabic/visible-text.ts";
import { inTransaction } from "#platform/db.ts";
import { announce } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import { changeCommentState } from "../comments/states.ts";
import { tellReader } from "../readers/notices.ts";
import { recordDecision } from "./decisions.ts";
import { endSanction } from "./sanctions.ts";

const APPEAL_DAYS = 30;
const MAX_APPEAL = 3000;

/** What a reader appeals against: the rejection of a comment of theirs, or a sanction. */
export type Appealed = { readonly comment: string } | { readonly sanction: string };

const notTheirs = (): Refusal =>
  new Refusal("notFound", "the reader has nothing of this kind to appeal against", {
    told: {
      ar: "لا يوجد قرار تعترض عليه هنا، أو انقضت مدة الاعتراض.",
      en: "There is no decision to appeal against here, or the time for it is over.",
    },
  });

/**
 * A reader appeals against a decision, once, within 30 days.
 * @throws Refusal `invalid` without a reason, `notFound` for what is not theirs or too long ago, `conflict` a second time
 */
export async function appeal(
  db: Pool,
  input: { readonly against: Appealed; readonly text: string },
  reader: string,
  now: Date,
): Promise<void> {
  const text = stripHidden(input.text).trim().slice(0, MAX_APPEAL);
  if (visibleText(text) === "")
    throw new Refusal("invalid", "Cannot appeal: need a reason", {
      told: { ar: "اكتب سبب اعتراضك.", en: "Write why you appeal." },
    });
  const since = new Date(now.getTime() - APPEAL_DAYS * 24 * 3_600_000);
  const { against } = input;
  await inTransaction(db, async (client) => {
    const { rowCount } = await ("comment" in against
      ? client.query(
          "SELECT FROM comment WHERE id = $1 AND reader_id = $2 AND state = 'rejected' AND decided_at > $3 FOR SHARE",
          [against.comment, reader, since],
        )
      : client.query(
          `SELECT FROM reader_sanction WHERE id = $1 AND reader_id = $2 AND created_at > $3 AND ended_at IS NULL FOR SHARE`,
          [against.sanction, reader, since],
        ));
    if (rowCount === 0) throw notTheirs();
    const made = await client.query(
      `INSERT INTO moderation_appeal (id, reader_id, comment_id, sanction_id, text, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [
        randomUUIDv7(),
        reader,
        "comment" in against ? against.comment : null,
        "sanction" in against ? against.sanction : null,
        text,
        now,
      ],
    );
    if (made.rowCount === 0)
      throw new Refusal("conflict", "Cannot appeal: an appeal was made already", {
        told: {
          ar: "سبق أن اعترضت على هذا القرار، وسنخبرك بالنتيجة.",
          en: "You have appealed against this already; we shall tell you the outcome.",
        },
      });
    await announce(client, { kind: "comment.appealed" });
  });
}

type Row = {
  reader_id: string;
  comment_id: string | null;
  sanction_id: string | null;
  created_at: Date;
};

/**
 * Decides an appeal: granted, the comment is published or the sanction ends; the reader gets the answer either way.
 * @throws Refusal `forbidden`, `notFound` when there is no such open appeal
 */
export async function decideAppeal(
  db: Pool,
  input: { readonly appeal: string; readonly isGranted: boolean; readonly answer: string },
  by: Actor,
  now: Date,
): Promise<void> {
  demandMay(by, "moderate", { isOwn: false });
  const answer = stripHidden(input.answer).trim().slice(0, 2000);
  const { isGranted } = input;
  await inTransaction(db, async (client) => {
    const { rows } = await client.query<Row>(
      `UPDATE moderation_appeal SET decided_at = $2, is_granted = $3, answer = $4
       WHERE id = $1 AND decided_at IS NULL RETURNING reader_id, comment_id, sanction_id, created_at`,
      [input.appeal, now, isGranted, answer],
    );
    const [row] = rows;
    if (row === undefined)
      throw new Refusal("notFound", "there is no such open appeal", {
        told: { ar: "لا يوجد اعتراض مفتوح بهذا الرقم.", en: "There is no such open appeal." },
      });
    const subject = { comment: row.comment_id, reader: row.reader_id };
    const kind = isGranted ? "grantAppeal" : "declineAppeal";
    await recordDecision(client, { kind, by, ...subject, since: row.created_at }, now);
    await recordAct(
      client,
      {
        by,
        act: `appeal.${isGranted ? "grant" : "decline"}`,
        subject: { kind: "appeal", id: input.appeal },
      },
      now,
    );
    const ending = answer === "" ? "" : ` ${answer}`;
    await tellReader(
      client,
      {
        reader: row.reader_id,
        kind: "appealDecided",
        comment: row.comment_id,
        told: isGranted
          ? { ar: `قُبل اعتراضك.${ending}`, en: `Your appeal was granted.${ending}` }
          : {
              ar: `راجعنا اعتراضك وأبقينا القرار.${ending}`,
              en: `We looked at your appeal and keep the decision.${ending}`,
            },
      },
      now,
    );
    await announce(client, { kind: "comment.decided" });
    if (isGranted && row.sanction_id !== null) await endSanction(client, row.sanction_id, by, now);
    if (isGranted && row.comment_id !== null)
      await changeCommentState(client, { comment: row.comment_id, to: "published" }, now);
  });
}
