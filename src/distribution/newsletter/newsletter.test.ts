import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { createBulkMailer, type BulkMailer } from "#platform/bulk-mail.ts";
import { handClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { createMailer } from "#platform/mail.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory } from "#stories/publish.ts";
import { listCardsById } from "#stories/read.ts";
import type { Edition } from "#stories/story.ts";
import { contentWith } from "#stories/testing/given.ts";
import { givenPerson, type GivenPerson } from "#stories/testing/given-people.ts";
import { bodyOf, givenMailServer, headerOf } from "../testing/mail-server.ts";
import { dueKinds } from "./automatic.ts";
import {
  createIssue,
  getIssue,
  listIssues,
  saveIssue,
  scheduleIssue,
  unscheduleIssue,
} from "./issues.ts";
import { createNewsletter } from "./newsletter.ts";
import { countSubscribers } from "./subscribers.ts";

const log = createLog("silent");
const clock = handClock("2026-11-25T09:00:00Z");
let database: TestDatabase;
let edition: Edition;
let folder: string;
let editor: GivenPerson;
let storyIds: string[] = [];
const ends: (() => Promise<void> | void)[] = [];

before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  editor = await givenPerson(database.pool, "editor");
  folder = mkdtempSync(join(tmpdir(), "warraq-newsletter-"));
  storyIds = [];
  for (const headline of ["مرصد الجبل يفتح أبوابه", "قطار المدينة", "مكتبة في القلعة"])
    storyIds.push(
      (
        await publishStory(
          database.pool,
          { edition, content: contentWith({ headline, standfirst: "يستقبل زواره كل مساء." }) },
          editor,
          clock.now(),
        )
      ).id,
    );
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  clock.set("2026-11-25T09:00:00Z");
  await database.pool.query("TRUNCATE subscriber, newsletter_issue, newsletter_click, dispatch_copy");
});
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function given(options: { smtpUrl?: string; bulk?: BulkMailer } = {}) {
  const { smtpUrl } = options;
  const from = () => ({ name: "ورّاق", address: "no-reply@news.example" });
  const mailer = createMailer({ smtpUrl, dataDir: folder, from, log });
  const bulk = options.bulk ?? createBulkMailer({ smtpUrl, dataDir: folder, connections: 4 });
  const newsletter = createNewsletter({
    pool: database.pool,
    clock,
    log,
    mailer,
    bulk,
    from,
    perSecond: 10_000,
    look: () => ({
      edition,
      siteUrl: "https://news.example",
      accents: { light: "#a5201b", dark: "#ff8a80" },
    }),
    ranking: {
      mostReadOn: async () => ({
        basis: "today",
        stories: (await listCardsById(database.pool, storyIds)).map((card, index) => ({
          card,
          counted: 30 - index,
        })),
      }),
    },
  });
  ends.push(async () => {
    await mailer.stop();
    await newsletter.stop();
  });
  return { newsletter, mailer, settled: () => mailer.stop() };
}

async function givenServer(...treat: Parameters<typeof givenMailServer>) {
  const server = await givenMailServer(...treat);
  ends.push(() => server.close());
  return server;
}

async function subscribers(count: number, kinds: readonly string[] = ["daily", "weekly", "issues"]) {
  await database.pool.query(
    `INSERT INTO subscriber (id, email, email_key, state, kinds, asked_at, confirmed_at)
     SELECT gen_random_uuid(), 'reader' || n || '@mail.example', 'reader' || n || '@mail.example', 'active', $2, $3, $3
     FROM generate_series(1, $1) n`,
    [count, kinds, clock.now()],
  );
}

async function scheduled(changes: { subject?: string; intro?: string } = {}): Promise<string> {
  const content = { subject: "ملف خاص: «سماء» & <b>", intro: "تحية.\n\nفقرة ثانية.", stories: storyIds, title: "", note: "", ...changes };
  const id = await createIssue(database.pool, { editionCode: edition.code, content }, editor, clock.now());
  await scheduleIssue(database.pool, { id, base: 1, at: clock.now() }, editor, clock.now());
  return id;
}

const tokenIn = (raw: string, path: string): string =>
  new RegExp(`/newsletter/${path}/([a-z2-7]{45})`).exec(bodyOf(raw, "text/plain"))?.[1] ?? "";

