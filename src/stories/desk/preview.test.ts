import assert from "node:assert/strict";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openFileStore } from "#platform/file-store.ts";
import { Refusal, type RefusalKind } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "../edition.ts";
import { listSections } from "../read.ts";
import { takeDownStory } from "../publish.ts";
import type { Edition } from "../story.ts";
import { NOW, OWNER } from "../testing/given.ts";
import { givenDraft } from "../testing/given-drafts.ts";
import { givenPerson, type GivenPerson } from "../testing/given-people.ts";
import { saveDraft } from "./drafts.ts";
import { makePreviewLink, openPreview, previewDraft } from "./preview.ts";
import { openPreviewKey, readPreview, signPreview } from "./preview-token.ts";
import { publishDraft } from "./publish-draft.ts";
import { listRevisions } from "./revisions.ts";
import { getWorkingStory } from "./working-story.ts";

let database: TestDatabase;
let edition: Edition;
let editor: GivenPerson;
before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  editor = await givenPerson(database.pool, "editor");
});
after(() => database.close());

const KEY = Buffer.alloc(32, 3);
const DAY_MS = 24 * 3_600_000;
const days = (count: number): Date => new Date(NOW.getTime() + count * DAY_MS);
const refusedAs = (kind: RefusalKind) => (error: unknown) =>
  error instanceof Refusal && error.kind === kind;
const link = (id: string, by: GivenPerson = editor) =>
  makePreviewLink(database.pool, { id, key: KEY }, by, NOW);
const open = (token: string, now: Date = NOW, key: Buffer = KEY) =>
  openPreview(database.pool, { token, key, edition }, now);

test("a link shows the text as it was when it was made, whatever is written afterwards, and makes no label", async () => {
  const id = await givenDraft(database.pool, edition, editor, { section: "قسم جديد" });
  const { token, target } = await link(id);
  const { content } = await getWorkingStory(database.pool, id);
  await saveDraft(
    database.pool,
    { id, base: 1, content: { ...content, headline: "بعد الرابط" } },
    editor,
    NOW,
  );
  const story = await open(token);
  assert.equal(story.headline, content.headline);
  assert.equal(story.bodyHtml, "<p>يستقبل المرصد زواره كل مساء.</p>");
  assert.deepEqual(story.section, { slug: "قسم-جديد", name: "قسم جديد" });
  assert.deepEqual(story.authors, [{ slug: "سلمى-الحارثي", name: "سلمى الحارثي" }]);
  assert.equal(story.revision, target.revision);
  assert.deepEqual(await listSections(database.pool, edition.code), []);
  const { revisions } = await listRevisions(database.pool, { id }, editor);
  assert.deepEqual(
    revisions.map(({ reason }) => reason),
    ["previewed"],
  );
  const now = await previewDraft(database.pool, { id, edition }, editor, NOW);
  assert.equal(now.headline, "بعد الرابط");
});

test("a preview of a published story names its labels and address as readers know them", async () => {
  const id = await givenDraft(database.pool, edition, editor);
  await publishDraft(database.pool, { edition, id, base: 1, matters: true }, editor, NOW);
  const { content, path } = await getWorkingStory(database.pool, id);
  await saveDraft(
    database.pool,
    { id, base: 1, content: { ...content, headline: "جديد", section: "علوم" } },
    editor,
    NOW,
  );
  const story = await previewDraft(database.pool, { id, edition }, editor, days(1));
  assert.equal(story.path, path);
  assert.deepEqual(story.publishedAt, NOW);
  assert.deepEqual(story.section, { slug: "علوم", name: "علوم" });
});

test("an empty draft has a preview too", async () => {
  const id = await givenDraft(database.pool, edition, editor, {
    headline: "",
    section: "",
    authors: [],
    topics: [],
    body: null,
  });
  const story = await previewDraft(database.pool, { id, edition }, editor, NOW);
  assert.deepEqual([story.headline, story.bodyHtml, story.section.slug], ["", "", ""]);
});

test("a link stops after a week, with its story, and with any letter changed", async () => {
  const id = await givenDraft(database.pool, edition, editor);
  const { token } = await link(id);
  assert.equal((await open(token, days(6.99))).id, id);
  await assert.rejects(open(token, days(7)), refusedAs("gone"));
  await assert.rejects(open(token, NOW, Buffer.alloc(32, 4)), refusedAs("notFound"));
  for (let at = 0; at < token.length; at += 7) {
    const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
    await assert.rejects(open(changed), refusedAs("notFound"), changed);
  }
  for (const wrong of ["", ".", "a.b", `${token}x`, token.replace(".", ""), "../../etc/passwd"])
    await assert.rejects(open(wrong), refusedAs("notFound"), wrong);
  await publishDraft(database.pool, { edition, id, base: 1, matters: true }, editor, NOW);
  await takeDownStory(database.pool, { id }, OWNER, NOW);
  await assert.rejects(open(token), refusedAs("gone"));
  await assert.rejects(link(id), refusedAs("gone"));
});

test("contributors share no links, and see no preview of others", async () => {
  const contributor = await givenPerson(database.pool, "contributor");
  const [theirs, own] = [
    await givenDraft(database.pool, edition, editor),
    await givenDraft(database.pool, edition, contributor),
  ];
  await assert.rejects(link(own, contributor), refusedAs("forbidden"));
  await assert.rejects(
    previewDraft(database.pool, { id: theirs, edition }, contributor, NOW),
    refusedAs("notFound"),
  );
  const mine = await previewDraft(database.pool, { id: own, edition }, contributor, NOW);
  assert.equal(mine.id, own);
});

test("the key is made once and is its owner's alone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "warraq-preview-"));
  try {
    const key = await openPreviewKey(openFileStore(folder));
    assert.deepEqual(await openPreviewKey(openFileStore(folder)), key);
    const { mode } = await stat(join(folder, "secrets", "preview-key"));
    assert.equal(mode & 0o777, 0o600);
    const target = {
      story: "0190c5a0-0000-7000-8000-0000000000ab",
      revision: 3,
      expiresAt: days(1),
    };
    assert.deepEqual(readPreview(key, signPreview(key, target), NOW), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
