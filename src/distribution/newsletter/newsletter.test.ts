import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase } from "#platform/testing/database.ts";
import { givenNewsletters, tokenIn } from "../testing/given-newsletters.ts";
import { bodyOf, headerOf } from "../testing/mail-server.ts";
import { dueKinds } from "./automatic.ts";
import {
  createIssue,
  getIssue,
  listIssues,
  saveIssue,
  scheduleIssue,
  unscheduleIssue,
} from "./issues.ts";
import { countSubscribers } from "./subscribers.ts";

let there: Awaited<ReturnType<typeof givenNewsletters>>;
before(async () => {
  there = await givenNewsletters(await testDatabase());
});
afterEach(() => there.reset());
after(() => there.close());

test("an address is asked twice, known or not the answer is the same, and a link ends it for good", async () => {
  const server = await there.server();
  const { newsletter, settled } = there.given({ smtpUrl: server.url });
  const form = { email: "Salma@Mail.example", kinds: ["daily"] as const };
  assert.equal(await newsletter.ask(form, "192.0.2.1"), undefined);
  await settled();
  const [first] = server.taken;
  assert.ok(first);
  assert.equal(headerOf(first.raw, "subject"), `أكّد اشتراكك في نشرة ${there.edition.name}`);
  const confirm = tokenIn(bodyOf(first.raw, "text/plain"), "confirm");
  assert.equal((await newsletter.findToConfirm(confirm))?.state, "pending");
  assert.equal((await countSubscribers(there.pool)).active, 0);
  assert.ok(await newsletter.confirm(confirm));
  assert.ok(await newsletter.confirm(confirm));
  assert.deepEqual((await countSubscribers(there.pool)).byKind, {
    daily: 1,
    weekly: 0,
    issues: 0,
  });

  assert.equal(await newsletter.ask({ ...form, kinds: ["issues"] }, "192.0.2.1"), undefined);
  await settled();
  const keep = tokenIn(bodyOf(server.taken[1]?.raw ?? "", "text/plain"), "preferences");
  assert.deepEqual((await newsletter.findByLink(keep))?.subscriber?.kinds, ["daily"]);
  assert.ok(await newsletter.change(keep, ["weekly", "issues"]));
  assert.equal(await newsletter.leave(confirm), false, "a link to confirm does not end anything");
  assert.ok(await newsletter.leave(keep));
  assert.ok(await newsletter.leave(keep));
  assert.deepEqual(await newsletter.findByLink(keep), {
    id: ((await newsletter.findByLink(keep)) as { id?: string })?.id,
    subscriber: undefined,
  });
  assert.equal(await newsletter.leave(`${keep.slice(0, -3)}aaa`), false);
  assert.equal((await countSubscribers(there.pool)).active, 0);
});

test("an address gets at most three mails a day, and a network address sends thirty forms an hour", async () => {
  const server = await there.server();
  const { newsletter, settled } = there.given({ smtpUrl: server.url });
  const form = { email: "victim@mail.example", kinds: ["daily"] as const };
  for (let time = 0; time < 30; time += 1) await newsletter.ask(form, "192.0.2.7");
  await assert.rejects(
    newsletter.ask(form, "192.0.2.7"),
    (error) => error instanceof Refusal && error.kind === "tooMany",
  );
  await settled();
  assert.equal(server.taken.length, 3);
  there.clock.advance(86_400_001);
  await newsletter.ask(form, "192.0.2.8");
  await settled();
  assert.equal(server.taken.length, 4);
});

test("reports of bounces and complaints stop the mail, by the envelope's sender or by the address", async () => {
  const server = await there.server();
  const { newsletter } = there.given({ smtpUrl: server.url });
  await there.subscribers(2);
  await there.scheduled();
  await newsletter.sendDue();
  const mail = server.taken.find(({ to }) => to.startsWith("reader1@"));
  assert.ok(mail);
  const report = { why: "550 mailbox full", kind: "bounced" } as const;
  assert.ok(
    await newsletter.report({
      ...report,
      address: mail.from.toUpperCase().replace("BOUNCE", "bounce"),
    }),
  );
  assert.ok(
    await newsletter.report({ kind: "complained", address: "Reader2@mail.example", why: "" }),
  );
  assert.equal(await newsletter.report({ ...report, address: "bounce+aaaa@news.example" }), false);
  const { bounced, complained, active } = await countSubscribers(there.pool);
  assert.deepEqual([bounced, complained, active], [1, 1, 0]);
});

