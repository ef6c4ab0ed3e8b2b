import { createHash, randomBytes, randomUUID } from "node:crypto";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Role } from "./authoriser.ts";
import { replaceRecoveryCodes } from "./second-factors/recovery-codes.ts";
import {
  findFactors,
  recordFactor,
  renewAfterFactorChange,
  settleFactors,
} from "./second-factor.ts";
import { beginSession, demandConfirmed, type Session, type SignInPlace } from "./sessions.ts";

const base64url = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/);
const Extensions = z.object({});

/** What a browser answers when it has made a passkey (WebAuthn, RegistrationResponseJSON); what is new in it is left out. */
export const PasskeyMaking = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  clientExtensionResults: Extensions.default({}),
  response: z.object({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(20_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
});
export type PasskeyMaking = z.output<typeof PasskeyMaking>;

/** What a browser answers with a passkey (WebAuthn, AuthenticationResponseJSON). */
export const PasskeyAnswer = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  clientExtensionResults: Extensions.default({}),
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(2000),
    userHandle: base64url(200).exactOptional(),
  }),
});
export type PasskeyAnswer = z.output<typeof PasskeyAnswer>;

/** For whom passkeys are made: a name of the site's host, and the origin whose pages may ask. */
export type RelyingParty = { readonly id: string; readonly origin: string };

/**
 * The relying party of a site: its host over https, or localhost. Undefined elsewhere, where browsers have no passkeys.
 */
export function relyingPartyOf(siteUrl: string): RelyingParty | undefined {
  const { hostname, origin, protocol } = new URL(siteUrl);
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  const isSafe = protocol === "https:" || hostname === "localhost";
  return isSafe && !isAddress ? { id: hostname, origin } : undefined;
}

/** EdDSA, ES256, RS256 (COSE): one of them is in every authenticator. */
const ALGORITHMS = [-8, -7, -257];
const CHALLENGE_MS = 5 * 60_000;
const MAX_PASSKEYS = 20;

const challengeHash = (challenge: string): Buffer =>
  createHash("sha256").update(challenge).digest();

async function newChallenge(db: Pool, person: string | null, now: Date): Promise<string> {
  const challenge = randomBytes(32).toString("base64url");
  await db.query(
    "INSERT INTO passkey_challenge (challenge_hash, person_id, created_at) VALUES ($1, $2, $3)",
    [challengeHash(challenge), person, now],
  );
  return challenge;
}

const wrongPasskey = (cause?: unknown): Refusal =>
  new Refusal("signedOut", "Cannot take the passkey: its answer does not fit", {
    cause,
    told: {
      ar: "لم يُقبل مفتاح المرور. أعد المحاولة أو ادخل بكلمة المرور.",
      en: "The passkey was not accepted. Try again, or use your password.",
    },
  });

const ClientData = z.object({ challenge: z.string().max(200) });

/** The challenge that an answer is to, used up: a second answer to it is to none. */
async function takeChallenge(
  db: Pool,
  clientDataJson: string,
  person: string | null,
  now: Date,
): Promise<string> {
  let challenge: string;
  try {
    const text = Buffer.from(clientDataJson, "base64url").toString("utf8");
    ({ challenge } = ClientData.parse(JSON.parse(text)));
  } catch (error) {
    throw wrongPasskey(error);
  }
  const { rowCount } = await db.query(
    `DELETE FROM passkey_challenge
     WHERE challenge_hash = $1 AND person_id IS NOT DISTINCT FROM $2 AND created_at > $3`,
    [challengeHash(challenge), person, new Date(now.getTime() - CHALLENGE_MS)],
  );
  if (rowCount === 0) throw wrongPasskey();
  return challenge;
}

/** Forgets challenges that nobody answered in time; gives how many. */
export async function forgetOldChallenges(db: Pool, now: Date): Promise<number> {
  const { rowCount } = await db.query("DELETE FROM passkey_challenge WHERE created_at < $1", [
    new Date(now.getTime() - CHALLENGE_MS),
  ]);
  return rowCount ?? 0;
}

