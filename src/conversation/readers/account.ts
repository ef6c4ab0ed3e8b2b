import type { Pool } from "pg";
import { listStaffNames } from "#accounts/names.ts";
import { addEvents } from "#platform/outbox.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { cleanName, demandGoodName, nameKey, wrongName } from "./reader-names.ts";
import type { SignedInReader } from "./sessions.ts";

/** A name may be changed once in so long: readers should know whom they talk to. */
const NAME_EVERY_MS = 14 * 24 * 60 * 60_000;

/**
 * Changes a reader's display name.
 * @throws Refusal `invalid` for a name that may not be taken, `tooMany` within two weeks of the last change
 */
export async function changeReaderName(
  db: Pool,
  input: { readonly reader: SignedInReader; readonly name: string; readonly site: string },
  now: Date,
): Promise<void> {
  const { reader, site } = input;
  const name = cleanName(input.name);
  if (name === reader.name) return;
  const staff = await listStaffNames(db);
  await inTransaction(db, async (client) => {
    const { rows } = await client.query<{ name_changed_at: Date; created_at: Date }>(
      "SELECT name_changed_at, created_at FROM reader WHERE id = $1 FOR UPDATE",
      [reader.id],
    );
    const [row] = rows;
    if (row === undefined) throw new Refusal("signedOut", "the account is gone");
    const isFirst = row.name_changed_at.getTime() === row.created_at.getTime();
    const waitMs = row.name_changed_at.getTime() + NAME_EVERY_MS - now.getTime();
    if (!isFirst && waitMs > 0)
      throw new Refusal("tooMany", "Cannot change the name: it was changed less than 14 days ago", {
        retryAfterSeconds: Math.ceil(waitMs / 1000),
        told: {
          ar: "يمكن تغيير الاسم مرة كل أسبوعين.",
          en: "The name can be changed once in two weeks.",
        },
      });
    await demandGoodName(client, name, { site, own: reader.id, staff });
    const { rowCount } = await client.query(
      `UPDATE reader SET name = $2, name_key = $3, name_changed_at = $4 WHERE id = $1
       AND NOT EXISTS (SELECT FROM reader WHERE name_key = $3 AND id <> $1)`,
      [reader.id, name, nameKey(name), now],
    );
    if (rowCount === 0) throw wrongName("taken");
    await staleOf(client, reader.id);
  });
}

/** Whether a reader gets a digest by mail. */
export async function changeDigest(
  db: Pool,
  reader: string,
  digest: "daily" | "off",
): Promise<void> {
  await db.query("UPDATE reader SET digest = $2 WHERE id = $1", [reader, digest]);
}

/** Drops the pages of the conversations that a reader takes part in, so that no page keeps a name of before. */
async function staleOf(client: Parameters<typeof addEvents>[0], reader: string): Promise<void> {
  const { rows } = await client.query<{ story_id: string }>(
    "SELECT DISTINCT story_id FROM comment WHERE reader_id = $1",
    [reader],
  );
  const tags = rows.map(({ story_id: story }) => `conversation:${story}`);
  const events = [];
  for (let at = 0; at < tags.length; at += 400) events.push({ stales: tags.slice(at, at + 400) });
  await addEvents(client, "reader.changed", events);
}

/** Everything that is kept of a reader, for themselves. */
export type ReaderExport = {
  readonly account: Readonly<Record<string, unknown>>;
  readonly comments: readonly Readonly<Record<string, unknown>>[];
  readonly appreciated: readonly string[];
  readonly notices: readonly Readonly<Record<string, unknown>>[];
  readonly sessions: readonly Readonly<Record<string, unknown>>[];
  /** What moderators decided and noted about them, and what they reported and appealed against. */
  readonly decisions: readonly Readonly<Record<string, unknown>>[];
};

