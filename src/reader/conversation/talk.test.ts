import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { createPasswordHasher } from "#accounts/password-hash.ts";
import { handClock } from "#platform/clock.ts";
import type { Mail } from "#platform/mail.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory } from "#stories/publish.ts";
import { contextOf } from "../frame/archive.ts";
import { galleryContext } from "../gallery/gallery-context.ts";
import { createPages } from "../reader.ts";
import { createTalk, type Talk } from "./talk.ts";

const SITE = "https://news.example";
const clock = handClock("2026-11-20T12:00:00Z");
const mails: Mail[] = [];
const onTheWay: Promise<void>[] = [];
let database: TestDatabase;
let talk: Talk;
let pages: ReturnType<typeof createPages>;
let story: { id: string; path: string };

before(async () => {
  database = await testDatabase();
  const text = "على الجدار حكاية عن الماء والملح.";
  const body = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] };
  story = await publishStory(
    database.pool,
    {
      edition: await ensureEdition(database.pool, "Asia/Riyadh"),
      content: { headline: "جدار يحكي", section: "ثقافة", lang: "ar", body },
    },
    { kind: "product", name: "import" },
    clock.now(),
  );
  const { pool } = database;
  const context = contextOf({ ...galleryContext(), pool, clock });
  pages = createPages(context);
  talk = createTalk({
    context,
    pool,
    conversation: { subscribe: () => () => {} },
    mailer: {
      sendMail: async (mail) => void mails.push(mail),
      sendLater: (make) =>
        void onTheWay.push(
          make().then((mail) => {
            if (mail !== undefined) mails.push(mail);
          }),
        ),
      stop: async () => {},
    },
    hasher: createPasswordHasher({ memoryKib: 64, passes: 1 }),
  });
});
after(async () => {
  talk.stop();
  await database.close();
});

function ask(
  path: string,
  given: {
    form?: Record<string, string>;
    token?: string;
    headers?: Record<string, string>;
    from?: string;
  } = {},
): Promise<Response> {
  const { form, token, from = "192.0.2.1" } = given;
  return talk.answer(
    new Request(SITE + path, {
      method: form === undefined ? "GET" : "POST",
      headers: {
        ...(form === undefined ? {} : { "sec-fetch-site": "same-origin", origin: SITE }),
        ...(token === undefined ? {} : { cookie: `__Host-warraq-reader=${token}` }),
        ...given.headers,
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    }),
    { client: { address: from, group: from, protocol: "https" } },
  );
}
const tokenOf = (answer: Response): string =>
  /__Host-warraq-reader=([\w-]{43});/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "";
async function linkTo(email: string): Promise<string> {
  await Promise.all(onTheWay);
  return (
    mails.findLast(({ to }) => to === email)?.text.match(/\/account\/link\/[\w-]{43}/)?.[0] ?? ""
  );
}

let addresses = 0;
/** Somebody who joins by a mailed link, from an address of their own. */
async function joined(name: string): Promise<{ id: string; email: string; token: string }> {
  addresses += 1;
  const [email, from] = [`r${addresses}@readers.example`, `198.51.100.${addresses}`];
  await ask("/account/link", { form: { email }, from });
  const answer = await ask(await linkTo(email), { form: { name }, from });
  const { rows } = await database.pool.query<{ id: string }>(
    "SELECT id FROM reader WHERE email_key = $1",
    [email],
  );
  return { id: rows[0]?.id ?? "", email, token: tokenOf(answer) };
}

test("the answer to an address is the same whether it has an account or not", async () => {
  const { email: known } = await joined("معروفة");
  const texts = [];
  for (const email of [known, "nobody@readers.example"]) {
    const answer = await ask("/account/link", { form: { email } });
    texts.push([answer.status, await answer.text()]);
  }
  assert.deepEqual(texts[0], texts[1]);
  const wrong = [];
  for (const email of [known, "nobody@readers.example"]) {
    const answer = await ask("/account/sign-in", { form: { email, password: "ليست هذه" } });
    wrong.push([answer.status, (await answer.text()).replaceAll(email, "")]);
  }
  assert.deepEqual(wrong[0], wrong[1]);
});

test("a link opens a page, is used once, and the cookie is hard to steal", async () => {
  const email = "mona@readers.example";
  const written = { story: story.id, text: "كتبته قبل الدخول" };
  const asked = await ask("/conversation/write", { form: written });
  assert.match(await asked.text(), /name="text" value="كتبته قبل الدخول"/);
  await ask("/account/link", { form: { email, ...written } });
  const link = await linkTo(email);
  assert.equal((await ask(link)).status, 200);
  assert.equal((await ask(link)).status, 200, "a program that looks into mails uses nothing up");
  const taken = await ask(link, { form: { name: "المشرف" } });
  assert.equal(taken.status, 400);
  const joined = await ask(link, { form: { name: "منى" } });
  assert.match(await joined.text(), /كتبته قبل الدخول/, "what was typed is there again");
  assert.match(
    joined.headers.get("set-cookie") ?? "",
    /^__Host-warraq-reader=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
  );
  assert.equal((await ask(link, { form: { name: "منى" } })).status, 404);
  assert.equal((await ask("/account/export", { token: tokenOf(joined) })).status, 200);
  const out = await ask("/account/sign-out", { form: {}, token: tokenOf(joined) });
  assert.equal(out.status, 303);
  assert.equal((await ask("/account/export", { token: tokenOf(joined) })).status, 401);
});

test("a form of another site changes nothing", async () => {
  const { token } = await joined("حذرة");
  const form = { key: randomUUID(), story: story.id, text: "من موقع آخر" };
  for (const headers of [
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    { "sec-fetch-site": "same-site", origin: "https://sub.news.example" },
    { "sec-fetch-site": "same-origin", origin: "null" },
  ])
    await assert.rejects(ask("/conversation/comments", { form, token, headers }), {
      kind: "forbidden",
    });
  const { rows } = await database.pool.query("SELECT FROM comment WHERE body = 'من موقع آخر'");
  assert.equal(rows.length, 0);
});

test("a comment goes by plain forms to the cached page, which holds nothing of whoever asks", async () => {
  const { token } = await joined("كاتبة");
  const review = await ask("/conversation/write", {
    form: { story: story.id, text: "رأي بلا برنامج" },
    token,
  });
  const key = /name="key" value="([^"]+)"/.exec(await review.text())?.[1] ?? "";
  const form = { key, story: story.id, text: "رأي بلا برنامج", quote: "حكاية عن الماء" };
  const [one, two] = [
    await ask("/conversation/comments", { form, token }),
    await ask("/conversation/comments", { form, token }),
  ];
  assert.equal(one.status, 303);
  assert.equal(two.headers.get("location"), one.headers.get("location"), "sent twice, posted once");
  const posted = await ask(one.headers.get("location") ?? "", { token });
  assert.match(await posted.text(), /رأي بلا برنامج/);
  const soon = await ask("/conversation/comments", {
    form: { ...form, key: randomUUID(), text: "وآخر" },
    token,
  });
  assert.equal(soon.status, 429);
  assert.ok(Number(soon.headers.get("retry-after")) >= 1);
  assert.match(
    await soon.text(),
    /تكتب سريعًا[^<]*بعد[^<]*<[\s\S]*وآخر/,
    "told when; the text is kept",
  );

  const thread = await pages.request(`${encodeURI(story.path)}/conversation`);
  assert.equal(thread.status, 200);
  assert.match(thread.headers.get("surrogate-key") ?? "", new RegExp(`conversation:${story.id}`));
  const html = await thread.text();
  assert.match(html, /رأي بلا برنامج/);
  assert.match(html, /#:~:text=/);
  assert.match(html, /"commentCount":1/);
  assert.doesNotMatch(html, /name="key"/);
  const shown = await pages.request(encodeURI(story.path));
  assert.match(await shown.text(), /انضم إلى المحادثة<\/h2><p>تعليق واحد</);
});

