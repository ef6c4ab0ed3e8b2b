import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "#platform/refusal.ts";
import { until } from "#platform/testing/front.ts";
import { createShedding } from "./shedding.ts";

const isBusy = (error: unknown): boolean => error instanceof Refusal && error.kind === "busy";

test("more than a class may do waits, and more than may wait is turned away at once", async () => {
  const shedding = createShedding({
    limits: { page: { concurrent: 2, waiting: 2, waitMs: 5000 } },
  });
  const leaves = [await shedding.enter("page"), await shedding.enter("page")];
  const waiting = [shedding.enter("page"), shedding.enter("page")];
  const begun = performance.now();
  await assert.rejects(shedding.enter("page"), isBusy);
  assert.ok(performance.now() - begun < 100);
  assert.equal(shedding.turnedAway.page, 1);
  await shedding.enter("api");
  for (const leave of leaves) leave();
  for (const leave of await Promise.all(waiting)) leave();
  const again = await Promise.all([shedding.enter("page"), shedding.enter("page")]);
  assert.equal(again.length, 2, "every place was given back");
  shedding.stop();
});

test("nobody waits longer than the class allows", async () => {
  const shedding = createShedding({
    limits: { page: { concurrent: 1, waiting: 5, waitMs: 30 } },
    random: () => 0.99,
  });
  const leave = await shedding.enter("page");
  const begun = performance.now();
  await assert.rejects(shedding.enter("page"), (error) => {
    assert.ok(isBusy(error) && error instanceof Refusal);
    assert.equal(error.retryAfterSeconds, 5);
    return true;
  });
  const waitedMs = performance.now() - begun;
  assert.ok(waitedMs >= 25 && waitedMs < 1000, `${waitedMs} ms`);
  leave();
  leave();
  const held = await shedding.enter("page");
  await assert.rejects(shedding.enter("page"), isBusy, "leaving twice frees one place only");
  held();
  shedding.stop();
});

test("the youngest is let in first: the oldest have likely gone", async () => {
  const shedding = createShedding({
    limits: { page: { concurrent: 1, waiting: 5, waitMs: 5000 } },
  });
  const leave = await shedding.enter("page");
  const order: string[] = [];
  const waits = ["old", "young"].map(async (name) => {
    const leaveToo = await shedding.enter("page");
    order.push(name);
    leaveToo();
  });
  leave();
  await Promise.all(waits);
  assert.deepEqual(order, ["young", "old"]);
  shedding.stop();
});

test("a slow process sheds from the bottom and takes back in when it is calm", async () => {
  let delayMs = 150;
  const shedding = createShedding({ readDelayMs: () => delayMs, sampleMs: 5 });
  await until("pictures are shed", () => shedding.isShed("picture"));
  assert.equal(shedding.isShed("page"), false, "pages go last");
  await assert.rejects(shedding.enter("picture"), isBusy);
  await until("pages are shed", () => shedding.isShed("page"));
  for (const kind of ["picture", "search", "api", "view"] as const)
    assert.ok(shedding.isShed(kind));
  await delay(50);
  assert.ok(!shedding.isShed("cachedPage") && !shedding.isShed("health"));
  delayMs = 0;
  await until("all is let in", () => !shedding.isShed("picture"));
  assert.equal(shedding.isShed("page"), false);
  shedding.stop();
});

test("a short delay sheds nothing", async () => {
  let reads = 0;
  const shedding = createShedding({
    readDelayMs: () => {
      reads += 1;
      return reads % 4 === 0 ? 20 : 300;
    },
    sampleMs: 2,
  });
  await until("it was read often", () => reads > 40);
  assert.equal(shedding.isShed("picture"), false);
  shedding.stop();
});
