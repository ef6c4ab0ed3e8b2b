import type { Pool } from "pg";
import { inTransaction } from "#platform/db.ts";
import { stageAfterPassword } from "./house-rule.ts";
import type { PasswordHasher } from "./password-hash.ts";
import { demandGoodPassword } from "./password-rules.ts";
import { insertPerson } from "./people.ts";
import { beginSession, deadLink, newToken, tokenHash, type SignInPlace } from "./sessions.ts";
import type { BegunSession } from "./sign-in.ts";

const NO_OWNER = "NOT EXISTS (SELECT FROM person WHERE role = 'owner')";

/**
 * Makes the link that makes the first owner; the one of before dies. Undefined once there is an owner.
 */
export async function makeFirstOwnerLink(db: Pool, now: Date): Promise<string | undefined> {
  const token = newToken();
  const { rowCount } = await db.query(
    `INSERT INTO first_owner_link (token_hash, created_at) SELECT $1, $2 WHERE ${NO_OWNER}
     ON CONFLICT (one) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at`,
    [tokenHash(token), now],
  );
  return rowCount === 1 ? token : undefined;
}

/** Whether a link still makes the first owner. One query. */
export async function isFirstOwnerLinkAlive(db: Pool, token: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM first_owner_link WHERE token_hash = $1 AND ${NO_OWNER}`,
    [tokenHash(token)],
  );
  return rowCount === 1;
}

/**
 * Makes the first owner with the token of the link, and signs them in. Works once, however often it is sent at once.
 * @throws Refusal `notFound` when the link is dead, `invalid` when the password may not be used
 */
export async function makeFirstOwner(
  db: Pool,
  hasher: PasswordHasher,
  input: {
    readonly token: string;
    readonly email: string;
    readonly name: string;
    readonly password: string;
    readonly siteWords: readonly string[];
    readonly place: SignInPlace;
    readonly before?: string | undefined;
  },
  now: Date,
): Promise<BegunSession> {
  const { token, email, name, password, place } = input;
  if (!(await isFirstOwnerLinkAlive(db, token))) throw deadLink();
  demandGoodPassword(password, { email, name, site: input.siteWords });
  const passwordHash = await hasher.hash(password);
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `DELETE FROM first_owner_link WHERE token_hash = $1 AND ${NO_OWNER}`,
      [tokenHash(token)],
    );
    if (rowCount === 0) throw deadLink();
    const id = await insertPerson(
      client,
      { email, name, role: "owner", passwordHash },
      undefined,
      now,
    );
    const stage = await stageAfterPassword(client, id);
    const begun = await beginSession(
      client,
      { person: { id, role: "owner" }, stage, place, by: "firstOwner", before: input.before },
      now,
    );
    return { token: begun, stage };
  });
}
