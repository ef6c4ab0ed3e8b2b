import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pino from "pino";
import { makeFirstOwnerLink } from "#accounts/first-owner.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom, TEST_PASSWORD } from "../../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const tokenIn = (text: string | undefined, page: string): string =>
  new RegExp(`/newsroom/${page}/([\\w-]{43})`).exec(text ?? "")?.[1] ?? "";
const OWNER = { name: "ليلى حداد", email: "owner@news.example", password: TEST_PASSWORD };

test("the first owner's link works once, for one of those who send it at once, and none is made after", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const old = (await makeFirstOwnerLink(database.pool, newsroom.clock.now())) ?? "";
  const token = (await makeFirstOwnerLink(database.pool, newsroom.clock.now())) ?? "";
  assert.equal((await newsroom.send("GET", `/first-owner/${old}`)).status, 404);
  assert.equal((await newsroom.send("GET", `/first-owner/${token}`)).status, 200);
  const weak = { ...OWNER, password: "password1" };
  const refused = await newsroom.send("PUT", `/first-owner/${token}`, { body: weak });
  assert.equal(refused.status, 400);
  assert.match(String(Object(await refused.json()).detail), /شائعة/);

  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, at) =>
      newsroom.send("PUT", `/first-owner/${token}`, {
        body: { ...OWNER, email: `owner${at}@news.example` },
      }),
    ),
  );
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 404, 404, 404, 404],
  );
  const won = answers.find(({ status }) => status === 200);
  const cookie = won?.headers.get("set-cookie")?.split(";")[0] ?? "";
  const session = await (await newsroom.clientOf(cookie).session.$get()).json();
  assert.equal(session.person.role, "owner");
  assert.equal(await makeFirstOwnerLink(database.pool, newsroom.clock.now()), undefined);
  const { rows } = await database.pool.query("SELECT FROM person WHERE role = 'owner'");
  assert.equal(rows.length, 1);
});

test("an invitation comes by mail in Arabic, is bound to its role and address, and works once", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const admin = await newsroom.signedIn("admin");
  const sent = await newsroom.send("POST", "/people/invitations", {
    cookie: admin.cookie,
    body: { email: "New.Writer@news.example", name: "كاتب <b>جديد</b>", role: "journalist" },
  });
  assert.deepEqual([sent.status, await sent.json()], [201, { kind: "invited", isSent: true }]);
  const [mail] = await newsroom.mails();
  assert.equal(mail?.to, "New.Writer@news.example");
  assert.match(mail?.html ?? "", /<html lang="ar" dir="rtl">/);
  assert.match(mail?.html ?? "", /كاتب &lt;b&gt;جديد/);
  assert.match(mail?.text ?? "", /بدور: صحفي/);
  const token = tokenIn(mail?.text, "invitation");

  const open = await newsroom.send("GET", `/invitations/${token}`);
  assert.deepEqual(await open.json(), {
    email: "New.Writer@news.example",
    name: "كاتب <b>جديد</b>",
    role: "journalist",
    invitedBy: admin.name,
  });
  const body = { name: "هدى", password: TEST_PASSWORD };
  assert.equal(
    (await newsroom.send("PUT", `/invitations/${token}`, { body: { ...body, role: "owner" } }))
      .status,
    400,
  );
  const answers = await Promise.all(
    [1, 2, 3].map(() => newsroom.send("PUT", `/invitations/${token}`, { body })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 404, 404],
  );
  const cookie = await newsroom.signIn("new.writer@news.example");
  const session = await (await newsroom.clientOf(cookie).session.$get()).json();
  assert.deepEqual([session.person.role, session.person.name], ["journalist", "هدى"]);
});

