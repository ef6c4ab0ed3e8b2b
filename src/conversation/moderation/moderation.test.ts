import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ROLES, type Actor } from "#accounts/authoriser.ts";
import { Refusal, type RefusalKind } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { appeal, decideAppeal } from "./appeals.ts";
import { decideComment, type CommentDecision } from "./decide.ts";
import { countQueues, findQueueItem, listAppeals, listQueue } from "./queues.ts";
import { getReaderRecord, noteOnReader } from "./reader-record.ts";
import { reportComment, ReportInput, REPORTS_A_DAY } from "./reports.ts";
import { acknowledgeWarning, liftSanction, sanctionReader, standingOf } from "./sanctions.ts";
import {
  givenComment,
  givenModerator,
  givenReader,
  givenStory,
  NOW,
  OWNER,
} from "./testing/given.ts";
import { countMonth } from "./transparency.ts";

let database: TestDatabase;
let story = "";
const MODERATOR: Actor = { kind: "person", id: OWNER.id, roles: ["moderator"] };
const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);
const DAY = 24 * 3_600_000;
const REJECT: CommentDecision = { kind: "reject", reason: "insult", note: "" };

before(async () => {
  database = await testDatabase();
  const { pool } = database;
  await givenModerator(pool);
  story = await givenStory(pool);
});
after(() => database.close());

const refusedWith = (kind: RefusalKind) => (error: unknown) =>
  error instanceof Refusal && error.kind === kind;

const rowOf = async (comment: string) =>
  (
    await database.pool.query<{ state: string; body: string; featured_at: Date | null }>(
      "SELECT state, body, featured_at FROM comment WHERE id = $1",
      [comment],
    )
  ).rows[0];

const toldTo = async (reader: string): Promise<{ kind: string; ar: string }[]> =>
  (
    await database.pool.query<{ kind: string; ar: string }>(
      "SELECT kind, told->>'ar' AS ar FROM reader_notice WHERE reader_id = $1 ORDER BY id",
      [reader],
    )
  ).rows;

const decide = (comment: string, decision: CommentDecision, at = later(60_000)) =>
  decideComment(database.pool, { comment, decision }, MODERATOR, at);

const report = (changes: object = {}) => ReportInput.parse({ category: "insult", ...changes });

test("a held comment is approved: seen, told, logged, with how long it waited; twice changes nothing", async () => {
  const { pool } = database;
  const reader = await givenReader(pool);
  const comment = await givenComment(pool, { story, reader });
  const decided = await decide(comment, { kind: "approve" });
  assert.deepEqual(decided, { before: "held", isChanged: true, byMail: [] });
  assert.equal((await rowOf(comment))?.state, "published");
  assert.deepEqual(await toldTo(reader), [{ kind: "approved", ar: "نُشر تعليقك." }]);
  assert.equal((await decide(comment, { kind: "approve" })).isChanged, false);
  const { rows } = await pool.query(
    "SELECT kind, waited_ms::int AS waited FROM moderation_decision WHERE comment_id = $1",
    [comment],
  );
  assert.deepEqual(rows, [{ kind: "approve", waited: 60_000 }]);
  const { rows: log } = await pool.query(
    "SELECT act, before->>'state' AS before, after->>'state' AS after FROM audit_entry WHERE subject_id = $1",
    [comment],
  );
  assert.deepEqual(log, [{ act: "comment.approve", before: "held", after: "published" }]);
});

test("a rejection tells its reason in Arabic, keeps nothing in the log of what was said, and un-features", async () => {
  const { pool } = database;
  const reader = await givenReader(pool);
  const comment = await givenComment(pool, {
    story,
    reader,
    state: "published",
    body: "سرّ لا يُقال",
  });
  await decide(comment, { kind: "feature" });
  assert.notEqual((await rowOf(comment))?.featured_at, null);
  await decide(comment, { kind: "reject", reason: "insult", note: "اكتب رأيك من غير شتم." });
  assert.equal((await rowOf(comment))?.state, "rejected");
  assert.equal((await rowOf(comment))?.featured_at, null);
  const [, rejected] = await toldTo(reader);
  assert.match(rejected?.ar ?? "", /فيه إهانة لشخص أو جماعة\. اكتب رأيك من غير شتم\./);
  await assert.rejects(decide(comment, { kind: "feature" }), refusedWith("conflict"));
  await decide(comment, { kind: "delete", reason: "illegal", note: "" });
  assert.deepEqual([(await rowOf(comment))?.state, (await rowOf(comment))?.body], ["deleted", ""]);
  await assert.rejects(decide(comment, { kind: "approve" }), refusedWith("notFound"));
  const { rows } = await pool.query(
    "SELECT FROM audit_entry WHERE concat(before::text, after::text) LIKE '%سرّ%'",
  );
  assert.equal(rows.length, 0);
});

test("only who keeps the conversation may decide", async () => {
  const comment = await givenComment(database.pool, { story, reader: null });
  for (const role of ROLES) {
    const by: Actor = { kind: "person", id: OWNER.id, roles: [role] };
    const work = decideComment(database.pool, { comment, decision: { kind: "hold" } }, by, NOW);
    if (["journalist", "contributor"].includes(role))
      await assert.rejects(work, refusedWith("forbidden"));
    else await work;
  }
});

