import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal, type RefusalKind } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "./edition.ts";
import {
  correctStory,
  publishStory,
  takeDownStory,
  unpublishStory,
  updateStory,
} from "./publish.ts";
import {
  findCurrentPath,
  findStoryById,
  findStoryByPath,
  findStoryByShortId,
  listStories,
  storyStateAt,
} from "./read.ts";
import type { Edition } from "./story.ts";
import { bodyWith, contentWith, NOW, OWNER } from "./testing/given.ts";
import { lockWriters } from "./writing/existing.ts";

let database: TestDatabase;
let edition: Edition;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story, section, topic, author, outbox CASCADE");
});

const LATER = new Date("2026-11-20T13:00:00Z");

const publish = (changes: Readonly<Record<string, unknown>> = {}) =>
  publishStory(database.pool, { edition, content: contentWith(changes) }, OWNER, NOW);

type Event = { kind: string; payload: { stales: string[]; hard?: boolean; story?: string } };

async function lastEvent(): Promise<Event | undefined> {
  const { rows } = await database.pool.query<Event>(
    "SELECT kind, payload FROM outbox ORDER BY seq DESC LIMIT 1",
  );
  return rows[0];
}

const refusedAs = (kind: RefusalKind) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.kind, kind);
  return true;
};

test("publishStory() shows a story, keeps its revision and says which pages went stale", async () => {
  const written = await publish();
  assert.equal(written.path, "/علوم/2026/11/20/مرصد-الجبل-يفتح-أبوابه-للزوار");
  assert.equal(written.revision, 1);
  assert.match(written.shortId, /^[2-9a-hjkmnp-tv-z]{8}$/);
  const story = await findStoryByPath(database.pool, written.path);
  assert.equal(story?.headline, "مرصد الجبل يفتح أبوابه للزوار");
  assert.equal(story?.bodyHtml, "<p>يستقبل المرصد زواره كل مساء.</p>");
  assert.deepEqual(story?.authors, [{ slug: "سلمى-الحارثي", name: "سلمى الحارثي" }]);
  assert.equal(
    (await findStoryByShortId(database.pool, written.shortId.toUpperCase()))?.id,
    written.id,
  );
  const event = await lastEvent();
  assert.equal(event?.kind, "story.published");
  assert.equal(event?.payload.story, written.id);
  assert.deepEqual(
    event?.payload.stales.sort(),
    [
      "author:سلمى-الحارثي",
      "chrome",
      "home",
      "list",
      "section:علوم",
      "topic:سياحة",
      "topic:فلك",
    ].sort(),
  );
  const second = await publish();
  assert.equal(second.path, `${written.path}-2`);
  assert.ok(!(await lastEvent())?.payload.stales.includes("chrome"), "no new section");
});

test("nothing is written and no event is sent when the transaction fails", async () => {
  const missing = { id: "0190c5a0-0000-7000-8000-00000000000f", alt: "" };
  await assert.rejects(publish({ picture: missing }), refusedAs("invalid"));
  await assert.rejects(
    publish({ body: { type: "doc", content: [{ type: "script" }] } }),
    refusedAs("invalid"),
  );
  await assert.rejects(publish({ headline: "" }), refusedAs("invalid"));
  await assert.rejects(publish({ unknown: 1 }), refusedAs("invalid"));
  assert.equal(await lastEvent(), undefined);
  assert.equal((await listStories(database.pool, { limit: 10 })).stories.length, 0);
});

test("updateStory(): an update that matters is dated, a silent fix is not; the address stays with a new headline", async () => {
  const { id, path } = await publish();
  const change = (headline: string, matters: boolean) =>
    updateStory(
      database.pool,
      { edition, id, content: contentWith({ headline }), matters },
      OWNER,
      LATER,
    );
  assert.equal((await change("مرصد الجبل يفتح أبوابه للجميع", false)).path, path);
  assert.equal((await findStoryById(database.pool, id))?.updatedAt, undefined);
  await change("مرصد الجبل يؤجل الافتتاح", true);
  const story = await findStoryById(database.pool, id);
  assert.equal(story?.updatedAt?.toISOString(), LATER.toISOString());
  assert.equal(story?.publishedAt.toISOString(), NOW.toISOString());
  assert.equal(story?.revision, 3);
  await change("مرصد الجبل يؤجل افتتاحه", false);
  assert.equal(
    (await findStoryById(database.pool, id))?.updatedAt?.toISOString(),
    LATER.toISOString(),
  );
});

