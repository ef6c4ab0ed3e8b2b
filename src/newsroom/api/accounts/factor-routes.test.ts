import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom, TEST_PASSWORD } from "../../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

type Newsroom = Awaited<ReturnType<typeof givenNewsroom>>;

const cookieOf = (answer: Response): string =>
  answer.headers.get("set-cookie")?.split(";")[0] ?? "";

const bytesOf = (secret: string): Buffer => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = Array.from(secret, (sign) =>
    letters.indexOf(sign).toString(2).padStart(5, "0"),
  ).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** What an app for codes shows (RFC 6238), worked out here on our own. */
function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(step, 4);
  const digest = createHmac("sha1", secret).update(counter).digest();
  const at = digest.readUInt8(19) % 16;
  return String((digest.readUInt32BE(at) % 2 ** 31) % 1_000_000).padStart(6, "0");
}

/** Turns one-time codes on for whoever has `cookie`: gives what their phone knows. */
async function withCodes(newsroom: Newsroom, cookie: string) {
  const client = newsroom.clientOf(cookie);
  const { secret } = await (await client.me.totp.$post()).json();
  const phone = bytesOf(secret);
  const code = (off = 0): string =>
    codeOf(phone, Math.floor(newsroom.clock.now().getTime() / 30_000) + off);
  const answer = await newsroom.send("PUT", "/me/totp", { cookie, body: { code: code() } });
  assert.equal(answer.status, 200);
  const recoveryCodes: string[] = Object(await answer.json()).recoveryCodes;
  return { code, recoveryCodes, cookie: cookieOf(answer) };
}

async function half(newsroom: Newsroom, email: string): Promise<string> {
  const answer = await newsroom.send("POST", "/session", {
    body: { email, password: TEST_PASSWORD },
  });
  assert.deepEqual(await answer.json(), { kind: "secondFactor" });
  return cookieOf(answer);
}

const give = async (newsroom: Newsroom, cookie: string, code: string): Promise<Response> =>
  newsroom.send("POST", "/session/second-factor", { cookie, body: { code } });

test("with one-time codes a password alone opens nothing, and each code opens once", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const other = await newsroom.signIn(editor.email);
  const phone = await withCodes(newsroom, editor.cookie);
  const status = async (cookie: string, path = "/session"): Promise<number> =>
    (await newsroom.send("GET", path, { cookie })).status;
  // A new session with a new token; every one of before is dead.
  assert.notEqual(phone.cookie, editor.cookie);
  assert.deepEqual(
    [await status(phone.cookie), await status(editor.cookie), await status(other)],
    [200, 401, 401],
  );

  const cookie = await half(newsroom, editor.email);
  const session = await (await newsroom.clientOf(cookie).session.$get()).json();
  assert.deepEqual([session.needs, session.acts], ["secondFactor", []]);
  for (const path of ["/me/sessions", "/people/names", "/stories", "/me/passkeys", "/desk"])
    assert.equal(await status(cookie, path), 401, path);
  for (const [method, path] of [
    ["POST", "/me/totp"],
    ["POST", "/me/recovery-codes"],
    ["PUT", "/me"],
  ] as const)
    assert.equal((await newsroom.send(method, path, { cookie, body: {} })).status, 401);

  // The code that turned codes on is used; a new one is good once, and its half session ends.
  assert.equal((await give(newsroom, cookie, phone.code())).status, 400);
  newsroom.clock.advance(30_000);
  const done = await give(newsroom, cookie, phone.code());
  assert.equal(done.status, 200);
  assert.equal(await status(cookieOf(done)), 200);
  assert.equal(await status(cookie), 401);
  const again = await half(newsroom, editor.email);
  assert.equal((await give(newsroom, again, phone.code())).status, 400);
  newsroom.clock.advance(30_000);
  // The digits of an Arabic keyboard, with a space.
  const arabic = phone
    .code()
    .replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    .replace(/^.../, "$& ");
  assert.equal((await give(newsroom, again, arabic)).status, 200);
});

test("the same code sent five times at once opens one session", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const phone = await withCodes(newsroom, editor.cookie);
  newsroom.clock.advance(30_000);
  const halves = [];
  for (let at = 0; at < 4; at += 1) halves.push(await half(newsroom, editor.email));
  const statuses = await Promise.all(
    halves.map(async (cookie) => (await give(newsroom, cookie, phone.code())).status),
  );
  assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses));
  // And one half session answered twice at once becomes one session too.
  newsroom.clock.advance(30_000);
  const cookie = await half(newsroom, editor.email);
  const twice = await Promise.all(
    [phone.code(), phone.code(1)].map(async (code) => (await give(newsroom, cookie, code)).status),
  );
  assert.equal(twice.filter((status) => status === 200).length, 1, String(twice));
});

