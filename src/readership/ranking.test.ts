import assert from "node:assert/strict";
import { after, before, beforeEach, test, type TestContext } from "node:test";
import { handClock, type HandClock } from "#platform/clock.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { takeDownStory, unpublishStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import type { MostRead } from "./most-read.ts";
import { createRanking, type Ranking, type RankingChange } from "./ranking.ts";
import { eventually, givenStory, givenSums, OWNER, quietLog } from "./testing/given.ts";

let database: TestDatabase;
let edition: Edition;
let clock: HandClock;
/** Seven stories, the newest first: one an hour, from 08:00 in Riyadh. */
let stories: string[];
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
});
after(() => database.close());
beforeEach(async () => {
  clock = handClock("2026-11-20T12:00:00Z");
  await database.pool.query(
    "TRUNCATE story, section, topic, author, outbox, story_views, final_day CASCADE",
  );
  stories = [];
  for (let hour = 0; hour < 7; hour += 1)
    stories.unshift(
      await givenStory(database.pool, edition, new Date(Date.UTC(2026, 10, 20, 5 + hour)), {
        headline: `قصة ${hour + 1}`,
      }),
    );
});

const story = (n: number): string => stories[n] ?? "";
const ids = (list: MostRead | undefined): string[] =>
  (list?.stories ?? []).map(({ card }) => card.id);

function open(
  context: TestContext,
  changes: { zone?: string; onChange?: (change: RankingChange) => void } = {},
): Ranking {
  const ranking = createRanking({
    pool: database.pool,
    edition: () => ({ ...edition, zone: changes.zone ?? edition.zone }),
    clock,
    log: quietLog,
    renewEveryMs: 0,
    ...(changes.onChange === undefined ? {} : { onChange: changes.onChange }),
  });
  context.after(() => ranking.stop());
  return ranking;
}

const fiveStories = (counted: number): Record<string, number> =>
  Object.fromEntries(stories.slice(2).map((id, n) => [id, counted + n]));

test("stories stand in the order of the day's counted views, added over quarters and slots; ties: the newer first", async (context) => {
  await givenSums(database.pool, "2026-11-20T06:00:00Z", {
    [story(6)]: [3, 9],
    [story(5)]: [5, 5],
    [story(4)]: [5, 50],
    [story(3)]: [1, 1],
    [story(2)]: [1, 2],
    [story(1)]: [0, 100],
  });
  await givenSums(database.pool, "2026-11-20T06:00:00Z", { [story(6)]: [1, 1] }, 1);
  await givenSums(database.pool, "2026-11-20T11:45:00Z", { [story(6)]: [2, 3] });
  const list = await open(context).mostRead();
  assert.deepEqual([list.day, list.basis], ["2026-11-20", "today"]);
  assert.deepEqual(
    list.stories.map(({ card, counted, raw }) => [card.id, counted, raw]),
    [
      [story(6), 6, 13],
      [story(4), 5, 50],
      [story(5), 5, 5],
      [story(2), 1, 2],
      [story(3), 1, 1],
    ],
  );
});

test("the day runs from its first to the next day's first instant in the edition's zone", async (context) => {
  // 20 November in Riyadh: from 19 November 21:00 UTC to 20 November 21:00 UTC.
  await givenSums(database.pool, "2026-11-19T20:45:00Z", fiveStories(100));
  await givenSums(database.pool, "2026-11-19T21:00:00Z", fiveStories(1));
  await givenSums(database.pool, "2026-11-20T20:45:00Z", fiveStories(10));
  await givenSums(database.pool, "2026-11-20T21:00:00Z", fiveStories(1000));
  const list = await open(context).mostRead();
  assert.deepEqual(
    list.stories.map(({ counted }) => counted),
    [19, 17, 15, 13, 11],
  );
  // In Kathmandu (UTC+5:45) the same day begins at 18:15 UTC: a quarter hour, not an hour.
  await givenSums(database.pool, "2026-11-19T18:00:00Z", { [story(6)]: 7 });
  await givenSums(database.pool, "2026-11-19T18:15:00Z", { [story(5)]: 7 });
  const kathmandu = await open(context, { zone: "Asia/Kathmandu" }).mostRead();
  assert.equal(kathmandu.stories.find(({ card }) => card.id === story(6))?.counted, 104 + 5);
  assert.equal(kathmandu.stories.find(({ card }) => card.id === story(5))?.counted, 103 + 4 + 7);
});