test("updateStory() to another section: old and new lists are stale, the old address leads to the new", async () => {
  const { id, path } = await publish();
  const moved = await updateStory(
    database.pool,
    {
      edition,
      id,
      content: contentWith({ section: "سفر", topics: ["جبال"], authors: [] }),
      matters: false,
    },
    OWNER,
    LATER,
  );
  assert.equal(moved.path, path.replace("/علوم/", "/سفر/"));
  const stales = (await lastEvent())?.payload.stales ?? [];
  for (const tag of [
    `story:${id}`,
    "section:علوم",
    "section:سفر",
    "topic:فلك",
    "topic:جبال",
    "author:سلمى-الحارثي",
    "chrome",
  ])
    assert.ok(stales.includes(tag), tag);
  assert.equal(await findCurrentPath(database.pool, path), moved.path);
  assert.equal(await findStoryByPath(database.pool, path), undefined);
  assert.deepEqual((await findStoryById(database.pool, id))?.topics, [
    { slug: "جبال", name: "جبال" },
  ]);
  assert.equal((await listStories(database.pool, { topic: "فلك", limit: 5 })).stories.length, 0);
  assert.equal((await listStories(database.pool, { topic: "جبال", limit: 5 })).stories.length, 1);
  // Nobody else gets the address that once was this story's.
  assert.equal((await publish()).path, `${path}-2`);
});

test("correctStory() adds a public note, with or without a new text", async () => {
  const { id } = await publish();
  await correctStory(database.pool, { edition, id, note: " ورد الاسم خطأً. " }, OWNER, LATER);
  const fixed = contentWith({ body: bodyWith("نص مصحح.") });
  const evening = new Date("2026-11-20T18:00:00Z");
  await correctStory(
    database.pool,
    { edition, id, note: "عُدّل الموعد.", content: fixed },
    OWNER,
    evening,
  );
  const story = await findStoryById(database.pool, id);
  assert.deepEqual(story?.corrections, [
    { note: "ورد الاسم خطأً.", notedAt: LATER },
    { note: "عُدّل الموعد.", notedAt: evening },
  ]);
  assert.equal(story?.bodyText, "نص مصحح.");
  assert.equal(story?.updatedAt?.toISOString(), evening.toISOString());
  assert.ok((await lastEvent())?.payload.stales.includes(`story:${id}`));
  await assert.rejects(
    correctStory(database.pool, { edition, id, note: " \u200f " }, OWNER, LATER),
    refusedAs("invalid"),
  );
});

test("unpublishStory() hides a story, which can come back where it was", async () => {
  const { id, path } = await publish();
  await unpublishStory(database.pool, { id }, OWNER, LATER);
  assert.equal(await findStoryByPath(database.pool, path), undefined);
  assert.equal(await findCurrentPath(database.pool, path), undefined);
  assert.equal(await storyStateAt(database.pool, path), "unpublished");
  assert.equal((await lastEvent())?.payload.hard, undefined);
  for (const filter of [{}, { section: "علوم" }, { topic: "فلك" }, { author: "سلمى-الحارثي" }])
    assert.equal((await listStories(database.pool, { ...filter, limit: 5 })).stories.length, 0);
  await assert.rejects(
    updateStory(
      database.pool,
      { edition, id, content: contentWith(), matters: true },
      OWNER,
      LATER,
    ),
    refusedAs("conflict"),
  );
  const again = await publishStory(
    database.pool,
    { edition, id, content: contentWith() },
    OWNER,
    LATER,
  );
  assert.equal(again.path, path);
  assert.equal(
    (await findStoryById(database.pool, id))?.publishedAt.toISOString(),
    NOW.toISOString(),
  );
  await assert.rejects(
    publishStory(database.pool, { edition, id, content: contentWith() }, OWNER, LATER),
    refusedAs("conflict"),
  );
});

