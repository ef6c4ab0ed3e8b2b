import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { addPerson } from "#accounts/people.ts";
import { createNewsletter } from "#distribution/newsletter/newsletter.ts";
import { createIssue, scheduleIssue } from "#distribution/newsletter/issues.ts";
import { countSubscribers } from "#distribution/newsletter/subscribers.ts";
import { createBulkMailer, type BulkMailer } from "#distribution/newsletter/bulk-mail.ts";
import { handClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import type { Mail } from "#platform/mail.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { bareFrame } from "../../frame/frame.ts";
import { galleryContext } from "../../gallery/gallery-context.ts";
import { createNewsletterRoutes } from "./route.ts";

const clock = handClock("2026-11-25T09:00:00Z");
const SITE = "https://news.example";
const folder = mkdtempSync(join(tmpdir(), "warraq-letters-"));
const mails: Mail[] = [];
let database: TestDatabase;
let app: ReturnType<typeof createNewsletterRoutes>;
let newsletter: ReturnType<typeof createNewsletter>;
const copies: Buffer[] = [];
let settled: Promise<void> = Promise.resolve();

before(async () => {
  database = await testDatabase();
  const edition = await ensureEdition(database.pool, "Asia/Riyadh");
  const files = createBulkMailer({ smtpUrl: undefined, dataDir: folder, connections: 1 });
  const bulk: BulkMailer = {
    ...files,
    send: async ({ message }) => {
      copies.push(message);
      return { kind: "sent", answer: "", isNoAddress: false };
    },
  };
  newsletter = createNewsletter({
    pool: database.pool,
    clock,
    log: createLog("silent"),
    mailer: {
      sendMail: async (mail) => void mails.push(mail),
      sendLater: (make) => {
        settled = make().then((mail) => {
          if (mail !== undefined) mails.push(mail);
        });
      },
      stop: async () => settled,
    },
    bulk,
    from: () => ({ name: "ورّاق", address: "no-reply@news.example" }),
    perSecond: 1000,
    look: () => ({ edition, siteUrl: SITE, accents: { light: "#a5201b", dark: "#ff8a80" } }),
    ranking: { mostReadOn: async () => undefined },
  });
  app = createNewsletterRoutes({
    newsletter,
    frameOf: async () => bareFrame(galleryContext()),
  });
});
after(async () => {
  await newsletter.stop();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, fields: readonly (readonly [string, string])[]) {
  const body = new URLSearchParams();
  for (const [name, value] of fields) body.append(name, value);
  const answer = await app.request(path, { method: "POST", body }, { client: undefined });
  await settled;
  return { status: answer.status, html: await answer.text() };
}
const get = async (path: string) => {
  const answer = await app.request(path, {}, { client: undefined });
  return { status: answer.status, html: await answer.text(), answer };
};
const linkIn = (mail: Mail | undefined): string =>
  /https:\/\/news\.example(\/newsletter\/\S+)/.exec(mail?.text ?? "")?.[1] ?? "";

test("a reader subscribes, confirms, chooses, and leaves by the one request of a mail program", async () => {
  const known = await post("/newsletter", [
    ["email", "a@mail.example"],
    ["kinds", "daily"],
    ["kinds", "issues"],
    ["about", ""],
  ]);
  assert.equal(known.status, 200);
  const confirm = linkIn(mails.at(-1));
  assert.match(confirm, /^\/newsletter\/confirm\/[a-z2-7]{45}$/);
  // Programs that look into mails follow links: nothing may happen by it.
  assert.match((await get(confirm)).html, /<form method="post" action="\/newsletter\/confirm\//);
  assert.equal((await countSubscribers(database.pool)).active, 0);
  assert.match((await post(confirm, [])).html, /تم الاشتراك/);
  const again = await post("/newsletter", [
    ["email", "a@mail.example"],
    ["kinds", "daily"],
  ]);
  assert.equal(again.html, known.html, "an address that is known is answered like any other");
  const preferences = linkIn(mails.at(-1));
  assert.match(
    (await get(preferences)).html,
    /value="daily" checked=""[\s\S]*value="weekly"[^>]*(?<!checked="")\/?>[\s\S]*value="issues" checked=""/,
  );
  assert.match((await post(preferences, [["kinds", "weekly"]])).html, /حُفظت تفضيلاتك/);
  assert.deepEqual((await countSubscribers(database.pool)).byKind, {
    daily: 0,
    weekly: 1,
    issues: 0,
  });
  await post(preferences, [["kinds", "issues"]]);

  const person = await addPerson(
    database.pool,
    { email: "e@news.example", name: "سلمى", role: "editor", passwordHash: "none" },
    clock.now(),
  );
  const editor = { kind: "person", id: person, roles: ["editor"] } as const;
  const content = { subject: "عدد", intro: "أهلاً", stories: [], title: "", note: "" };
  const id = await createIssue(database.pool, { editionCode: "ar", content }, editor, clock.now());
  await scheduleIssue(database.pool, { id, base: 1, at: clock.now() }, editor, clock.now());
  await newsletter.sendDue();
  assert.equal(copies.length, 1);
  const header =
    /^List-Unsubscribe:\s+<https:\/\/news\.example(\S+)>\r$/m.exec(String(copies[0]))?.[1] ?? "";
  assert.match((await get(header)).html, /<form method="post" action="\/newsletter\/unsubscribe\//);
  assert.equal((await countSubscribers(database.pool)).active, 1);
  const oneClick = await post(header, [["List-Unsubscribe", "One-Click"]]);
  assert.deepEqual([oneClick.status, (await countSubscribers(database.pool)).active], [200, 0]);
  assert.equal((await post(header, [])).status, 200);
  assert.equal((await get(preferences)).status, 404);
});

test("a form that is wrong says so and keeps what was typed; one that a program filled in sends nothing", async () => {
  const wrong = await post("/newsletter", [
    ["email", 'a"b<@c'],
    ["kinds", "daily"],
  ]);
  assert.equal(wrong.status, 400);
  assert.match(wrong.html, /value="a&quot;b&lt;@c"/);
  assert.match(wrong.html, /ليس عنوان بريد/);
  assert.equal((await post("/newsletter", [["email", "b@mail.example"]])).status, 400);
  const before = mails.length;
  const trapped = await post("/newsletter", [
    ["email", "b@mail.example"],
    ["kinds", "daily"],
    ["about", "buy"],
  ]);
  assert.deepEqual([trapped.status, mails.length], [200, before]);
  await assert.rejects(
    async () =>
      app.request(
        "/newsletter",
        {
          method: "POST",
          body: `email=${"x".repeat(9000)}`,
          headers: { "content-type": "application/x-www-form-urlencoded" },
        },
        { client: undefined },
      ),
    (error) => error instanceof Refusal && error.kind === "tooLarge",
  );
  for (const path of [
    "/newsletter/confirm/x",
    "/newsletter/preferences/zzz",
    `/newsletter/unsubscribe/${"a".repeat(45)}`,
  ])
    assert.deepEqual([(await get(path)).status, (await post(path, [])).status], [404, 404], path);
});

test("mail servers report with a key, others are told nothing", async () => {
  const send = (key: string, body: unknown) =>
    app.request(
      "/newsletter/bounces",
      { method: "POST", body: JSON.stringify(body), headers: { authorization: `Bearer ${key}` } },
      { client: undefined },
    );
  await database.pool.query(
    `INSERT INTO subscriber (id, email, email_key, state, kinds, asked_at) VALUES (gen_random_uuid(), 'c@mail.example', 'c@mail.example', 'active', '{daily}', now())`,
  );
  const report = { kind: "complained", address: "c@mail.example" };
  await assert.rejects(
    async () => send("wrong", report),
    (error) => error instanceof Refusal && error.kind === "signedOut",
  );
  const answer = await send(await newsletter.bounceKey(), [
    report,
    { kind: "bounced", address: "nobody@mail.example", why: "550" },
  ]);
  assert.deepEqual(await answer.json(), { reports: 2, known: 1 });
  assert.equal((await countSubscribers(database.pool)).complained, 1);
  await assert.rejects(async () => send(await newsletter.bounceKey(), { kind: "other" }), Refusal);
});

test("a link of an issue leads on and is counted; what is none is not found", async () => {
  await assert.rejects(
    async () => app.request("/newsletter/go/x/1", {}, { client: undefined }),
    Refusal,
  );
  await assert.rejects(
    async () => app.request("/newsletter/other", {}, { client: undefined }),
    Refusal,
  );
});
