import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { inTransaction, prepareQuery } from "#platform/db.ts";
import { recordAct } from "./audit.ts";
import type { Role } from "./authoriser.ts";
import type { PasswordHasher } from "./password-hash.ts";
import { actorOf, emailKey, type Language, type Person } from "./people.ts";

/** How far a sign-in has come: a second factor is still to be given, or still to be set up, or all is done. */
export type SessionStage = "secondFactor" | "enrolment" | "signedIn";

/** A live session. */
export type Session = {
  readonly id: string;
  readonly person: Person;
  readonly stage: SessionStage;
};

/** From where somebody signs in; shown to them in the list of their sessions. */
export type SignInPlace = { readonly address: string; readonly agent: string };

/** A session ends after an hour in which nothing was asked, and after a day in any case. */
export const IDLE_MS = 60 * 60_000;
/** How long a session may live. */
export const ABSOLUTE_MS = 24 * 60 * 60_000;
/** A sign-in that waits for its second factor is done in ten minutes, or begun anew. */
const HALF_MS = 10 * 60_000;
/** How exactly it is kept when a session was last used. */
const SEEN_EVERY_MS = 60_000;

/** What is kept of a token: nobody who reads the table can sign in with it. */
export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A token that cannot be guessed: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

type Row = {
  id: string;
  stage: SessionStage;
  created_at: Date;
  seen_at: Date;
  person_id: string;
  name: string;
  email: string;
  role: Role;
  language: Language;
};

const byToken = prepareQuery<Row>("session_by_token", {
  sql: `SELECT s.id, s.stage, s.created_at, s.seen_at, s.person_id, p.name, p.email, p.role, p.language
        FROM session s JOIN person p ON p.id = s.person_id
        WHERE s.token_hash = $1 AND p.disabled_at IS NULL`,
});

const isOver = (row: Row, now: Date): boolean => {
  const age = now.getTime() - row.created_at.getTime();
  const idle = now.getTime() - row.seen_at.getTime();
  return idle >= IDLE_MS || age >= (row.stage === "secondFactor" ? HALF_MS : ABSOLUTE_MS);
};

/**
 * The live session of `token`; undefined when there is none. Its use is kept to the minute, so that most requests write
 * nothing.
 */
export async function findSession(
  db: Pool,
  token: string,
  now: Date,
): Promise<Session | undefined> {
  const [row] = await byToken.run(db, [tokenHash(token)]);
  if (row === undefined || isOver(row, now)) return undefined;
  if (now.getTime() - row.seen_at.getTime() >= SEEN_EVERY_MS)
    await db.query("UPDATE session SET seen_at = greatest(seen_at, $2) WHERE id = $1", [
      row.id,
      now,
    ]);
  const { name, email, role, language } = row;
  return {
    id: row.id,
    stage: row.stage,
    person: { id: row.person_id, name, email, role, language },
  };
}

/** Begins a session and gives its token, which is nowhere else. */
export async function beginSession(
  client: PoolClient,
  input: { readonly person: string; readonly stage: SessionStage; readonly place: SignInPlace },
  now: Date,
): Promise<string> {
  const token = newToken();
  await client.query(
    `INSERT INTO session (id, person_id, token_hash, stage, created_at, seen_at, address, agent)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7)`,
    [
      randomUUID(),
      input.person,
      tokenHash(token),
      input.stage,
      now,
      input.place.address,
      input.place.agent.slice(0, 300),
    ],
  );
  return token;
}

/** What became of a try to sign in with a password. A wrong password and an unknown address look the same. */
export type SignIn =
  | { readonly kind: "begun"; readonly token: string; readonly stage: SessionStage }
  | { readonly kind: "wrong" };

/** Signs in with a password. The same work is done for an address that nobody has. */
export async function signIn(
  db: Pool,
  hasher: PasswordHasher,
  input: { readonly email: string; readonly password: string; readonly place: SignInPlace },
  now: Date,
): Promise<SignIn> {
  const { rows } = await db.query<{
    id: string;
    role: Role;
    password_hash: string | null;
    disabled_at: Date | null;
  }>("SELECT id, role, password_hash, disabled_at FROM person WHERE email_key = $1", [
    emailKey(input.email),
  ]);
  const [person] = rows;
  const { isRight } = await hasher.verify(input.password, person?.password_hash ?? undefined);
  if (person === undefined || !isRight || person.disabled_at !== null) return { kind: "wrong" };
  return inTransaction(db, async (client) => {
    const stage: SessionStage = "signedIn";
    const token = await beginSession(client, { person: person.id, stage, place: input.place }, now);
    await recordAct(
      client,
      {
        by: actorOf(person),
        act: "session.begin",
        subject: { kind: "person", id: person.id },
        after: { stage, ...input.place },
      },
      now,
    );
    return { kind: "begun", token, stage };
  });
}

/** Ends a session for good. */
export async function endSession(db: Pool, session: Session, now: Date): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query("DELETE FROM session WHERE id = $1", [session.id]);
    await recordAct(
      client,
      {
        by: actorOf(session.person),
        act: "session.end",
        subject: { kind: "person", id: session.person.id },
      },
      now,
    );
  });
}
