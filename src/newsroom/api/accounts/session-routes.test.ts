import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom, TEST_PASSWORD, TEST_SITE } from "../../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

test("POST session signs in with a password, GET session tells who it is, DELETE session ends it", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.person("editor");
  const answer = await newsroom.send("POST", "/session", {
    body: { email: editor.email.toUpperCase(), password: TEST_PASSWORD.normalize("NFD") },
  });
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { kind: "signedIn" });
  const setCookie = answer.headers.get("set-cookie") ?? "";
  assert.match(
    setCookie,
    /^__Host-warraq-session=[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax; Secure$/,
  );
  assert.equal(answer.headers.get("cache-control"), "no-store");
  const [cookie = ""] = setCookie.split(";");

  const client = newsroom.clientOf(cookie);
  const session = await (await client.session.$get()).json();
  assert.equal(session.person.email, editor.email);
  assert.equal(session.needs, null);
  assert.ok(session.acts.includes("publish") && !session.acts.includes("takeDown"));
  assert.equal(session.edition.zone, "Asia/Riyadh");

  assert.equal((await newsroom.send("DELETE", "/session", { cookie })).status, 200);
  assert.equal((await newsroom.send("GET", "/session", { cookie })).status, 401);
});

test("no token and no password is in the database as it is", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { cookie } = await newsroom.signedIn("journalist");
  const token = cookie.split("=")[1] ?? "";
  const { rows } = await database.pool.query<{ all: string }>(
    `SELECT (SELECT string_agg(s::text, '') FROM session s) || (SELECT string_agg(p::text, '') FROM person p)
            || (SELECT string_agg(a::text, '') FROM audit_entry a) AS all`,
  );
  const all = rows[0]?.all ?? "";
  assert.ok(all.length > 100);
  for (const secret of [token, Buffer.from(token).toString("hex"), TEST_PASSWORD])
    assert.ok(!all.includes(secret));
});

test("a wrong password, and an unknown address get the same answer", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { email } = await newsroom.person("editor");
  const answers = [];
  for (const body of [
    { email, password: "ليست كلمتي" },
    { email: "nobody@news.example", password: "ليست كلمتي" },
  ]) {
    const answer = await newsroom.send("POST", "/session", { body });
    answers.push([answer.status, answer.headers.get("set-cookie"), await answer.json()]);
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.equal(answers[0]?.[0], 401);
});

test("a change is refused without Sec-Fetch-Site or Origin of the site, and by any other site's", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { email } = await newsroom.person("editor");
  const body = { email, password: TEST_PASSWORD };
  const status = async (headers: Record<string, string>): Promise<number> =>
    (
      await newsroom.api.fetch(
        new Request(`${TEST_SITE}/newsroom/api/session`, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body: JSON.stringify(body),
        }),
        { client: undefined },
      )
    ).status;
  assert.equal(await status({}), 403);
  assert.equal(await status({ "sec-fetch-site": "cross-site", origin: TEST_SITE }), 403);
  assert.equal(await status({ "sec-fetch-site": "same-site" }), 403);
  assert.equal(await status({ "sec-fetch-site": "none" }), 403);
  assert.equal(await status({ origin: "https://evil.example" }), 403);
  assert.equal(await status({ origin: "null" }), 403);
  assert.equal(await status({ origin: TEST_SITE }), 200);
  assert.equal(await status({ "sec-fetch-site": "same-origin" }), 200);
  assert.equal(await status({ origin: TEST_SITE, "content-type": "text/plain" }), 400);
});
