import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { changeStoryMode } from "../moderation/modes.ts";
import { sanctionReader } from "../moderation/sanctions.ts";
import { givenModerator, givenStory, NOW } from "../moderation/testing/given.ts";
import { givenReader } from "../testing/given-readers.ts";
import { editComment } from "./change-comment.ts";
import { StandingRefusal } from "./judging.ts";
import { postComment } from "./post-comment.ts";

let database: TestDatabase;
let story = "";
let moderator: Awaited<ReturnType<typeof givenModerator>>;

before(async () => {
  database = await testDatabase();
  moderator = await givenModerator(database.pool);
  story = await givenStory(database.pool);
});
after(() => database.close());

const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

const post = (reader: string, text: string, at: Date) =>
  postComment(
    database.pool,
    { key: randomUUID(), story, parent: null, text, quote: "" },
    reader,
    at,
  );

async function shown(): Promise<number> {
  const { rows } = await database.pool.query<{ comments: number }>(
    "SELECT comments FROM conversation WHERE story_id = $1",
    [story],
  );
  return rows[0]?.comments ?? 0;
}

const rowOf = async (id: string) =>
  (
    await database.pool.query<{
      state: string;
      shown_at: Date | null;
      verdicts: { phase: string; verdict: string; reason: string }[];
    }>("SELECT state, shown_at, verdicts FROM comment WHERE id = $1", [id])
  ).rows[0];

test("a comment with a listed word waits: kept with its reasons, counted and shown nowhere", async () => {
  const { id: reader } = await givenReader(database.pool, "كاتب أول", NOW);
  const before = await shown();
  const { id, state } = await post(reader, "هذا الرجل حـمـااار لا يفهم", NOW);
  assert.equal(state, "held");
  assert.equal(await shown(), before);
  const row = await rowOf(id);
  assert.deepEqual([row?.state, row?.shown_at], ["held", null]);
  assert.deepEqual(
    row?.verdicts.filter(({ verdict }) => verdict === "hold").map(({ phase }) => phase),
    ["words", "signals"],
  );
  assert.equal(row?.verdicts.length, 10);
  const { rows: events } = await database.pool.query(
    "SELECT FROM outbox WHERE payload::text LIKE '%' || $1 || '%'",
    [id],
  );
  assert.equal(events.length, 0, "nobody outside hears of it");
});

test("an edit is judged too: a comment that readers see is held by what it becomes", async () => {
  const { id: reader } = await givenReader(database.pool, "كاتب ثان", NOW);
  const { id, state } = await post(reader, "رأي هادئ عن المرصد والسماء", NOW);
  assert.equal(state, "published");
  const before = await shown();
  await editComment(
    database.pool,
    { comment: id, revision: 1, text: "رأي فيه كـلـب عن المرصد والسماء", reader },
    later(60),
  );
  assert.equal((await rowOf(id))?.state, "held");
  assert.equal(await shown(), before - 1);
});

test("closed stories, banned readers and the same text twice are told why", async () => {
  const { pool } = database;
  const { id: reader } = await givenReader(pool, "كاتب ثالث", NOW);
  const text = "أعجبني المقال وأرجو المزيد من أمثاله";
  await post(reader, text, NOW);
  await assert.rejects(post(reader, `${text}!!`, later(60)), (error: unknown) => {
    assert.ok(error instanceof Refusal);
    assert.match(error.told?.ar ?? "", /سبق أن كتبت هذا التعليق/);
    return true;
  });
  const settings = { mode: null, risk: "none", isClosed: true } as const;
  await changeStoryMode(pool, { story, settings }, moderator, NOW);
  await assert.rejects(post(reader, "تعليق بعد الإغلاق من القارئ", later(120)), /not taken/);
  await changeStoryMode(
    pool,
    { story, settings: { ...settings, isClosed: false } },
    moderator,
    NOW,
  );
  await sanctionReader(
    pool,
    { reader, sanction: { kind: "banned", reason: "spam", note: "", days: 1 } },
    moderator,
    NOW,
  );
  await assert.rejects(post(reader, "تعليق بعد الإيقاف من القارئ", later(180)), StandingRefusal);
});
