import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { actorName } from "#accounts/authoriser.ts";
import { Refusal, type RefusalKind } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "../edition.ts";
import { publishStory, takeDownStory, updateStory } from "../publish.ts";
import { findStoryById } from "../read.ts";
import type { Edition } from "../story.ts";
import { bodyWith, contentWith, NOW, OWNER } from "../testing/given.ts";
import { givenPerson, type GivenPerson } from "../testing/given-people.ts";
import { createDraft, KEEP_EVERY_MS, saveDraft } from "./drafts.ts";
import { getRevision, listRevisions, restoreRevision } from "./revisions.ts";
import { getWorkingStory } from "./working-story.ts";

let database: TestDatabase;
let edition: Edition;
let editor: GivenPerson;
let writer: GivenPerson;
let contributor: GivenPerson;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  editor = await givenPerson(database.pool, "editor", "محررة");
  writer = await givenPerson(database.pool, "journalist", "صحفي");
  contributor = await givenPerson(database.pool, "contributor", "متعاون");
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story, section, topic, author, outbox CASCADE");
});

const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

const refusedAs = (kind: RefusalKind, arabic?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.kind, kind);
  if (arabic !== undefined) assert.match(error.told?.ar ?? "", arabic);
  return true;
};

const create = (by: GivenPerson = writer, at: Date = NOW) =>
  createDraft(database.pool, { edition }, by, at);
const save = (
  id: string,
  base: number,
  content: unknown,
  by: GivenPerson = writer,
  at: Date = later(1000),
) => saveDraft(database.pool, { id, base, content }, by, at);

test("a draft may be unfinished, is kept with its version, and nothing of it reaches readers", async () => {
  const id = await create();
  assert.deepEqual(await save(id, 1, { headline: "نصف عنوان" }), {
    kind: "saved",
    version: 2,
    savedAt: later(1000),
  });
  const story = await getWorkingStory(database.pool, id);
  assert.equal(story.content.headline, "نصف عنوان");
  assert.equal(story.content.section, "");
  assert.deepEqual(story.content.body, {
    type: "doc",
    content: [{ type: "paragraph", attrs: { dir: null } }],
  });
  assert.equal(story.savedBy, actorName(writer));
  assert.equal(story.work, "draft");
  assert.equal(story.live, null);
  assert.equal(await findStoryById(database.pool, id), undefined);
  const { rows } = await database.pool.query("SELECT FROM outbox");
  assert.equal(rows.length, 0);
});

test("a save over an older version changes nothing and is answered with the newer text", async () => {
  const id = await create();
  await save(id, 1, { headline: "أول" });
  const outcome = await save(id, 1, { headline: "ثان" }, editor, later(2000));
  assert.equal(outcome.kind, "stale");
  assert.ok(outcome.kind === "stale");
  assert.equal(outcome.current.content.headline, "أول");
  assert.equal(outcome.current.version, 2);
  assert.equal(outcome.current.savedBy, actorName(writer));
  assert.equal((await getWorkingStory(database.pool, id)).content.headline, "أول");
});

test("of many saves over one version exactly one is kept", async () => {
  const id = await create();
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      save(id, 1, { headline: `نص ${index}` }, index % 2 === 0 ? writer : editor),
    ),
  );
  const kept = outcomes.flatMap((outcome, index) => (outcome.kind === "saved" ? [index] : []));
  assert.equal(kept.length, 1);
  const story = await getWorkingStory(database.pool, id);
  assert.equal(story.version, 2);
  assert.equal(story.content.headline, `نص ${kept[0]}`);
});

test("a save whose answer was lost can be sent again", async () => {
  const id = await create();
  const content = { headline: "عنوان", body: bodyWith("نص.") };
  await save(id, 1, content);
  assert.deepEqual(await save(id, 1, content, writer, later(5000)), {
    kind: "saved",
    version: 2,
    savedAt: later(1000),
  });
  assert.equal((await save(id, 1, content, editor)).kind, "stale");
});