test("an address is asked twice, known or not the answer is the same, and a link ends it for good", async () => {
  const server = await givenServer();
  const { newsletter, settled } = given({ smtpUrl: server.url });
  const form = { email: "Salma@Mail.example", kinds: ["daily"] as const };
  assert.equal(await newsletter.ask(form, "192.0.2.1"), undefined);
  await settled();
  const [first] = server.taken;
  assert.ok(first);
  assert.equal(headerOf(first.raw, "subject"), `أكّد اشتراكك في نشرة ${edition.name}`);
  const confirm = tokenIn(first.raw, "confirm");
  assert.equal((await newsletter.findToConfirm(confirm))?.state, "pending");
  assert.equal((await countSubscribers(database.pool)).active, 0);
  assert.ok(await newsletter.confirm(confirm));
  assert.ok(await newsletter.confirm(confirm));
  assert.deepEqual((await countSubscribers(database.pool)).byKind, { daily: 1, weekly: 0, issues: 0 });

  assert.equal(await newsletter.ask({ ...form, kinds: ["issues"] }, "192.0.2.1"), undefined);
  await settled();
  const keep = tokenIn(server.taken[1]?.raw ?? "", "preferences");
  assert.deepEqual((await newsletter.findByLink(keep))?.subscriber?.kinds, ["daily"]);
  assert.ok(await newsletter.change(keep, ["weekly", "issues"]));
  assert.equal(await newsletter.leave(confirm), false, "a link to confirm does not end anything");
  assert.ok(await newsletter.leave(keep));
  assert.ok(await newsletter.leave(keep));
  assert.deepEqual(await newsletter.findByLink(keep), { id: (await newsletter.findByLink(keep) as { id?: string })?.id, subscriber: undefined });
  assert.equal(await newsletter.leave(`${keep.slice(0, -3)}aaa`), false);
  assert.equal((await countSubscribers(database.pool)).active, 0);
});

test("an address gets at most three mails a day, and a network address sends thirty forms an hour", async () => {
  const server = await givenServer();
  const { newsletter, settled } = given({ smtpUrl: server.url });
  const form = { email: "victim@mail.example", kinds: ["daily"] as const };
  for (let time = 0; time < 30; time += 1) await newsletter.ask(form, "192.0.2.7");
  await assert.rejects(
    newsletter.ask(form, "192.0.2.7"),
    (error) => error instanceof Refusal && error.kind === "tooMany",
  );
  await settled();
  assert.equal(server.taken.length, 3);
  clock.advance(86_400_001);
  await newsletter.ask(form, "192.0.2.8");
  await settled();
  assert.equal(server.taken.length, 4);
});

test("an issue reaches every subscriber once, in Arabic, with links of their own and a button to leave", async () => {
  const server = await givenServer();
  const { newsletter } = given({ smtpUrl: server.url });
  await subscribers(30);
  await subscribers(0);
  const id = await scheduled();
  await Promise.all([newsletter.sendDue(), newsletter.sendDue()]);
  await newsletter.sendDue();
  assert.equal(server.taken.length, 30);
  assert.equal(new Set(server.taken.map(({ to }) => to)).size, 30);
  const tokens = new Set(server.taken.map(({ raw }) => tokenIn(raw, "unsubscribe")));
  assert.equal(tokens.size, 30);
  assert.equal(new Set(server.taken.map(({ raw }) => headerOf(raw, "message-id"))).size, 30);
  const [mail] = server.taken;
  assert.ok(mail);
  const token = tokenIn(mail.raw, "unsubscribe");
  assert.equal(headerOf(mail.raw, "subject"), "ملف خاص: «سماء» & <b>");
  assert.equal(headerOf(mail.raw, "to"), mail.to);
  assert.equal(
    headerOf(mail.raw, "list-unsubscribe"),
    `<https://news.example/newsletter/unsubscribe/${token}>`,
  );
  assert.equal(headerOf(mail.raw, "list-unsubscribe-post"), "List-Unsubscribe=One-Click");
  assert.match(mail.from, /^bounce\+[a-z2-7]{45}@news\.example$/);
  assert.ok(mail.raw.split("\r\n").every((line) => line.length <= 998));
  const html = bodyOf(mail.raw, "text/html");
  assert.match(html, /<html lang="ar" dir="rtl"/);
  assert.ok(html.includes("ملف خاص: «سماء» &amp; &lt;b&gt;"));
  assert.ok(html.includes(`/newsletter/preferences/${token}`));
  assert.ok(!`${html}${bodyOf(mail.raw, "text/plain")}`.includes("zz-place"));
  assert.ok(html.trimEnd().endsWith("</html>"));
  const issue = await getIssue(database.pool, id);
  assert.deepEqual([issue.state, issue.copies.sent, issue.copies.unknown], ["sent", 30, 0]);

  const [, path] = /newsletter\/go\/([\w-]+\/0)/.exec(html) ?? [];
  assert.equal(path, `${id}/0`);
  assert.match((await newsletter.follow(id, 0)) ?? "", /مرصد-الجبل/);
  assert.equal(await newsletter.follow(id, 3), "/most-read");
  assert.equal(await newsletter.follow(id, 9), undefined);
  assert.equal((await getIssue(database.pool, id)).clicks, 2);
});