test("a recovery code opens once, however it is typed; a new password never skips the second factor", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const { recoveryCodes } = await withCodes(newsroom, editor.cookie);
  assert.equal(recoveryCodes.length, 10);
  const [first = "", second = ""] = recoveryCodes;
  assert.match(first, /^[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}$/);
  const typed = first.toLowerCase().replaceAll("-", " ");
  const cookie = await half(newsroom, editor.email);
  assert.equal((await give(newsroom, cookie, typed)).status, 200);
  assert.equal((await give(newsroom, await half(newsroom, editor.email), first)).status, 400);

  await newsroom.send("POST", "/password-reset", { body: { email: editor.email } });
  const link = (await newsroom.mails()).at(-1)?.text ?? "";
  const token = /password-reset\/([\w-]{43})/.exec(link)?.[1] ?? "";
  const password = "نهر آخر وجسر قديم";
  await newsroom.send("PUT", `/password-reset/${token}`, { body: { password } });
  const signedIn = await newsroom.send("POST", "/session", {
    body: { email: editor.email, password },
  });
  assert.deepEqual(await signedIn.json(), { kind: "secondFactor" });
  const done = await give(newsroom, cookieOf(signedIn), second);
  assert.equal(done.status, 200);
  const factors = await (await newsroom.clientOf(cookieOf(done)).me.passkeys.$get()).json();
  assert.equal(factors.recoveryCodes, 8);
});

test("five wrong codes wait ten minutes, whatever session they come from; a half session dies after ten", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const phone = await withCodes(newsroom, editor.cookie);
  newsroom.clock.advance(30_000);
  const [one, two] = [await half(newsroom, editor.email), await half(newsroom, editor.email)];
  const statuses = await Promise.all(
    Array.from(
      { length: 12 },
      async (_, at) => (await give(newsroom, at % 2 ? one : two, "000000")).status,
    ),
  );
  assert.equal(statuses.filter((status) => status === 400).length, 5);
  assert.equal(statuses.filter((status) => status === 429).length, 7);
  assert.equal((await give(newsroom, one, phone.code())).status, 429);
  newsroom.clock.advance(10 * 60_000);
  assert.equal((await give(newsroom, one, phone.code())).status, 401);
  assert.equal(
    (await give(newsroom, await half(newsroom, editor.email), phone.code())).status,
    200,
  );
});

test("a change of factors asks for password and code again ten minutes after they were given", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const phone = await withCodes(newsroom, editor.cookie);
  const { cookie } = phone;
  newsroom.clock.advance(10 * 60_000);
  for (const [method, path] of [
    ["DELETE", "/me/totp"],
    ["POST", "/me/totp"],
    ["POST", "/me/recovery-codes"],
    ["POST", "/me/passkeys/options"],
  ] as const) {
    const refused = await newsroom.send(method, path, { cookie });
    assert.deepEqual([refused.status, Object(await refused.json()).needs], [403, "confirmation"]);
  }
  const confirm = async (body: object): Promise<number> =>
    (await newsroom.send("POST", "/session/confirmation", { cookie, body })).status;
  assert.equal(await confirm({ password: "ليست كلمتي", code: phone.code() }), 400);
  assert.equal(await confirm({ password: TEST_PASSWORD }), 400);
  assert.equal(await confirm({ password: TEST_PASSWORD, code: phone.code() }), 200);
  const removed = await newsroom.send("DELETE", "/me/totp", { cookie });
  assert.equal(removed.status, 200);
  const left = await (await newsroom.clientOf(cookieOf(removed)).me.passkeys.$get()).json();
  assert.deepEqual(left, { totp: false, recoveryCodes: 0, passkeys: [] });
});

test("where the house demands a second factor, whoever has none sets one up before anything else", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const [owner, writer] = [await newsroom.signedIn("owner"), await newsroom.signedIn("journalist")];
  const rule = async (requireSecondFactor: boolean, cookie: string): Promise<number> =>
    (await newsroom.send("PUT", "/people/rule", { cookie, body: { requireSecondFactor } })).status;
  assert.equal(await rule(true, writer.cookie), 403);
  assert.equal(await rule(true, owner.cookie), 200);
  try {
    for (const cookie of [writer.cookie, await newsroom.signIn(writer.email)]) {
      const session = await (await newsroom.clientOf(cookie).session.$get()).json();
      assert.deepEqual([session.needs, session.acts], ["enrolment", []]);
      assert.equal((await newsroom.send("GET", "/people/names", { cookie })).status, 401);
    }
    const cookie = await newsroom.signIn(writer.email);
    const phone = await withCodes(newsroom, cookie);
    assert.equal(
      (await newsroom.send("GET", "/people/names", { cookie: phone.cookie })).status,
      200,
    );
    // The last factor cannot go.
    const { status } = await newsroom.send("DELETE", "/me/totp", { cookie: phone.cookie });
    assert.equal(status, 409);
  } finally {
    await database.pool.query("UPDATE house_rule SET require_second_factor = false");
  }
});

test("an admin takes the lost factors of somebody below, and nobody else's", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const [admin, editor] = [await newsroom.signedIn("admin"), await newsroom.signedIn("editor")];
  const phone = await withCodes(newsroom, editor.cookie);
  const owner = await newsroom.person("owner");
  const take = async (id: string): Promise<number> =>
    (await newsroom.send("DELETE", `/people/${id}/second-factors`, { cookie: admin.cookie }))
      .status;
  assert.equal(await take(owner.id), 403);
  assert.equal(await take(admin.id), 403);
  assert.equal(await take(editor.id), 200);
  assert.equal((await newsroom.send("GET", "/session", { cookie: phone.cookie })).status, 401);
  assert.ok(await newsroom.signIn(editor.email));
});
