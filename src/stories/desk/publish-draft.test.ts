import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Actor } from "#accounts/authoriser.ts";
import { Refusal, type RefusalKind } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "../edition.ts";
import { findStoryById, storyStateAt } from "../read.ts";
import type { Edition } from "../story.ts";
import { NOW, OWNER } from "../testing/given.ts";
import { givenDraft } from "../testing/given-drafts.ts";
import { givenPerson, type GivenPerson } from "../testing/given-people.ts";
import { actsOn, missingOn } from "./acts.ts";
import { saveDraft } from "./drafts.ts";
import { assignStory, moveStory, setEmbargo } from "./moves.ts";
import { listNotes, noteOnStory, resolveNote } from "./notes.ts";
import {
  correctFromDraft,
  publishDraft,
  takeDownFromDesk,
  unpublishFromDesk,
} from "./publish-draft.ts";
import { listRevisions } from "./revisions.ts";
import { getWorkingStory } from "./working-story.ts";

let database: TestDatabase;
let edition: Edition;
let admin: GivenPerson;
let editor: GivenPerson;
let writer: GivenPerson;
let contributor: GivenPerson;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  admin = await givenPerson(database.pool, "admin");
  editor = await givenPerson(database.pool, "editor");
  writer = await givenPerson(database.pool, "journalist");
  contributor = await givenPerson(database.pool, "contributor");
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story, section, topic, author, outbox CASCADE");
});

const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);
const refusedAs = (kind: RefusalKind) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.kind, kind);
  return true;
};
const draft = (by: Actor = writer, changes: Readonly<Record<string, unknown>> = {}) =>
  givenDraft(database.pool, edition, by, changes);
const publish = (id: string, base: number, by: Actor = editor, matters = true) =>
  publishDraft(database.pool, { edition, id, base, matters }, by, later(1000));
const read = (id: string) => getWorkingStory(database.pool, id);
const save = (id: string, base: number, content: Readonly<Record<string, unknown>>) =>
  saveDraft(database.pool, { id, base, content }, editor, later(500));

async function acts(id: string): Promise<[string, unknown, unknown][]> {
  const { rows } = await database.pool.query<{ act: string; before: unknown; after: unknown }>(
    "SELECT act, before, after FROM audit_entry WHERE subject_id = $1 ORDER BY id",
    [id],
  );
  return rows.map((row) => [row.act, row.before, row.after]);
}

