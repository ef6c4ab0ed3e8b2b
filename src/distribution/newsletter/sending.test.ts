import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { testDatabase } from "#platform/testing/database.ts";
import { givenNewsletters, tokenIn } from "../testing/given-newsletters.ts";
import { bodyOf, givenMailServer, headerOf } from "../testing/mail-server.ts";
import { createBulkMailer } from "./bulk-mail.ts";
import { getIssue } from "./issues.ts";
import { countSubscribers } from "./subscribers.ts";

let there: Awaited<ReturnType<typeof givenNewsletters>>;
before(async () => {
  there = await givenNewsletters(await testDatabase());
});
afterEach(() => there.reset());
after(() => there.close());

test("an issue reaches every subscriber once, in Arabic, with links of their own and a button to leave", async () => {
  const server = await there.server();
  const { newsletter } = there.given({ smtpUrl: server.url });
  await there.subscribers(30);
  await there.subscribers(0);
  const id = await there.scheduled();
  await Promise.all([newsletter.sendDue(), newsletter.sendDue()]);
  await newsletter.sendDue();
  assert.equal(server.taken.length, 30);
  assert.equal(new Set(server.taken.map(({ to }) => to)).size, 30);
  const tokens = new Set(
    server.taken.map(({ raw }) => tokenIn(bodyOf(raw, "text/plain"), "unsubscribe")),
  );
  assert.equal(tokens.size, 30);
  assert.equal(new Set(server.taken.map(({ raw }) => headerOf(raw, "message-id"))).size, 30);
  const [mail] = server.taken;
  assert.ok(mail);
  const token = tokenIn(bodyOf(mail.raw, "text/plain"), "unsubscribe");
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
  const issue = await getIssue(there.pool, id);
  assert.deepEqual([issue.state, issue.copies.sent, issue.copies.unknown], ["sent", 30, 0]);

  const [, path] = /newsletter\/go\/([\w-]+\/0)/.exec(html) ?? [];
  assert.equal(path, `${id}/0`);
  assert.match((await newsletter.follow(id, 0)) ?? "", /مرصد-الجبل/);
  assert.equal(await newsletter.follow(id, 3), "/most-read");
  assert.equal(await newsletter.follow(id, 9), undefined);
  assert.equal((await getIssue(there.pool, id)).clicks, 2);
});

test("what a server refuses, delays or leaves open is told apart, and only what was surely not taken goes again", async () => {
  let isLater = true;
  const server = await there.server((to) => {
    if (to.startsWith("reader1@")) return "noSuchAddress";
    if (to.startsWith("reader2@")) return "refuse";
    return to.startsWith("reader3@") && isLater ? "later" : "take";
  });
  const { newsletter } = there.given({ smtpUrl: server.url });
  await there.subscribers(5);
  const id = await there.scheduled();
  await newsletter.sendDue();
  let { copies, state } = await getIssue(there.pool, id);
  assert.deepEqual([state, copies.sent, copies.refused, copies.waiting], ["sending", 2, 2, 1]);
  assert.equal((await countSubscribers(there.pool)).bounced, 1);
  isLater = false;
  await newsletter.sendDue();
  assert.equal(server.taken.length, 2);
  there.clock.advance(120_000);
  await newsletter.sendDue();
  ({ copies, state } = await getIssue(there.pool, id));
  assert.deepEqual([state, copies.sent, server.taken.length], ["sent", 3, 3]);
});

test("a connection that breaks after the text has begun leaves a copy unknown, and it is never sent again", async () => {
  let broken = 0;
  const server = await there.server((to) => {
    if (!to.startsWith("reader2@")) return "take";
    broken += 1;
    if (broken === 2) setTimeout(server.cut, 20);
    return broken === 2 ? "breakOff" : "take";
  });
  const { newsletter } = there.given({ smtpUrl: server.url });
  await there.subscribers(2);
  const id = await there.scheduled();
  await newsletter.sendDue();
  const { copies } = await getIssue(there.pool, id);
  assert.equal(copies.unknown, 1);
  there.clock.advance(86_400_000);
  await newsletter.sendDue();
  assert.equal(server.taken.filter(({ to }) => to.startsWith("reader2@")).length, 1);
});

test("a server that is away costs no copy: all of them wait", async () => {
  const server = await givenMailServer();
  await server.close();
  const { newsletter } = there.given({ smtpUrl: server.url });
  await there.subscribers(40);
  const id = await there.scheduled();
  await newsletter.sendDue();
  const { copies, state } = await getIssue(there.pool, id);
  assert.deepEqual([state, copies.waiting, copies.unknown], ["sending", 40, 0]);
});

test("a sender that died with copies in hand leaves them unknown; the others are sent", async () => {
  const server = await there.server();
  const { newsletter } = there.given({ smtpUrl: server.url });
  await there.subscribers(12);
  const id = await there.scheduled();
  await there.pool.query(
    `UPDATE newsletter_issue SET state = 'sending', rendered = '{"subject":"x","text":"x","html":"<p>x</p>","links":[]}' WHERE id = $1`,
    [id],
  );
  await there.pool.query(
    `INSERT INTO dispatch_copy (dispatch_id, recipient_id, state, due_at)
     SELECT $1, id, CASE WHEN row_number() OVER (ORDER BY email) <= 4 THEN 'claimed' ELSE 'waiting' END, $2 FROM subscriber`,
    [id, there.clock.now()],
  );
  await there.pool.query(
    "UPDATE dispatch_copy SET due_at = due_at + interval '150 seconds' WHERE state = 'claimed'",
  );
  await newsletter.sendDue();
  assert.equal(server.taken.length, 8);
  assert.equal((await getIssue(there.pool, id)).state, "sending");
  there.clock.advance(151_000);
  await newsletter.sendDue();
  const { state, copies } = await getIssue(there.pool, id);
  assert.deepEqual([state, copies.sent, copies.unknown, server.taken.length], ["sent", 8, 4, 8]);
});

test("who leaves while an issue goes out gets no copy any more", async () => {
  const server = await there.server();
  const { newsletter } = there.given({ smtpUrl: server.url });
  await there.subscribers(3);
  const id = await there.scheduled();
  const bulk = createBulkMailer({
    smtpUrl: "smtp://127.0.0.1:9",
    dataDir: there.folder,
    connections: 1,
  });
  const away = there.given({ smtpUrl: "smtp://127.0.0.1:9", bulk });
  await away.newsletter.sendDue();
  await there.pool.query("DELETE FROM subscriber WHERE email_key LIKE 'reader2@%'");
  await newsletter.sendDue();
  const { copies } = await getIssue(there.pool, id);
  assert.deepEqual([copies.sent, copies.dropped], [2, 1]);
});
