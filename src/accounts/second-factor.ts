import type { Pool, PoolClient } from "pg";
import { withDigits } from "#arabic/digits.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { recordAct } from "./audit.ts";
import { findHouseRule } from "./house-rule.ts";
import { giveBackTry, takeTry } from "./limits.ts";
import type { PasswordHasher } from "./password-hash.ts";
import { demandOwnPassword } from "./passwords.ts";
import { actorOf, type Person } from "./people.ts";
import { replaceRecoveryCodes, useRecoveryCode } from "./second-factors/recovery-codes.ts";
import {
  beginSession,
  demandConfirmed,
  endSessionsOf,
  type Session,
  type SignInPlace,
} from "./sessions.ts";
import { base32, matchTotp, newTotpSecret, totpUri } from "./second-factors/totp.ts";

/** The second factors that a person has. */
export type Factors = {
  readonly totp: boolean;
  readonly passkeys: number;
  /** Recovery codes that were not used yet. */
  readonly recoveryCodes: number;
};

/** The second factors of a person. One query. */
export async function findFactors(db: Pool | PoolClient, person: string): Promise<Factors> {
  const { rows } = await db.query<{ totp: boolean; passkeys: number; codes: number }>(
    `SELECT EXISTS (SELECT FROM totp WHERE person_id = $1 AND enabled_at IS NOT NULL) AS totp,
            (SELECT count(*)::int FROM passkey WHERE person_id = $1) AS passkeys,
            (SELECT count(*)::int FROM recovery_code WHERE person_id = $1) AS codes`,
    [person],
  );
  const [row] = rows;
  return {
    totp: row?.totp === true,
    passkeys: row?.passkeys ?? 0,
    recoveryCodes: row?.codes ?? 0,
  };
}

const wrongCode = (): Refusal =>
  new Refusal("invalid", "Cannot go on: the code is wrong or was used before", {
    told: {
      ar: "الرمز غير صحيح أو استُعمل من قبل. انتظر الرمز التالي ثم أعد المحاولة.",
      en: "The code is wrong or was used before. Wait for the next one and try again.",
    },
  });

/** Codes are typed with the digits of any keyboard, and with spaces. */
const codeAsTyped = (text: string): string => withDigits(text, "latn").replaceAll(/[\s-]/g, "");

/** Uses up a one-time code or a recovery code of a person, each good once also when it is sent twice at once. */
async function useCode(
  client: PoolClient,
  person: string,
  typed: string,
  now: Date,
): Promise<"totp" | "recoveryCode"> {
  const code = codeAsTyped(typed);
  if (!/^\d{6}$/.test(code)) {
    if (await useRecoveryCode(client, person, code)) return "recoveryCode";
    throw wrongCode();
  }
  const { rows } = await client.query<{ secret: Buffer }>(
    "SELECT secret FROM totp WHERE person_id = $1 AND enabled_at IS NOT NULL",
    [person],
  );
  const step = rows[0] === undefined ? undefined : matchTotp(rows[0].secret, code, now);
  if (step === undefined) throw wrongCode();
  const { rowCount } = await client.query(
    "UPDATE totp SET last_step = $2 WHERE person_id = $1 AND last_step < $2",
    [person, step],
  );
  if (rowCount === 0) throw wrongCode();
  return "totp";
}

/**
 * Completes a sign-in whose password was right with a code; gives the token of the new session, and the half one ends.
 * @throws Refusal `invalid` when the code is wrong or used, `tooMany` after too many tries, `conflict` when none is due
 */
export async function giveSecondFactor(
  db: Pool,
  input: { readonly session: Session; readonly code: string; readonly place: SignInPlace },
  now: Date,
): Promise<string> {
  const { session, code, place } = input;
  const { person } = session;
  if (session.stage !== "secondFactor")
    throw new Refusal("conflict", "Cannot take a code: the sign-in needs none");
  await takeTry(db, "secondFactor", person.id, now);
  const token = await inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      "DELETE FROM session WHERE id = $1 AND stage = 'secondFactor'",
      [session.id],
    );
    if (rowCount === 0) throw new Refusal("signedOut", "the sign-in has ended meanwhile");
    const used = await useCode(client, person.id, code, now);
    if (used === "recoveryCode") {
      const { recoveryCodes } = await findFactors(client, person.id);
      await recordAct(
        client,
        {
          by: actorOf(person),
          act: "factor.recover",
          subject: { kind: "person", id: person.id },
          after: { codesLeft: recoveryCodes },
        },
        now,
      );
    }
    return beginSession(client, { person, stage: "signedIn", place, by: "secondFactor" }, now);
  });
  await giveBackTry(db, "secondFactor", person.id, { isForgiven: true });
  return token;
}

/**
 * Takes all that a sign-in needs again, before factors are changed: the password, and a code where codes are set up.
 * Whoever has only passkeys signs in with one instead.
 * @throws Refusal `invalid` when password or code is wrong, `tooMany` after too many tries
 */
export async function confirmSession(
  db: Pool,
  hasher: PasswordHasher,
  input: {
    readonly session: Session;
    readonly password: string;
    readonly code?: string | undefined;
  },
  now: Date,
): Promise<void> {
  const { session, password, code } = input;
  const person = session.person.id;
  const { totp, passkeys } = await findFactors(db, person);
  if (!totp && passkeys > 0)
    throw new Refusal("conflict", "Cannot confirm by password: need a passkey", {
      told: {
        ar: "أكّد بمفتاح المرور: سجّل دخولك به من جديد.",
        en: "Confirm with your passkey: sign in with it again.",
      },
    });
  await demandOwnPassword(db, hasher, person, password, now);
  if (totp) await takeTry(db, "secondFactor", person, now);
  await inTransaction(db, async (client) => {
    if (totp) await useCode(client, person, code ?? "", now);
    await client.query("UPDATE session SET confirmed_at = $2 WHERE id = $1", [session.id, now]);
  });
  if (totp) await giveBackTry(db, "secondFactor", person, { isForgiven: true });
}

