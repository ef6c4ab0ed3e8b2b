import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { recordAct } from "./audit.ts";
import { demandMay, mayManageRole, type Role } from "./authoriser.ts";
import { stageAfterPassword } from "./house-rule.ts";
import type { PasswordHasher } from "./password-hash.ts";
import { demandGoodPassword } from "./password-rules.ts";
import { actorOf, emailKey, insertPerson, type Language, type Person } from "./people.ts";
import { beginSession, deadLink, newToken, tokenHash, type SignInPlace } from "./sessions.ts";
import type { BegunSession } from "./sign-in.ts";

/** An invitation opens for seven days. */
export const INVITATION_MS = 7 * 24 * 60 * 60_000;

/**
 * Lets pass who may give accounts of `role`.
 * @throws Refusal `forbidden`
 */
export function demandMayManageRole(by: Person, role: Role): void {
  demandMay(actorOf(by), "managePeople", { isOwn: false });
  if (mayManageRole(by.role, role)) return;
  throw new Refusal("forbidden", `Cannot manage an account of the role ${role} as ${by.role}`, {
    told: {
      ar: "لا يغيّر حسابات المالكين والمديرين إلا مالك.",
      en: "Only an owner changes accounts of owners and admins.",
    },
  });
}

/**
 * Lets pass who is still what their session says, and stays so until the caller's transaction ends.
 * @throws Refusal `forbidden` when the role has changed or the account was disabled meanwhile
 */
export async function demandStillInRole(client: PoolClient, by: Person): Promise<void> {
  const { rowCount } = await client.query(
    "SELECT FROM person WHERE id = $1 AND role = $2 AND disabled_at IS NULL FOR SHARE",
    [by.id, by.role],
  );
  if (rowCount === 0) throw new Refusal("forbidden", "the role has changed meanwhile");
}

/**
 * Invites an address to an account of a role. An earlier invitation of the address dies.
 * @returns the token for the link, which is nowhere else
 * @throws Refusal `forbidden` when `by` may not give that role, `conflict` when the address has an account
 */
export async function invite(
  db: Pool,
  input: { readonly email: string; readonly name: string; readonly role: Role },
  by: Person,
  now: Date,
): Promise<string> {
  const { email, name, role } = input;
  demandMayManageRole(by, role);
  return inTransaction(db, async (client) => {
    await demandStillInRole(client, by);
    const { rowCount } = await client.query("SELECT FROM person WHERE email_key = $1", [
      emailKey(email),
    ]);
    if (rowCount !== 0)
      throw new Refusal("conflict", `Cannot invite ${email}: the address has an account`, {
        told: {
          ar: "لهذا البريد الإلكتروني حساب في غرفة الأخبار.",
          en: "This e-mail address has an account in the newsroom.",
        },
      });
    const token = newToken();
    // Replacing an invitation of a higher role takes the right to give that role.
    const { rows } = await client.query<{ id: string; role: Role }>(
      "SELECT id, role FROM invitation WHERE email_key = $1 FOR UPDATE",
      [emailKey(email)],
    );
    if (rows[0] !== undefined) demandMayManageRole(by, rows[0].role);
    const id = randomUUID();
    await client.query(
      `INSERT INTO invitation (id, email, email_key, name, role, token_hash, invited_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (email_key) DO UPDATE SET id = $1, email = $2, name = $4, role = $5, token_hash = $6,
         invited_by = $7, created_at = $8`,
      [id, email, emailKey(email), name, role, tokenHash(token), by.id, now],
    );
    await recordAct(
      client,
      {
        by: actorOf(by),
        act: "person.invite",
        subject: { kind: "invitation", id },
        after: { email, name, role },
      },
      now,
    );
    return token;
  });
}

/**
 * Takes an invitation back: its link is dead.
 * @throws Refusal `notFound` when there is none of that id, `forbidden` when `by` may not give its role
 */
export async function withdrawInvitation(
  db: Pool,
  id: string,
  by: Person,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (client) => {
    const { rows } = await client.query<{ email: string; role: Role }>(
      "DELETE FROM invitation WHERE id = $1 RETURNING email, role",
      [id],
    );
    const [gone] = rows;
    if (gone === undefined) throw new Refusal("notFound", "there is no invitation of this id");
    demandMayManageRole(by, gone.role);
    await recordAct(
      client,
      {
        by: actorOf(by),
        act: "person.uninvite",
        subject: { kind: "invitation", id },
        before: gone,
      },
      now,
    );
  });
}

/** The invitations that a person who may no longer give accounts has given die with that. */
export async function withdrawInvitationsBy(client: PoolClient, person: string): Promise<void> {
  await client.query("DELETE FROM invitation WHERE invited_by = $1", [person]);
}

/** An open invitation, as whoever opens its link is shown it. */
export type OpenInvitation = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly invitedBy: string;
};

/** The open invitation of a token; undefined when the link is dead. One query. */
export async function findInvitation(
  db: Pool,
  token: string,
  now: Date,
): Promise<OpenInvitation | undefined> {
  const { rows } = await db.query<{ email: string; name: string; role: Role; inviter: string }>(
    `SELECT i.email, i.name, i.role, p.name AS inviter FROM invitation i JOIN person p ON p.id = i.invited_by
     WHERE i.token_hash = $1 AND i.created_at > $2`,
    [tokenHash(token), new Date(now.getTime() - INVITATION_MS)],
  );
  const [found] = rows;
  if (found === undefined) return undefined;
  const { email, name, role, inviter } = found;
  return { email, name, role, invitedBy: inviter };
}

/**
 * Makes the account that an invitation is for, and signs its person in. Works once. Address and role are the
 * invitation's, whatever else is sent.
 * @throws Refusal `notFound` when the link is dead, `invalid` when the password may not be used
 */
export async function acceptInvitation(
  db: Pool,
  hasher: PasswordHasher,
  input: {
    readonly token: string;
    readonly name: string;
    readonly language: Language;
    readonly password: string;
    readonly siteWords: readonly string[];
    readonly place: SignInPlace;
    readonly before?: string | undefined;
  },
  now: Date,
): Promise<BegunSession> {
  const { token, name, language, password, place } = input;
  const found = await findInvitation(db, token, now);
  if (found === undefined) throw deadLink();
  demandGoodPassword(password, { email: found.email, name, site: input.siteWords });
  const passwordHash = await hasher.hash(password);
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ email: string; role: Role }>(
      "DELETE FROM invitation WHERE token_hash = $1 AND created_at > $2 RETURNING email, role",
      [tokenHash(token), new Date(now.getTime() - INVITATION_MS)],
    );
    const [invitation] = rows;
    if (invitation === undefined) throw deadLink();
    const { email, role } = invitation;
    const id = await insertPerson(
      client,
      { email, name, role, language, passwordHash },
      undefined,
      now,
    );
    const stage = await stageAfterPassword(client, id);
    const begun = await beginSession(
      client,
      { person: { id, role }, stage, place, by: "invitation", before: input.before },
      now,
    );
    return { token: begun, stage };
  });
}
