import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "../edition.ts";
import { publishStory } from "../publish.ts";
import type { Edition } from "../story.ts";
import { contentWith, NOW, OWNER } from "../testing/given.ts";
import { givenDraft } from "../testing/given-drafts.ts";
import { givenPerson, type GivenPerson } from "../testing/given-people.ts";
import { saveDraft } from "./drafts.ts";
import { listDeskStories, type DeskFilter } from "./list.ts";
import { assignStory, moveStory } from "./moves.ts";
import { scheduleStory } from "./scheduling/schedule.ts";
import { getWorkingStory } from "./working-story.ts";

let database: TestDatabase;
let edition: Edition;
let editor: GivenPerson;
let writer: GivenPerson;
let contributor: GivenPerson;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  editor = await givenPerson(database.pool, "editor");
  writer = await givenPerson(database.pool, "journalist");
  contributor = await givenPerson(database.pool, "contributor");
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story, section, topic, author, outbox CASCADE");
});

const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const headlines = async (filter: Partial<DeskFilter> = {}, by: GivenPerson = editor) => {
  const { stories } = await listDeskStories(database.pool, { limit: 50, ...filter }, by);
  return stories.map(({ headline }) => headline);
};
const published = (headline: string, at: Date, changes: Readonly<Record<string, unknown>> = {}) =>
  publishStory(
    database.pool,
    { edition, content: contentWith({ headline, ...changes }), publishedAt: at },
    OWNER,
    at,
  );

test("drafts and published stories stand in one list, what changed last first", async () => {
  const draft = await givenDraft(database.pool, edition, writer, {
    headline: "مسودة",
    section: "جديد",
  });
  const { id } = await published("منشور", later(60));
  const { stories } = await listDeskStories(database.pool, { limit: 50 }, editor);
  assert.deepEqual(
    stories.map((story) => [
      story.id,
      story.work,
      story.live,
      story.section?.name,
      story.authors,
      story.hasChanges,
    ]),
    [
      [id, "published", "published", "علوم", ["سلمى الحارثي"], false],
      [draft, "draft", null, undefined, ["سلمى الحارثي"], false],
    ],
  );
  const { content } = await getWorkingStory(database.pool, id);
  await saveDraft(
    database.pool,
    { id, base: 1, content: { ...content, headline: "منشور عُدّل" } },
    editor,
    later(120),
  );
  const [first] = (await listDeskStories(database.pool, { limit: 1 }, editor)).stories;
  assert.equal(first?.headline, "منشور عُدّل");
  assert.equal(first?.hasChanges, true);
  assert.equal(first?.section?.slug, "علوم");
  assert.deepEqual(first?.changedAt, later(120));
});

test("a list is narrowed by state, section, assignee, author, own work and words in any spelling", async () => {
  const { pool } = database;
  await published("قمّة المناخ تبدأ", later(1));
  await published("مباراة", later(2), { section: "رياضة", authors: ["خالد"] });
  const review = await givenDraft(pool, edition, writer, { headline: "الأسعار إلى ارتفاع" });
  await moveStory(pool, { id: review, to: "inReview" }, writer, later(3));
  await assignStory(pool, { id: review, assignee: editor.id }, editor, later(4));
  const scheduled = await givenDraft(pool, edition, editor, { headline: "غدًا" });
  await scheduleStory(
    pool,
    { edition, id: scheduled, base: 1, at: "2026-11-22T08:00" },
    editor,
    later(5),
  );
  assert.deepEqual(await headlines({ state: "published" }), ["مباراة", "قمّة المناخ تبدأ"]);
  assert.deepEqual(await headlines({ state: "inReview" }), ["الأسعار إلى ارتفاع"]);
  assert.deepEqual(await headlines({ state: "scheduled" }), ["غدًا"]);
  assert.deepEqual(await headlines({ state: "failed" }), []);
  assert.deepEqual(await headlines({ sort: "scheduled" }), ["غدًا"]);
  assert.deepEqual(await headlines({ section: "رياضة" }), ["مباراة"]);
  assert.deepEqual(await headlines({ section: "علوم" }), [
    "غدًا",
    "الأسعار إلى ارتفاع",
    "قمّة المناخ تبدأ",
  ]);
  assert.deepEqual(await headlines({ author: "خالد" }), ["مباراة"]);
  assert.deepEqual(await headlines({ assignee: editor.id }), ["الأسعار إلى ارتفاع"]);
  assert.deepEqual(await headlines({ mine: true }), ["غدًا", "الأسعار إلى ارتفاع"]);
  assert.deepEqual(await headlines({ mine: true }, writer), ["الأسعار إلى ارتفاع"]);
  assert.deepEqual(await headlines({ q: "قمه المناخ" }), ["قمّة المناخ تبدأ"]);
  assert.deepEqual(await headlines({ q: "الاسعار ارتفاع" }), ["الأسعار إلى ارتفاع"]);
  for (const q of [".*", "(((", "[", "\\", "a{9999}", "'; DROP TABLE story; --", "\u0000"])
    assert.deepEqual(await headlines({ q: `${q}غغغ` }), [], q);
});

test("contributors are listed their own stories only, moderators none", async () => {
  await givenDraft(database.pool, edition, writer, { headline: "لغيره" });
  await givenDraft(database.pool, edition, contributor, { headline: "له" });
  assert.deepEqual(await headlines({}, contributor), ["له"]);
  assert.equal((await headlines({}, writer)).length, 2);
  const moderator = await givenPerson(database.pool, "moderator");
  await assert.rejects(
    headlines({}, moderator),
    (error) => error instanceof Refusal && error.kind === "forbidden",
  );
});

test("pages of a list follow each other without gap or repetition", async () => {
  for (let index = 0; index < 7; index += 1) await published(`خبر ${index}`, later(index % 3));
  for (const sort of ["changed", "published"] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDeskStories(database.pool, { limit: 2, sort, cursor }, editor);
      seen.push(...page.stories.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== undefined);
    assert.equal(seen.length, 7);
    assert.equal(new Set(seen).size, 7);
  }
  await assert.rejects(headlines({ cursor: "none" }), (error) => error instanceof Refusal);
});
