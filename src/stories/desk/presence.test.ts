import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "../edition.ts";
import type { Edition } from "../story.ts";
import { givenDraft } from "../testing/given-drafts.ts";
import { givenPerson, type GivenPerson } from "../testing/given-people.ts";
import { GONE_SECONDS, markPresence, releaseLock, takeLock, whoIsAt } from "./presence.ts";

let database: TestDatabase;
let edition: Edition;
let one: GivenPerson;
let two: GivenPerson;
let id: string;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  one = await givenPerson(database.pool, "editor");
  two = await givenPerson(database.pool, "editor");
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story, story_presence, story_lock CASCADE");
  id = await givenDraft(database.pool, edition, one);
});

const mark = (by: GivenPerson, state: "reading" | "writing" | "away" = "writing", tab = "t1") =>
  markPresence(database.pool, { id, tab, state }, by);
const take = (by: GivenPerson, takeOver = false, tab = "t1") =>
  takeLock(database.pool, { id, tab, takeOver }, by);
const passTime = () =>
  database.pool.query(
    `UPDATE story_presence SET seen_at = seen_at - interval '${GONE_SECONDS + 1} seconds';
     UPDATE story_lock SET seen_at = seen_at - interval '${GONE_SECONDS + 1} seconds'`,
  );

test("people are at a story in each of their tabs until they leave or fall silent", async () => {
  await mark(one);
  await mark(one, "reading", "t2");
  await mark(two);
  assert.equal((await whoIsAt(database.pool, id)).people.length, 3);
  await mark(two, "away");
  assert.deepEqual(
    (await whoIsAt(database.pool, id)).people.map(({ person, tab, state }) => [person, tab, state]),
    [
      [one.id, "t1", "writing"],
      [one.id, "t2", "reading"],
    ],
  );
  await passTime();
  assert.deepEqual((await whoIsAt(database.pool, id)).people, []);
  await mark(two);
  const { rows } = await database.pool.query("SELECT FROM story_presence");
  assert.equal(rows.length, 1, "who is gone is swept away");
});

test("a story is held by one tab; others are told by whom, and may take it over", async () => {
  assert.equal((await take(one)).kind, "held");
  assert.equal((await take(one)).kind, "held");
  const refused = await take(two);
  assert.equal(refused.kind, "taken");
  assert.equal(refused.lock.person, one.id);
  assert.equal(
    (await take(one, false, "t2")).kind,
    "taken",
    "another tab of the same person asks too",
  );
  assert.equal((await take(two, true)).kind, "held");
  const lost = await take(one);
  assert.equal(lost.kind, "taken");
  assert.equal(lost.lock.person, two.id);
  await releaseLock(database.pool, { id, tab: "t1" }, one);
  assert.equal(
    (await whoIsAt(database.pool, id)).lock?.person,
    two.id,
    "only who holds it gives it back",
  );
  await mark(two, "away");
  assert.equal((await whoIsAt(database.pool, id)).lock, undefined);
});

test("a lock whose holder fell silent is free, one whose holder is there is kept", async () => {
  await take(one);
  await passTime();
  assert.equal((await whoIsAt(database.pool, id)).lock, undefined);
  assert.equal((await take(two)).kind, "held");
  await database.pool.query("UPDATE story_lock SET seen_at = seen_at - interval '30 seconds'");
  await mark(two);
  await database.pool.query("UPDATE story_lock SET seen_at = seen_at - interval '30 seconds'");
  assert.equal((await take(one)).kind, "taken");
});

test("of many who take or take over at once exactly one holds it", async () => {
  for (const takeOver of [false, true]) {
    await database.pool.query("TRUNCATE story_lock");
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        take(index % 2 === 0 ? one : two, takeOver, `t${index}`),
      ),
    );
    const { lock } = await whoIsAt(database.pool, id);
    const held = outcomes.filter(({ kind }) => kind === "held");
    if (takeOver) assert.equal(held.length, 10, "each held it for a while");
    else assert.equal(held.length, 1);
    assert.ok(held.some((outcome) => outcome.lock.tab === lock?.tab));
  }
});

test("who may not see or write a story is neither at it nor holds it", async () => {
  const contributor = await givenPerson(database.pool, "contributor");
  const journalist = await givenPerson(database.pool, "journalist");
  const isRefused = (kind: string) => (error: unknown) =>
    error instanceof Refusal && error.kind === kind;
  await assert.rejects(mark(contributor), isRefused("notFound"));
  await assert.rejects(take(contributor, true), isRefused("notFound"));
  await mark(journalist, "reading");
  await assert.rejects(take(journalist, true), isRefused("forbidden"));
});
