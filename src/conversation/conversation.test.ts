import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { appreciate, deleteComment, editComment } from "./comments/change-comment.ts";
import { postComment } from "./comments/post-comment.ts";
import { changeCommentState, featureComment } from "./comments/states.ts";
import { countComments, findPlace, findThread, listThreads } from "./comments/threads.ts";
import { deleteReader, exportReader } from "./readers/account.ts";
import { takeDigest, unsubscribe } from "./readers/digest.ts";
import { readNotices } from "./readers/notices.ts";
import { givenReader } from "./testing/given-readers.ts";
import { givenStory } from "./testing/given-story.ts";

let database: TestDatabase;
let story = "";
const clock = handClock("2026-11-20T12:00:00Z");
const TEXT = "كتب الناس في المدينة القديمة حكاياتهم على جدرانها.";

before(async () => {
  database = await testDatabase();
  story = (await givenStory(database.pool, clock.now(), TEXT)).id;
});
after(() => database.close());

/** Posts as somebody who has not written for an hour. */
async function posted(
  reader: string,
  changes: { parent?: string; text?: string; quote?: string; key?: string } = {},
): Promise<string> {
  clock.advance(3_600_001);
  const { parent = null, text = "رأي", quote = "", key = randomUUID() } = changes;
  const { id } = await postComment(
    database.pool,
    { key, story, parent, text, quote },
    reader,
    clock.now(),
  );
  return id;
}
const counted = async (): Promise<number> =>
  (await countComments(database.pool, [story])).get(story) ?? 0;
const refusedWith = (kind: string) => (error: unknown) =>
  error instanceof Refusal && error.kind === kind;

test("twenty copies of one post are one comment, and another post may not have its key", async () => {
  const { id } = await givenReader(database.pool, "سعاد", clock.now());
  const input = { key: randomUUID(), story, parent: null, text: "مرة واحدة", quote: "" };
  const all = await Promise.all(
    Array.from({ length: 20 }, () => postComment(database.pool, input, id, clock.now())),
  );
  assert.equal(new Set(all.map((one) => one.id)).size, 1);
  const { rows } = await database.pool.query("SELECT FROM comment WHERE body = 'مرة واحدة'");
  assert.equal(rows.length, 1);
  await assert.rejects(
    postComment(database.pool, { ...input, text: "غيرها" }, id, clock.now()),
    refusedWith("conflict"),
  );
});

test("a reader writes once in three seconds and twenty times an hour, a newcomer less", async () => {
  const known = await givenReader(database.pool, "مالك", clock.now());
  for (let times = 0; times < 3; times += 1) await posted(known.id);
  clock.advance(3_600_001);
  const post = (reader: string) =>
    postComment(
      database.pool,
      { key: randomUUID(), story, parent: null, text: "نص", quote: "" },
      reader,
      clock.now(),
    );
  for (let times = 0; times < 20; times += 1) {
    clock.advance(3000);
    await post(known.id);
    await assert.rejects(post(known.id), refusedWith("tooMany"));
  }
  clock.advance(60_000);
  await assert.rejects(post(known.id), (error) => {
    assert.ok(error instanceof Refusal);
    assert.ok((error.retryAfterSeconds ?? 0) > 3400, "told when the hour is over");
    assert.match(error.told?.ar ?? "", /بعد 59 دقيقة|بعد 58 دقيقة/);
    return true;
  });
  const fresh = await givenReader(database.pool, "جديد", clock.now(), { isNew: true });
  await post(fresh.id);
  clock.advance(5000);
  await assert.rejects(post(fresh.id), refusedWith("tooMany"));
  clock.advance(5000);
  await post(fresh.id);
});

