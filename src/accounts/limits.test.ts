import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { forgetOldTries, giveBackTry, takeTry } from "./limits.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const START = Date.parse("2030-01-01T08:00:00Z");
const at = (minutes: number): Date => new Date(START + minutes * 60_000);

/** Seconds to wait; 0 when the try was taken. */
async function wait(of: string, minutes: number, name: "signIn" | "resetAddress" = "signIn") {
  try {
    await takeTry(database.pool, name, of, at(minutes));
    return 0;
  } catch (error) {
    assert.ok(error instanceof Refusal && error.kind === "tooMany");
    return error.retryAfterSeconds;
  }
}

test("takeTry() gives four tries, then one after ten minutes, twenty, forty, up to a week", async () => {
  for (let tries = 0; tries < 4; tries += 1) assert.equal(await wait("a", 0), 0);
  assert.equal(await wait("a", 0), 600);
  assert.equal(await wait("a", 9), 60);
  assert.equal(await wait("a", 10), 0);
  assert.equal(await wait("a", 10), 1200);
  assert.equal(await wait("a", 30), 0);
  assert.equal(await wait("a", 30), 2400);
  assert.equal(await wait("b", 30), 0);
  let minutes = 70;
  for (let tries = 0; tries < 20; tries += 1) {
    assert.equal(await wait("a", minutes), 0);
    const seconds = (await wait("a", minutes)) ?? 0;
    assert.ok(seconds <= 7 * 86_400);
    minutes += seconds / 60;
  }
});

test("takeTry() lets no more through when a hundred come at once", async () => {
  const waits = await Promise.all(Array.from({ length: 100 }, () => wait("at once", 0)));
  assert.equal(waits.filter((seconds) => seconds === 0).length, 4);
});

test("giveBackTry() forgives all, or only the one that did not fail", async () => {
  for (let tries = 0; tries < 4; tries += 1) await wait("c", 0);
  await giveBackTry(database.pool, "signIn", "c", { isForgiven: true });
  assert.equal(await wait("c", 0), 0);
  for (let tries = 0; tries < 9; tries += 1) await wait("d", 0, "resetAddress");
  assert.equal(await wait("d", 0, "resetAddress"), 0);
  await giveBackTry(database.pool, "resetAddress", "d", { isForgiven: false });
  assert.equal(await wait("d", 0, "resetAddress"), 0);
  assert.equal(await wait("d", 0, "resetAddress"), 600);
});

test("tries are forgotten after their time, and their rows go", async () => {
  for (let tries = 0; tries < 10; tries += 1) await wait("e", 0, "resetAddress");
  assert.equal(await wait("e", 5, "resetAddress"), 300);
  assert.equal(await wait("e", 71, "resetAddress"), 0);
  assert.equal(await wait("e", 71, "resetAddress"), 0);
  assert.ok((await forgetOldTries(database.pool, at(60 * 24 * 400))) >= 4);
  const { rows } = await database.pool.query("SELECT key FROM sign_in_limit");
  assert.equal(rows.length, 0);
});
