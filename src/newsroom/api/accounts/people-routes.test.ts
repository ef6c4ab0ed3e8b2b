import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ROLES, type Role } from "#accounts/authoriser.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom, TEST_PASSWORD } from "../../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

test("an admin manages those below, an owner everybody but themselves; others nobody", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const owner = await newsroom.signedIn("owner");
  const admin = await newsroom.signedIn("admin");
  const change = async (cookie: string, id: string, body: object): Promise<number> =>
    (await newsroom.send("PUT", `/people/${id}`, { cookie, body })).status;
  const below: Role[] = ["editor", "journalist", "contributor", "moderator"];
  for (const role of ROLES) {
    const { id } = await newsroom.person(role);
    assert.equal(
      await change(admin.cookie, id, { disabled: true }),
      below.includes(role) ? 200 : 403,
    );
    assert.equal(await change(owner.cookie, id, { disabled: true }), 200);
  }
  const { id } = await newsroom.person("editor");
  for (const role of ROLES)
    assert.equal(await change(admin.cookie, id, { role }), below.includes(role) ? 200 : 403, role);
  assert.equal(await change(owner.cookie, owner.id, { role: "editor" }), 409);
  assert.equal(await change(owner.cookie, owner.id, { disabled: true }), 409);
  for (const role of ["owner", "admin"])
    assert.equal(
      (
        await newsroom.send("POST", "/people/invitations", {
          cookie: admin.cookie,
          body: { email: `${role}@else.example`, role },
        })
      ).status,
      403,
    );
});

test("two owners who take each other's role at once do not leave the house without an owner", async () => {
  const newsroom = await givenNewsroom(database.pool);
  await database.pool.query("UPDATE person SET disabled_at = now() WHERE role = 'owner'");
  const [one, two] = [await newsroom.signedIn("owner"), await newsroom.signedIn("owner")];
  const statuses = await Promise.all(
    [
      [one.cookie, two.id],
      [two.cookie, one.id],
    ].map(
      async ([cookie = "", id = ""]) =>
        (await newsroom.send("PUT", `/people/${id}`, { cookie, body: { role: "editor" } })).status,
    ),
  );
  assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses));
  const { rows } = await database.pool.query(
    "SELECT FROM person WHERE role = 'owner' AND disabled_at IS NULL",
  );
  assert.equal(rows.length, 1);
});

test("sessions die with a change of role, with disabling, and when an admin ends them; all is in the log", async () => {
  const newsroom = await givenNewsroom(database.pool);
  const admin = await newsroom.signedIn("admin");
  const status = async (cookie: string): Promise<number> =>
    (await newsroom.send("GET", "/session", { cookie })).status;
  const writer = await newsroom.signedIn("journalist");
  const put = (body: object) =>
    newsroom.send("PUT", `/people/${writer.id}`, { cookie: admin.cookie, body });

  await put({ role: "editor" });
  assert.equal(await status(writer.cookie), 401);
  let cookie = await newsroom.signIn(writer.email);
  assert.equal((await newsroom.send("DELETE", `/people/${writer.id}/sessions`, admin)).status, 200);
  assert.equal(await status(cookie), 401);
  cookie = await newsroom.signIn(writer.email);
  await put({ disabled: true });
  assert.equal(await status(cookie), 401);
  const refused = await newsroom.send("POST", "/session", {
    body: { email: writer.email, password: TEST_PASSWORD },
  });
  const unknown = await newsroom.send("POST", "/session", {
    body: { email: "nobody@news.example", password: TEST_PASSWORD },
  });
  assert.deepEqual([refused.status, await refused.text()], [unknown.status, await unknown.text()]);
  await put({ disabled: false });
  assert.equal(await status(await newsroom.signIn(writer.email)), 200);

  const log = await (await admin.client.audit.$get({ query: { subject: writer.id } })).json();
  assert.deepEqual(
    log.items.map(({ act }) => act).filter((act) => act !== "session.begin"),
    ["person.enable", "person.disable", "session.endAll", "person.role", "person.add"],
  );
  assert.deepEqual(log.items.find(({ act }) => act === "person.role")?.before, {
    role: "journalist",
    disabled: false,
  });
});
