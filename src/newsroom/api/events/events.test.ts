import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { until } from "#platform/testing/front.ts";
import { announce } from "#platform/notices.ts";
import { givenNewsroom } from "../../testing/given.ts";

let database: TestDatabase;
let newsroom: Awaited<ReturnType<typeof givenNewsroom>>;
before(async () => {
  database = await testDatabase();
  newsroom = await givenNewsroom(database.pool);
  newsroom.notices.start();
});
after(async () => {
  newsroom.streams.stop();
  await newsroom.notices.stop();
  await database.close();
});

/** Opens a stream and gathers what it says. */
async function listen(cookie: string) {
  const answer = await newsroom.send("GET", "/events", { cookie });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  const reader = answer.body?.getReader();
  assert.ok(reader);
  const heard = { text: "", isOver: false };
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      heard.text += Buffer.from(value).toString("utf8");
    }
    heard.isOver = true;
  };
  const reading = read();
  await until("the ear hears", async () => {
    await announce(database.pool, { kind: "test.hello" });
    return heard.text.includes("test.hello");
  });
  return { heard, end: () => reader.cancel().then(() => reading) };
}

test("what is saved and moved is told to who is signed in, to contributors only of their own", async () => {
  const editor = await newsroom.signedIn("editor");
  const contributor = await newsroom.signedIn("contributor");
  const [all, own] = [await listen(editor.cookie), await listen(contributor.cookie)];
  const create = async (cookie: string): Promise<string> => {
    const answer = await newsroom.send("POST", "/stories", { cookie, body: {} });
    const json: unknown = await answer.json();
    assert.ok(typeof json === "object" && json !== null && "id" in json);
    return String(json.id);
  };
  const [theirs, mine] = [await create(editor.cookie), await create(contributor.cookie)];
  await until(
    "both are told",
    () => all.heard.text.includes(mine) && own.heard.text.includes(mine),
  );
  assert.ok(all.heard.text.includes(`"kind":"story.saved","story":"${theirs}","version":1`));
  assert.ok(!own.heard.text.includes(theirs));
  await Promise.all([all.end(), own.end()]);
});

test("who is not signed in, or is a moderator, hears nothing", async () => {
  assert.equal((await newsroom.send("GET", "/events")).status, 401);
  const moderator = await newsroom.signedIn("moderator");
  assert.equal((await newsroom.send("GET", "/events", { cookie: moderator.cookie })).status, 403);
});

test("of one person's streams the oldest gives way; all end when the node stops", async () => {
  const editor = await newsroom.signedIn("editor");
  const streams: Awaited<ReturnType<typeof listen>>[] = [];
  for (let index = 0; index < 13; index += 1) streams.push(await listen(editor.cookie));
  await until("the first is ended", () => streams[0]?.heard.isOver === true);
  assert.equal(streams[1]?.heard.isOver, false);
  newsroom.streams.stop();
  await until("all are ended", () => streams.every(({ heard }) => heard.isOver));
  assert.equal((await newsroom.send("GET", "/events", { cookie: editor.cookie })).status, 503);
});

test("an open stream keeps nobody signed in", async () => {
  const editor = await newsroom.signedIn("editor");
  newsroom.clock.advance(40 * 60_000);
  await newsroom.send("GET", "/events", { cookie: editor.cookie });
  newsroom.clock.advance(21 * 60_000);
  assert.equal((await newsroom.send("GET", "/session", { cookie: editor.cookie })).status, 401);
});