/**
 * Gives a person's browser a new session once their factors have changed; all their others end.
 */
export async function renewAfterFactorChange(
  client: PoolClient,
  input: { readonly person: Person; readonly place: SignInPlace },
  now: Date,
): Promise<string> {
  await endSessionsOf(client, input.person.id);
  return beginSession(client, { ...input, stage: "signedIn", by: "enrolment" }, now);
}

/**
 * Begins to set up one-time codes: gives the secret for the app. Codes of before are good until the new ones are.
 * @throws Refusal `forbidden` when the password has to be given again
 */
export async function beginTotp(
  db: Pool,
  session: Session,
  siteName: string,
  now: Date,
): Promise<{ secret: string; uri: string }> {
  demandConfirmed(session, now);
  const secret = newTotpSecret();
  await db.query(
    `INSERT INTO totp (person_id, pending) VALUES ($1, $2)
     ON CONFLICT (person_id) DO UPDATE SET pending = excluded.pending`,
    [session.person.id, secret],
  );
  const { email } = session.person;
  return { secret: base32(secret), uri: totpUri(secret, { site: siteName, email }) };
}

/**
 * Turns one-time codes on with the first code of the app. Gives new recovery codes and the token of a new session.
 * @throws Refusal `invalid` when the code is wrong, `conflict` when none are being set up, `tooMany`, `forbidden`
 */
export async function enableTotp(
  db: Pool,
  input: { readonly session: Session; readonly code: string; readonly place: SignInPlace },
  now: Date,
): Promise<{ recoveryCodes: string[]; token: string }> {
  const { session, place } = input;
  const { person } = session;
  demandConfirmed(session, now);
  await takeTry(db, "secondFactor", person.id, now);
  const done = await inTransaction(db, async (client) => {
    const { rows } = await client.query<{ pending: Buffer | null }>(
      "SELECT pending FROM totp WHERE person_id = $1 FOR UPDATE",
      [person.id],
    );
    const pending = rows[0]?.pending ?? undefined;
    if (pending === undefined)
      throw new Refusal("conflict", "Cannot turn codes on: none are being set up");
    const step = matchTotp(pending, codeAsTyped(input.code), now);
    if (step === undefined) throw wrongCode();
    await client.query(
      `UPDATE totp SET secret = pending, pending = NULL, enabled_at = $2, last_step = $3 WHERE person_id = $1`,
      [person.id, now, step],
    );
    const recoveryCodes = await replaceRecoveryCodes(client, person.id);
    await recordFactor(client, person, "factor.enable", { factor: "totp" }, now);
    return { recoveryCodes, token: await renewAfterFactorChange(client, { person, place }, now) };
  });
  await giveBackTry(db, "secondFactor", person.id, { isForgiven: true });
  return done;
}

/** Writes into the log that a person's factors changed. */
export async function recordFactor(
  client: PoolClient,
  person: Person,
  act: "factor.enable" | "factor.remove" | "factor.newCodes",
  after: Readonly<Record<string, unknown>>,
  now: Date,
): Promise<void> {
  const subject = { kind: "person", id: person.id };
  await recordAct(client, { by: actorOf(person), act, subject, after }, now);
}

/**
 * Lets pass a removal that leaves what the house demands; recovery codes go with the last factor.
 * @throws Refusal `conflict` when it was the last factor of somebody who must have one
 */
export async function settleFactors(client: PoolClient, person: string): Promise<void> {
  const { totp, passkeys } = await findFactors(client, person);
  if (totp || passkeys > 0) return;
  const { requireSecondFactor } = await findHouseRule(client);
  if (requireSecondFactor)
    throw new Refusal("conflict", "Cannot remove the last factor: the house demands one", {
      told: {
        ar: "تشترط المؤسسة تحققًا بخطوتين: أضف وسيلة أخرى قبل حذف هذه.",
        en: "Your organisation demands a second factor: add another before you remove this one.",
      },
    });
  await client.query("DELETE FROM recovery_code WHERE person_id = $1", [person]);
}

/**
 * Turns one-time codes off; gives the token of a new session.
 * @throws Refusal `notFound` when there are none, `conflict` when the house demands them, `forbidden`
 */
export async function removeTotp(
  db: Pool,
  input: { readonly session: Session; readonly place: SignInPlace },
  now: Date,
): Promise<string> {
  const { session, place } = input;
  const { person } = session;
  demandConfirmed(session, now);
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query("DELETE FROM totp WHERE person_id = $1", [person.id]);
    if (rowCount === 0) throw new Refusal("notFound", "no codes are set up");
    await settleFactors(client, person.id);
    await recordFactor(client, person, "factor.remove", { factor: "totp" }, now);
    return renewAfterFactorChange(client, { person, place }, now);
  });
}

/**
 * Makes new recovery codes; the old ones are dead.
 * @throws Refusal `conflict` without a second factor, `forbidden` when the password has to be given again
 */
export async function makeRecoveryCodes(db: Pool, session: Session, now: Date): Promise<string[]> {
  const { person } = session;
  demandConfirmed(session, now);
  return inTransaction(db, async (client) => {
    const { totp, passkeys } = await findFactors(client, person.id);
    if (!totp && passkeys === 0)
      throw new Refusal("conflict", "Cannot make recovery codes: there is no second factor");
    await recordFactor(client, person, "factor.newCodes", {}, now);
    return replaceRecoveryCodes(client, person.id);
  });
}
