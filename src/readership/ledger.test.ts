import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { openPool } from "#platform/db.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import type { ViewLedger } from "./ledger.ts";
import { ensurePartitions } from "./counting/partitions.ts";
import { eventually, givenLedger, quietLog, totalsOf, viewAt } from "./testing/given.ts";
import { takeSlot } from "./counting/node-slot.ts";
import { createViewLedger } from "./ledger.ts";
import type { View } from "./view.ts";

const clock = handClock("2026-11-20T12:00:00Z");
let database: TestDatabase;
let ledger: ViewLedger;
before(async () => {
  database = await testDatabase();
  await ensurePartitions(database.pool, clock.now(), "UTC");
  ledger = givenLedger(database.pool, () => clock.now());
});
after(async () => {
  await ledger.stop();
  await database.close();
});

const record = async (...views: View[]): Promise<void> => {
  for (const outcome of await Promise.all(views.map((view) => ledger.record(view))))
    assert.deepEqual(outcome, { kind: "committed" });
};
const minute = (minutes: number): Date => new Date(Date.UTC(2026, 10, 20, 12, minutes));

test("a view is on disk when it is acknowledged, in the quarter hour of its id", async () => {
  const story = randomUUID();
  await record(
    viewAt("2026-11-20T12:14:59.999Z", story, {}),
    viewAt("2026-11-20T12:15:00Z", story),
  );
  const { rows } = await database.pool.query(
    "SELECT quarter, slot, raw, counted FROM story_views WHERE story_id = $1 ORDER BY quarter",
    [story],
  );
  assert.deepEqual(rows, [
    { quarter: minute(0), slot: 0, raw: 1, counted: 1 },
    { quarter: minute(15), slot: 0, raw: 1, counted: 0 },
  ]);
});

test("the same id again is acknowledged and counted once: in one batch, in another, with another story", async () => {
  const story = randomUUID();
  const view = viewAt(minute(0), story, {});
  await record(view, view, view);
  await record(view);
  await record({ ...view, story: randomUUID() }, { ...view, visitor: undefined });
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 1, counted: 1 });
});

test("a visitor's view counts again 30 minutes after the last that counted, not after the last", async () => {
  const story = randomUUID();
  const counted: number[] = [];
  for (const at of [0, 10, 20, 29, 30, 45, 59, 60]) {
    const before = (await totalsOf(database.pool, story)).counted;
    await record(viewAt(minute(at), story, {}));
    if ((await totalsOf(database.pool, story)).counted > before) counted.push(at);
  }
  assert.deepEqual(counted, [0, 30, 60]);
  assert.equal((await totalsOf(database.pool, story)).raw, 8);
});

test("a committed id that comes again puts no visitor's next view off", async () => {
  const story = randomUUID();
  const first = viewAt(minute(0), story, {});
  const repeat = viewAt(minute(25), story, {});
  await record(first);
  await record(repeat);
  await record(first, repeat);
  await record(viewAt(minute(30), story, {}));
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 3, counted: 2 });
});

test("of a visitor's views in one batch one counts; other visitors and other stories are not touched", async () => {
  const [story, other] = [randomUUID(), randomUUID()];
  await record(
    // The first view is a batch of its own; what follows waits for it and makes up the next.
    viewAt(minute(0), randomUUID()),
    viewAt(minute(1), story, { address: 7, visitor: 1 }),
    viewAt(minute(0), story, { address: 7, visitor: 1 }),
    viewAt(minute(2), story, { address: 7, visitor: 1 }),
    viewAt(minute(0), story, { address: 7, visitor: 2 }),
    viewAt(minute(0), other, { address: 8, visitor: 3 }),
  );
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 4, counted: 2 });
  assert.deepEqual(await totalsOf(database.pool, other), { raw: 1, counted: 1 });
  // The earliest of the batch is the one that counted.
  await record(viewAt(minute(30), story, { address: 7, visitor: 1 }));
  assert.equal((await totalsOf(database.pool, story)).counted, 3);
});

test("a late view is held against what was counted after it", async () => {
  const story = randomUUID();
  await record(viewAt(minute(9), story, { address: 9 }));
  await record(viewAt(minute(1), story, { address: 9 }));
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 2, counted: 1 });
});