test("other people's comments can neither be edited, deleted nor read before they are published", async () => {
  const { id: owner } = await joined("صاحبتها");
  const { token } = await joined("غيرها");
  const id = randomUUID();
  await database.pool.query(
    `INSERT INTO comment (id, story_id, reader_id, root_id, state, body, created_at)
     VALUES ($1, $2, $3, $1, 'held', 'سر معلّق', $4)`,
    [id, story.id, owner, clock.now()],
  );
  const address = `/conversation/comments/${id}`;
  for (const path of [
    address,
    `${address}/edit`,
    `${address}/delete`,
    `/conversation/posted/${id}`,
  ])
    assert.equal((await ask(path, { token })).status, 404, path);
  const edited = await ask(`${address}/edit`, { form: { revision: "1", text: "غيّرته" }, token });
  assert.equal(edited.status, 404);
  assert.equal((await ask(`${address}/appreciate`, { form: {}, token })).status, 404);
  assert.doesNotMatch(await (await ask(address, { token })).text(), /سر معلّق/);
});

test("passwords are set soon after a sign-in, and end other sessions", async () => {
  const { token, email } = await joined("محصّنة");
  const form = { password: "نخلة ونهر وقارب" };
  assert.equal((await ask("/account/password", { form, token })).status, 303);
  const entered = await ask("/account/sign-in", { form: { email, ...form } });
  assert.equal(entered.status, 303);
  clock.advance(11 * 60_000);
  const again = await ask("/account/password", {
    form: { old: "خطأ", password: "كلمات أخرى طويلة" },
    token: tokenOf(entered),
  });
  assert.equal(again.status, 403);
});

test("an address gets so many mails and one browser so many forms", async () => {
  const statuses = [];
  for (let times = 0; times < 12; times += 1)
    statuses.push(
      (await ask("/account/link", { form: { email: `a${times}@b.example` }, from: "192.0.2.9" }))
        .status,
    );
  assert.deepEqual(
    statuses.slice(0, 10),
    Array.from({ length: 10 }, () => 200),
  );
  assert.equal(statuses.at(-1), 429);
});