/** What a browser needs to make a passkey. @throws Refusal `forbidden` when the password has to be given again */
export async function passkeyMakingOptions(
  db: Pool,
  party: RelyingParty,
  session: Session,
  siteName: string,
  now: Date,
) {
  demandConfirmed(session, now);
  const { person } = session;
  const { rows } = await db.query<{ credential_id: string; transports: string[] }>(
    "SELECT credential_id, transports FROM passkey WHERE person_id = $1",
    [person.id],
  );
  return generateRegistrationOptions({
    rpName: siteName,
    rpID: party.id,
    userName: person.email,
    userDisplayName: person.name,
    userID: Buffer.from(person.id.replaceAll("-", ""), "hex"),
    challenge: Buffer.from(await newChallenge(db, person.id, now), "base64url"),
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: rows.map((row) => ({ id: row.credential_id, transports: row.transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/**
 * Adds a passkey that a browser has made. Gives recovery codes where the person had none, and the token of a new session.
 * @throws Refusal `signedOut` when the answer does not fit, `conflict` when it is there already or there are too many
 */
export async function addPasskey(
  db: Pool,
  party: RelyingParty,
  input: {
    readonly session: Session;
    readonly name: string;
    readonly answer: PasskeyMaking;
    readonly place: SignInPlace;
  },
  now: Date,
): Promise<{ recoveryCodes: string[] | null; token: string }> {
  const { session, answer, place } = input;
  const { person } = session;
  demandConfirmed(session, now);
  const challenge = await takeChallenge(db, answer.response.clientDataJSON, person.id, now);
  const { registrationInfo } = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: unknown) => {
    throw wrongPasskey(error);
  });
  if (registrationInfo === undefined) throw wrongPasskey();
  const { credential } = registrationInfo;
  return inTransaction(db, async (client) => {
    const factors = await findFactors(client, person.id);
    const { rowCount } =
      factors.passkeys >= MAX_PASSKEYS
        ? { rowCount: 0 }
        : await client.query(
            `INSERT INTO passkey (id, person_id, credential_id, public_key, counter, transports, name, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential_id) DO NOTHING`,
            [
              randomUUID(),
              person.id,
              credential.id,
              Buffer.from(credential.publicKey),
              credential.counter,
              credential.transports ?? [],
              input.name,
              now,
            ],
          );
    if (rowCount === 0)
      throw new Refusal("conflict", "Cannot add the passkey: it is there, or there are too many");
    const recoveryCodes =
      factors.recoveryCodes > 0 ? null : await replaceRecoveryCodes(client, person.id);
    const about = { factor: "passkey", name: input.name };
    await recordFactor(client, person, "factor.enable", about, now);
    return { recoveryCodes, token: await renewAfterFactorChange(client, { person, place }, now) };
  });
}

/** A passkey, as its person is shown it. */
export type ShownPasskey = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly usedAt: string | null;
};

/** The passkeys of a person, the oldest first. One query. */
export async function listPasskeys(db: Pool, person: string): Promise<ShownPasskey[]> {
  const { rows } = await db.query<{
    id: string;
    name: string;
    created_at: Date;
    used_at: Date | null;
  }>(
    "SELECT id, name, created_at, used_at FROM passkey WHERE person_id = $1 ORDER BY created_at, id",
    [person],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
  }));
}

/**
 * Takes a passkey away; gives the token of a new session.
 * @throws Refusal `notFound`, `conflict` when it is the last factor and the house demands one, `forbidden`
 */
export async function removePasskey(
  db: Pool,
  input: { readonly session: Session; readonly id: string; readonly place: SignInPlace },
  now: Date,
): Promise<string> {
  const { session, id, place } = input;
  const { person } = session;
  demandConfirmed(session, now);
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "DELETE FROM passkey WHERE id = $1 AND person_id = $2 RETURNING name",
      [id, person.id],
    );
    if (rows[0] === undefined) throw new Refusal("notFound", "the person has no such passkey");
    await settleFactors(client, person.id);
    const about = { factor: "passkey", name: rows[0].name };
    await recordFactor(client, person, "factor.remove", about, now);
    return renewAfterFactorChange(client, { person, place }, now);
  });
}

/** What a browser needs to ask for a passkey; it names no account, so it tells nothing of who has one. */
export async function passkeySignInOptions(db: Pool, party: RelyingParty, now: Date) {
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Buffer.from(await newChallenge(db, null, now), "base64url"),
    userVerification: "required",
  });
}

type Known = {
  id: string;
  person_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
};

/**
 * Signs in with a passkey, which is both factors: the device and what opens it.
 * @param input.before the session that the browser had, which ends
 * @throws Refusal `signedOut` when it does not fit
 */
export async function signInWithPasskey(
  db: Pool,
  party: RelyingParty,
  input: {
    readonly answer: PasskeyAnswer;
    readonly place: SignInPlace;
    readonly before?: string | undefined;
  },
  now: Date,
): Promise<string> {
  const { answer, place } = input;
  const challenge = await takeChallenge(db, answer.response.clientDataJSON, null, now);
  const { rows } = await db.query<Known>(
    "SELECT id, person_id, public_key, counter, transports FROM passkey WHERE credential_id = $1",
    [answer.id],
  );
  const [known] = rows;
  if (known === undefined) throw wrongPasskey();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: answer.id,
      publicKey: new Uint8Array(known.public_key),
      counter: Number(known.counter),
      transports: known.transports,
    },
  }).catch((error: unknown) => {
    throw wrongPasskey(error);
  });
  if (!verified) throw wrongPasskey();
  return inTransaction(db, (client) =>
    completeSignIn(client, known, { ...input, counter: authenticationInfo.newCounter, place }, now),
  );
}

async function completeSignIn(
  client: PoolClient,
  known: Known,
  input: {
    readonly counter: number;
    readonly place: SignInPlace;
    readonly before?: string | undefined;
  },
  now: Date,
): Promise<string> {
  const { rowCount } = await client.query(
    "UPDATE passkey SET counter = $2, used_at = $3 WHERE id = $1 AND counter = $4",
    [known.id, input.counter, now, known.counter],
  );
  const { rows } = await client.query<{ id: string; role: Role }>(
    "SELECT id, role FROM person WHERE id = $1 AND disabled_at IS NULL FOR SHARE",
    [known.person_id],
  );
  const [person] = rows;
  if (rowCount === 0 || person === undefined) throw wrongPasskey();
  const { place, before } = input;
  return beginSession(client, { person, stage: "signedIn", place, by: "passkey", before }, now);
}