test("a day of 23 hours that has no midnight (Cairo), and one of 25, are counted whole", async (context) => {
  const count = async (day: string): Promise<number | undefined> =>
    (await open(context, { zone: "Africa/Cairo" }).mostReadOn(day))?.stories[0]?.counted;
  for (let hour = 0; hour < 24 * 200; hour += 1)
    if (hour < 72 || hour > 24 * 187)
      await givenSums(database.pool, new Date(Date.UTC(2026, 3, 23) + hour * 3_600_000), {
        [story(0)]: 1,
      });
  assert.equal(await count("2026-04-23"), 22, "two of its hours lie before the first view");
  assert.equal(await count("2026-04-24"), 23);
  assert.equal(await count("2026-10-29"), 25);
  assert.equal(await count("2026-10-30"), 24);
});

test("with too little the list falls back to 24 hours, 7 days, the newest stories, and says so", async (context) => {
  const ranking = open(context);
  const now = async (): Promise<MostRead> => {
    ranking.stir();
    return ranking.mostRead();
  };
  assert.equal((await now()).basis, "editors");
  assert.deepEqual(ids(await now()), stories, "newest first");

  const four = Object.fromEntries(stories.slice(0, 4).map((id) => [id, [2, 3] as const]));
  await givenSums(database.pool, "2026-11-20T06:00:00Z", four);
  const editors = await now();
  assert.equal(editors.basis, "editors", "four stories are not enough");
  assert.deepEqual(
    editors.stories.slice(3, 5).map(({ counted, raw }) => [counted, raw]),
    [
      [2, 3],
      [0, 0],
    ],
  );

  await givenSums(database.pool, "2026-11-14T06:00:00Z", { [story(6)]: 9 });
  const week = await now();
  assert.equal(week.basis, "7d");
  assert.deepEqual(ids(week), [story(6), ...stories.slice(0, 4)]);

  await givenSums(database.pool, "2026-11-19T15:00:00Z", { [story(5)]: 5 });
  const hours = await now();
  assert.equal(hours.basis, "24h");
  assert.deepEqual(ids(hours), [story(5), ...stories.slice(0, 4)]);

  await givenSums(database.pool, "2026-11-20T11:00:00Z", { [story(4)]: 1 });
  const today = await now();
  assert.equal(today.basis, "today");
  assert.deepEqual(ids(today), [...stories.slice(0, 4), story(4)]);
});

test("a story that is unpublished or taken down is in no list, past lists too", async (context) => {
  await givenSums(database.pool, "2026-11-20T06:00:00Z", {
    ...fiveStories(5),
    [story(0)]: 90,
    [story(1)]: 80,
  });
  await givenSums(database.pool, "2026-11-19T06:00:00Z", {
    [story(0)]: 3,
    [story(1)]: 2,
    [story(2)]: 1,
  });
  const ranking = open(context);
  assert.deepEqual(ids(await ranking.mostRead()).slice(0, 2), [story(0), story(1)]);
  await unpublishStory(database.pool, { id: story(0) }, OWNER, clock.now());
  await takeDownStory(database.pool, { id: story(1) }, OWNER, clock.now());
  await ranking.onEvents([], false);
  assert.deepEqual(ids(await ranking.mostRead())[0], story(6));
  assert.deepEqual(ids(await ranking.mostReadOn("2026-11-19")), [story(2)]);
});

