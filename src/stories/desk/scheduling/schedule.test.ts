import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createLog } from "#platform/log.ts";
import { Refusal, type RefusalKind } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "../../edition.ts";
import { findStoryById } from "../../read.ts";
import type { Edition } from "../../story.ts";
import { givenDraft } from "../../testing/given-drafts.ts";
import { givenPerson, type GivenPerson } from "../../testing/given-people.ts";
import { saveDraft } from "../drafts.ts";
import { setEmbargo } from "../moves.ts";
import { publishDraft, unpublishFromDesk } from "../publish-draft.ts";
import { listRevisions } from "../revisions.ts";
import { findSchedule, readEditionTime, scheduleStory, unscheduleStory } from "./schedule.ts";
import { createScheduler, publishDue } from "./scheduler.ts";
import { getWorkingStory } from "../working-story.ts";

const log = createLog("silent");
const ZONE = "Asia/Riyadh";
/** Far from the machine's clock, which is the one that publishes: what is scheduled here is due when a test says so. */
const NOW = new Date("2040-01-01T09:00:00Z");

let database: TestDatabase;
let edition: Edition;
let editor: GivenPerson;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, ZONE);
  editor = await givenPerson(database.pool, "editor");
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story, section, topic, author, outbox CASCADE");
});

const refusedAs = (kind: RefusalKind, arabic?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.kind, kind);
  if (arabic !== undefined) assert.match(error.told?.ar ?? "", arabic);
  return true;
};
const draft = (changes: Readonly<Record<string, unknown>> = {}) =>
  givenDraft(database.pool, edition, editor, changes);
const schedule = (id: string, at: string, base = 1, zone = ZONE) =>
  scheduleStory(database.pool, { edition: { zone }, id, base, at }, editor, NOW);
/** Makes what was scheduled due `ago` milliseconds before the database's present. */
const makeDue = (ago = 0, id?: string) =>
  database.pool.query(
    `UPDATE story_schedule SET due_at = clock_timestamp() - make_interval(secs => $1), try_at = clock_timestamp() - make_interval(secs => $1)
     WHERE $2::uuid IS NULL OR story_id = $2`,
    [ago / 1000, id],
  );
const due = () => publishDue(database.pool, edition, log);

test("a time on the edition's clock is an instant, with the offset told; one that is none is refused", () => {
  assert.deepEqual(readEditionTime("2026-11-26T08:00", ZONE), {
    kind: "time",
    time: {
      at: new Date("2026-11-26T05:00:00Z"),
      wall: "2026-11-26T08:00",
      zone: ZONE,
      offset: "+03:00",
      isDouble: false,
    },
  });
  for (const text of [
    "",
    "2026-02-30T08:00",
    "2026-11-26",
    "2026-11-26T24:00",
    "2026-11-26T08:00:30",
    "غدا",
  ])
    assert.throws(() => readEditionTime(text, ZONE), refusedAs("invalid", /وقتًا صحيحين/));
});

test("a time that the clock skips is answered with the first after it, midnights too", () => {
  for (const [wall, zone, next] of [
    ["2026-04-24T00:30", "Africa/Cairo", "2026-04-24T01:00"],
    ["2026-04-24T00:00", "Africa/Cairo", "2026-04-24T01:00"],
    ["2026-03-29T00:15", "Asia/Beirut", "2026-03-29T01:00"],
  ] as const)
    assert.deepEqual(readEditionTime(wall, zone), { kind: "gap", next }, `${wall} ${zone}`);
});

test("of a time that the clock shows twice the first is taken, and its offset says which", () => {
  const read = readEditionTime("2026-10-29T23:30", "Africa/Cairo");
  assert.ok(read.kind === "time");
  assert.equal(read.time.isDouble, true);
  assert.equal(read.time.offset, "+03:00");
  assert.equal(read.time.at.toISOString(), "2026-10-29T20:30:00.000Z");
});

test("a story is published at its time once, as it was when it was scheduled", async () => {
  const id = await draft();
  const outcome = await schedule(id, "2040-01-02T08:00");
  assert.ok(outcome.kind === "scheduled");
  const story = await getWorkingStory(database.pool, id);
  assert.equal(story.work, "scheduled");
  await saveDraft(
    database.pool,
    { id, base: 1, content: { ...story.content, headline: "كُتب بعد الجدولة" } },
    editor,
    NOW,
  );
  assert.equal(await due(), 0);
  assert.equal(await findStoryById(database.pool, id), undefined);
  await makeDue(500);
  const at = (await findSchedule(database.pool, id))?.at;
  assert.equal(await due(), 1);
  const live = await findStoryById(database.pool, id);
  assert.equal(live?.headline, story.content.headline);
  assert.deepEqual(live?.publishedAt, at, "readers see the time that was promised");
  const published = await getWorkingStory(database.pool, id);
  assert.equal(published.work, "published");
  assert.equal(published.liveVersion, 1);
  assert.equal(published.content.headline, "كُتب بعد الجدولة");
  assert.equal(await findSchedule(database.pool, id), undefined);
  assert.equal(await due(), 0);
  const { revisions } = await listRevisions(database.pool, { id }, editor);
  assert.deepEqual(
    revisions.map(({ reason }) => reason),
    ["published", "scheduled"],
  );
});

