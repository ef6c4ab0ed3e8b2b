import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Pool, PoolClient } from "pg";
import { proveAudit } from "#accounts/audit.ts";
import { makeFirstOwner, makeFirstOwnerLink } from "#accounts/first-owner.ts";
import { acceptInvitation, invite } from "#accounts/invitations.ts";
import { makeResetLink, resetPassword } from "#accounts/passwords.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom, TEST_PASSWORD } from "../../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const place = { address: "192.0.2.1", group: "192.0.2.1", agent: "" };

class Killed extends Error {}

/**
 * The pool of a process that dies before its statement number `at`: the connection breaks, as PostgreSQL sees it, and
 * nothing after it is sent.
 */
function dyingPool(pool: Pool, at: number): { pool: Pool; statements: () => number } {
  let count = 0;
  const dieOrGoOn = (): void => {
    count += 1;
    if (count === at) throw new Killed();
  };
  const wrapped: Pool = Object.create(pool);
  wrapped.query = async (...given: [never]) => {
    dieOrGoOn();
    return pool.query(...given);
  };
  wrapped.connect = async () => {
    const client = await pool.connect();
    const dying: PoolClient = Object.create(client);
    let isDead = false;
    dying.query = async (...given: [never]) => {
      if (isDead) throw new Killed();
      try {
        dieOrGoOn();
      } catch (error) {
        isDead = true;
        throw error;
      }
      return client.query(...given);
    };
    dying.release = () => client.release(isDead);
    return dying;
  };
  return { pool: wrapped, statements: () => count };
}

/** Kills `work` before each of its statements in turn; after each, `isDone` must say nothing happened, then it works. */
async function killEverywhere(
  prepare: (round: number) => Promise<(pool: Pool) => Promise<unknown>>,
  isDone: (round: number) => Promise<boolean>,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const work = await prepare(at);
    const dying = dyingPool(database.pool, at);
    const isKilled = await work(dying.pool).then(
      () => false,
      (error: unknown) => {
        assert.ok(error instanceof Killed, String(error));
        return true;
      },
    );
    assert.equal(await isDone(at), !isKilled, `killed before statement ${at}`);
    if (!isKilled) return at - 1;
    await work(database.pool);
    assert.equal(await isDone(at), true, `again after a kill before statement ${at}`);
  }
}

const hasPerson = async (email: string): Promise<boolean> =>
  (await database.pool.query("SELECT FROM person WHERE email_key = $1", [email])).rowCount === 1;

test("a process that dies anywhere leaves an account and its used link, or neither; the same link then works", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const now = newsroom.clock.now();
  const admin = await newsroom.person("admin");
  const rounds = await killEverywhere(
    async (round) => {
      const email = `invited${round}@news.example`;
      const by = { ...admin, language: "ar" as const };
      const token = await invite(database.pool, { email, name: "", role: "editor" }, by, now);
      return (pool) =>
        acceptInvitation(
          pool,
          newsroom.hasher,
          { token, name: "هدى", language: "ar", password: TEST_PASSWORD, siteWords: [], place },
          now,
        );
    },
    (round) => hasPerson(`invited${round}@news.example`),
  );
  assert.ok(rounds >= 8, String(rounds));
});

test("the same for the first owner, and for a new password", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const now = newsroom.clock.now();
  await killEverywhere(
    async (round) => {
      await database.pool.query("UPDATE person SET role = 'admin' WHERE role = 'owner'");
      const token = (await makeFirstOwnerLink(database.pool, now)) ?? "";
      const email = `first${round}@news.example`;
      return (pool) =>
        makeFirstOwner(
          pool,
          newsroom.hasher,
          { token, email, name: "ليلى", password: TEST_PASSWORD, siteWords: [], place },
          now,
        );
    },
    (round) => hasPerson(`first${round}@news.example`),
  );

  const passwords = new Map<number, { id: string; hash: string }>();
  const hashOf = async (id: string): Promise<string> =>
    (await database.pool.query("SELECT password_hash FROM person WHERE id = $1", [id])).rows[0]
      ?.password_hash;
  await killEverywhere(
    async (round) => {
      const { id, email } = await newsroom.person("editor");
      await newsroom.signIn(email);
      passwords.set(round, { id, hash: await hashOf(id) });
      const link = await makeResetLink(database.pool, email, now);
      const password = "نهر آخر وجسر قديم";
      return (pool) =>
        resetPassword(
          pool,
          newsroom.hasher,
          { token: link?.token ?? "", password, siteWords: [] },
          now,
        );
    },
    async (round) => {
      const { id = "", hash } = passwords.get(round) ?? {};
      const isChanged = (await hashOf(id)) !== hash;
      const { rowCount } = await database.pool.query("SELECT FROM session WHERE person_id = $1", [
        id,
      ]);
      // A changed password and a session of before never stand side by side.
      assert.equal(rowCount === 0, isChanged);
      return isChanged;
    },
  );
  assert.equal((await proveAudit(database.pool)).brokenAt, null);
});