test("revisions are kept when somebody else goes on, and after five minutes of work", async () => {
  const id = await create();
  await save(id, 1, { headline: "أول" });
  await save(id, 2, { headline: "ثان" }, writer, later(60_000));
  assert.equal((await listRevisions(database.pool, { id }, writer)).revisions.length, 0);
  await save(id, 3, { headline: "من المحررة" }, editor, later(70_000));
  await save(id, 4, { headline: "من المحررة أيضا" }, editor, later(80_000));
  await save(id, 5, { headline: "بعد ست دقائق" }, editor, later(60_000 + KEEP_EVERY_MS));
  const { revisions } = await listRevisions(database.pool, { id }, writer);
  assert.deepEqual(
    revisions.map(({ number, reason, headline, savedBy, savedAt }) => [
      number,
      reason,
      headline,
      savedBy,
      savedAt.getTime() - NOW.getTime(),
    ]),
    [
      [2, "saved", "من المحررة أيضا", actorName(editor), 80_000],
      [1, "saved", "ثان", actorName(writer), 60_000],
    ],
  );
});

test("a revision is restored as a new one, the draft of before is kept", async () => {
  const id = await create();
  await save(id, 1, { headline: "أول", body: bodyWith("نص أول.") });
  await save(id, 2, { headline: "ثان" }, editor, later(2000));
  const outcome = await restoreRevision(
    database.pool,
    { id, number: 1, base: 3 },
    writer,
    later(3000),
  );
  assert.deepEqual(outcome, { kind: "saved", version: 4, savedAt: later(3000) });
  const { revisions } = await listRevisions(database.pool, { id }, writer);
  assert.deepEqual(
    revisions.map(({ number, reason, headline }) => [number, reason, headline]),
    [
      [3, "restored", "أول"],
      [2, "saved", "ثان"],
      [1, "saved", "أول"],
    ],
  );
  const first = await getRevision(database.pool, { id, number: 1 }, writer);
  assert.deepEqual((await getWorkingStory(database.pool, id)).content, first.content);
  assert.equal(
    (await restoreRevision(database.pool, { id, number: 2, base: 3 }, writer, later(4000))).kind,
    "stale",
  );
  await assert.rejects(
    restoreRevision(database.pool, { id, number: 9, base: 4 }, writer, NOW),
    refusedAs("notFound"),
  );
  const { rows } = await database.pool.query<{ act: string }>(
    "SELECT act FROM audit_entry WHERE subject_id = $1 ORDER BY id",
    [id],
  );
  assert.deepEqual(
    rows.map((row) => row.act),
    ["story.create", "story.restore"],
  );
});

test("what the server alone refuses, whatever the editor let through, with a reason in both languages", async () => {
  const id = await create();
  const nested = JSON.parse(
    `${'{"type":"quote","content":['.repeat(5000)}{"type":"paragraph"}${"]}".repeat(5000)}`,
  ) as unknown;
  const paragraph = (...content: unknown[]) => ({
    type: "doc",
    content: [{ type: "paragraph", content }],
  });
  const link = (href: string) => ({
    type: "text",
    text: "رابط",
    marks: [{ type: "link", attrs: { href } }],
  });
  const cases: [unknown, RegExp][] = [
    [{ body: { type: "doc", content: [nested] } }, /^المتن: عناصر متداخلة إلى أعمق من 12 مستوى$/],
    [{ body: { type: "doc", content: [{ type: "script" }] } }, /^المتن: عنصر لا نعرفه$/],
    [{ body: paragraph({ type: "text", text: "x", marks: [{ type: "blink" }] }) }, /لا نعرفه/],
    [{ body: paragraph(link("javascript:alert(1)")) }, /^المتن: رابط لا يُسمح به/],
    [{ body: paragraph(link("data:text/html,x")) }, /^المتن: رابط لا يُسمح به/],
    [
      { body: { type: "doc", content: [{ type: "paragraph", attrs: { onclick: "x" } }] } },
      /لا نعرفه/,
    ],
    [{ body: { type: "doc", content: [] } }, /^المتن: عنصر في غير موضعه/],
    [{ body: paragraph({ type: "text", text: "م".repeat(600_000) }) }, /^المتن: نص أطول/],
    [{ headline: "ع".repeat(501) }, /^العنوان: أكثر من 500 حرف$/],
    [
      { topics: Array.from({ length: 51 }, (_, index) => `موضوع ${index}`) },
      /^المواضيع: أكثر من 51|50/,
    ],
    [{ section: "؟!" }, /^القسم: اسم بلا حروف$/],
    [{ lang: "لغة" }, /^اللغة: رمز لغة غير معروف$/],
    [{ picture: { id: "../etc" } }, /^الصورة: قيمة على غير الصورة/],
    [
      { picture: { id: OWNER.kind === "person" ? OWNER.id : "", alt: "و".repeat(1001) } },
      /^وصف الصورة: أكثر من/,
    ],
    [{ headline: 5 }, /^العنوان: قيمة على غير/],
    [{ password: "x" }, /^حقل لا نعرفه: «password»$/],
    [[], /./],
    ["نص", /./],
    [null, /./],
  ];
  for (const [content, arabic] of cases)
    await assert.rejects(save(id, 1, content), (error) => {
      refusedAs("invalid", arabic)(error);
      assert.ok(error instanceof Refusal && (error.told?.en.length ?? 0) > 0);
      return true;
    });
  assert.equal((await getWorkingStory(database.pool, id)).version, 1);
});

