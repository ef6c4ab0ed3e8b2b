import type { Pool } from "pg";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Role } from "./authoriser.ts";
import { stageAfterPassword } from "./house-rule.ts";
import { giveBackTry, takeTry } from "./limits.ts";
import type { PasswordHasher } from "./password-hash.ts";
import { emailKey } from "./people.ts";
import { beginSession, type SessionStage, type SignInPlace } from "./sessions.ts";

/** A sign-in that has begun: the token for the browser, and how far it has come. */
export type BegunSession = { readonly token: string; readonly stage: SessionStage };

type Row = { id: string; role: Role; password_hash: string | null; disabled_at: Date | null };

const wrong = (): Refusal =>
  new Refusal("signedOut", "Cannot sign in: wrong address or password", {
    told: {
      ar: "البريد الإلكتروني أو كلمة المرور غير صحيحة.",
      en: "The e-mail address or the password is wrong.",
    },
  });

/**
 * Signs in with a password. Who has no account, a wrong password or a disabled account gets the same answer, after the
 * same work.
 * @param input.before the session that the browser had, which ends
 * @throws Refusal `signedOut` when it is wrong, `tooMany` after too many tries
 */
export async function signIn(
  db: Pool,
  hasher: PasswordHasher,
  input: {
    readonly email: string;
    readonly password: string;
    readonly place: SignInPlace;
    readonly before?: string | undefined;
  },
  now: Date,
): Promise<BegunSession> {
  const key = emailKey(input.email);
  const { group } = input.place;
  await takeTry(db, "signIn", `${group}\n${key}`, now);
  await takeTry(db, "signInAddress", group, now);
  await takeTry(db, "signInAccount", key, now);
  const { rows } = await db.query<Row>(
    "SELECT id, role, password_hash, disabled_at FROM person WHERE email_key = $1",
    [key],
  );
  const [person] = rows;
  const kept = person?.password_hash ?? undefined;
  const { isRight, isOutdated } = await hasher.verify(input.password, kept);
  if (person === undefined || !isRight || person.disabled_at !== null) throw wrong();
  const renewed = isOutdated ? await hasher.hash(input.password) : undefined;
  const begun = await inTransaction(db, async (client) => {
    // A password that was changed, or an account that was disabled, while its hash was checked.
    const { rowCount } = await client.query(
      `SELECT FROM person WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL
       FOR ${renewed === undefined ? "SHARE" : "UPDATE"}`,
      [person.id, kept],
    );
    if (rowCount === 0) throw wrong();
    if (renewed !== undefined)
      await client.query("UPDATE person SET password_hash = $2 WHERE id = $1", [
        person.id,
        renewed,
      ]);
    const stage = await stageAfterPassword(client, person.id);
    const token = await beginSession(
      client,
      { person, stage, place: input.place, by: "password", before: input.before },
      now,
    );
    return { token, stage };
  });
  await giveBackTry(db, "signIn", `${group}\n${key}`, { isForgiven: true });
  await giveBackTry(db, "signInAddress", group, { isForgiven: false });
  await giveBackTry(db, "signInAccount", key, { isForgiven: false });
  return begun;
}
