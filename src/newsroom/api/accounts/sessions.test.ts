import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createPasswordHasher, type PasswordHasher } from "#accounts/password-hash.ts";
import { signIn } from "#accounts/sign-in.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom, TEST_PASSWORD } from "../../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const MINUTE = 60_000;

test("a session ends after an hour without a request, and after a day in any case", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { email } = await newsroom.person("editor");
  const status = async (cookie: string): Promise<number> =>
    (await newsroom.send("GET", "/session", { cookie })).status;
  let cookie = await newsroom.signIn(email);
  newsroom.clock.advance(60 * MINUTE - 1000);
  assert.equal(await status(cookie), 200);
  newsroom.clock.advance(60 * MINUTE - 1000);
  assert.equal(await status(cookie), 200);
  newsroom.clock.advance(60 * MINUTE);
  assert.equal(await status(cookie), 401);
  cookie = await newsroom.signIn(email);
  for (let minutes = 0; minutes < 24 * 60 - 50; minutes += 50) {
    assert.equal(await status(cookie), 200);
    newsroom.clock.advance(50 * MINUTE);
  }
  newsroom.clock.advance(50 * MINUTE);
  assert.equal(await status(cookie), 401);
});

test("a token that a browser brings to a sign-in is never the one it leaves with", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const [victim, thief] = [await newsroom.person("editor"), await newsroom.signedIn("contributor")];
  const planted = [thief.cookie, `__Host-warraq-session=${"A".repeat(43)}`];
  for (const cookie of planted) {
    const answer = await newsroom.send("POST", "/session", {
      cookie,
      body: { email: victim.email, password: TEST_PASSWORD },
    });
    assert.notEqual(answer.headers.get("set-cookie")?.split(";")[0], cookie);
    assert.equal((await newsroom.send("GET", "/session", { cookie })).status, 401);
  }
});

test("a cookie that comes twice, or of another form, is no session", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { cookie } = await newsroom.signedIn("editor");
  for (const wrong of [`${cookie}; ${cookie}`, `${cookie}x`, cookie.replace("__Host-", ""), ""])
    assert.equal((await newsroom.send("GET", "/session", { cookie: wrong })).status, 401);
  assert.equal((await newsroom.send("GET", "/session", { cookie: `a=b; ${cookie}` })).status, 200);
  const token = cookie.split("=")[1] ?? "";
  const bearer = await newsroom.send("GET", "/session", {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(bearer.status, 401);
});

test("on plain http the cookie has its ordinary name and no Secure", async () => {
  const siteUrl = "http://localhost:3000";
  const newsroom = await givenNewsroom(database.pool, { siteUrl });
  const { email } = await newsroom.person("editor");
  const answer = await newsroom.send("POST", "/session", {
    body: { email, password: TEST_PASSWORD },
    headers: { origin: siteUrl },
  });
  assert.match(
    answer.headers.get("set-cookie") ?? "",
    /^warraq-session=[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/,
  );
});

test("four wrong passwords wait ten minutes, for an account that is there as for one that is not", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { email } = await newsroom.person("editor");
  const seen = [];
  for (const address of [email, "nobody-at-all@news.example"]) {
    const answers = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const answer = await newsroom.send("POST", "/session", {
        body: { email: tries % 2 === 0 ? address : address.toUpperCase(), password: "ليست كلمتي" },
      });
      answers.push([answer.status, answer.headers.get("retry-after"), await answer.text()]);
    }
    seen.push(answers);
  }
  assert.deepEqual(seen[0], seen[1]);
  assert.deepEqual(
    seen[0]?.map(([status]) => status),
    [401, 401, 401, 401, 429],
  );
  assert.equal(seen[0]?.[4]?.[1], "600");
  // The right password waits too, and then works and forgives.
  const right = { body: { email, password: TEST_PASSWORD } };
  assert.equal((await newsroom.send("POST", "/session", right)).status, 429);
  newsroom.clock.advance(10 * MINUTE);
  assert.equal((await newsroom.send("POST", "/session", right)).status, 200);
  assert.equal((await newsroom.send("POST", "/session", right)).status, 200);
});

test("one network address that tries many accounts is stopped; an office that signs in all day is not", async () => {
  const newsroom = await givenNewsroom(database.pool, { now: "2031-01-01T08:00:00Z" });
  const { email } = await newsroom.person("editor");
  const place = { address: "198.51.100.7", group: "198.51.100.7", agent: "" };
  const attempt = async (address: string, password: string): Promise<string> => {
    try {
      const input = { email: address, password, place };
      return (await signIn(database.pool, newsroom.hasher, input, newsroom.clock.now())).stage;
    } catch (error) {
      assert.ok(error instanceof Refusal);
      return error.kind;
    }
  };
  for (let at = 0; at < 60; at += 1) assert.equal(await attempt(email, TEST_PASSWORD), "signedIn");
  const outcomes = [];
  for (let at = 0; at < 45; at += 1) outcomes.push(await attempt(`guess${at}@news.example`, "x"));
  assert.equal(outcomes.filter((kind) => kind === "signedOut").length, 40);
  assert.deepEqual(
    outcomes.slice(40),
    Array.from({ length: 5 }, () => "tooMany"),
  );
});