test("an invitation dies after seven days, when it is withdrawn or replaced, and with its inviter", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const [owner, admin] = [await newsroom.signedIn("owner"), await newsroom.signedIn("admin")];
  const inviteNew = async (cookie: string, email: string, role = "editor"): Promise<string> => {
    const { status } = await newsroom.send("POST", "/people/invitations", {
      cookie,
      body: { email, role },
    });
    assert.equal(status, 201);
    return tokenIn((await newsroom.mails()).at(-1)?.text, "invitation");
  };
  const isOpen = async (token: string): Promise<boolean> =>
    (await newsroom.send("GET", `/invitations/${token}`)).status === 200;

  const first = await inviteNew(admin.cookie, "a@news.example");
  const second = await inviteNew(admin.cookie, "A@NEWS.example");
  assert.deepEqual([await isOpen(first), await isOpen(second)], [false, true]);
  const people = await newsroom.send("GET", "/people", { cookie: admin.cookie });
  const { invitations } = Object(await people.json());
  const gone = await newsroom.send("DELETE", `/people/invitations/${invitations[0].id}`, {
    cookie: admin.cookie,
  });
  assert.equal(gone.status, 200);
  assert.equal(await isOpen(second), false);

  const third = await inviteNew(admin.cookie, "b@news.example");
  const disabled = await newsroom.send("PUT", `/people/${admin.id}`, {
    cookie: owner.cookie,
    body: { disabled: true },
  });
  assert.equal(disabled.status, 200);
  assert.equal(await isOpen(third), false);

  const fourth = await inviteNew(owner.cookie, "c@news.example");
  newsroom.clock.advance(7 * 24 * 3_600_000 - 1000);
  assert.equal(await isOpen(fourth), true);
  newsroom.clock.advance(1000);
  assert.equal(await isOpen(fourth), false);
  const late = await newsroom.send("PUT", `/invitations/${fourth}`, {
    body: { name: "متأخر", password: TEST_PASSWORD },
  });
  assert.equal(late.status, 404);
});

test("a new password: the same answer for every address, a mail only where there is an account", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const editor = await newsroom.signedIn("editor");
  const answers = [];
  for (const email of [editor.email, "nobody@news.example", "not an address"]) {
    const answer = await newsroom.send("POST", "/password-reset", { body: { email } });
    answers.push([answer.status, await answer.text()]);
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.deepEqual(answers[0], answers[2]);
  assert.equal(answers[0]?.[0], 202);
  const mails = await newsroom.mails();
  assert.deepEqual(
    mails.map(({ to }) => to),
    [editor.email],
  );

  const token = tokenIn(mails[0]?.text, "password-reset");
  const path = `/password-reset/${token}`;
  assert.equal((await newsroom.send("PUT", path, { body: { password: "12345678" } })).status, 400);
  assert.equal((await newsroom.send("GET", path)).status, 200);
  const password = "نهر آخر وجسر قديم";
  const changed = await newsroom.send("PUT", path, { body: { password } });
  assert.equal(changed.status, 200);
  assert.equal(changed.headers.get("set-cookie"), null);
  assert.equal((await newsroom.send("PUT", path, { body: { password } })).status, 404);
  // Sessions of before are dead, the old password too, and the new one works.
  assert.equal((await newsroom.send("GET", "/session", { cookie: editor.cookie })).status, 401);
  const signIn = async (secret: string): Promise<number> =>
    (
      await newsroom.send("POST", "/session", {
        body: { email: editor.email, password: secret },
      })
    ).status;
  assert.equal(await signIn(TEST_PASSWORD), 401);
  assert.equal(await signIn(password), 200);
});

test("a link for a new password dies after an hour and with a newer one; an account gets four mails, then none", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const { email } = await newsroom.person("editor");
  const ask = async (): Promise<string> => {
    await newsroom.send("POST", "/password-reset", { body: { email } });
    return tokenIn((await newsroom.mails()).at(-1)?.text, "password-reset");
  };
  const status = async (token: string): Promise<number> =>
    (await newsroom.send("GET", `/password-reset/${token}`)).status;
  const first = await ask();
  const second = await ask();
  assert.deepEqual([await status(first), await status(second)], [404, 200]);
  newsroom.clock.advance(3_600_000);
  assert.equal(await status(second), 404);
  await ask();
  await ask();
  const before = (await newsroom.mails()).length;
  await ask();
  assert.equal((await newsroom.mails()).length, before);
});

test("no line of the log holds a link's token, a password or an address", async () => {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });
  const newsroom = await givenNewsroom(database.pool, { log });
  const token = "t".repeat(43);
  await newsroom.send("GET", `/first-owner/${token}`);
  await newsroom.send("PUT", `/invitations/${token}`, {
    body: { name: "هدى", password: TEST_PASSWORD },
  });
  await newsroom.send("POST", "/session", {
    body: { email: "salma@news.example", password: TEST_PASSWORD },
  });
  assert.ok(lines.length >= 3);
  for (const secret of [token, TEST_PASSWORD, "salma@"])
    assert.ok(!lines.join("").includes(secret), secret);
});
