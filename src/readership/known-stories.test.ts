import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { OutboxEvent } from "#platform/outbox.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { unpublishStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import { createKnownStories } from "./known-stories.ts";
import { givenStory, OWNER } from "./testing/given.ts";

let database: TestDatabase;
let edition: Edition;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
});
after(() => database.close());

const event = (payload: object): OutboxEvent => ({
  seq: "1",
  kind: "story.changed",
  payload: { stales: [], ...payload },
  createdAt: new Date(),
});
/** Counts the queries that reach the database. */
function counting() {
  let queries = 0;
  const known = createKnownStories(
    new Proxy(database.pool, {
      get: (pool, name) => {
        if (name === "query") queries += 1;
        const value: unknown = Reflect.get(pool, name);
        return typeof value === "function" ? value.bind(pool) : value;
      },
    }),
  );
  return { known, queries: () => queries };
}

test("a published story is known; others are not; what is known costs no query", async () => {
  const story = await givenStory(database.pool, edition, "2026-11-20T10:00:00Z");
  const { known, queries } = counting();
  const unknown = randomUUID();
  const asked = await Promise.all(
    [story, unknown, story, unknown].map(async (id) => known.isPublished(id)),
  );
  assert.deepEqual(asked, [true, false, true, false]);
  const before = queries();
  assert.ok(before <= 2, `${before} queries for ids that came together`);
  assert.equal(known.isPublished(story), true);
  assert.equal(known.isPublished(unknown), false);
  assert.equal(queries(), before);
});

test("a story that is unpublished is unknown once the outbox has told so", async () => {
  const story = await givenStory(database.pool, edition, "2026-11-20T10:00:00Z");
  const { known } = counting();
  assert.equal(await known.isPublished(story), true);
  await unpublishStory(database.pool, { id: story }, OWNER, new Date());
  await known.onEvents([event({ story })], false);
  assert.equal(await known.isPublished(story), false);
});

test("a new story is known as soon as the outbox has told of it, though it was asked for before", async () => {
  const { known } = counting();
  const story = await givenStory(database.pool, edition, "2026-11-20T10:00:00Z");
  await database.pool.query("UPDATE story SET state = 'unpublished' WHERE id = $1", [story]);
  assert.equal(await known.isPublished(story), false);
  await database.pool.query("UPDATE story SET state = 'published' WHERE id = $1", [story]);
  await known.onEvents([event({})], false);
  assert.equal(await known.isPublished(story), true);
});

test("an answer that was under way while the outbox told of a change is not remembered", async () => {
  const { known } = counting();
  const story = await givenStory(database.pool, edition, "2026-11-20T10:00:00Z");
  const early = known.isPublished(story);
  await known.onEvents([event({ story })], false);
  assert.equal(await early, true);
  assert.notEqual(known.isPublished(story), true, "it is asked again");
});