test("the same work is done for every sign-in that fails, and a hash of another cost is renewed", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { id, email } = await newsroom.person("editor");
  const cheap = createPasswordHasher({ memoryKib: 128, passes: 1 });
  let [verified, hashed] = [0, 0];
  const hasher: PasswordHasher = {
    verify: (password, hash) => {
      verified += 1;
      return cheap.verify(password, hash);
    },
    hash: (password) => {
      hashed += 1;
      return cheap.hash(password);
    },
  };
  const place = { address: "192.0.2.9", group: "192.0.2.9", agent: "" };
  const attempt = (address: string, password: string) =>
    signIn(database.pool, hasher, { email: address, password, place }, newsroom.clock.now());
  await assert.rejects(attempt(email, "ليست كلمتي"));
  await assert.rejects(attempt("nobody@else.example", "ليست كلمتي"));
  assert.deepEqual([verified, hashed], [2, 0]);
  await attempt(email, TEST_PASSWORD);
  assert.deepEqual([verified, hashed], [3, 1]);
  const { rows } = await database.pool.query("SELECT password_hash FROM person WHERE id = $1", [
    id,
  ]);
  assert.match(String(rows[0]?.password_hash), /m=128,t=1/);
  await attempt(email, TEST_PASSWORD);
  assert.deepEqual([verified, hashed], [4, 1]);
});

test("a password that is changed while a sign-in is under way lets nobody in with the old one", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { id, email } = await newsroom.person("editor");
  const place = { address: "192.0.2.3", group: "192.0.2.3", agent: "" };
  const hasher: PasswordHasher = {
    ...newsroom.hasher,
    verify: async (password, hash) => {
      const outcome = await newsroom.hasher.verify(password, hash);
      await database.pool.query("UPDATE person SET password_hash = $2 WHERE id = $1", [
        id,
        await newsroom.hasher.hash("كلمة مرور أخرى تمامًا"),
      ]);
      return outcome;
    },
  };
  const input = { email, password: TEST_PASSWORD, place };
  await assert.rejects(
    signIn(database.pool, hasher, input, newsroom.clock.now()),
    /wrong address or password/,
  );
});

test("PUT me/password asks for the old one, ends every session, and gives this browser a new one", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const other = await newsroom.signIn(editor.email);
  const newPassword = "نهر آخر وجسر قديم";
  const put = (body: object, cookie = editor.cookie) =>
    newsroom.send("PUT", "/me/password", { cookie, body });
  assert.equal((await put({ password: "ليست كلمتي", newPassword })).status, 400);
  const weak = await put({ password: TEST_PASSWORD, newPassword: "12345678" });
  assert.match(String(Object(await weak.json()).detail), /شائعة/);
  const changed = await put({ password: TEST_PASSWORD, newPassword });
  assert.equal(changed.status, 200);
  const cookie = changed.headers.get("set-cookie")?.split(";")[0] ?? "";
  const status = async (given: string): Promise<number> =>
    (await newsroom.send("GET", "/session", { cookie: given })).status;
  assert.deepEqual(
    [await status(cookie), await status(editor.cookie), await status(other)],
    [200, 401, 401],
  );
  const wrong = [];
  for (let at = 0; at < 7; at += 1)
    wrong.push((await put({ password: "ليست كلمتي", newPassword }, cookie)).status);
  assert.deepEqual(wrong, [400, 400, 400, 400, 400, 429, 429]);
});

test("one's own sessions are listed and ended, nobody else's", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const [one, two] = [await newsroom.signedIn("editor"), await newsroom.signedIn("editor")];
  const second = await newsroom.signIn(one.email);
  const { sessions } = await (await one.client.me.sessions.$get()).json();
  assert.equal(sessions.length, 2);
  const other = sessions.find(({ isThis }) => !isThis)?.id ?? "";
  const end = async (cookie: string): Promise<number> =>
    (await newsroom.send("DELETE", `/me/sessions/${other}`, { cookie })).status;
  assert.equal(await end(two.cookie), 404);
  assert.equal(await end(one.cookie), 200);
  assert.equal((await newsroom.send("GET", "/session", { cookie: second })).status, 401);
  assert.equal((await newsroom.send("GET", "/session", one)).status, 200);
});