test("a story goes its way: handed in, returned, approved, published, updated, corrected, unpublished, taken down", async () => {
  const { pool } = database;
  const id = await draft();
  const move = (to: "draft" | "inReview" | "ready", by: Actor, note?: string) =>
    moveStory(pool, { id, to, note }, by, later(100));
  await move("inReview", writer);
  assert.equal((await read(id)).work, "inReview");
  await assert.rejects(move("ready", writer), refusedAs("forbidden"));
  await move("draft", editor, "راجع الفقرة الأولى");
  assert.deepEqual(
    (await listNotes(pool, { id }, writer)).map(({ text }) => text),
    ["راجع الفقرة الأولى"],
  );
  await move("inReview", writer);
  await move("ready", editor);
  assert.equal((await read(id)).work, "ready");
  const published = await publish(id, 1);
  assert.ok(published.kind === "published" && published.isChanged);
  const story = await read(id);
  assert.equal(story.work, "published");
  assert.equal(story.live, "published");
  assert.equal(story.liveVersion, 1);
  assert.equal((await findStoryById(pool, id))?.path, published.path);

  const { content } = story;
  await save(id, 1, { ...content, headline: "عنوان محدّث" });
  assert.equal((await findStoryById(pool, id))?.headline, content.headline);
  await publish(id, 2, editor, false);
  assert.equal((await findStoryById(pool, id))?.headline, "عنوان محدّث");
  assert.equal((await findStoryById(pool, id))?.updatedAt, undefined);

  await save(id, 2, { ...content, headline: "عنوان مصحّح" });
  await correctFromDraft(
    pool,
    { edition, id, base: 3, note: "كان العنوان خطأ." },
    editor,
    later(2000),
  );
  const corrected = await findStoryById(pool, id);
  assert.equal(corrected?.headline, "عنوان مصحّح");
  assert.equal(corrected?.corrections[0]?.note, "كان العنوان خطأ.");
  await correctFromDraft(pool, { edition, id, base: 3, note: "وثانية." }, editor, later(2500));
  assert.equal((await findStoryById(pool, id))?.corrections.length, 2);

  await unpublishFromDesk(pool, { id }, editor, later(3000));
  assert.equal((await read(id)).work, "draft");
  assert.equal((await read(id)).live, "unpublished");
  await assert.rejects(
    takeDownFromDesk(pool, { id, reason: "قضائي" }, editor, later(4000)),
    refusedAs("forbidden"),
  );
  await takeDownFromDesk(pool, { id, reason: "قضائي" }, admin, later(4000));
  assert.equal(await storyStateAt(pool, published.path), "taken_down");
  await assert.rejects(publish(id, 3), refusedAs("gone"));

  assert.deepEqual(
    (await acts(id)).map(([act]) => act),
    [
      "story.create",
      "story.move",
      "story.move",
      "story.move",
      "story.move",
      "story.publish",
      "story.update",
      "story.correct",
      "story.correct",
      "story.unpublish",
      "story.takeDown",
    ],
  );
  const moved = (await acts(id))[1];
  assert.deepEqual(moved?.slice(1), [
    { headline: content.headline, work: "draft" },
    { work: "inReview" },
  ]);
  assert.deepEqual((await acts(id)).at(-1)?.[2], {
    live: "takenDown",
    reason: "قضائي",
  });
  const { revisions } = await listRevisions(pool, { id }, editor);
  assert.deepEqual(
    revisions.map(({ number, reason, headline }) => [number, reason, headline]),
    [
      [3, "corrected", "عنوان مصحّح"],
      [2, "updated", "عنوان محدّث"],
      [1, "published", content.headline],
    ],
  );
});

test("of two who publish the same text at once one does, the other finds it done; an older text is not published", async () => {
  const id = await draft();
  const outcomes = await Promise.all([publish(id, 1), publish(id, 1, admin)]);
  assert.deepEqual(
    outcomes
      .map((outcome) => (outcome.kind === "published" ? String(outcome.isChanged) : ""))
      .toSorted((a, b) => a.localeCompare(b)),
    ["false", "true"],
  );
  assert.equal((await listRevisions(database.pool, { id }, editor)).revisions.length, 1);
  const { rows } = await database.pool.query("SELECT FROM outbox");
  assert.equal(rows.length, 1);
  const { content } = await read(id);
  await save(id, 1, { ...content, headline: "أحدث" });
  const stale = await publish(id, 1);
  assert.ok(stale.kind === "stale");
  assert.equal(stale.current.content.headline, "أحدث");
  assert.notEqual((await findStoryById(database.pool, id))?.headline, "أحدث");
});

test("a save and a publication at once never publish a text that was not looked at", async () => {
  for (let round = 0; round < 8; round += 1) {
    const id = await draft();
    const { content } = await read(id);
    const [saved, published] = await Promise.all([
      save(id, 1, { ...content, headline: "بعد النظر" }),
      publish(id, 1),
    ]);
    assert.equal(saved.kind, "saved");
    const live = await findStoryById(database.pool, id);
    assert.equal(live?.headline, published.kind === "published" ? content.headline : undefined);
  }
});

test("what readers need is asked for before anything is shown, and said by field", async () => {
  const id = await draft(writer, { section: "", authors: [], headline: "" });
  assert.deepEqual(await publish(id, 1), {
    kind: "missing",
    missing: ["headline", "section", "authors"],
  });
  assert.deepEqual(await moveStory(database.pool, { id, to: "inReview" }, writer, NOW), {
    kind: "missing",
    missing: ["headline"],
  });
  assert.deepEqual(
    missingOn(await read(id)).filter(({ act }) => act === "submit"),
    [{ act: "submit", field: "headline" }],
  );
  assert.equal((await read(id)).work, "draft");
});