test("the next text of a published story is shown at its time too", async () => {
  const { pool } = database;
  const id = await draft();
  await publishDraft(pool, { edition, id, base: 1, matters: true }, editor, NOW);
  const { content, path } = await getWorkingStory(pool, id);
  await saveDraft(pool, { id, base: 1, content: { ...content, headline: "نص ثان" } }, editor, NOW);
  await schedule(id, "2040-01-02T08:00", 2);
  assert.equal((await findStoryById(pool, id))?.headline, content.headline);
  await makeDue();
  assert.equal(await due(), 1);
  const live = await findStoryById(pool, id);
  assert.deepEqual([live?.headline, live?.path], ["نص ثان", path]);
  assert.ok(live?.updatedAt);
});

test("a story that comes out late carries the time at which it did", async () => {
  const id = await draft();
  await schedule(id, "2040-01-02T08:00");
  await makeDue(30 * 60_000);
  await due();
  const live = await findStoryById(database.pool, id);
  assert.ok(Math.abs((live?.publishedAt.getTime() ?? 0) - Date.now()) < 20_000);
});

test("scheduling is refused in the past, before an embargo ends, for a text that lacks something, and for an older text", async () => {
  const { pool } = database;
  const id = await draft();
  await assert.rejects(schedule(id, "2040-01-01T11:59"), refusedAs("invalid", /مضى/));
  await assert.rejects(schedule(id, "2043-01-01T11:59"), refusedAs("invalid", /سنتين/));
  assert.deepEqual(await schedule(id, "2040-04-24T00:30", 1, "Africa/Cairo"), {
    kind: "scheduled",
    time: {
      at: new Date("2040-04-23T22:30:00Z"),
      wall: "2040-04-24T00:30",
      zone: "Africa/Cairo",
      offset: "+02:00",
      isDouble: false,
    },
    revision: 1,
  });
  await unscheduleStory(pool, { id }, editor, NOW);
  assert.equal((await getWorkingStory(pool, id)).work, "ready");
  await setEmbargo(
    pool,
    { id, until: { at: new Date("2040-01-03T09:00:00Z"), wall: "2040-01-03T12:00" } },
    editor,
    NOW,
  );
  await assert.rejects(schedule(id, "2040-01-03T11:59"), refusedAs("conflict", /2040-01-03 12:00/));
  assert.equal((await schedule(id, "2040-01-03T12:00")).kind, "scheduled");
  assert.equal((await schedule(id, "2040-01-03T12:00", 7)).kind, "stale");
  const empty = await draft({ headline: "" });
  assert.deepEqual(await schedule(empty, "2040-01-02T08:00"), {
    kind: "missing",
    missing: ["headline"],
  });
});

test("called off, published by hand or taken off the site, a story is not published a second time", async () => {
  const { pool } = database;
  const [off, byHand, hidden] = [await draft(), await draft(), await draft()];
  await publishDraft(pool, { edition, id: hidden, base: 1, matters: true }, editor, NOW);
  for (const id of [off, byHand, hidden]) await schedule(id, "2040-01-02T08:00");
  await unpublishFromDesk(pool, { id: hidden }, editor, NOW);
  await unscheduleStory(pool, { id: off }, editor, NOW);
  await assert.rejects(unscheduleStory(pool, { id: off }, editor, NOW), refusedAs("conflict"));
  await publishDraft(pool, { edition, id: byHand, base: 1, matters: true }, editor, NOW);
  await makeDue();
  assert.equal(await due(), 0);
  assert.equal((await listRevisions(pool, { id: byHand }, editor)).revisions.length, 2);
  assert.equal(await findStoryById(pool, hidden), undefined);
});

test("a story that can't be published holds up no other, and says why", async () => {
  const { pool } = database;
  const ids = [await draft(), await draft(), await draft()];
  for (const id of ids) await schedule(id, "2040-01-02T08:00");
  const [broken = "", ...others] = ids;
  await setEmbargo(
    pool,
    { id: broken, until: { at: new Date("2041-01-01T00:00:00Z"), wall: "2041-01-01T03:00" } },
    editor,
    NOW,
  );
  await makeDue(1000);
  await makeDue(5000, broken);
  assert.equal(await due(), 2);
  for (const id of others) assert.ok(await findStoryById(pool, id));
  assert.equal(await findStoryById(pool, broken), undefined);
  assert.match((await findSchedule(pool, broken))?.failure ?? "", /embargo/);
  assert.equal((await getWorkingStory(pool, broken)).work, "scheduled");
  assert.equal(await due(), 0);
  const { rows } = await pool.query(
    "SELECT FROM audit_entry WHERE act = 'story.scheduleFailed' AND subject_id = $1",
    [broken],
  );
  assert.equal(rows.length, 1);
  await setEmbargo(pool, { id: broken, until: undefined }, editor, NOW);
  assert.equal((await schedule(broken, "2040-01-02T09:00")).kind, "scheduled");
  await makeDue();
  assert.equal(await due(), 1);
});

