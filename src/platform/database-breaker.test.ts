import assert from "node:assert/strict";
import { test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { createBreaker, guardPool, isConnectionFailure } from "#platform/database-breaker.ts";
import { inTransaction, openPool } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase } from "#platform/testing/database.ts";

const refusedConnection = (): Error =>
  Object.assign(new Error("connect"), { code: "ECONNREFUSED" });

test("five connection failures in ten seconds open it; one probe a second closes it again", async () => {
  const clock = handClock("2030-01-01T00:00:00Z");
  const changes: boolean[] = [];
  const breaker = createBreaker({ clock, onChange: (isOpen) => changes.push(isOpen) });
  let tries = 0;
  let isAway = true;
  const ask = () =>
    breaker.run(async () => {
      tries += 1;
      if (isAway) throw refusedConnection();
      return "here";
    });
  for (let count = 0; count < 5; count += 1) {
    assert.equal(breaker.isAway(), false);
    await assert.rejects(ask(), { code: "ECONNREFUSED" });
    clock.advance(1000);
  }
  assert.deepEqual(changes, [true]);
  clock.advance(-500);
  assert.equal(breaker.isAway(), true);
  for (let count = 0; count < 100; count += 1)
    await assert.rejects(ask(), (error) => error instanceof Refusal && error.kind === "busy");
  assert.equal(tries, 5, "nothing waits for the database");
  clock.advance(500);
  assert.equal(breaker.isAway(), false, "a probe is due");
  const [probe, other] = await Promise.allSettled([ask(), ask()]);
  assert.equal(tries, 6, "one probe");
  assert.equal(probe.status, "rejected");
  assert.ok(other.status === "rejected" && other.reason instanceof Refusal);
  assert.equal(breaker.isAway(), true);
  isAway = false;
  clock.advance(1000);
  assert.equal(await ask(), "here");
  assert.deepEqual(changes, [true, false]);
  assert.equal(await ask(), "here");
});

test("failures far apart, and refused queries, do not open it", async () => {
  const clock = handClock("2030-01-01T00:00:00Z");
  const breaker = createBreaker({ clock });
  for (let count = 0; count < 20; count += 1) {
    await assert.rejects(breaker.run(async () => Promise.reject(refusedConnection())));
    clock.advance(3000);
  }
  assert.equal(breaker.isAway(), false);
  for (let count = 0; count < 20; count += 1)
    await assert.rejects(
      breaker.run(async () =>
        Promise.reject(Object.assign(new Error("unique"), { code: "23505" })),
      ),
      { code: "23505" },
    );
  assert.equal(breaker.isAway(), false);
});

test("a success between failures begins the count anew", async () => {
  const breaker = createBreaker({ clock: handClock("2030-01-01T00:00:00Z") });
  for (let round = 0; round < 5; round += 1) {
    for (let count = 0; count < 4; count += 1)
      await assert.rejects(breaker.run(async () => Promise.reject(refusedConnection())));
    await breaker.run(async () => 1);
  }
  assert.equal(breaker.isAway(), false);
});

test("a cut connection is told from a refused query", () => {
  const withCode = (code: string) => Object.assign(new Error("x"), { code });
  for (const code of ["ECONNREFUSED", "ECONNRESET", "ENOENT", "57P01", "57P03", "08006", "53300"])
    assert.ok(isConnectionFailure(withCode(code)), code);
  for (const code of ["23505", "57014", "42P01", "40001", "55P03"])
    assert.ok(!isConnectionFailure(withCode(code)), code);
  assert.ok(isConnectionFailure(new Error("timeout exceeded when trying to connect")));
  assert.ok(isConnectionFailure(new Error("Connection terminated unexpectedly")));
  assert.ok(isConnectionFailure(new Error("outer", { cause: withCode("ECONNRESET") })));
  assert.ok(!isConnectionFailure("ECONNREFUSED"));
});

test("a guarded pool answers queries, and fails at once while the database is away", async () => {
  const database = await testDatabase();
  const clock = handClock("2030-01-01T00:00:00Z");
  const breaker = createBreaker({ clock });
  guardPool(database.pool, breaker);
  try {
    const { rows } = await database.pool.query<{ one: number }>("SELECT 1 AS one");
    assert.deepEqual(rows, [{ one: 1 }]);
    await assert.rejects(database.pool.query("SELECT nonsense"), { code: "42703" });
    assert.equal(
      await inTransaction(
        database.pool,
        async (client) => (await client.query("SELECT 2")).rowCount,
      ),
      1,
    );
    assert.equal(database.pool.idleCount, database.pool.totalCount, "every client went back");
  } finally {
    await database.close();
  }

  const away = openPool({ url: "postgres://nobody@127.0.0.1:1/none" });
  guardPool(away, breaker);
  for (let count = 0; count < 5; count += 1)
    await assert.rejects(away.query("SELECT 1"), { code: "ECONNREFUSED" });
  assert.equal(breaker.isAway(), true);
  await assert.rejects(away.query("SELECT 1"), (error) => error instanceof Refusal);
  await assert.rejects(away.connect(), (error) => error instanceof Refusal);
  await away.end();
});
