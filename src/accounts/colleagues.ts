import type { Pool, PoolClient } from "pg";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { recordAct } from "./audit.ts";
import type { Role } from "./authoriser.ts";
import { hasSecondFactorSql } from "./house-rule.ts";
import {
  demandMayManageRole,
  demandStillInRole,
  INVITATION_MS,
  withdrawInvitationsBy,
} from "./invitations.ts";
import { actorOf, type Person } from "./people.ts";
import { endSessionsOf } from "./sessions.ts";

/** Somebody with an account, as colleagues see them. */
export type Colleague = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly hasSecondFactor: boolean;
  readonly createdAt: string;
  /** When they last did anything while signed in; null when they are not. */
  readonly seenAt: string | null;
};

/** An invitation that is still open. */
export type ShownInvitation = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
};

/** Everybody with an account, by name. One query. */
export async function listColleagues(db: Pool): Promise<Colleague[]> {
  const { rows } = await db.query<{
    id: string;
    name: string;
    email: string;
    role: Role;
    disabled_at: Date | null;
    has_factor: boolean;
    created_at: Date;
    seen_at: Date | null;
  }>(
    `SELECT id, name, email, role, disabled_at, ${hasSecondFactorSql("person.id")} AS has_factor, created_at,
            (SELECT max(seen_at) FROM session s WHERE s.person_id = person.id) AS seen_at
     FROM person ORDER BY disabled_at IS NOT NULL, name, id LIMIT 2000`,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    isDisabled: row.disabled_at !== null,
    hasSecondFactor: row.has_factor,
    createdAt: row.created_at.toISOString(),
    seenAt: row.seen_at?.toISOString() ?? null,
  }));
}

/** The open invitations, the newest first. One query. */
export async function listInvitations(db: Pool, now: Date): Promise<ShownInvitation[]> {
  const { rows } = await db.query<{
    id: string;
    email: string;
    name: string;
    role: Role;
    inviter: string;
    created_at: Date;
  }>(
    `SELECT i.id, i.email, i.name, i.role, p.name AS inviter, i.created_at
     FROM invitation i JOIN person p ON p.id = i.invited_by
     WHERE i.created_at > $1 ORDER BY i.created_at DESC, i.id LIMIT 2000`,
    [new Date(now.getTime() - INVITATION_MS)],
  );
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    invitedBy: row.inviter,
    createdAt: row.created_at.toISOString(),
    expiresAt: new Date(row.created_at.getTime() + INVITATION_MS).toISOString(),
  }));
}

type Account = { id: string; role: Role; disabled_at: Date | null };

async function getManaged(client: PoolClient, id: string, by: Person): Promise<Account> {
  // Owners are locked together, so that two of them cannot each take the other's role at once.
  await client.query("SELECT FROM person WHERE role = 'owner' ORDER BY id FOR UPDATE");
  await demandStillInRole(client, by);
  const { rows } = await client.query<Account>(
    "SELECT id, role, disabled_at FROM person WHERE id = $1 FOR UPDATE",
    [id],
  );
  const [account] = rows;
  if (account === undefined) throw new Refusal("notFound", "there is no person of this id");
  demandMayManageRole(by, account.role);
  return account;
}

/**
 * Changes a colleague's role, or disables or enables their account. All their sessions and links end, and invitations
 * that they gave die.
 * @throws Refusal `notFound`, `forbidden` when `by` may not manage the old or the new role, `conflict` for one's own
 *   account
 */
export async function changeColleague(
  db: Pool,
  input: {
    readonly id: string;
    readonly role?: Role | undefined;
    readonly disabled?: boolean | undefined;
  },
  by: Person,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (client) => {
    const account = await getManaged(client, input.id, by);
    if (account.id === by.id)
      throw new Refusal("conflict", "Cannot change one's own role or disable one's own account", {
        told: {
          ar: "لا يمكنك تغيير دورك أو تعطيل حسابك بنفسك. اطلب ذلك من مالك آخر.",
          en: "You cannot change your own role or disable your own account. Ask another owner.",
        },
      });
    const before = { role: account.role, disabled: account.disabled_at !== null };
    const after = {
      role: input.role ?? before.role,
      disabled: input.disabled ?? before.disabled,
    };
    demandMayManageRole(by, after.role);
    if (after.role === before.role && after.disabled === before.disabled) return;
    await client.query(
      `UPDATE person SET role = $2, disabled_at = CASE WHEN $3 THEN coalesce(disabled_at, $4) END WHERE id = $1`,
      [account.id, after.role, after.disabled, now],
    );
    await client.query("DELETE FROM password_reset WHERE person_id = $1", [account.id]);
    await withdrawInvitationsBy(client, account.id);
    const endedSessions = await endSessionsOf(client, account.id);
    await recordAct(
      client,
      {
        by: actorOf(by),
        act:
          after.role === before.role
            ? after.disabled
              ? "person.disable"
              : "person.enable"
            : "person.role",
        subject: { kind: "person", id: account.id },
        before,
        after: { ...after, endedSessions },
      },
      now,
    );
  });
}

/**
 * Ends all sessions of a colleague.
 * @throws Refusal `notFound`, `forbidden` when `by` may not manage their role
 */
export async function endColleagueSessions(
  db: Pool,
  id: string,
  by: Person,
  now: Date,
): Promise<number> {
  return inTransaction(db, async (client) => {
    const account = await getManaged(client, id, by);
    const endedSessions = await endSessionsOf(client, account.id);
    await recordAct(
      client,
      {
        by: actorOf(by),
        act: "session.endAll",
        subject: { kind: "person", id: account.id },
        after: { endedSessions },
      },
      now,
    );
    return endedSessions;
  });
}

/**
 * Takes the second factors of a colleague who has lost them. They sign in with the password until they set up new ones,
 * which is at once where the house demands them.
 * @throws Refusal `notFound`, `forbidden` when `by` may not manage their role, `conflict` for one's own account
 */
export async function removeSecondFactors(
  db: Pool,
  id: string,
  by: Person,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (client) => {
    const account = await getManaged(client, id, by);
    if (account.id === by.id)
      throw new Refusal("conflict", "Cannot take one's own second factors here");
    await client.query("DELETE FROM totp WHERE person_id = $1", [account.id]);
    await client.query("DELETE FROM passkey WHERE person_id = $1", [account.id]);
    await client.query("DELETE FROM recovery_code WHERE person_id = $1", [account.id]);
    const endedSessions = await endSessionsOf(client, account.id);
    await recordAct(
      client,
      {
        by: actorOf(by),
        act: "factor.removeAll",
        subject: { kind: "person", id: account.id },
        after: { endedSessions },
      },
      now,
    );
  });
}