test("what a server refuses, delays or leaves open is told apart, and only what was surely not taken goes again", async () => {
  let isLater = true;
  const server = await givenServer((to) => {
    if (to.startsWith("reader1@")) return "noSuchAddress";
    if (to.startsWith("reader2@")) return "refuse";
    return to.startsWith("reader3@") && isLater ? "later" : "take";
  });
  const { newsletter } = given({ smtpUrl: server.url });
  await subscribers(5);
  const id = await scheduled();
  await newsletter.sendDue();
  let { copies, state } = await getIssue(database.pool, id);
  assert.deepEqual([state, copies.sent, copies.refused, copies.waiting], ["sending", 2, 2, 1]);
  assert.equal((await countSubscribers(database.pool)).bounced, 1);
  isLater = false;
  await newsletter.sendDue();
  assert.equal(server.taken.length, 2);
  clock.advance(120_000);
  await newsletter.sendDue();
  ({ copies, state } = await getIssue(database.pool, id));
  assert.deepEqual([state, copies.sent, server.taken.length], ["sent", 3, 3]);
});

test("a connection that breaks after the text has begun leaves a copy unknown, and it is never sent again", async () => {
  let broken = 0;
  const server = await givenServer((to) => {
    if (!to.startsWith("reader2@")) return "take";
    broken += 1;
    if (broken === 2) setTimeout(server.cut, 20);
    return broken === 2 ? "breakOff" : "take";
  });
  const { newsletter } = given({ smtpUrl: server.url });
  await subscribers(2);
  const id = await scheduled();
  await newsletter.sendDue();
  const { copies } = await getIssue(database.pool, id);
  assert.equal(copies.unknown, 1);
  clock.advance(86_400_000);
  await newsletter.sendDue();
  assert.equal(server.taken.filter(({ to }) => to.startsWith("reader2@")).length, 1);
});

test("a server that is away costs no copy: all of them wait", async () => {
  const server = await givenMailServer();
  await server.close();
  const { newsletter } = given({ smtpUrl: server.url });
  await subscribers(40);
  const id = await scheduled();
  await newsletter.sendDue();
  const { copies, state } = await getIssue(database.pool, id);
  assert.deepEqual([state, copies.waiting, copies.unknown], ["sending", 40, 0]);
});

test("a sender that died with copies in hand leaves them unknown; the others are sent", async () => {
  const server = await givenServer();
  const { newsletter } = given({ smtpUrl: server.url });
  await subscribers(12);
  const id = await scheduled();
  await database.pool.query(
    `UPDATE newsletter_issue SET state = 'sending', rendered = '{"subject":"x","text":"x","html":"<p>x</p>","links":[]}' WHERE id = $1`,
    [id],
  );
  await database.pool.query(
    `INSERT INTO dispatch_copy (dispatch_id, recipient_id, state, due_at)
     SELECT $1, id, CASE WHEN row_number() OVER (ORDER BY email) <= 4 THEN 'claimed' ELSE 'waiting' END, $2 FROM subscriber`,
    [id, clock.now()],
  );
  await database.pool.query(
    "UPDATE dispatch_copy SET due_at = due_at + interval '150 seconds' WHERE state = 'claimed'",
  );
  await newsletter.sendDue();
  assert.equal(server.taken.length, 8);
  assert.equal((await getIssue(database.pool, id)).state, "sending");
  clock.advance(151_000);
  await newsletter.sendDue();
  const { state, copies } = await getIssue(database.pool, id);
  assert.deepEqual([state, copies.sent, copies.unknown, server.taken.length], ["sent", 8, 4, 8]);
});

test("who leaves while an issue goes out gets no copy any more", async () => {
  const server = await givenServer();
  const { newsletter } = given({ smtpUrl: server.url });
  await subscribers(3);
  const id = await scheduled();
  const bulk = createBulkMailer({ smtpUrl: "smtp://127.0.0.1:9", dataDir: folder, connections: 1 });
  const away = given({ smtpUrl: "smtp://127.0.0.1:9", bulk });
  await away.newsletter.sendDue();
  await database.pool.query("DELETE FROM subscriber WHERE email_key LIKE 'reader2@%'");
  await newsletter.sendDue();
  const { copies } = await getIssue(database.pool, id);
  assert.deepEqual([copies.sent, copies.dropped], [2, 1]);
});

test("reports of bounces and complaints stop the mail, by the envelope's sender or by the address", async () => {
  const server = await givenServer();
  const { newsletter } = given({ smtpUrl: server.url });
  await subscribers(2);
  await scheduled();
  await newsletter.sendDue();
  const mail = server.taken.find(({ to }) => to.startsWith("reader1@"));
  assert.ok(mail);
  const report = { why: "550 mailbox full", kind: "bounced" } as const;
  assert.ok(await newsletter.report({ ...report, address: mail.from.toUpperCase().replace("BOUNCE", "bounce") }));
  assert.ok(await newsletter.report({ kind: "complained", address: "Reader2@mail.example", why: "" }));
  assert.equal(await newsletter.report({ ...report, address: "bounce+aaaa@news.example" }), false);
  const { bounced, complained, active } = await countSubscribers(database.pool);
  assert.deepEqual([bounced, complained, active], [1, 1, 0]);
});

