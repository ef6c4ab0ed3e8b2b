import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { shippedLexicon } from "#arabic/analysis/lexicon.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { currentLexicon } from "./current-lexicon.ts";
import { learnArchive } from "./learn-archive.ts";
import { givenSearch, type SearchTest } from "./testing/given.ts";

let database: TestDatabase;
let given: SearchTest;
before(async () => {
  database = await testDatabase();
  given = await givenSearch(database.pool);
});
after(async () => {
  await given.close();
  await database.close();
});

test("an archive teaches its own names: then they are found with small words before them", async () => {
  const headline = "مهرجان الصيف يبدأ بزمبليق";
  await given.publish({ headline, body: "يبدأ المهرجان هناك." });
  await given.indexed();
  assert.notEqual((await given.find("زمبليق")).fit, "all");
  await given.publish({ headline: "زمبليق تستعد", body: "قال أهل زمبليق إن زمبليق جميلة." });
  const learned = await learnArchive(database.pool);
  assert.equal(learned.stories, 2);
  assert.ok(learned.words > 10 && learned.forms >= 1, JSON.stringify(learned));
  assert.notEqual((await currentLexicon(database.pool)).version, shippedLexicon().version);
  assert.ok((await given.headlines("زمبليق")).includes(headline));
});

test("a lesson replaces the one before it; an archive of nothing teaches nothing", async () => {
  const before = await currentLexicon(database.pool);
  await learnArchive(database.pool);
  assert.equal((await currentLexicon(database.pool)).version, before.version);
  await database.pool.query("UPDATE story SET state = 'unpublished'");
  assert.deepEqual(await learnArchive(database.pool), { stories: 0, words: 0, forms: 0 });
  assert.equal((await currentLexicon(database.pool)).version, shippedLexicon().version);
});