/** Gathers everything that is kept of a reader. Six queries. */
export async function exportReader(db: Pool, reader: string): Promise<ReaderExport> {
  const rowsOf = async (text: string): Promise<Record<string, unknown>[]> =>
    (await db.query<Record<string, unknown>>(text, [reader])).rows;
  const [account, comments, liked, notices, sessions, decisions] = await Promise.all([
    rowsOf(
      "SELECT id, name, email, digest, created_at, name_changed_at, password_hash IS NOT NULL AS has_password FROM reader WHERE id = $1",
    ),
    rowsOf(
      `SELECT c.id, s.path AS story, c.parent_id AS parent, c.state, c.body, c.quote, c.created_at, c.edited_at, c.likes
       FROM comment c JOIN story s ON s.id = c.story_id WHERE c.reader_id = $1 ORDER BY c.created_at, c.id`,
    ),
    rowsOf("SELECT comment_id FROM comment_like WHERE reader_id = $1 ORDER BY comment_id"),
    rowsOf(
      "SELECT kind, comment_id AS comment, told, created_at, seen_at, mailed_at FROM reader_notice WHERE reader_id = $1 ORDER BY id",
    ),
    rowsOf(
      "SELECT created_at, seen_at, agent FROM reader_session WHERE reader_id = $1 ORDER BY created_at",
    ),
    rowsOf(
      `SELECT 'sanction' AS what, kind, told->>'ar' AS text, created_at, coalesce(ended_at, until) AS ended_at
       FROM reader_sanction WHERE reader_id = $1
       UNION ALL SELECT 'note', '', text, created_at, NULL FROM reader_note WHERE reader_id = $1
       UNION ALL SELECT 'appeal', CASE WHEN is_granted THEN 'granted' WHEN NOT is_granted THEN 'declined' ELSE 'open' END,
         text, created_at, decided_at FROM moderation_appeal WHERE reader_id = $1
       UNION ALL SELECT 'report', category, explanation, created_at, decided_at FROM comment_report WHERE reader_id = $1
       ORDER BY created_at`,
    ),
  ]);
  return {
    account: account[0] ?? {},
    comments,
    appreciated: liked.map(({ comment_id: id }) => String(id)),
    notices,
    sessions,
    decisions,
  };
}

/**
 * Deletes a reader with everything that tells of them: account, sessions, appreciations, notices. Of their comments the
 * texts go too, or stay without any name, as they wish.
 */
export async function deleteReader(
  db: Pool,
  input: { readonly reader: string; readonly comments: "delete" | "keep" },
): Promise<void> {
  await inTransaction(db, async (client) => {
    const { rowCount } = await client.query("SELECT FROM reader WHERE id = $1 FOR UPDATE", [
      input.reader,
    ]);
    if (rowCount === 0) return;
    await client.query(
      `UPDATE comment c SET likes = c.likes - 1 FROM comment_like l
       WHERE l.comment_id = c.id AND l.reader_id = $1 AND c.likes > 0`,
      [input.reader],
    );
    if (input.comments === "delete") await emptyComments(client, input.reader);
    // Not published is not to stay: nobody is left to whom a decision could be told.
    await client.query(
      `UPDATE comment SET state = 'deleted', body = '', quote = '', similarity = '', verdicts = '[]', featured_at = NULL
       WHERE reader_id = $1 AND state IN ('held', 'rejected')`,
      [input.reader],
    );
    await staleOf(client, input.reader);
    await client.query("DELETE FROM reader WHERE id = $1", [input.reader]);
  });
}

async function emptyComments(
  client: Parameters<typeof addEvents>[0],
  reader: string,
): Promise<void> {
  await client.query(
    `WITH gone AS (
       UPDATE comment SET state = 'deleted', body = '', quote = '', similarity = '', verdicts = '[]', featured_at = NULL
       WHERE reader_id = $1 AND state = 'published' RETURNING story_id, root_id, parent_id),
     fewer AS (
       UPDATE conversation v SET comments = greatest(v.comments - g.n, 0)
       FROM (SELECT story_id, count(*)::int AS n FROM gone GROUP BY story_id) g WHERE v.story_id = g.story_id)
     UPDATE comment r SET replies = greatest(r.replies - g.n, 0)
     FROM (SELECT root_id, count(*)::int AS n FROM gone WHERE parent_id IS NOT NULL GROUP BY root_id) g
     WHERE r.id = g.root_id AND r.parent_id IS NULL`,
    [reader],
  );
  // Roots of their own that were just emptied: one statement can't change a row twice.
  await client.query(
    `UPDATE comment r SET replies = (SELECT count(*) FROM comment c WHERE c.root_id = r.id AND c.parent_id IS NOT NULL AND c.state = 'published')
     WHERE r.reader_id = $1 AND r.parent_id IS NULL`,
    [reader],
  );
}