test("the most read of the day leaves once at the edition's hour, the week's on its day, from the ranking", async () => {
  const server = await givenServer();
  const { newsletter } = given({ smtpUrl: server.url });
  await subscribers(2, ["daily", "weekly"]);
  clock.set("2026-11-25T16:59:00Z");
  await newsletter.sendDue();
  assert.equal(server.taken.length, 0);
  clock.set("2026-11-25T17:00:00Z");
  await Promise.all([newsletter.sendDue(), newsletter.sendDue()]);
  clock.advance(3_600_000);
  await newsletter.sendDue();
  assert.equal(server.taken.length, 2);
  const [mail] = server.taken;
  assert.ok(mail);
  assert.equal(headerOf(mail.raw, "subject"), "الأكثر قراءة الأربعاء: مرصد الجبل يفتح أبوابه");
  const text = bodyOf(mail.raw, "text/plain");
  assert.match(text, /1\. مرصد الجبل[\s\S]*2\. قطار المدينة[\s\S]*3\. مكتبة في القلعة/);
  assert.match(text, /مرتبة بحسب مجموع المشاهدات في هذا اليوم/);
  const [issue] = await listIssues(database.pool, edition.code, 5);
  assert.deepEqual([issue?.kind, issue?.period, issue?.state], ["daily", "2026-11-25", "sent"]);
  clock.set("2026-11-27T07:00:30Z");
  await newsletter.sendDue();
  assert.equal(headerOf(server.taken[2]?.raw ?? "", "subject"), "حصاد الأسبوع: مرصد الجبل يفتح أبوابه");
});

test("a site that was down at the hour sends within three hours, not in the night; a gap of the clock loses no day", () => {
  const settings = {
    daily: { isOn: true, at: "23:30" },
    weekly: { isOn: true, day: 5, at: "00:30" },
  };
  const due = (now: string, zone = "Asia/Riyadh") =>
    dueKinds(settings, zone, new Date(now)).map(({ kind, period }) => `${kind} ${period}`);
  assert.deepEqual(due("2026-11-25T21:00:00Z"), ["daily 2026-11-25"]);
  assert.deepEqual(due("2026-11-25T23:31:00Z"), []);
  assert.deepEqual(due("2026-11-26T21:29:00Z"), ["daily 2026-11-26"]);
  // In Cairo the clock went from 00:00 to 01:00 on Friday, 28 April 2023.
  assert.deepEqual(due("2023-04-27T22:01:00Z", "Africa/Cairo"), ["daily 2023-04-27", "weekly 2023-04-28"]);
});

test("a draft is saved over what one saw, sent only when it is whole, and called back until its time", async () => {
  const empty = { subject: " ", intro: "", stories: [], title: "", note: "" };
  const at = new Date(clock.now().getTime() + 3_600_000);
  const { pool } = database;
  const id = await createIssue(pool, { editionCode: edition.code, content: empty }, editor, clock.now());
  await assert.rejects(scheduleIssue(pool, { id, base: 1, at }, editor, clock.now()), /lacks subject, stories/);
  const content = { ...empty, subject: "عدد", stories: storyIds };
  assert.equal(await saveIssue(pool, { id, base: 1, content }, editor), 2);
  await assert.rejects(saveIssue(pool, { id, base: 1, content }, editor), /changed or sent/);
  await scheduleIssue(pool, { id, base: 2, at }, editor, clock.now());
  const { newsletter } = given();
  await newsletter.sendDue();
  assert.equal((await getIssue(pool, id)).state, "scheduled");
  await unscheduleIssue(pool, id, editor, clock.now());
  clock.advance(7_200_000);
  await newsletter.sendDue();
  assert.equal((await getIssue(pool, id)).state, "draft");
  const JOURNALIST = { kind: "person", id: editor.id, roles: ["journalist"] } as const;
  await assert.rejects(
    createIssue(pool, { editionCode: edition.code, content }, JOURNALIST, clock.now()),
    (error) => error instanceof Refusal && error.kind === "forbidden",
  );
});

test("without a mail server copies are files, and a test goes to one address", async () => {
  const { newsletter, settled } = given();
  await subscribers(2);
  const id = await scheduled();
  await newsletter.sendTest(id, "editor@news.example");
  await settled();
  await newsletter.sendDue();
  const names = readdirSync(join(folder, "outbox"));
  assert.equal(names.filter((name) => name.startsWith("newsletter-")).length, 2);
  assert.match((await newsletter.preview(id)).html, /news\.example\/newsletter"/);
});
