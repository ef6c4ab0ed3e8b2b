import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inTransaction } from "#platform/db.ts";
import { createLog } from "#platform/log.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { until } from "#platform/testing/front.ts";
import { announce, createNotices, type Notice } from "./notices.ts";

const log = createLog("silent");
const STORY = "0190c5a0-0000-7000-8000-000000000001";

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ migrated: false });
});
after(() => database.close());

/** An ear that hears for sure: it has heard itself. */
async function listening() {
  const notices = createNotices({ pool: database.pool, log });
  const heard: Notice[] = [];
  notices.subscribe((notice) => heard.push(notice));
  notices.start();
  await until("the ear hears", async () => {
    await announce(database.pool, { kind: "test.hello" });
    return heard.length > 0;
  });
  heard.length = 0;
  return { notices, heard };
}

test("a notice reaches every node when its transaction commits, and none when it does not", async () => {
  const [one, two] = [await listening(), await listening()];
  await assert.rejects(
    inTransaction(database.pool, async (client) => {
      await announce(client, { kind: "story.saved", story: STORY, version: 2 });
      throw new Error("rolled back");
    }),
    /rolled back/,
  );
  await inTransaction(database.pool, (client) =>
    announce(client, { kind: "story.saved", story: STORY, version: 3 }),
  );
  for (const { heard } of [one, two]) {
    await until("the notice is heard", () => heard.some(({ kind }) => kind === "story.saved"));
    assert.deepEqual(
      heard.filter(({ kind }) => kind === "story.saved"),
      [{ kind: "story.saved", story: STORY, version: 3 }],
    );
  }
  await Promise.all([one.notices.stop(), two.notices.stop()]);
});

test("who has unsubscribed hears nothing, what has no form is not passed on, what is too long is not said", async () => {
  const { notices, heard } = await listening();
  const late: Notice[] = [];
  notices.subscribe((notice) => late.push(notice))();
  for (const payload of ["no json", "{}", '{"kind":"<script>"}'])
    await database.pool.query("SELECT pg_notify('warraq_notices', $1)", [payload]);
  await announce(database.pool, { kind: "test.last" });
  await until("the last notice is heard", () => heard.some(({ kind }) => kind === "test.last"));
  assert.ok(heard.every(({ kind }) => kind.startsWith("test.")));
  assert.deepEqual(late, []);
  await assert.rejects(
    announce(database.pool, { kind: "test.long", text: "م".repeat(3000) }),
    RangeError,
  );
  await notices.stop();
});

test("an ear whose connection is cut hears again", async () => {
  const { notices, heard } = await listening();
  await database.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
  );
  await until("it hears again", async () => {
    await announce(database.pool, { kind: "test.again" });
    return heard.length > 0;
  });
  await notices.stop();
});
