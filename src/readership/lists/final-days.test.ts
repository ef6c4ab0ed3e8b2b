import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import type { Edition } from "#stories/story.ts";
import { closeDays, lastFinalDay } from "./final-days.ts";
import { findPastDay } from "../most-read.ts";
import { recountDay } from "../recount.ts";
import { addSampleViews } from "../sample-views.ts";
import { givenStory, givenSums } from "../testing/given.ts";

let database: TestDatabase;
let edition: Edition;
let [first, second] = ["", ""];
const NOW = new Date("2026-11-20T12:00:00Z");
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  first = await givenStory(database.pool, edition, "2026-11-10T08:00:00Z");
  second = await givenStory(database.pool, edition, "2026-11-11T08:00:00Z");
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story_views, final_day CASCADE");
});

test("a day is final a quarter of an hour after its end", () => {
  assert.equal(lastFinalDay(new Date("2026-11-20T21:14:59Z"), "Asia/Riyadh"), "2026-11-19");
  assert.equal(lastFinalDay(new Date("2026-11-20T21:15:00Z"), "Asia/Riyadh"), "2026-11-20");
  // Cairo's 24 April 2026 begins at 01:00.
  assert.equal(lastFinalDay(new Date("2026-04-23T22:14:59Z"), "Africa/Cairo"), "2026-04-22");
  assert.equal(lastFinalDay(new Date("2026-04-23T22:15:00Z"), "Africa/Cairo"), "2026-04-23");
});

test("days are closed in order since the first view, each once; a closed day keeps its list", async () => {
  await givenSums(database.pool, "2026-11-17T06:00:00Z", { [first]: [4, 6], [second]: [1, 1] });
  await givenSums(database.pool, "2026-11-19T20:45:00Z", { [first]: 1, [second]: [2, 2] });
  assert.deepEqual(await closeDays(database.pool, edition, NOW), [
    "2026-11-17",
    "2026-11-18",
    "2026-11-19",
  ]);
  assert.deepEqual(await closeDays(database.pool, edition, NOW), []);
  const list = await findPastDay(database.pool, edition, "2026-11-17", NOW);
  assert.deepEqual(
    list?.stories.map(({ card, counted, raw }) => [card.id, counted, raw]),
    [
      [first, 4, 6],
      [second, 1, 1],
    ],
  );
  assert.deepEqual((await findPastDay(database.pool, edition, "2026-11-18", NOW))?.stories, []);
  // The edition moves to another zone: its past stays.
  const moved = await findPastDay(
    database.pool,
    { ...edition, zone: "Pacific/Auckland" },
    "2026-11-19",
    NOW,
  );
  assert.deepEqual(
    moved?.stories.map(({ counted }) => counted),
    [2, 1],
  );
});

test("a recount adds the hours up again and finds what does not follow from them", async () => {
  await givenSums(database.pool, "2026-11-19T06:00:00Z", { [first]: [4, 6], [second]: [1, 1] });
  await givenSums(database.pool, "2026-11-19T07:00:00Z", { [first]: [1, 1] }, 3);
  const open = await recountDay(database.pool, "2026-11-19", edition, NOW);
  assert.deepEqual(
    { ...open, start: open.start.toISOString(), end: open.end.toISOString() },
    {
      day: "2026-11-19",
      zone: "Asia/Riyadh",
      start: "2026-11-18T21:00:00.000Z",
      end: "2026-11-19T21:00:00.000Z",
      isFinal: false,
      quarters: 2,
      stories: 2,
      raw: 8,
      counted: 6,
      differences: [],
      isInOrder: true,
    },
  );
  await closeDays(database.pool, edition, NOW);
  const closed = await recountDay(database.pool, "2026-11-19", edition, NOW);
  assert.deepEqual([closed.isFinal, closed.differences], [true, []]);

  await database.pool.query("UPDATE story_day SET counted = 3 WHERE story_id = $1", [first]);
  await givenSums(database.pool, "2026-11-19T08:00:00Z", { [second]: [0, 2] });
  const wrong = await recountDay(database.pool, "2026-11-19", edition, NOW);
  assert.deepEqual(
    [...wrong.differences].sort((a, b) => (a.story < b.story ? -1 : 1)),
    [
      { story: first, listed: { raw: 7, counted: 3 }, hours: { raw: 7, counted: 5 } },
      { story: second, listed: { raw: 1, counted: 1 }, hours: { raw: 3, counted: 1 } },
    ].sort((a, b) => (a.story < b.story ? -1 : 1)),
  );
  for (const day of ["2026-11-21", "2026-02-30", "x"])
    await assert.rejects(recountDay(database.pool, day, edition, NOW), Refusal);
});

test("today and a day without views can be recounted too", async () => {
  await givenSums(database.pool, "2026-11-20T06:00:00Z", { [first]: [4, 6], [second]: [0, 3] });
  const today = await recountDay(database.pool, "2026-11-20", edition, NOW);
  assert.deepEqual([today.differences, today.raw, today.counted], [[], 9, 4]);
  const empty = await recountDay(database.pool, "2026-11-01", edition, NOW);
  assert.deepEqual([empty.differences, empty.stories], [[], 0]);
});

test("invented views of a sample edition make every list alive, and follow from their hours", async () => {
  await addSampleViews(
    database.pool,
    [
      { storyId: first, publishedAt: new Date("2026-11-12T08:00:00Z"), weight: 30 },
      { storyId: second, publishedAt: new Date("2026-11-20T08:00:00Z"), weight: 900 },
    ],
    NOW,
    (instant) => (instant.getUTCHours() + 3) % 24,
  );
  const closed = await closeDays(database.pool, edition, NOW);
  assert.equal(closed.length, 8);
  for (const day of [...closed, "2026-11-20"]) {
    const { differences, counted, raw } = await recountDay(database.pool, day, edition, NOW);
    assert.deepEqual(differences, []);
    assert.ok(counted > 0 && raw >= counted, `${day}: ${counted} of ${raw}`);
  }
});
