import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Actor } from "#accounts/authoriser.ts";
import { Refusal, type RefusalKind } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { changeModerationSettings, changeStoryMode, modeOf } from "./modes.ts";
import { changeWords, loadPolicy, readWords, tryWords } from "./policy.ts";
import { exportForResearch, withoutTraces } from "./research-export.ts";
import {
  givenComment,
  givenModerator,
  givenReader,
  givenStory,
  NOW,
  OWNER,
} from "./testing/given.ts";

let database: TestDatabase;
let story = "";
const MODERATOR: Actor = { kind: "person", id: OWNER.id, roles: ["moderator"] };
const DAY = 24 * 3_600_000;
const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);
const refusedWith = (kind: RefusalKind) => (error: unknown) =>
  error instanceof Refusal && error.kind === kind;

before(async () => {
  database = await testDatabase();
  await givenModerator(database.pool);
  story = await givenStory(database.pool);
});
after(() => database.close());

test("the mode of a story is its own, else its section's, else the site's", async () => {
  const { pool } = database;
  const by: Actor = { kind: "person", id: OWNER.id, roles: ["editor"] };
  const modeNow = async (at = NOW) => {
    const { mode, isClosed } = (await modeOf(pool, story, at)) ?? {};
    return [mode, isClosed];
  };
  assert.deepEqual(await modeNow(), ["after", false]);
  const site = { mode: "newcomersBefore", closesAfterDays: 10 } as const;
  const { rows } = await pool.query<{ slug: string }>("SELECT slug FROM section LIMIT 1");
  const slug = rows[0]?.slug ?? "";
  const set = (settings: Parameters<typeof changeModerationSettings>[1]["settings"], who = by) =>
    changeModerationSettings(pool, { edition: "ar", settings }, who, NOW);
  await set({ site, sections: [] });
  assert.deepEqual(await modeNow(), ["newcomersBefore", false]);
  assert.deepEqual(await modeNow(later(10 * DAY)), ["newcomersBefore", true]);
  await set({ site, sections: [{ slug, mode: "before", closesAfterDays: null }] });
  assert.deepEqual(await modeNow(later(10 * DAY)), ["before", false]);
  const settings = { mode: null, risk: "high", isClosed: true } as const;
  await changeStoryMode(pool, { story, settings }, MODERATOR, NOW);
  assert.deepEqual(await modeNow(), ["before", true]);
  await assert.rejects(set({ site, sections: [] }, MODERATOR), refusedWith("forbidden"));
  await assert.rejects(
    set({ site, sections: [{ slug: "none", mode: "off", closesAfterDays: null }] }),
    refusedWith("invalid"),
  );
  assert.equal(await modeOf(pool, "00000000-0000-4000-8000-000000000000", NOW), undefined);
  await changeStoryMode(
    pool,
    { story, settings: { ...settings, isClosed: false } },
    MODERATOR,
    NOW,
  );
  await set({ site: { mode: "after", closesAfterDays: null }, sections: [] });
});

test("the newsroom replaces the word list, over the version that it read", async () => {
  const { pool } = database;
  const { version, list } = await readWords(pool, "ar");
  assert.equal(version, 0);
  assert.match(list, /كلب/);
  const words = { base: 0, list: "طاووس\nريش الطاووس" };
  assert.equal((await changeWords(pool, { edition: "ar", words }, MODERATOR, NOW)).version, 1);
  await assert.rejects(
    changeWords(pool, { edition: "ar", words }, MODERATOR, NOW),
    refusedWith("conflict"),
  );
  assert.deepEqual(
    tryWords(words.list, "يا طـاووس").map(({ listed }) => listed),
    ["طاووس"],
  );
  const policy = await loadPolicy(pool, "ar");
  assert.equal(policy.words.phrases.length, 2);
  assert.equal(await loadPolicy(pool, "ar"), policy, "asked of the database now and then only");
});

test("researchers get comments without names, ids, traces, and nothing of what was rejected", async () => {
  const { pool } = database;
  const reader = await givenReader(pool, "اسم لا يخرج");
  const body = "راسلني salma@mail.example أو 0501234567 أو @salma";
  const shown = await givenComment(pool, { story, reader, state: "published", body });
  await givenComment(pool, { story, reader, state: "rejected", body: "نص مرفوض لا يخرج" });
  const lines: unknown[] = [];
  for await (const comment of exportForResearch(pool)) lines.push(comment);
  const text = JSON.stringify(lines);
  for (const secret of ["لا يخرج", "salma", "0501234567", reader, shown, story])
    assert.equal(text.includes(secret), false, secret);
  assert.equal(withoutTraces(body), "راسلني […] أو […] أو […]");
});
