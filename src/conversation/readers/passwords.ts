import type { Pool } from "pg";
import { giveBackTry, takeTry } from "#accounts/limits.ts";
import type { PasswordHasher } from "#accounts/password-hash.ts";
import { demandGoodPassword } from "#accounts/password-rules.ts";
import { emailKey } from "#accounts/people.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { beginReaderSession, endOtherSessions, type SignedInReader } from "./sessions.ts";

const wrong = (): Refusal =>
  new Refusal("signedOut", "Cannot sign in: wrong address or password", {
    told: {
      ar: "البريد الإلكتروني أو كلمة المرور غير صحيحة. يمكنك الدخول برابط يصلك بالبريد.",
      en: "The e-mail address or the password is wrong. You can sign in by a mailed link.",
    },
  });

/**
 * Signs in with a password. Who has no account, none set or a wrong one gets the same answer, after the same work.
 * @throws Refusal `signedOut` when it is wrong, `tooMany` after too many tries
 */
export async function signInReader(
  db: Pool,
  hasher: PasswordHasher,
  input: {
    readonly email: string;
    readonly password: string;
    readonly group: string;
    readonly agent: string;
    readonly before?: string | undefined;
  },
  now: Date,
): Promise<string> {
  const key = emailKey(input.email);
  const own = `${input.group}\n${key}`;
  await takeTry(db, "readerSignIn", own, now);
  await takeTry(db, "readerSignInAddress", input.group, now);
  await takeTry(db, "readerSignInAccount", key, now);
  const { rows } = await db.query<{ id: string; password_hash: string | null }>(
    "SELECT id, password_hash FROM reader WHERE email_key = $1",
    [key],
  );
  const [reader] = rows;
  const kept = reader?.password_hash ?? undefined;
  const { isRight } = await hasher.verify(input.password, kept);
  if (reader === undefined || !isRight) throw wrong();
  const token = await inTransaction(db, async (client) => {
    // A password that was changed, or an account that was deleted, while its hash was checked.
    const { rowCount } = await client.query(
      "SELECT FROM reader WHERE id = $1 AND password_hash = $2 FOR SHARE",
      [reader.id, kept],
    );
    if (rowCount === 0) throw wrong();
    return beginReaderSession(client, { ...input, reader: reader.id }, now);
  });
  await giveBackTry(db, "readerSignIn", own, { isForgiven: true });
  await giveBackTry(db, "readerSignInAddress", input.group, { isForgiven: false });
  await giveBackTry(db, "readerSignInAccount", key, { isForgiven: false });
  return token;
}

/** So soon after a sign-in a password may be set without the old one: the link was proof of the address. */
const FRESH_MS = 10 * 60_000;

/**
 * Sets a reader's password; every other session ends. Who has one gives it again, or has just signed in.
 * @throws Refusal `forbidden` when the old one is wrong, `invalid` for a bad new one, `tooMany`
 */
export async function setReaderPassword(
  db: Pool,
  hasher: PasswordHasher,
  input: {
    readonly reader: SignedInReader;
    readonly old: string | undefined;
    readonly password: string;
    readonly site: string;
  },
  now: Date,
): Promise<void> {
  const { reader } = input;
  const isFresh = now.getTime() - reader.session.createdAt.getTime() < FRESH_MS;
  if (!isFresh) {
    if (!reader.hasPassword)
      throw new Refusal("forbidden", "Cannot set a password: need a fresh sign-in", {
        told: {
          ar: "ادخل من جديد برابط البريد لتضع كلمة مرور.",
          en: "Sign in anew by a mailed link to set a password.",
        },
      });
    await takeTry(db, "ownPassword", reader.id, now);
    const { rows } = await db.query<{ password_hash: string | null }>(
      "SELECT password_hash FROM reader WHERE id = $1",
      [reader.id],
    );
    const { isRight } = await hasher.verify(input.old ?? "", rows[0]?.password_hash ?? undefined);
    if (!isRight)
      throw new Refusal("forbidden", "Cannot set a password: the old one is wrong", {
        told: { ar: "كلمة المرور الحالية غير صحيحة.", en: "The present password is wrong." },
      });
    await giveBackTry(db, "ownPassword", reader.id, { isForgiven: true });
  }
  demandGoodPassword(input.password, {
    email: reader.email,
    name: reader.name,
    site: [input.site],
  });
  const hash = await hasher.hash(input.password);
  await inTransaction(db, async (client) => {
    await client.query("UPDATE reader SET password_hash = $2 WHERE id = $1", [reader.id, hash]);
    await endOtherSessions(client, reader.id, reader.session.id);
  });
}