test("replies stand below the comment that began the thread, with whom they answer", async () => {
  const one = await givenReader(database.pool, "هدى", clock.now());
  const two = await givenReader(database.pool, "باسم", clock.now());
  const root = await posted(one.id, { text: "بداية" });
  const reply = await posted(two.id, { parent: root, text: "رد" });
  const deeper = await posted(one.id, { parent: reply, text: "رد على الرد" });
  const page = await findThread(database.pool, { story, root, page: 1 });
  const thread = page?.threads[0];
  assert.equal(thread?.total, 2);
  assert.deepEqual(
    thread?.replies.map(({ text, answers }) => [text, answers]),
    [
      ["رد", null],
      ["رد على الرد", "باسم"],
    ],
  );
  assert.equal((await findPlace(database.pool, deeper))?.root, root);
  const notices = await readNotices(database.pool, one.id, clock.now());
  assert.deepEqual(
    notices.map(({ kind, comment, isNew }) => [kind, comment, isNew]),
    [["reply", reply, true]],
  );
  assert.equal((await readNotices(database.pool, one.id, clock.now()))[0]?.isNew, false);
});

test("a quote must stand in the story", async () => {
  const { id } = await givenReader(database.pool, "نوال", clock.now());
  await posted(id, { quote: "حكاياتهم على جدرانها" });
  await assert.rejects(posted(id, { quote: "لم يقله أحد" }), refusedWith("invalid"));
});

test("a comment is edited for five minutes, over the text that was read", async () => {
  const { id: reader } = await givenReader(database.pool, "رنا", clock.now());
  const id = await posted(reader, { text: "قبل" });
  const edit = (revision: number, text: string) =>
    editComment(database.pool, { comment: id, revision, text, reader }, clock.now());
  await edit(1, "بعد");
  await assert.rejects(edit(1, "من صفحة أخرى"), refusedWith("conflict"));
  clock.advance(5 * 60_000 + 1);
  await assert.rejects(edit(2, "متأخر"), refusedWith("gone"));
  const page = await findThread(database.pool, { story, root: id, page: 1 });
  assert.equal(page?.threads[0]?.root.text, "بعد");
});

test("what moderators decide changes counts and what is shown, and leaves no text", async () => {
  const one = await givenReader(database.pool, "وسام", clock.now());
  const two = await givenReader(database.pool, "لمى", clock.now());
  const before = await counted();
  const root = await posted(one.id, { text: "يُزال" });
  const reply = await posted(two.id, { parent: root, text: "يبقى" });
  assert.equal(await counted(), before + 2);
  const change = (comment: string, to: "published" | "rejected") =>
    inTransaction(database.pool, (client) =>
      changeCommentState(client, { comment, to }, clock.now()),
    );
  assert.deepEqual(await change(root, "rejected"), { story, reader: one.id, from: "published" });
  assert.equal(await counted(), before + 1);
  const page = await findThread(database.pool, { story, root, page: 1 });
  assert.equal(page?.threads[0]?.root.isShown, false);
  assert.doesNotMatch(JSON.stringify(page), /يُزال|وسام/);
  await change(reply, "rejected");
  assert.equal(await findThread(database.pool, { story, root, page: 1 }), undefined);
  await change(root, "published");
  await change(root, "published");
  assert.equal(await counted(), before + 1);
  const featured = await inTransaction(database.pool, (client) =>
    featureComment(client, { comment: root, isFeatured: true }, clock.now()),
  );
  assert.equal(featured?.reader, one.id);
  const picks = await listThreads(database.pool, { story, sort: "picks", page: 1 });
  assert.deepEqual(
    picks.threads.map((thread) => thread.root.id),
    [root],
  );
});

test("appreciation counts once for each reader, and never for oneself", async () => {
  const one = await givenReader(database.pool, "كريم", clock.now());
  const two = await givenReader(database.pool, "ندى", clock.now());
  const comment = await posted(one.id);
  const say = (reader: string, isOn: boolean) =>
    appreciate(database.pool, { comment, reader, isOn });
  assert.equal(await say(two.id, true), 1);
  assert.equal(await say(two.id, true), 1);
  await assert.rejects(say(one.id, true), refusedWith("forbidden"));
  assert.equal(await say(two.id, false), 0);
});

