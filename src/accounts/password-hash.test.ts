import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { createPasswordHasher } from "./password-hash.ts";

const CHEAP = { memoryKib: 64, passes: 1 };

test("hash() keeps its parameters, and verify() knows the password in any composition", async () => {
  const staff = createPasswordHasher();
  const hash = await staff.hash("café الصباح");
  assert.match(hash, /^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  assert.deepEqual(await staff.verify("cafe\u0301 الصباح", hash), {
    isRight: true,
    isOutdated: false,
  });
  assert.deepEqual(await staff.verify("cafe الصباح", hash), { isRight: false, isOutdated: false });
  assert.notEqual(await staff.hash("café الصباح"), hash);
});

test("verify() tells a hash of another cost, says no without a hash, and throws on what is no hash", async () => {
  const cheap = createPasswordHasher(CHEAP);
  const dearer = createPasswordHasher({ memoryKib: 128, passes: 1 });
  const hash = await cheap.hash("قهوة الصباح");
  assert.deepEqual(await dearer.verify("قهوة الصباح", hash), { isRight: true, isOutdated: true });
  assert.deepEqual(await cheap.verify("", undefined), { isRight: false, isOutdated: false });
  await assert.rejects(cheap.verify("x", "$2b$10$abc"), /not of the product's form/);
});

test("a long password is not cut: its last letter counts", async () => {
  const hasher = createPasswordHasher(CHEAP);
  const long = "كلمة ".repeat(60);
  const hash = await hasher.hash(`${long}أ`);
  assert.equal((await hasher.verify(`${long}ب`, hash)).isRight, false);
  assert.equal((await hasher.verify(`${long}أ`, hash)).isRight, true);
});

test("at most two work and twenty wait; the rest is turned away at once, and later all is well again", async () => {
  const hasher = createPasswordHasher({ memoryKib: 8192, passes: 1 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 30 }, () => hasher.hash("قهوة الصباح")),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.equal(refused.length, 8);
  for (const { reason } of refused)
    assert.ok(reason instanceof Refusal && reason.kind === "tooMany" && reason.retryAfterSeconds);
  assert.match(await hasher.hash("قهوة الصباح"), /^\$argon2id/);
});