test("one address makes at most 60 counted views of a story in any hour, whatever its visitors", async () => {
  const story = randomUUID();
  const crowd = (at: number, from: number, size: number) =>
    Array.from({ length: size }, (_, n) =>
      viewAt(minute(at), story, { address: 21, visitor: from + n }),
    );
  await record(...crowd(0, 0, 30));
  await record(...crowd(20, 100, 50));
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 80, counted: 60 });
  await record(...crowd(59, 200, 10));
  assert.equal((await totalsOf(database.pool, story)).counted, 60);
  // An hour after the first 30, these make room; those of minute 20 still stand.
  await record(...crowd(60, 300, 40));
  assert.equal((await totalsOf(database.pool, story)).counted, 90);
  const other = randomUUID();
  await record(viewAt(minute(60), other, { address: 22, visitor: 1 }));
  assert.equal((await totalsOf(database.pool, other)).counted, 1);
});

test("visitors are remembered over a clean restart", async () => {
  const story = randomUUID();
  await record(viewAt(minute(0), story, { address: 31 }));
  await ledger.stop();
  ledger = givenLedger(database.pool, () => clock.now());
  await record(viewAt(minute(5), story, { address: 31 }));
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 2, counted: 1 });
});

test("random views are counted as a plain count over all of them says", async () => {
  const stories = [randomUUID(), randomUUID()];
  const counted = new Map<string, number>();
  const seen: { key: string; place: string; at: number }[] = [];
  let seed = 20_261_120;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  for (let step = 0; step < 160; step += 1) {
    const at = minute(0).getTime() + step * 45_000;
    const batch = Array.from({ length: 1 + random(6) }, () => {
      const story = stories[random(2)] ?? "";
      // A hash is of address and story, as the door makes it.
      const address = 1000 + random(2) + (story === stories[0] ? 0 : 10);
      return viewAt(new Date(at + random(1000)), story, { address, visitor: random(90) });
    });
    await record(viewAt(new Date(at), randomUUID()), ...batch);
    // In a batch the earliest of each visitor stands for it, then the address' room is given out by time.
    const sorted = [...batch].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
    const first = new Map<string, View>();
    for (const view of sorted) {
      const key = `${view.visitor?.address} ${view.visitor?.visitor}`;
      if (!first.has(key)) first.set(key, view);
    }
    const since = new Map<string, number>();
    for (const { visitor, atMs } of first.values()) {
      const place = String(visitor?.address);
      since.set(place, Math.min(since.get(place) ?? Infinity, atMs - 3_600_000));
    }
    for (const [key, { story, visitor, atMs }] of first) {
      const place = String(visitor?.address);
      const isRepeat = seen.some((one) => one.key === key && one.at > atMs - 1_800_000);
      const used = seen.filter((one) => one.place === place && one.at > (since.get(place) ?? 0));
      if (isRepeat || used.length >= 60) continue;
      seen.push({ key, place, at: atMs });
      counted.set(story, (counted.get(story) ?? 0) + 1);
    }
  }
  assert.ok([...counted.values()].every((count) => count > 100));
  for (const story of stories)
    assert.equal((await totalsOf(database.pool, story)).counted, counted.get(story), story);
});

test("views of two days in one batch keep their days", async () => {
  const story = randomUUID();
  const late = handClock("2026-11-20T23:55:00Z");
  await ensurePartitions(database.pool, late.now(), "UTC");
  await record(
    viewAt("2026-11-20T23:59:59.999Z", story, { address: 41 }),
    viewAt("2026-11-21T00:00:00Z", story, { address: 42 }),
  );
  const { rows } = await database.pool.query(
    "SELECT day::text, address::integer FROM visitor_view WHERE address IN (41, 42) ORDER BY day",
  );
  assert.deepEqual(rows, [
    { day: "2026-11-20", address: 41 },
    { day: "2026-11-21", address: 42 },
  ]);
});

test("a partition that is missing is made, and the view is written", async () => {
  const story = randomUUID();
  const later = handClock("2026-11-25T07:30:00Z");
  const other = givenLedger(database.pool, () => later.now());
  assert.deepEqual(await other.record(viewAt(later.now(), story, {})), { kind: "committed" });
  await other.stop();
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 1, counted: 1 });
});