test("who leaves is gone: account, texts or names, appreciations; the rest stays", async () => {
  const one = await givenReader(database.pool, "عابر", clock.now());
  const two = await givenReader(database.pool, "مقيم", clock.now());
  const root = await posted(one.id, { text: "نص العابر" });
  const other = await posted(two.id, { text: "نص المقيم" });
  const reply = await posted(two.id, { parent: root, text: "رد المقيم" });
  const own = await posted(one.id, { parent: root, text: "رد العابر" });
  await appreciate(database.pool, { comment: other, reader: one.id, isOn: true });
  const kept = await exportReader(database.pool, one.id);
  assert.equal(kept.comments.length, 2);
  assert.deepEqual(kept.appreciated, [other]);
  const before = await counted();
  await deleteReader(database.pool, { reader: one.id, comments: "delete" });
  assert.equal(await counted(), before - 2);
  const page = await findThread(database.pool, { story, root, page: 1 });
  assert.deepEqual(
    page?.threads[0]?.replies.map(({ id }) => id),
    [reply],
  );
  assert.equal(page?.threads[0]?.total, 1);
  const { rows } = await database.pool.query<{ n: string }>(
    "SELECT count(*) AS n FROM comment WHERE body LIKE '%العابر%' OR reader_id = $1",
    [one.id],
  );
  assert.equal(rows[0]?.n, "0");
  assert.equal(await findPlace(database.pool, own), undefined);
  const { rows: liked } = await database.pool.query<{ likes: number }>(
    "SELECT likes FROM comment WHERE id = $1",
    [other],
  );
  assert.equal(liked[0]?.likes, 0);
  await deleteReader(database.pool, { reader: two.id, comments: "keep" });
  const after = await findThread(database.pool, { story, root: other, page: 1 });
  assert.deepEqual(
    [after?.threads[0]?.root.text, after?.threads[0]?.root.author],
    ["نص المقيم", null],
  );
});

test("a deleted comment leaves its place to its replies and no text", async () => {
  const one = await givenReader(database.pool, "شادي", clock.now());
  const two = await givenReader(database.pool, "ميس", clock.now());
  const root = await posted(one.id, { text: "سرّ شادي" });
  await posted(two.id, { parent: root });
  await assert.rejects(
    deleteComment(database.pool, { comment: root, reader: two.id }),
    refusedWith("notFound"),
  );
  await deleteComment(database.pool, { comment: root, reader: one.id });
  const page = await findThread(database.pool, { story, root, page: 1 });
  assert.equal(page?.threads[0]?.root.isDeleted, true);
  assert.doesNotMatch(JSON.stringify(page), /سرّ|شادي/);
});

test("a digest goes out once a day, only where there is news, and ends by one click", async () => {
  const one = await givenReader(database.pool, "مراسَل", clock.now());
  const two = await givenReader(database.pool, "مجيب", clock.now());
  await database.pool.query("UPDATE reader SET digest = 'off' WHERE id <> $1", [one.id]);
  const site = { siteUrl: "https://news.example", siteName: "ورّاق" };
  const root = await posted(one.id);
  await posted(two.id, { parent: root });
  assert.equal(await takeDigest(database.pool, site, clock.now()), undefined, "not at once");
  clock.advance(3_600_000);
  const mail = await takeDigest(database.pool, site, clock.now());
  assert.match(mail?.html ?? "", /dir="rtl"/);
  assert.match(mail?.text ?? "", /ردّ .مجيب. على تعليقك/);
  assert.equal(await takeDigest(database.pool, site, clock.now()), undefined, "once");
  await posted(two.id, { parent: root });
  clock.advance(86_400_000);
  const second = await takeDigest(database.pool, site, clock.now());
  const link = /<([^>]+)>/.exec(second?.headers?.["List-Unsubscribe"] ?? "")?.[1] ?? "";
  await unsubscribe(database.pool, link.split("/").at(-1) ?? "");
  await posted(two.id, { parent: root });
  clock.advance(2 * 86_400_000);
  assert.equal(await takeDigest(database.pool, site, clock.now()), undefined, "unsubscribed");
});
