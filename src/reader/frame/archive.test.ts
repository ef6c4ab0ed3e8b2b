import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import { archiveOf } from "./archive.ts";

const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const;
const NOW = new Date("2026-11-23T12:00:00Z");
let database: TestDatabase;
let edition: Edition;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
});
after(() => database.close());

const publish = (headline: string) =>
  publishStory(
    database.pool,
    {
      edition,
      content: {
        headline,
        section: "علوم",
        authors: ["سلمى الحارثي"],
        lang: "ar",
        body: {
          type: "doc",
          content: [{ type: "paragraph", content: [{ type: "text", text: "نص المادة." }] }],
        },
      },
    },
    OWNER,
    NOW,
  );

test("what stands beside a story is read once until a story changes, and at each time where nobody counts changes", async () => {
  let changes = 0;
  const clock = handClock(NOW.toISOString());
  const counting = archiveOf(
    database.pool,
    () => edition,
    clock,
    () => changes,
  );
  const plain = archiveOf(database.pool, () => edition, clock);
  const headlines = async (archive: typeof plain) =>
    (await archive.listBeside("علوم")).map(({ headline }) => headline);
  await publish("الأولى");
  assert.deepEqual(await headlines(counting), ["الأولى"]);
  assert.deepEqual(await headlines(plain), ["الأولى"]);
  await publish("الثانية");
  assert.deepEqual(await headlines(counting), ["الأولى"]);
  assert.equal((await headlines(plain)).length, 2);
  changes += 1;
  assert.equal((await headlines(counting)).length, 2);
});