test("reports gather on a comment, once for each reporter, with a bound, and are closed by the decision", async () => {
  const { pool } = database;
  const [author, reporter] = [await givenReader(pool), await givenReader(pool)];
  const comment = await givenComment(pool, { story, reader: author, state: "published" });
  const sent = () => reportComment(pool, { comment, report: report() }, { reader: reporter }, NOW);
  assert.deepEqual(await sent(), { kind: "reported" });
  assert.deepEqual(await sent(), { kind: "known" });
  const illegal = report({
    category: "illegal",
    explanation: "ينشر رقم هاتفي من غير إذن",
    location: "السطر الأول",
    isGoodFaith: true,
    name: "سلمى",
    email: "salma@mail.example",
  });
  await reportComment(pool, { comment, report: illegal }, { address: "192.0.2.7" }, NOW);
  const { items } = await listQueue(pool, { queue: "reported", limit: 10 }, NOW);
  assert.deepEqual(
    items.find(({ id }) => id === comment)?.reports.map(({ category, by }) => [category, by]),
    [
      ["insult", null],
      ["illegal", "سلمى"],
    ],
  );
  const { byMail } = await decide(comment, REJECT);
  assert.deepEqual(
    byMail.map(({ email, isUpheld }) => [email, isUpheld]),
    [["salma@mail.example", true]],
  );
  const [told] = await toldTo(reporter);
  assert.equal(told?.kind, "reportDecided");
  const { rows } = await pool.query(
    "SELECT FROM comment_report WHERE name IS NOT NULL OR email IS NOT NULL",
  );
  assert.equal(rows.length, 0, "who wanted a mail is forgotten once it is sent");
  await assert.rejects(sent(), refusedWith("notFound"), "what readers don't see can't be reported");
});

test("a report of illegal content needs a reason and good faith; nobody floods the moderators", async () => {
  const { pool } = database;
  assert.equal(ReportInput.safeParse({ category: "illegal" }).success, false);
  assert.equal(
    ReportInput.safeParse({ category: "illegal", explanation: "مخالف لقانون النشر" }).success,
    false,
  );
  const reader = await givenReader(pool);
  for (let at = 0; at < REPORTS_A_DAY; at += 1) {
    const comment = await givenComment(pool, { story, reader: null, state: "published" });
    await reportComment(pool, { comment, report: report() }, { reader }, NOW);
  }
  const one = await givenComment(pool, { story, reader: null, state: "published" });
  const more = (at: Date) =>
    reportComment(pool, { comment: one, report: report() }, { reader }, at);
  await assert.rejects(more(later(1000)), refusedWith("tooMany"));
  assert.deepEqual(await more(later(DAY + 1000)), { kind: "reported" });
});

test("a warning waits to be read, a suspension ends by itself, a ban until it is taken back", async () => {
  const { pool } = database;
  const reader = await givenReader(pool);
  const impose = (kind: "warned" | "suspended" | "banned" | "mustWait") =>
    sanctionReader(
      pool,
      { reader, sanction: { kind, reason: "spam", note: "", days: 7 } },
      MODERATOR,
      NOW,
    );
  await impose("warned");
  assert.equal((await standingOf(pool, reader, NOW)).kind, "warned");
  await acknowledgeWarning(pool, reader, NOW);
  assert.equal((await standingOf(pool, reader, NOW)).kind, "free");
  await impose("suspended");
  const suspended = await standingOf(pool, reader, later(6 * DAY));
  assert.deepEqual([suspended.kind, suspended.until], ["suspended", later(7 * DAY)]);
  assert.match(suspended.told.ar, /أوقفنا مشاركتك في النقاش مؤقتًا: إعلان أو تعليق مزعج/);
  assert.equal((await standingOf(pool, reader, later(7 * DAY))).kind, "free");
  const ban = await impose("banned");
  assert.equal((await standingOf(pool, reader, later(999 * DAY))).kind, "banned");
  await liftSanction(pool, ban, MODERATOR, NOW);
  await impose("mustWait");
  assert.deepEqual(
    [
      (await standingOf(pool, reader, later(8 * DAY))).kind,
      (await standingOf(pool, reader, NOW)).mustWait,
    ],
    ["free", true],
  );
  await noteOnReader(pool, { reader, text: "يكتب من حسابين" }, MODERATOR, NOW);
  const record = await getReaderRecord(pool, reader, NOW);
  assert.deepEqual(
    record.notes.map(({ text, by }) => [text, by]),
    [["يكتب من حسابين", "هدى"]],
  );
  assert.equal(record.sanctions.length, 4);
  assert.equal(JSON.stringify(record).includes("@readers.example"), false, "no address of anybody");
});

