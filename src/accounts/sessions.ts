import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { inTransaction, prepareQuery } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { recordAct } from "./audit.ts";
import type { Actor, Role } from "./authoriser.ts";
import { actorOf, type Language, type Person } from "./people.ts";

/** How far a sign-in has come: a second factor is still to be given, or still to be set up, or all is done. */
export type SessionStage = "secondFactor" | "enrolment" | "signedIn";

/** A live session. */
export type Session = {
  readonly id: string;
  readonly person: Person;
  readonly stage: SessionStage;
  /** When all that a sign-in needs was last given. */
  readonly confirmedAt: Date;
};

/** From where somebody signs in. Address and agent are shown to them in the list of their sessions; limits count groups. */
export type SignInPlace = {
  readonly address: string;
  readonly group: string;
  readonly agent: string;
};

/** A session ends after an hour in which nothing was asked, and after a day in any case. */
export const IDLE_MS = 60 * 60_000;
/** How long a session may live. */
export const ABSOLUTE_MS = 24 * 60 * 60_000;
/** A sign-in that waits for its second factor is done in ten minutes, or begun anew. */
const HALF_MS = 10 * 60_000;
/** How exactly it is kept when a session was last used. */
const SEEN_EVERY_MS = 60_000;
/** A factor may be changed for so long after everything was given. */
const CONFIRMED_MS = 10 * 60_000;

/** What is kept of a token: nobody who reads the table can sign in with it. */
export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A token that cannot be guessed: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A link that was used, replaced, withdrawn or is too old, or never was: nobody is told which. */
export function deadLink(): Refusal {
  return new Refusal("notFound", "the link is used, too old or never was", {
    told: {
      ar: "هذا الرابط استُعمل من قبل أو انتهت صلاحيته. اطلب رابطًا جديدًا.",
      en: "This link was used before or is too old. Ask for a new one.",
    },
  });
}

type Row = {
  id: string;
  stage: SessionStage;
  created_at: Date;
  seen_at: Date;
  confirmed_at: Date;
  person_id: string;
  name: string;
  email: string;
  role: Role;
  language: Language;
};

const byToken = prepareQuery<Row>("session_by_token", {
  sql: `SELECT s.id, s.stage, s.created_at, s.seen_at, s.confirmed_at, s.person_id, p.name, p.email, p.role, p.language
        FROM session s JOIN person p ON p.id = s.person_id
        WHERE s.token_hash = $1 AND p.disabled_at IS NULL`,
});

const isOver = (row: Pick<Row, "stage" | "created_at" | "seen_at">, now: Date): boolean => {
  const age = now.getTime() - row.created_at.getTime();
  const idle = now.getTime() - row.seen_at.getTime();
  return idle >= IDLE_MS || age >= (row.stage === "secondFactor" ? HALF_MS : ABSOLUTE_MS);
};

/**
 * The live session of `token`; undefined when there is none. Its use is kept to the minute, so that most requests write
 * nothing.
 * @param options.isActivity false for what a browser asks by itself, which keeps nobody signed in
 */
export async function findSession(
  db: Pool,
  token: string,
  now: Date,
  options: { readonly isActivity?: boolean } = {},
): Promise<Session | undefined> {
  const [row] = await byToken.run(db, [tokenHash(token)]);
  if (row === undefined || isOver(row, now)) return undefined;
  if (options.isActivity !== false && now.getTime() - row.seen_at.getTime() >= SEEN_EVERY_MS)
    await db.query("UPDATE session SET seen_at = greatest(seen_at, $2) WHERE id = $1", [
      row.id,
      now,
    ]);
  const { name, email, role, language } = row;
  return {
    id: row.id,
    stage: row.stage,
    confirmedAt: row.confirmed_at,
    person: { id: row.person_id, name, email, role, language },
  };
}

/**
 * Begins a session and gives its token, which is nowhere else. A session that the browser had before ends: what was
 * known of it opens nothing.
 */