test("the most read of the day leaves once at the edition's hour, the week's on its day, from the ranking", async () => {
  const server = await there.server();
  const { newsletter } = there.given({ smtpUrl: server.url });
  await there.subscribers(2, ["daily", "weekly"]);
  there.clock.set("2026-11-25T16:59:00Z");
  await newsletter.sendDue();
  assert.equal(server.taken.length, 0);
  there.clock.set("2026-11-25T17:00:00Z");
  await Promise.all([newsletter.sendDue(), newsletter.sendDue()]);
  there.clock.advance(3_600_000);
  await newsletter.sendDue();
  assert.equal(server.taken.length, 2);
  const [mail] = server.taken;
  assert.ok(mail);
  assert.equal(headerOf(mail.raw, "subject"), "الأكثر قراءة الأربعاء: مرصد الجبل يفتح أبوابه");
  const text = bodyOf(mail.raw, "text/plain");
  assert.match(text, /1\. مرصد الجبل[\s\S]*2\. قطار المدينة[\s\S]*3\. مكتبة في القلعة/);
  assert.match(text, /مرتبة بحسب مجموع المشاهدات في هذا اليوم/);
  const [issue] = await listIssues(there.pool, there.edition.code, 5);
  assert.deepEqual([issue?.kind, issue?.period, issue?.state], ["daily", "2026-11-25", "sent"]);
  there.clock.set("2026-11-27T07:00:30Z");
  await newsletter.sendDue();
  assert.equal(
    headerOf(server.taken[2]?.raw ?? "", "subject"),
    "حصاد الأسبوع: مرصد الجبل يفتح أبوابه",
  );
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
  assert.deepEqual(due("2023-04-27T22:01:00Z", "Africa/Cairo"), [
    "daily 2023-04-27",
    "weekly 2023-04-28",
  ]);
});

test("a draft is saved over what one saw, sent only when it is whole, and called back until its time", async () => {
  const empty = { subject: " ", intro: "", stories: [], title: "", note: "" };
  const at = new Date(there.clock.now().getTime() + 3_600_000);
  const { pool, storyIds, editor } = there;
  const id = await createIssue(
    pool,
    { editionCode: there.edition.code, content: empty },
    editor,
    there.clock.now(),
  );
  await assert.rejects(
    scheduleIssue(pool, { id, base: 1, at }, editor, there.clock.now()),
    /lacks subject, stories/,
  );
  const content = { ...empty, subject: "عدد", stories: storyIds };
  assert.equal(await saveIssue(pool, { id, base: 1, content }, editor), 2);
  await assert.rejects(saveIssue(pool, { id, base: 1, content }, editor), /changed or sent/);
  await scheduleIssue(pool, { id, base: 2, at }, editor, there.clock.now());
  const { newsletter } = there.given();
  await newsletter.sendDue();
  assert.equal((await getIssue(pool, id)).state, "scheduled");
  await unscheduleIssue(pool, id, editor, there.clock.now());
  there.clock.advance(7_200_000);
  await newsletter.sendDue();
  assert.equal((await getIssue(pool, id)).state, "draft");
  const JOURNALIST = { kind: "person", id: editor.id, roles: ["journalist"] } as const;
  await assert.rejects(
    createIssue(pool, { editionCode: there.edition.code, content }, JOURNALIST, there.clock.now()),
    (error) => error instanceof Refusal && error.kind === "forbidden",
  );
});

test("without a mail server copies are files, and a test goes to one address", async () => {
  const { newsletter, settled } = there.given();
  await there.subscribers(2);
  const id = await there.scheduled();
  await newsletter.sendTest(id, "editor@news.example");
  await settled();
  await newsletter.sendDue();
  const names = readdirSync(join(there.folder, "outbox"));
  assert.equal(names.filter((name) => name.startsWith("newsletter-")).length, 2);
  assert.match((await newsletter.preview(id)).html, /news\.example\/newsletter"/);
});
