import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { currentLexicon } from "./current-lexicon.ts";
import { saveLearnedForms } from "./learned-forms.ts";
import { mergeSegments, worthMerging } from "./merge-segments.ts";
import { createSearch, type Search } from "./search.ts";
import { givenSearch, type SearchTest } from "./testing/given.ts";

let database: TestDatabase;
let given: SearchTest;
/** Another node on the same database. */
let other: Search;
beforeEach(async () => {
  database = await testDatabase();
  given = await givenSearch(database.pool);
  other = createSearch({
    pool: database.pool,
    readers: database.pool,
    edition: () => given.edition,
    clock: handClock("2026-11-20T12:00:00Z"),
    log: createLog("silent"),
    purge: () => {},
  });
});
afterEach(async () => {
  await other.stop();
  await given.close();
  await database.close();
});

const totalOf = async (search: Search, text: string): Promise<number> =>
  (await search.find({ text, sort: "relevance", limit: 10 })).total;
const state = async <Row extends object>(sql: string): Promise<Row[]> =>
  (await database.pool.query<Row>(sql)).rows;
const never = new AbortController().signal;

/** Tells a node of a story, as the outbox does. */
const told = (search: Search, story: string): Promise<void> =>
  Promise.resolve(
    search.onEvents(
      [
        {
          seq: "1",
          kind: "story.published",
          payload: { story, stales: [] },
          createdAt: new Date(),
        },
      ],
      false,
    ),
  );

test("what one node indexes the other finds with its next query, and both may be told of one story", async () => {
  assert.equal(await totalOf(other, "منارة"), 0);
  const id = await given.publish({ headline: "منارة الميناء القديم" });
  await Promise.all([told(given.search, id), told(other, id)]);
  for (const node of [given.search, other]) assert.equal(await totalOf(node, "المنارة"), 1);
  assert.deepEqual(await state("SELECT count(*)::integer AS count FROM search_document"), [
    { count: 1 },
  ]);
  await database.pool.query("UPDATE story SET state = 'unpublished' WHERE id = $1", [id]);
  await told(other, id);
  for (const node of [given.search, other]) assert.equal(await totalOf(node, "المنارة"), 0);
});

test("a lexicon that has learned gives the vocabulary its keys by itself, on every node, and reads no story again", async () => {
  await given.publish({ headline: "مهرجان يبدأ بزمبليق" });
  await given.indexed();
  for (const node of [given.search, other])
    assert.notEqual((await node.find({ text: "زمبليق", sort: "newest", limit: 1 })).fit, "all");
  const segments = await state("SELECT id, documents FROM search_segment ORDER BY id");
  await saveLearnedForms(database.pool, new Map([["زمبليق", 40]]));
  // What a node does when it starts, and every hour.
  other.start();
  const wanted = (await currentLexicon(database.pool)).version;
  const versions = () => state<{ keys_version: string }>("SELECT keys_version FROM search_state");
  for (let waits = 0; (await versions())[0]?.keys_version !== wanted; waits += 1) {
    assert.ok(waits < 300, "the keys were not renewed");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const node of [given.search, other])
    assert.equal((await node.find({ text: "زمبليق", sort: "newest", limit: 1 })).fit, "all");
  assert.deepEqual(await state("SELECT id, documents FROM search_segment ORDER BY id"), segments);
  // A node that had learned nothing yet writes new forms by the new keys, and does not go back to the old.
  const id = await given.publish({ headline: "رحلة إلى زمبليق وبزمبليقنا" });
  await told(given.search, id);
  assert.equal((await versions())[0]?.keys_version, wanted);
});

test("segments are merged, without the dead, while everything stays found", async () => {
  const ids: string[] = [];
  for (let number = 0; number < 8; number += 1) {
    const id = await given.publish({
      headline: `قنديل رقم ${number}`,
      body: "قنديل البحر يضيء الليل.",
      section: number % 2 === 0 ? "علوم" : "بيئة",
    });
    ids.push(id);
    await told(given.search, id);
  }
  await database.pool.query("UPDATE story SET state = 'unpublished' WHERE id = $1", [ids[0]]);
  await told(given.search, ids[0] ?? "");
  const answer = async (search: Search) => {
    const { hits, total, facets } = await search.find({
      text: '"قنديل البحر"',
      sort: "newest",
      limit: 20,
    });
    return { found: hits.map(({ card }) => card.id).sort(), total, facets };
  };
  const before = await answer(given.search);
  assert.equal(before.total, 7);
  const live = () =>
    state<{ documents: number; dead: number }>(
      "SELECT documents, dead FROM search_segment WHERE live",
    );
  assert.equal((await live()).length, 8);
  while (await mergeSegments(database.pool, never));
  const after = await live();
  assert.ok(after.length < 4, `${after.length} segments`);
  assert.equal(
    after.reduce((sum, { documents, dead }) => sum + documents - dead, 0),
    7,
  );
  for (const node of [given.search, other]) assert.deepEqual(await answer(node), before);
  // Segments that were merged are cleared away once no query can be reading them.
  await database.pool.query(
    "UPDATE search_segment SET changed_at = now() - interval '2 minutes' WHERE NOT live",
  );
  await mergeSegments(database.pool, never);
  assert.deepEqual(await state("SELECT FROM search_segment WHERE NOT live"), []);
  assert.deepEqual(
    await state(
      "SELECT FROM search_posting p WHERE NOT EXISTS (SELECT FROM search_segment s WHERE s.id = p.segment)",
    ),
    [],
  );
  assert.deepEqual(await answer(other), before);
});

test("a merge that is stopped leaves everything as it was", async () => {
  for (let number = 0; number < 6; number += 1)
    await told(given.search, await given.publish({ headline: `قنديل رقم ${number}` }));
  await assert.rejects(mergeSegments(database.pool, AbortSignal.abort()));
  assert.equal((await state("SELECT FROM search_segment")).length, 6);
  assert.equal(await totalOf(other, "قنديل"), 6);
});

test("segments of like size are worth merging, and one that is mostly dead; large ones are left", () => {
  const segments = (sizes: readonly number[], dead = 0) =>
    sizes.map((documents, id) => ({ id, documents, dead }));
  assert.deepEqual(worthMerging(segments([1, 1, 1, 1, 1])), []);
  assert.equal(worthMerging(segments([1, 1, 9000, 1, 1, 1, 1])).length, 6);
  assert.deepEqual(worthMerging(segments(Array.from({ length: 9 }, () => 50_000))), []);
  assert.equal(worthMerging(segments([50_000], 20_000)).length, 1);
});
