import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { newToken, tokenHash } from "#accounts/sessions.ts";
import { prepareQuery } from "#platform/db.ts";

/** A reader who is signed in. */
export type SignedInReader = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
  readonly digest: "daily" | "off";
  readonly createdAt: Date;
  /** The session of this browser, and when it began. */
  readonly session: { readonly id: string; readonly createdAt: Date };
  /** What the reader was told and has not seen yet. */
  readonly unseen: number;
};

/** A session ends after thirty days in which nothing was asked. */
export const READER_SESSION_MS = 30 * 24 * 60 * 60_000;
/** How exactly it is kept when a session was last used. */
const SEEN_EVERY_MS = 60 * 60_000;

type Row = {
  id: string;
  name: string;
  email: string;
  has_password: boolean;
  digest: "daily" | "off";
  created_at: Date;
  session_id: string;
  session_at: Date;
  seen_at: Date;
  unseen: string;
};

const byToken = prepareQuery<Row>("reader_by_token", {
  sql: `SELECT r.id, r.name, r.email, r.password_hash IS NOT NULL AS has_password, r.digest, r.created_at,
               s.id AS session_id, s.created_at AS session_at, s.seen_at,
               (SELECT count(*) FROM reader_notice n WHERE n.reader_id = r.id AND n.seen_at IS NULL) AS unseen
        FROM reader_session s JOIN reader r ON r.id = s.reader_id WHERE s.token_hash = $1`,
});

/** The reader whose session `token` opens; undefined when it opens none. Its use is kept to the hour. */
export async function findReader(
  db: Pool,
  token: string,
  now: Date,
): Promise<SignedInReader | undefined> {
  const [row] = await byToken.run(db, [tokenHash(token)]);
  if (row === undefined || now.getTime() - row.seen_at.getTime() >= READER_SESSION_MS)
    return undefined;
  if (now.getTime() - row.seen_at.getTime() >= SEEN_EVERY_MS)
    await db.query("UPDATE reader_session SET seen_at = greatest(seen_at, $2) WHERE id = $1", [
      row.session_id,
      now,
    ]);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    hasPassword: row.has_password,
    digest: row.digest,
    createdAt: row.created_at,
    session: { id: row.session_id, createdAt: row.session_at },
    unseen: Number(row.unseen),
  };
}

/** Begins a session and gives its token, which is nowhere else. A session that the browser had before ends. */
export async function beginReaderSession(
  client: PoolClient,
  input: { readonly reader: string; readonly agent: string; readonly before?: string | undefined },
  now: Date,
): Promise<string> {
  const token = newToken();
  if (input.before !== undefined)
    await client.query("DELETE FROM reader_session WHERE token_hash = $1", [
      tokenHash(input.before),
    ]);
  await client.query(
    `INSERT INTO reader_session (id, reader_id, token_hash, created_at, seen_at, agent)
     VALUES ($1, $2, $3, $4, $4, $5)`,
    [randomUUID(), input.reader, tokenHash(token), now, input.agent.slice(0, 300)],
  );
  return token;
}

/** Ends the session that `token` opens. */
export async function endReaderSession(db: Pool, token: string): Promise<void> {
  await db.query("DELETE FROM reader_session WHERE token_hash = $1", [tokenHash(token)]);
}

/** Ends all sessions of a reader but the one that is named. */
export async function endOtherSessions(
  db: Pool | PoolClient,
  reader: string,
  but: string,
): Promise<void> {
  await db.query("DELETE FROM reader_session WHERE reader_id = $1 AND id <> $2", [reader, but]);
}

/** Forgets sessions, links and keys of requests that are over. */
export async function forgetOldOfReaders(db: Pool, now: Date): Promise<void> {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  await db.query("DELETE FROM reader_session WHERE seen_at < $1", [before(READER_SESSION_MS)]);
  await db.query("DELETE FROM reader_link WHERE created_at < $1", [before(60 * 60_000)]);
  await db.query("DELETE FROM comment_request WHERE created_at < $1", [before(24 * 60 * 60_000)]);
}