test("what a change is, is told: the top, the rest of the list, nothing", async (context) => {
  const changes: RankingChange[] = [];
  const ranking = open(context, { onChange: (change) => changes.push(change) });
  const renewed = async (): Promise<RankingChange[]> => {
    ranking.stir();
    await ranking.mostRead();
    return changes.splice(0).filter((change) => change !== "trending");
  };
  await givenSums(database.pool, "2026-11-20T06:00:00Z", fiveStories(5));
  assert.deepEqual(await renewed(), ["top"]);
  assert.deepEqual(await renewed(), []);
  await givenSums(database.pool, "2026-11-20T06:15:00Z", { [story(6)]: [3, 3] });
  assert.deepEqual(await renewed(), ["list"]);
  await givenSums(database.pool, "2026-11-20T06:30:00Z", { [story(2)]: 30 });
  assert.deepEqual(await renewed(), ["top"]);
  await database.pool.query("UPDATE story SET headline = 'عنوان آخر' WHERE id = $1", [story(2)]);
  await ranking.onEvents([], false);
  assert.equal((await ranking.mostRead()).stories[0]?.card.headline, "عنوان آخر");
});

test("a stirred ranking renews itself and tells, without being asked", async (context) => {
  await givenSums(database.pool, "2026-11-20T06:00:00Z", fiveStories(5));
  let told = 0;
  const ranking = createRanking({
    pool: database.pool,
    edition: () => edition,
    clock,
    log: quietLog,
    renewEveryMs: 50,
    onChange: (change) => {
      if (change === "top") told += 1;
    },
  });
  context.after(() => ranking.stop());
  await ranking.mostRead();
  await givenSums(database.pool, "2026-11-20T06:30:00Z", { [story(2)]: 30 });
  ranking.stir();
  await eventually(() => told === 2, "the new top is told");
});

test("a herd that asks at once makes one query; while the database is away the old list stays", async (context) => {
  await givenSums(database.pool, "2026-11-20T06:00:00Z", fiveStories(5));
  let queries = 0;
  let isAway = false;
  const pool = new Proxy(database.pool, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== "query" || typeof value !== "function")
        return typeof value === "function" ? value.bind(target) : value;
      return (...values: unknown[]): unknown => {
        queries += 1;
        return isAway ? Promise.reject(new Error("away")) : Reflect.apply(value, target, values);
      };
    },
  });
  const ranking = createRanking({
    pool,
    edition: () => edition,
    clock,
    log: quietLog,
    renewEveryMs: 0,
  });
  context.after(() => ranking.stop());
  await Promise.all(Array.from({ length: 200 }, () => ranking.mostRead()));
  assert.ok(queries <= 2, `${queries} queries for 200 readers`);
  isAway = true;
  ranking.stir();
  assert.equal((await ranking.mostRead()).stories.length, 5);
  assert.ok(queries > 2);
});

test("after the day's end the list is the new day's, whatever was cached", async (context) => {
  await givenSums(database.pool, "2026-11-20T06:00:00Z", fiveStories(5));
  const ranking = open(context);
  assert.equal((await ranking.mostRead()).day, "2026-11-20");
  clock.set("2026-11-20T21:00:00Z");
  const list = await ranking.mostRead();
  assert.deepEqual([list.day, list.basis], ["2026-11-21", "24h"]);
});

test("today's date gives the live list; a past day without views an empty one; no day, or one to come: none", async (context) => {
  const ranking = open(context);
  assert.deepEqual(await ranking.mostReadOn("2026-11-20"), await ranking.mostRead());
  assert.deepEqual(await ranking.mostReadOn("2025-02-28"), {
    day: "2025-02-28",
    basis: "today",
    stories: [],
  });
  for (const day of ["2026-11-21", "2026-02-30", "2026-1-5", "", "yesterday"])
    assert.equal(await ranking.mostReadOn(day), undefined, day);
  // Samoa left out 30 December 2011 when it crossed the date line.
  const apia = open(context, { zone: "Pacific/Apia" });
  assert.equal(await apia.mostReadOn("2011-12-30"), undefined);
  assert.notEqual(await apia.mostReadOn("2011-12-29"), undefined);
});