test("an embargo holds until it ends or is lifted", async () => {
  const { pool } = database;
  const id = await draft();
  const until = { at: later(3_600_000), wall: "2026-11-20T16:00" };
  await assert.rejects(
    setEmbargo(pool, { id, until: { at: later(-1), wall: "2026-11-20T14:59" } }, editor, NOW),
    refusedAs("invalid"),
  );
  await assert.rejects(setEmbargo(pool, { id, until }, writer, NOW), refusedAs("forbidden"));
  await setEmbargo(pool, { id, until }, editor, NOW);
  await assert.rejects(publish(id, 1), (error) => {
    refusedAs("conflict")(error);
    assert.match(error instanceof Refusal ? (error.told?.ar ?? "") : "", /2026-11-20 16:00/);
    return true;
  });
  await setEmbargo(pool, { id, until: undefined }, editor, NOW);
  assert.equal((await publish(id, 1)).kind, "published");
});

test("who may do what is asked of the authoriser, and buttons follow from the same answer", async () => {
  const { pool } = database;
  const id = await draft(contributor);
  for (const by of [writer, contributor])
    await assert.rejects(publish(id, 1, by), refusedAs("forbidden"));
  assert.deepEqual(actsOn(await read(id), contributor), ["write", "note", "submit", "discard"]);
  assert.deepEqual(actsOn(await read(id), writer), ["note"]);
  assert.deepEqual(actsOn(await read(id), editor), [
    "write",
    "note",
    "sharePreview",
    "assign",
    "embargo",
    "submit",
    "approve",
    "schedule",
    "discard",
    "publish",
  ]);
  await moveStory(pool, { id, to: "inReview" }, contributor, NOW);
  assert.deepEqual(actsOn(await read(id), contributor), ["note", "return"]);
  await assignStory(pool, { id, assignee: writer.id }, editor, NOW);
  assert.deepEqual(actsOn(await read(id), writer), ["write", "note", "sharePreview", "return"]);
  await assert.rejects(
    assignStory(pool, { id, assignee: writer.id }, writer, NOW),
    refusedAs("forbidden"),
  );
  assert.deepEqual((await acts(id)).at(-1), [
    "story.assign",
    { headline: "مرصد الجبل يفتح أبوابه للزوار", assignee: null },
    { assignee: writer.id },
  ]);
  const moderator = await givenPerson(pool, "moderator");
  await assert.rejects(publish(id, 1, moderator), refusedAs("notFound"));
  await assert.rejects(publish(id, 1, { kind: "product", name: "import" }), refusedAs("notFound"));
  await assert.rejects(
    publish("0190c5a0-0000-7000-8000-0000000000ab", 1, OWNER),
    refusedAs("notFound"),
  );
});

test("notes stand at a paragraph, are resolved, and are bounded", async () => {
  const { pool } = database;
  const id = await draft();
  const note = await noteOnStory(
    pool,
    { id, text: "من أين هذا الرقم؟\nراجعه.", quote: "كل \u202eمساء", block: 0 },
    editor,
    NOW,
  );
  await resolveNote(pool, { id, note, isResolved: true }, writer, later(1000));
  const [only] = await listNotes(pool, { id }, writer);
  assert.equal(only?.quote, "كل مساء");
  assert.equal(only?.text, "من أين هذا الرقم؟\nراجعه.");
  assert.deepEqual(only?.resolvedAt, later(1000));
  for (const text of ["", " \u202e ", "ن".repeat(4001)])
    await assert.rejects(
      noteOnStory(pool, { id, text, quote: "", block: null }, editor, NOW),
      refusedAs("invalid"),
    );
  await assert.rejects(
    resolveNote(
      pool,
      { id, note: "0190c5a0-0000-7000-8000-0000000000ab", isResolved: true },
      editor,
      NOW,
    ),
    refusedAs("notFound"),
  );
  await assert.rejects(listNotes(pool, { id }, contributor), refusedAs("notFound"));
});
