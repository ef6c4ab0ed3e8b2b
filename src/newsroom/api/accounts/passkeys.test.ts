import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { relyingPartyOf } from "#accounts/passkeys.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { softAuthenticator } from "../../testing/authenticator.ts";
import { givenNewsroom, TEST_PASSWORD, TEST_SITE } from "../../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

type Newsroom = Awaited<ReturnType<typeof givenNewsroom>>;
const SITE = { host: "news.example", origin: TEST_SITE };
const cookieOf = (answer: Response): string =>
  answer.headers.get("set-cookie")?.split(";")[0] ?? "";

async function challengeFor(newsroom: Newsroom, path: string, cookie?: string): Promise<string> {
  // Five a second are answered for one address, by the machine's clock.
  for (;;) {
    const answer = await newsroom.send("POST", path, cookie === undefined ? {} : { cookie });
    if (answer.status === 200) return Object(await answer.json()).challenge;
    assert.equal(answer.status, 429);
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
  }
}

async function withPasskey(newsroom: Newsroom, cookie: string) {
  const phone = softAuthenticator(SITE);
  const challenge = await challengeFor(newsroom, "/me/passkeys/options", cookie);
  const made = await newsroom.send("POST", "/me/passkeys", {
    cookie,
    body: { name: "هاتفي", response: phone.make(challenge) },
  });
  assert.equal(made.status, 200, await made.clone().text());
  const { recoveryCodes } = Object(await made.json());
  return { phone, recoveryCodes, cookie: cookieOf(made) };
}

const answer = async (newsroom: Newsroom, body: object): Promise<Response> =>
  newsroom.send("POST", "/session/passkey", { body });

test("a passkey is both factors: it signs in alone, and a password alone no longer does", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const { phone, recoveryCodes } = await withPasskey(newsroom, editor.cookie);
  assert.equal(recoveryCodes.length, 10);
  const signedIn = await newsroom.send("POST", "/session", {
    body: { email: editor.email, password: TEST_PASSWORD },
  });
  assert.deepEqual(await signedIn.json(), { kind: "secondFactor" });
  const challenge = await challengeFor(newsroom, "/session/passkey-options");
  const before = cookieOf(signedIn);
  const done = await newsroom.send("POST", "/session/passkey", {
    cookie: before,
    body: phone.answer(challenge),
  });
  assert.deepEqual(await done.json(), { kind: "signedIn" });
  const session = await (await newsroom.clientOf(cookieOf(done)).session.$get()).json();
  assert.deepEqual([session.person.id, session.needs], [editor.id, null]);
  assert.equal((await newsroom.send("GET", "/session", { cookie: before })).status, 401);
  // The same answer again is to no question.
  assert.equal((await answer(newsroom, phone.answer(challenge))).status, 401);
});

test("no passkey opens with another origin, no finger, an old challenge, another's key, or a counter gone back", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const { phone, cookie } = await withPasskey(newsroom, editor.cookie);
  const ask = () => challengeFor(newsroom, "/session/passkey-options");
  const status = async (body: object): Promise<number> => (await answer(newsroom, body)).status;

  assert.equal(await status(phone.answer(await ask(), { origin: "https://evil.example" })), 401);
  assert.equal(await status(phone.answer(await ask(), { isVerified: false })), 401);
  assert.equal(await status(softAuthenticator(SITE).answer(await ask())), 401);
  const forged = { ...softAuthenticator(SITE).answer(await ask()), id: phone.answer("x").id };
  assert.equal(await status(forged), 401);
  assert.equal(await status(phone.answer("bm8gY2hhbGxlbmdlIG9mIG91cnM")), 401);
  // A question that was asked to add a passkey is not one to sign in.
  const making = await challengeFor(newsroom, "/me/passkeys/options", cookie);
  assert.equal(await status(phone.answer(making)), 401);
  const good = phone.answer(await ask());
  for (const clientDataJSON of ["e30", "bnVsbA", "eyJjaGFsbGVuZ2UiOjF9", "____"])
    assert.equal(await status({ ...good, response: { ...good.response, clientDataJSON } }), 401);
  const old = await ask();
  newsroom.clock.advance(5 * 60_000);
  assert.equal(await status(phone.answer(old)), 401);
  assert.equal(await status(phone.answer(await ask(), { counter: 7 })), 200);
  assert.equal(await status(phone.answer(await ask(), { counter: 6 })), 401);
  assert.equal(
    await status({ ...phone.answer(await ask()), response: { clientDataJSON: "e30" } }),
    400,
  );

  await database.pool.query("UPDATE person SET disabled_at = now() WHERE id = $1", [editor.id]);
  assert.equal(await status(phone.answer(await ask(), { counter: 9 })), 401);
});

test("one passkey is one person's, and it can be taken away", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const [one, two] = [await newsroom.signedIn("editor"), await newsroom.signedIn("editor")];
  const { phone, cookie } = await withPasskey(newsroom, one.cookie);
  const challenge = await challengeFor(newsroom, "/me/passkeys/options", two.cookie);
  const body = { name: "ليس هاتفي", response: phone.make(challenge) };
  const stolen = await newsroom.send("POST", "/me/passkeys", { cookie: two.cookie, body });
  assert.equal(stolen.status, 409);
  const { passkeys } = await (await newsroom.clientOf(cookie).me.passkeys.$get()).json();
  assert.deepEqual(
    passkeys.map(({ name }) => name),
    ["هاتفي"],
  );
  const path = `/me/passkeys/${passkeys[0]?.id}`;
  assert.equal((await newsroom.send("DELETE", path, { cookie: two.cookie })).status, 404);
  assert.equal((await newsroom.send("DELETE", path, { cookie })).status, 200);
  const next = await challengeFor(newsroom, "/session/passkey-options");
  assert.equal((await answer(newsroom, phone.answer(next))).status, 401);
  assert.ok(await newsroom.signIn(one.email));
});

test("passkeys need https and a host name, or localhost; elsewhere the answer says so", async () => {
  assert.deepEqual(relyingPartyOf("http://localhost:3000"), {
    id: "localhost",
    origin: "http://localhost:3000",
  });
  for (const site of ["http://news.example", "http://127.0.0.1:3000", "https://192.0.2.1"])
    assert.equal(relyingPartyOf(site), undefined);
  const newsroom = await givenNewsroom(database.pool, { siteUrl: "http://news.example" });
  const { status } = await newsroom.send("POST", "/session/passkey-options", {
    headers: { origin: "http://news.example" },
  });
  assert.equal(status, 409);
});
