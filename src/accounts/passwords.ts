import type { Pool } from "pg";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { recordAct } from "./audit.ts";
import type { Role } from "./authoriser.ts";
import { giveBackTry, takeTry } from "./limits.ts";
import type { PasswordHasher } from "./password-hash.ts";
import { demandGoodPassword } from "./password-rules.ts";
import { actorOf, emailKey, type Language } from "./people.ts";
import {
  beginSession,
  deadLink,
  endSessionsOf,
  newToken,
  tokenHash,
  type Session,
  type SignInPlace,
} from "./sessions.ts";

/** A link for a new password opens for an hour. */
export const RESET_MS = 60 * 60_000;

/** Whom to send a link for a new password. */
export type ResetLink = {
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly token: string;
};

/**
 * Makes the link with which somebody can set a new password; undefined when nobody has the address, or when it has got
 * enough mails for now. Who asked is never told which.
 */
export async function makeResetLink(
  db: Pool,
  email: string,
  now: Date,
): Promise<ResetLink | undefined> {
  const key = emailKey(email);
  try {
    await takeTry(db, "resetAccount", key, now);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{
      id: string;
      email: string;
      name: string;
      role: Role;
      language: Language;
    }>(
      `SELECT id, email, name, role, language FROM person
       WHERE email_key = $1 AND disabled_at IS NULL FOR UPDATE`,
      [key],
    );
    const [person] = rows;
    if (person === undefined) return undefined;
    const token = newToken();
    await client.query(
      `INSERT INTO password_reset (person_id, token_hash, created_at) VALUES ($1, $2, $3)
       ON CONFLICT (person_id) DO UPDATE SET token_hash = $2, created_at = $3`,
      [person.id, tokenHash(token), now],
    );
    await recordAct(
      client,
      {
        by: { kind: "product", name: "visitor" },
        act: "password.ask",
        subject: { kind: "person", id: person.id },
      },
      now,
    );
    return { ...person, token };
  });
}

/**
 * Sets a new password with the token of a link, which works once. All sessions of the person end, and nobody is signed
 * in: a second factor is asked for as ever.
 * @throws Refusal `notFound` when the link is dead, `invalid` when the password may not be used
 */
export async function resetPassword(
  db: Pool,
  hasher: PasswordHasher,
  input: {
    readonly token: string;
    readonly password: string;
    readonly siteWords: readonly string[];
  },
  now: Date,
): Promise<void> {
  const after = new Date(now.getTime() - RESET_MS);
  const token = tokenHash(input.token);
  const { rows } = await db.query<{ email: string; name: string }>(
    `SELECT p.email, p.name FROM password_reset r JOIN person p ON p.id = r.person_id
     WHERE r.token_hash = $1 AND r.created_at > $2 AND p.disabled_at IS NULL`,
    [token, after],
  );
  const [found] = rows;
  if (found === undefined) throw deadLink();
  demandGoodPassword(input.password, { ...found, site: input.siteWords });
  const hash = await hasher.hash(input.password);
  await inTransaction(db, async (client) => {
    const { rows } = await client.query<{ id: string; role: Role }>(
      `WITH used AS (DELETE FROM password_reset WHERE token_hash = $1 AND created_at > $2 RETURNING person_id)
       UPDATE person SET password_hash = $3 WHERE id IN (SELECT person_id FROM used) AND disabled_at IS NULL
       RETURNING id, role`,
      [token, after, hash],
    );
    const [person] = rows;
    if (person === undefined) throw deadLink();
    const ended = await endSessionsOf(client, person.id);
    await recordAct(
      client,
      {
        by: actorOf(person),
        act: "password.reset",
        subject: { kind: "person", id: person.id },
        after: { endedSessions: ended },
      },
      now,
    );
  });
}

/** Whether a link for a new password still opens. One query. */
export async function isResetLinkAlive(db: Pool, token: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM password_reset r JOIN person p ON p.id = r.person_id
     WHERE r.token_hash = $1 AND r.created_at > $2 AND p.disabled_at IS NULL`,
    [tokenHash(token), new Date(now.getTime() - RESET_MS)],
  );
  return rowCount === 1;
}

/**
 * Checks the password of whoever is signed in, with a limit on tries.
 * @throws Refusal `invalid` when it is wrong, `tooMany` after too many tries
 */
export async function demandOwnPassword(
  db: Pool,
  hasher: PasswordHasher,
  person: string,
  password: string,
  now: Date,
): Promise<string> {
  await takeTry(db, "ownPassword", person, now);
  const { rows } = await db.query<{ password_hash: string | null }>(
    "SELECT password_hash FROM person WHERE id = $1",
    [person],
  );
  const kept = rows[0]?.password_hash ?? undefined;
  const { isRight } = await hasher.verify(password, kept);
  if (!isRight || kept === undefined)
    throw new Refusal("invalid", "Cannot go on: the password is wrong", {
      told: { ar: "كلمة المرور غير صحيحة.", en: "The password is wrong." },
    });
  await giveBackTry(db, "ownPassword", person, { isForgiven: true });
  return kept;
}

/**
 * Changes the password of whoever is signed in. All their sessions end, links for a new password die, and the browser
 * gets a new session, whose token this gives.
 * @throws Refusal `invalid` when the old one is wrong or the new one may not be used, `tooMany` after too many tries
 */
export async function changePassword(
  db: Pool,
  hasher: PasswordHasher,
  input: {
    readonly session: Session;
    readonly oldPassword: string;
    readonly newPassword: string;
    readonly siteWords: readonly string[];
    readonly place: SignInPlace;
  },
  now: Date,
): Promise<string> {
  const { person } = input.session;
  const kept = await demandOwnPassword(db, hasher, person.id, input.oldPassword, now);
  demandGoodPassword(input.newPassword, { ...person, site: input.siteWords });
  const hash = await hasher.hash(input.newPassword);
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      "UPDATE person SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
      [person.id, kept, hash],
    );
    if (rowCount === 0) throw new Refusal("conflict", "the password has changed meanwhile");
    await client.query("DELETE FROM password_reset WHERE person_id = $1", [person.id]);
    const ended = await endSessionsOf(client, person.id);
    await recordAct(
      client,
      {
        by: actorOf(person),
        act: "password.change",
        subject: { kind: "person", id: person.id },
        after: { endedSessions: ended },
      },
      now,
    );
    const { stage } = input.session;
    return beginSession(client, { person, stage, place: input.place, by: "password" }, now);
  });
}
