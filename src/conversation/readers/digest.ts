import type { Pool } from "pg";
import { newToken, tokenHash } from "#accounts/sessions.ts";
import { inTransaction } from "#platform/db.ts";
import type { Mail } from "#platform/mail.ts";
import { digestMail } from "./mails.ts";

/** A reader gets a digest once a day at most, and not about what happened just now: it may still be seen on the page. */
const EVERY_MS = 24 * 60 * 60_000;
const SETTLE_MS = 10 * 60_000;
const ITEMS = 12;

type Due = { id: string; name: string; email: string };
type Item = { comment_id: string | null; told: { ar: string }; total: string };

/**
 * Takes the next digest that is due and gives its mail; undefined when none is. What is in it counts as mailed: a mail
 * that gets lost is not sent again, and none is sent twice.
 */
export async function takeDigest(
  db: Pool,
  site: { readonly siteUrl: string; readonly siteName: string },
  now: Date,
): Promise<Mail | undefined> {
  const { siteUrl, siteName } = site;
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<Due>(
      `SELECT r.id, r.name, r.email FROM reader r
       WHERE r.digest = 'daily' AND r.digest_at <= $1 AND EXISTS (
         SELECT FROM reader_notice n WHERE n.reader_id = r.id AND n.mailed_at IS NULL AND n.seen_at IS NULL AND n.created_at <= $2)
       LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [new Date(now.getTime() - EVERY_MS), new Date(now.getTime() - SETTLE_MS)],
    );
    const [reader] = rows;
    if (reader === undefined) return undefined;
    const { rows: items } = await client.query<Item>(
      `WITH taken AS (
         UPDATE reader_notice SET mailed_at = $2 WHERE reader_id = $1 AND mailed_at IS NULL
         RETURNING id, comment_id, told, seen_at)
       SELECT comment_id, told, count(*) OVER () AS total FROM taken WHERE seen_at IS NULL ORDER BY id DESC LIMIT ${ITEMS}`,
      [reader.id, now],
    );
    const token = newToken();
    await client.query("UPDATE reader SET digest_at = $2, unsubscribe_hash = $3 WHERE id = $1", [
      reader.id,
      now,
      tokenHash(token),
    ]);
    return digestMail({
      to: reader.email,
      name: reader.name,
      siteName,
      items: items.map(({ comment_id: comment, told }) => ({
        text: told.ar,
        link:
          comment === null
            ? `${siteUrl}/account/notices`
            : `${siteUrl}/conversation/comments/${comment}`,
      })),
      total: Number(items[0]?.total ?? 0),
      link: `${siteUrl}/account/notices`,
      unsubscribe: `${siteUrl}/account/unsubscribe/${token}`,
    });
  });
}

/** Whether an unsubscribe link of the last digest is one; nothing changes. */
export async function findUnsubscribe(db: Pool, token: string): Promise<boolean> {
  const { rowCount } = await db.query("SELECT FROM reader WHERE unsubscribe_hash = $1", [
    tokenHash(token),
  ]);
  return rowCount === 1;
}

/** Ends the digests of whoever got that link. A link that is none changes nothing. */
export async function unsubscribe(db: Pool, token: string): Promise<void> {
  await db.query("UPDATE reader SET digest = 'off' WHERE unsubscribe_hash = $1", [
    tokenHash(token),
  ]);
}