test("texts that a database can't hold, and those that turn text over, are cleaned", async () => {
  const id = await create();
  await save(id, 1, { headline: "ع\u0000نو\u202eان\ud800", body: bodyWith("ن\u0000ص \u2066خفي") });
  const { content } = await getWorkingStory(database.pool, id);
  assert.equal(content.headline, "عنوان");
  assert.match(JSON.stringify(content.body), /نص خفي/);
});

test("contributors see and write only their own drafts, and no longer once they handed them in", async () => {
  const others = await create(writer);
  await assert.rejects(save(others, 1, { headline: "x" }, contributor), refusedAs("notFound"));
  await assert.rejects(
    listRevisions(database.pool, { id: others }, contributor),
    refusedAs("notFound"),
  );
  const own = await create(contributor);
  assert.equal((await save(own, 1, { headline: "عنواني" }, contributor)).kind, "saved");
  await assert.rejects(save(own, 2, { headline: "x" }, writer), refusedAs("forbidden"));
  assert.equal((await save(own, 2, { headline: "محرر" }, editor)).kind, "saved");
  await database.pool.query("UPDATE story_draft SET work_state = 'inReview' WHERE story_id = $1", [
    own,
  ]);
  await assert.rejects(
    save(own, 3, { headline: "x" }, contributor),
    refusedAs("forbidden", /سُلّمت/),
  );
  assert.equal((await save(own, 3, { headline: "محرر أيضا" }, editor)).kind, "saved");
});

test("a story that was published without a draft gets one, which follows until somebody writes on it", async () => {
  const { id } = await publishStory(database.pool, { edition, content: contentWith() }, OWNER, NOW);
  const opened = await getWorkingStory(database.pool, id);
  assert.equal(opened.version, 1);
  assert.equal(opened.work, "published");
  assert.equal(opened.liveVersion, 1);
  const update = (headline: string) =>
    updateStory(
      database.pool,
      { edition, id, content: contentWith({ headline }), matters: true },
      OWNER,
      later(1000),
    );
  await update("عنوان من خارج المحرر");
  const followed = await getWorkingStory(database.pool, id);
  assert.equal(followed.content.headline, "عنوان من خارج المحرر");
  assert.equal(followed.version, 2);
  assert.equal(followed.liveVersion, 2);
  assert.equal((await save(id, 1, { headline: "x" }, editor)).kind, "stale");
  await save(id, 2, { headline: "مسودة" }, editor);
  await update("عنوان آخر");
  const kept = await getWorkingStory(database.pool, id);
  assert.equal(kept.content.headline, "مسودة");
  assert.equal((await findStoryById(database.pool, id))?.headline, "عنوان آخر");
  await takeDownStory(database.pool, { id }, OWNER, later(3000));
  await assert.rejects(save(id, 3, { headline: "x" }, editor), refusedAs("gone"));
});