export async function beginSession(
  client: PoolClient,
  input: {
    readonly person: Pick<Person, "id" | "role">;
    readonly stage: SessionStage;
    readonly place: SignInPlace;
    /** How the person got in, for the log. */
    readonly by:
      | "password"
      | "passkey"
      | "secondFactor"
      | "invitation"
      | "firstOwner"
      | "enrolment";
    readonly before?: string | undefined;
  },
  now: Date,
): Promise<string> {
  const { person, stage, place } = input;
  const token = newToken();
  if (input.before !== undefined)
    await client.query("DELETE FROM session WHERE id = $1", [input.before]);
  await client.query(
    `INSERT INTO session (id, person_id, token_hash, stage, created_at, seen_at, confirmed_at, address, agent)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
    [
      randomUUID(),
      person.id,
      tokenHash(token),
      stage,
      now,
      stage === "secondFactor" ? "-infinity" : now,
      place.address,
      place.agent.slice(0, 300),
    ],
  );
  await recordAct(
    client,
    {
      by: actorOf(person),
      act: "session.begin",
      subject: { kind: "person", id: person.id },
      after: { by: input.by, stage, address: place.address, agent: place.agent.slice(0, 300) },
    },
    now,
  );
  return token;
}

/** Ends a session for good. */
export async function endSession(db: Pool, session: Session, now: Date): Promise<void> {
  await endSessionById(db, session.id, session.person.id, actorOf(session.person), now);
}

/**
 * Ends the session `id` of the person `of`.
 * @throws Refusal `notFound` when they have none of that id
 */
export async function endSessionById(
  db: Pool,
  id: string,
  of: string,
  by: Actor,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      "DELETE FROM session WHERE id = $1 AND person_id = $2",
      [id, of],
    );
    if (rowCount === 0) throw new Refusal("notFound", "the person has no session of this id");
    await recordAct(client, { by, act: "session.end", subject: { kind: "person", id: of } }, now);
  });
}

/** Ends all sessions of a person; gives how many. */
export async function endSessionsOf(client: PoolClient, person: string): Promise<number> {
  const { rowCount } = await client.query("DELETE FROM session WHERE person_id = $1", [person]);
  return rowCount ?? 0;
}

/** A session, as its person is shown it. */
export type ShownSession = {
  readonly id: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly address: string;
  readonly agent: string;
};

/** The live sessions of a person, the last used first. One query. */
export async function listSessions(db: Pool, person: string, now: Date): Promise<ShownSession[]> {
  const { rows } = await db.query<Row & { address: string; agent: string }>(
    `SELECT id, stage, created_at, seen_at, address, agent FROM session
     WHERE person_id = $1 ORDER BY seen_at DESC, id LIMIT 200`,
    [person],
  );
  return rows
    .filter((row) => !isOver(row, now))
    .map((row) => ({
      id: row.id,
      createdAt: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      address: row.address,
      agent: row.agent,
    }));
}

/** Forgets sessions that are over; gives how many. */
export async function forgetOldSessions(db: Pool, now: Date): Promise<number> {
  const { rowCount } = await db.query("DELETE FROM session WHERE seen_at < $1 OR created_at < $2", [
    new Date(now.getTime() - IDLE_MS),
    new Date(now.getTime() - ABSOLUTE_MS),
  ]);
  return rowCount ?? 0;
}

/**
 * Lets pass a session in which everything that a sign-in needs was given within the last ten minutes: what a change of
 * factors demands (OWASP ASVS 5.0, V7.5.1).
 * @throws Refusal `forbidden`, which the app answers by asking for the password
 */
export function demandConfirmed(session: Session, now: Date): void {
  if (now.getTime() - session.confirmedAt.getTime() < CONFIRMED_MS) return;
  throw new ConfirmationNeeded();
}

/** Everything that a sign-in needs must be given again first. */
export class ConfirmationNeeded extends Refusal {
  override name = "ConfirmationNeeded";

  constructor() {
    super("forbidden", "Cannot change this: need the password again", {
      told: {
        ar: "أدخل كلمة المرور مرة أخرى لتغيير هذا.",
        en: "Enter your password again to change this.",
      },
    });
  }
}