test("what fails for a passing reason is tried again later, five times", async () => {
  const { pool } = database;
  const id = await draft();
  await schedule(id, "2040-01-02T08:00");
  await pool.query(
    `CREATE FUNCTION fail_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'out of luck'; END $$;
     CREATE TRIGGER fail_now BEFORE UPDATE ON story FOR EACH ROW EXECUTE FUNCTION fail_now()`,
  );
  for (let tries = 1; tries <= 5; tries += 1) {
    await makeDue();
    assert.equal(await due(), 0);
    const { failure } = (await findSchedule(pool, id)) ?? {};
    assert.equal(failure === undefined, tries < 5, `try ${tries}: ${failure}`);
  }
  await pool.query("DROP FUNCTION fail_now CASCADE");
  assert.match((await findSchedule(pool, id))?.failure ?? "", /out of luck/);
});

test("a thousand stories due in one second are published once each by three nodes", async () => {
  const { pool } = database;
  const count = 1000;
  const { content } = await getWorkingStory(pool, await draft());
  await pool.query("TRUNCATE story CASCADE");
  await pool.query(
    `WITH made AS (
       INSERT INTO story (id, short_id, edition_code, state, lang, direction, headline, changed_at)
       SELECT gen_random_uuid(), 'due' || n, 'ar', 'draft', 'ar', 'rtl', '', now() FROM generate_series(1, $1) AS n
       RETURNING id, short_id),
     drafts AS (
       INSERT INTO story_draft (story_id, content, version, saved_at, saved_by, created_at, created_by, kept_at, worked_at, worked_by, work_state)
       SELECT id, $2::jsonb || jsonb_build_object('headline', 'خبر ' || short_id), 1, now(), 'import', now(), 'import', now(), now(), 'import', 'scheduled' FROM made),
     revisions AS (
       INSERT INTO story_revision (story_id, number, content, created_at, created_by, reason, draft_version)
       SELECT id, 1, $2::jsonb || jsonb_build_object('headline', 'خبر ' || short_id), now(), 'import', 'scheduled', 1 FROM made RETURNING story_id)
     INSERT INTO story_schedule (story_id, due_at, wall, zone, revision, scheduled_at, scheduled_by, try_at)
     SELECT story_id, clock_timestamp(), '2040-01-01T12:00', 'Asia/Riyadh', 1, now(), 'import', clock_timestamp() FROM revisions`,
    [count, JSON.stringify(content)],
  );
  const begun = performance.now();
  const counts = await Promise.all([due(), due(), due()]);
  const seconds = (performance.now() - begun) / 1000;
  assert.equal(
    counts.reduce((sum, one) => sum + one, 0),
    count,
    `${seconds.toFixed(1)} s`,
  );
  const { rows } = await pool.query<{
    stories: number;
    revisions: number;
    left: number;
    events: number;
    paths: number;
  }>(
    `SELECT (SELECT count(*)::integer FROM story WHERE state = 'published') AS stories,
            (SELECT count(DISTINCT path)::integer FROM story) AS paths,
            (SELECT count(*)::integer FROM story_revision WHERE reason = 'published') AS revisions,
            (SELECT count(*)::integer FROM story_schedule) AS left,
            (SELECT count(*)::integer FROM outbox WHERE kind = 'story.published') AS events`,
  );
  assert.deepEqual(rows, [
    { stories: count, paths: count, revisions: count, left: 0, events: count },
  ]);
});

test("the scheduler wakes within a second of the time, and after a start when it is already past", async () => {
  const { pool } = database;
  const [soon, past] = [await draft(), await draft()];
  for (const id of [soon, past]) await schedule(id, "2040-01-02T08:00");
  await makeDue(-700, soon);
  await makeDue(3_600_000, past);
  const scheduler = createScheduler({ pool, edition: () => edition, log });
  scheduler.start();
  try {
    const seen = new Map<string, number>();
    const deadline = performance.now() + 8000;
    while (seen.size < 2 && performance.now() < deadline) {
      for (const id of [soon, past])
        if (!seen.has(id) && (await findStoryById(pool, id)) !== undefined)
          seen.set(id, Date.now());
      await delay(10);
    }
    assert.equal(seen.size, 2);
    const live = await findStoryById(pool, soon);
    const lateMs = (seen.get(soon) ?? 0) - (live?.publishedAt.getTime() ?? 0);
    assert.ok(lateMs >= 0 && lateMs < 1500, `${lateMs} ms late`);
  } finally {
    await scheduler.stop();
  }
});