test("takeDownStory() is final, hard and out of every list", async () => {
  const { id, path, shortId } = await publish();
  const before = await updateStory(
    database.pool,
    { edition, id, content: contentWith({ section: "سفر" }), matters: false },
    OWNER,
    NOW,
  );
  await takeDownStory(database.pool, { id }, OWNER, LATER);
  const event = await lastEvent();
  assert.equal(event?.kind, "story.taken_down");
  assert.equal(event?.payload.hard, true);
  for (const tag of [`story:${id}`, "home", "list", "section:سفر", "ranking", "most-read"])
    assert.ok(event?.payload.stales.includes(tag), tag);
  assert.equal(await storyStateAt(database.pool, before.path), "taken_down");
  assert.equal(
    await storyStateAt(database.pool, encodeURI(path)),
    "taken_down",
    "its old address too",
  );
  assert.equal(await findStoryByShortId(database.pool, shortId), undefined);
  assert.equal((await listStories(database.pool, { limit: 5 })).stories.length, 0);
  await takeDownStory(database.pool, { id }, OWNER, LATER);
  await assert.rejects(
    publishStory(database.pool, { edition, id, content: contentWith() }, OWNER, LATER),
    refusedAs("gone"),
  );
  await assert.rejects(
    takeDownStory(database.pool, { id: "x" }, OWNER, LATER),
    refusedAs("notFound"),
  );
});

test("stories with one headline published at the same moment get an address each", async () => {
  const written = await Promise.all(Array.from({ length: 8 }, () => publish()));
  assert.equal(new Set(written.map((story) => story.path)).size, 8);
  assert.equal(new Set(written.map((story) => story.shortId)).size, 8);
});

test("writers stand in line, and a reader never waits for them", async () => {
  const { path } = await publish();
  let isDone = false;
  const second = inTransaction(database.pool, async (client) => {
    await lockWriters(client);
    const waiting = publish().then(() => {
      isDone = true;
    });
    assert.equal((await findStoryByPath(database.pool, path))?.path, path);
    assert.equal(isDone, false);
    return { waiting };
  });
  await (
    await second
  ).waiting;
  assert.equal(isDone, true);
});

test("a headline without letters gets its short id for a slug; product words are no section", async () => {
  const { path, shortId } = await publish({ headline: "؟!" });
  assert.ok(path.endsWith(`/${shortId}`));
  assert.match((await publish({ section: "newsroom" })).path, /^\/newsroom-2\//);
  assert.match((await publish({ section: "AR" })).path, /^\/ar-2\//);
  assert.match((await publish({ slug: "%D9%82%D9%85%D8%A9-%D8%A7%D9%84%D8" })).path, /\/قمة-ال$/);
  assert.match((await publish({ slug: "../../x?y#z" })).path, /\/x-y-z$/);
});

test("who has no role for it changes nothing", async () => {
  const { id } = await publish();
  const count = async () =>
    (await database.pool.query("SELECT count(*)::integer AS n FROM outbox")).rows[0];
  const events = await count();
  const contributor: Actor = { kind: "person", id: "x", roles: ["contributor", "moderator"] };
  const editor: Actor = { kind: "person", id: "y", roles: ["editor"] };
  const content = contentWith();
  for (const attempt of [
    () => publishStory(database.pool, { edition, content }, contributor, NOW),
    () => updateStory(database.pool, { edition, id, content, matters: true }, contributor, NOW),
    () => correctStory(database.pool, { edition, id, note: "تصحيح" }, contributor, NOW),
    () => unpublishStory(database.pool, { id }, contributor, NOW),
    () => takeDownStory(database.pool, { id }, editor, NOW),
    () => takeDownStory(database.pool, { id }, { kind: "product", name: "import" }, NOW),
  ])
    await assert.rejects(attempt(), refusedAs("forbidden"));
  assert.deepEqual(await count(), events);
});