test("a reader appeals once within 30 days; granted, the comment is seen", async () => {
  const { pool } = database;
  const reader = await givenReader(pool);
  const comment = await givenComment(pool, { story, reader });
  await decide(comment, REJECT, NOW);
  const plea = (by: string, at: Date) =>
    appeal(pool, { against: { comment }, text: "لم أشتم أحدًا." }, by, at);
  await assert.rejects(plea(await givenReader(pool), NOW), refusedWith("notFound"));
  await assert.rejects(plea(reader, later(31 * DAY)), refusedWith("notFound"));
  await assert.rejects(
    appeal(pool, { against: { comment }, text: " \u200f" }, reader, NOW),
    refusedWith("invalid"),
  );
  await plea(reader, later(DAY));
  await assert.rejects(plea(reader, later(DAY)), refusedWith("conflict"));
  const [open] = await listAppeals(pool);
  assert.deepEqual(
    [open?.text, open?.comment?.id, open?.reason],
    ["لم أشتم أحدًا.", comment, "insult"],
  );
  const answer = { appeal: open?.id ?? "", isGranted: true, answer: "كنت محقًا." };
  await decideAppeal(pool, answer, MODERATOR, later(2 * DAY));
  assert.equal((await rowOf(comment))?.state, "published");
  const told = await toldTo(reader);
  assert.equal(told.at(-1)?.ar, "قُبل اعتراضك. كنت محقًا.");
  await assert.rejects(decideAppeal(pool, answer, MODERATOR, NOW), refusedWith("notFound"));
});

test("an appeal against a ban that is granted ends it; one that is declined keeps it", async () => {
  const { pool } = database;
  for (const isGranted of [true, false]) {
    const reader = await givenReader(pool);
    const sanction = await sanctionReader(
      pool,
      { reader, sanction: { kind: "banned", reason: "hate", note: "", days: 1 } },
      MODERATOR,
      NOW,
    );
    await appeal(pool, { against: { sanction }, text: "أعتذر." }, reader, NOW);
    const open = (await listAppeals(pool)).find((one) => one.reader.id === reader);
    await decideAppeal(pool, { appeal: open?.id ?? "", isGranted, answer: "" }, MODERATOR, NOW);
    assert.equal((await standingOf(pool, reader, NOW)).kind, isGranted ? "free" : "banned");
  }
});

test("queues hold what they say, in order, page by page, with all that a decision needs", async () => {
  const { pool } = database;
  const other = await givenStory(pool, "قطار المدينة");
  const reader = await givenReader(pool, "ليلى الكاتبة");
  const parent = await givenComment(pool, {
    story: other,
    reader: null,
    state: "published",
    body: "الأصل",
  });
  const ids: string[] = [];
  for (let at = 0; at < 5; at += 1)
    ids.push(
      await givenComment(pool, {
        story: other,
        reader,
        parent,
        similarity: at < 3 ? "same" : "",
        at: later(at * 1000),
        verdicts: [
          {
            phase: "words",
            verdict: "hold",
            reason: "listedWords",
            told: { ar: "كلمة", en: "a word" },
            evidence: ["كلب"],
          },
        ],
      }),
    );
  const first = await listQueue(pool, { queue: "held", story: other, limit: 3 }, NOW);
  assert.deepEqual(
    first.items.map(({ id }) => id),
    ids.slice(0, 3),
  );
  const rest = await listQueue(
    pool,
    { queue: "held", story: other, limit: 3, cursor: first.cursor ?? "" },
    NOW,
  );
  assert.deepEqual(
    rest.items.map(({ id }) => id),
    ids.slice(3),
  );
  assert.equal(rest.cursor, null);
  const [item] = first.items;
  assert.deepEqual(
    [
      item?.story.headline,
      item?.parent?.body,
      item?.reader?.name,
      item?.alike,
      item?.verdicts[0]?.evidence,
    ],
    ["قطار المدينة", "الأصل", "ليلى الكاتبة", 2, ["كلب"]],
  );
  const newcomers = await listQueue(pool, { queue: "newcomers", story: other, limit: 10 }, NOW);
  assert.equal(newcomers.items.length, 5);
  const alike = await listQueue(pool, { queue: "held", alike: ids[0], limit: 10 }, NOW);
  assert.deepEqual(
    alike.items.map(({ id }) => id),
    ids.slice(0, 3),
  );
  const all = await listQueue(pool, { queue: "all", story: other, limit: 2 }, NOW);
  assert.equal(all.items[0]?.id, ids[4]);
  assert.equal((await findQueueItem(pool, ids[0] ?? "", NOW))?.id, ids[0]);
  const counts = await countQueues(pool);
  assert.ok(counts.held >= 5 && counts.newcomers >= 5 && counts.all > counts.held);
});

test("the month in numbers counts decisions, reports and reasons, and names nobody", async () => {
  const numbers = await countMonth(database.pool, later(-DAY), later(40 * DAY));
  assert.ok(numbers.approved >= 1 && numbers.rejected >= 3 && numbers.banned >= 3);
  assert.ok(numbers.reportsOfIllegal >= 1 && numbers.appealsGranted === 2);
  assert.equal(numbers.byReason["insult"], numbers.rejected);
  const empty = await countMonth(database.pool, later(-9 * DAY), later(-8 * DAY));
  assert.deepEqual([empty.comments, empty.waitedMinutes, empty.byReason], [0, null, {}]);
});
