import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { findStoryById } from "#stories/read.ts";
import { unpublishStory } from "#stories/publish.ts";
import { givenSearch, OWNER, type SearchTest } from "./testing/given.ts";

let database: TestDatabase;
let given: SearchTest;
const ids: Record<string, string> = {};
before(async () => {
  database = await testDatabase();
  given = await givenSearch(database.pool);
  const publish = async (name: string, headline: string, body: string, topics: string[]) => {
    ids[name] = await given.publish({ headline, body, topics });
  };
  await publish("first", "مرصد الجبل يرصد مذنبا جديدا", "رصد المرصد مذنبا في سماء الجبل.", ["فلك"]);
  await publish("second", "مذنب يقترب والمرصد يستعد", "يستعد مرصد الجبل لليلة المذنب.", ["فلك"]);
  await publish("same", "مرصد الجبل يرصد مذنبا جديدًا", "رصد المرصد مذنبا في سماء الجبل.", ["فلك"]);
  await publish("third", "ليلة في مرصد الجبل", "زوار مرصد الجبل ينتظرون المذنب.", ["سياحة"]);
  await publish("hidden", "مذنب الجبل لا يظهر", "لم يظهر مذنب الجبل.", ["فلك"]);
  for (let number = 0; number < 20; number += 1)
    await publish(`other ${number}`, `سوق القمح ${number}`, "أسعار القمح في السوق.", ["زراعة"]);
  await given.indexed();
});
after(async () => {
  await given.close();
  await database.close();
});

test("related stories share words and topics; never itself, a headline twice, or what is off the site", async () => {
  const { pool, search } = given;
  await unpublishStory(pool, { id: ids["hidden"] ?? "" }, OWNER, given.clock.now());
  await given.indexed();
  const story = await findStoryById(pool, ids["first"] ?? "");
  const path = story?.path ?? "";
  assert.deepEqual(search.relatedAt(path), [], "they are chosen behind the page");
  search.start();
  for (let tries = 0; tries < 50 && given.purged.length === 0; tries += 1) await delay(100);
  assert.deepEqual(given.purged, [`story:${ids["first"]}`]);
  const related = search.relatedAt(path);
  assert.deepEqual(new Set(related), new Set([ids["second"], ids["third"]]));
  assert.deepEqual(search.relatedAt("/محليات/2026/01/01/none"), []);
});
