import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import type { Edition } from "#stories/story.ts";
import { closeDays } from "./lists/final-days.ts";
import { givenStory, givenSums } from "./testing/given.ts";
import { findTrending, trendingStrength } from "./trending.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const RECENT = "2026-11-20T11:00:00Z";
let database: TestDatabase;
let edition: Edition;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query(
    "TRUNCATE story, section, topic, author, story_views, final_day CASCADE",
  );
});

const publish = (hour: number, topics: string[], authors: string[] = []): Promise<string> =>
  givenStory(database.pool, edition, new Date(Date.UTC(2026, 10, 10, hour)), { topics, authors });

async function publishMany(topic: string, count: number, from: number = 0): Promise<string[]> {
  const made: string[] = [];
  for (let n = 0; n < count; n += 1) made.push(await publish(from + n, [topic]));
  return made;
}
const sums = (stories: readonly string[], counted: number): Record<string, number> =>
  Object.fromEntries(stories.map((id) => [id, counted]));

const even = {
  recent: 100,
  recentTotal: 1000,
  baseline: 10_000,
  baselineTotal: 100_000,
  shareOfStories: 0.1,
};

test("strength: over 0 only when a topic is read more than its own past, and not by chance", () => {
  assert.ok(trendingStrength(even) < 0, "as always");
  assert.ok(trendingStrength({ ...even, recent: 300 }) > 1, "three times as always");
  assert.ok(
    trendingStrength({ ...even, recent: 3, recentTotal: 10 }) < 0,
    "three of ten views tell little",
  );
  assert.ok(trendingStrength({ ...even, recent: 30, recentTotal: 1000 }) < 0, "less than always");
  // A large topic must beat its own past too, not only be large.
  const large = { ...even, recent: 500, baseline: 50_000, shareOfStories: 0.5 };
  assert.ok(trendingStrength({ ...even, recent: 300 }) > trendingStrength(large));
});

test("strength grows with the views of now and falls with those of the past", () => {
  let last = -Infinity;
  for (let recent = 0; recent <= 1000; recent += 10) {
    const strength = trendingStrength({ ...even, recent });
    assert.ok(strength > last, String(recent));
    last = strength;
  }
  for (let baseline = 0; baseline < 50_000; baseline += 1000)
    assert.ok(
      trendingStrength({ ...even, baseline }) >
        trendingStrength({ ...even, baseline: baseline + 1000 }),
    );
  assert.ok(
    Number.isFinite(
      trendingStrength({
        recent: 0,
        recentTotal: 0,
        baseline: 0,
        baselineTotal: 0,
        shareOfStories: 0,
      }),
    ),
  );
});

test("a topic that readers turn to leads, though another is larger; the rest are the newest stories' topics", async () => {
  const large = await publishMany("اقتصاد", 6);
  const rising = await publishMany("فضاء", 3, 6);
  for (const day of ["2026-11-17", "2026-11-18", "2026-11-19"])
    await givenSums(database.pool, `${day}T10:00:00Z`, { ...sums(large, 100), ...sums(rising, 5) });
  await closeDays(database.pool, edition, NOW);
  await givenSums(database.pool, RECENT, { ...sums(large, 50), ...sums(rising, 40) });
  const { basis, topics } = await findTrending(database.pool, edition, NOW);
  assert.equal(basis, "readers");
  assert.deepEqual(
    topics.map(({ name, basis, stories, counted }) => [name, basis, stories, counted]),
    [
      ["فضاء", "readers", 3, 120],
      ["اقتصاد", "newest", 6, 300],
    ],
  );
});

test("two stories of one desk make no trend; three authors do", async () => {
  const calm = await publishMany("اقتصاد", 6);
  const alone = [await publish(7, ["رياضة"]), await publish(8, ["رياضة"])];
  const many = [await publish(9, ["صحة"], ["سلمى", "هدى"]), await publish(10, ["صحة"], ["كريم"])];
  for (const day of ["2026-11-18", "2026-11-19"])
    await givenSums(database.pool, `${day}T10:00:00Z`, sums([...calm, ...alone, ...many], 30));
  await closeDays(database.pool, edition, NOW);
  await givenSums(database.pool, RECENT, {
    ...sums(calm, 5),
    ...sums(alone, 100),
    ...sums(many, 100),
  });
  const { topics } = await findTrending(database.pool, edition, NOW);
  assert.deepEqual(
    topics.filter(({ basis }) => basis === "readers").map(({ name }) => name),
    ["صحة"],
  );
});

test("without a past the topic that is read out of proportion to its stories trends", async () => {
  await publishMany("اقتصاد", 12);
  const read = await publishMany("فضاء", 3, 12);
  await givenSums(database.pool, RECENT, sums(read, 10));
  const { basis, topics } = await findTrending(database.pool, edition, NOW);
  assert.deepEqual([basis, topics[0]?.name], ["readers", "فضاء"]);
});

test("without views: the topics of the newest stories; a story's own order within it", async () => {
  await publish(1, ["قديم"]);
  await publish(3, ["أول", "ثان"]);
  await publish(2, ["ثالث", "أول"]);
  const { basis, topics } = await findTrending(database.pool, edition, NOW);
  assert.equal(basis, "newest");
  assert.deepEqual(
    topics.map(({ name }) => name),
    ["أول", "ثان", "ثالث", "قديم"],
  );
});