test("two nodes that get the same ids count each once, and each writes to a slot of its own", async () => {
  const story = randomUUID();
  const slots = [await takeSlot(database.pool, "a"), await takeSlot(database.pool, "b")];
  assert.deepEqual(slots, [0, 1]);
  assert.equal(await takeSlot(database.pool, "b"), 1);
  const nodes = slots.map((slot) =>
    givenLedger(database.pool, () => clock.now(), {
      slot: () => Promise.resolve(slot),
      batchSize: 20,
    }),
  );
  const views = Array.from({ length: 400 }, (_, n) =>
    viewAt(minute(0), story, { address: 5000 + n, visitor: n }),
  );
  const outcomes = await Promise.all(
    nodes.flatMap((node, index) =>
      (index === 0 ? views : [...views].reverse()).map((view) => node.record(view)),
    ),
  );
  assert.ok(outcomes.every(({ kind }) => kind === "committed"));
  await Promise.all(nodes.map((node) => node.stop()));
  assert.equal((await totalsOf(database.pool, story)).raw, 400);
});

test("what arrives during a commit makes up the next one; what is over the bound comes later", async () => {
  const sizes: number[] = [];
  const busyLedger = givenLedger(database.pool, () => clock.now(), {
    batchSize: 50,
    maxWaiting: 120,
    onCommitted: ({ fresh }) => sizes.push(fresh),
  });
  const story = randomUUID();
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, () => busyLedger.record(viewAt(minute(0), story))),
  );
  await busyLedger.stop();
  assert.deepEqual(sizes, [1, 50, 50, 20]);
  const turnedAway = outcomes.filter((outcome) => outcome.kind === "busy");
  assert.equal(turnedAway.length, 79);
  for (const { retryAfterSeconds } of turnedAway)
    assert.ok(retryAfterSeconds >= 1 && retryAfterSeconds <= 5);
  assert.equal((await totalsOf(database.pool, story)).raw, 121);
});

test("a commit that does not answer in time is turned away; its views come again and count once", async () => {
  const story = randomUUID();
  const pool = openPool(database.address, { max: 3 });
  const impatient = givenLedger(pool, () => clock.now(), { deadlineMs: 300 });
  const blocker = await database.pool.connect();
  await blocker.query("BEGIN; LOCK TABLE story_views IN ACCESS EXCLUSIVE MODE");
  const view = viewAt(minute(0), story, { address: 61 });
  assert.equal((await impatient.record(view)).kind, "busy");
  assert.equal(impatient.isOpen, false);
  const begun = performance.now();
  assert.equal((await impatient.record(view)).kind, "busy");
  assert.ok(performance.now() - begun < 50, "turned away at once");
  await blocker.query("COMMIT");
  blocker.release();
  await eventually(() => impatient.isOpen, "the ledger opens again");
  await eventually(
    async () => (await impatient.record(view)).kind === "committed",
    "the same id is taken",
  );
  await impatient.stop();
  await pool.end();
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 1, counted: 1 });
});

test("a connection cut during a commit leaves its views to come again; none is lost or counted twice", async () => {
  const story = randomUUID();
  const pool = openPool(database.address, { max: 2, applicationName: "warraq-cut" });
  const cut = givenLedger(pool, () => clock.now(), { batchSize: 40 });
  let turnedAway = 0;
  for (let round = 0; round < 8; round += 1) {
    let open = Array.from({ length: 100 }, (_, n) =>
      viewAt(minute(0), story, { address: 7000 + round * 100 + n }),
    );
    await cut.record(viewAt(minute(0), randomUUID()));
    let cutting: Promise<unknown> | undefined;
    while (open.length > 0) {
      const tries = open.map((view) => cut.record(view));
      cutting ??= database.pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'warraq-cut'",
      );
      const outcomes = await Promise.all(tries);
      open = open.filter((_, n) => outcomes[n]?.kind === "busy");
      turnedAway += open.length;
      await cutting;
      await eventually(() => cut.isOpen, "the ledger is open");
    }
  }
  await cut.stop();
  await pool.end();
  assert.ok(turnedAway > 0, "some commits were cut");
  assert.deepEqual(await totalsOf(database.pool, story), { raw: 800, counted: 800 });
});

test("while the database is away every view is turned away at once, and stop does not hang", async () => {
  const away = openPool({ url: "postgres://nobody@127.0.0.1:1/nowhere" });
  const ledger = createViewLedger({
    pool: away,
    log: quietLog,
    slot: () => takeSlot(away, "c"),
    ensurePartitions: () => Promise.resolve(),
  });
  assert.equal((await ledger.record(viewAt(minute(0), randomUUID()))).kind, "busy");
  assert.equal(ledger.isOpen, false);
  await ledger.stop();
  await away.end();
});
