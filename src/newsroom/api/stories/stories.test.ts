import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom } from "../../testing/given.ts";

let database: TestDatabase;
let newsroom: Awaited<ReturnType<typeof givenNewsroom>>;
let editor: Awaited<ReturnType<typeof newsroom.signedIn>>;
let writer: Awaited<ReturnType<typeof newsroom.signedIn>>;
before(async () => {
  database = await testDatabase();
  newsroom = await givenNewsroom(database.pool);
  editor = await newsroom.signedIn("editor");
  writer = await newsroom.signedIn("journalist");
});
after(() => database.close());

const CONTENT = {
  headline: "مرصد الجبل يفتح أبوابه",
  section: "علوم",
  authors: ["سلمى"],
  topics: ["فلك"],
  body: {
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text: "نص الخبر." }] }],
  },
};

type Json = Readonly<Record<string, unknown>>;

async function call(
  method: string,
  path: string,
  body?: unknown,
  by: { cookie: string } = editor,
): Promise<{ status: number; json: Json }> {
  const answer = await newsroom.send(method, path, { cookie: by.cookie, body });
  const json: unknown = await answer.json();
  assert.ok(typeof json === "object" && json !== null);
  return { status: answer.status, json: { ...json } };
}

async function created(by: { cookie: string } = writer, content: Json = CONTENT): Promise<string> {
  const { status, json } = await call("POST", "/stories", { content }, by);
  assert.equal(status, 201);
  return String(json["id"]);
}

test("a journalist writes, an editor returns, approves, schedules and publishes; each sees what they may do", async () => {
  const id = await created();
  const opened = await writer.client.stories[":id"].$get({ param: { id } });
  const story = await opened.json();
  assert.equal(story.draft.version, 1);
  assert.equal(story.draft.savedBy.name, writer.name);
  assert.equal(story.draft.content.headline, CONTENT.headline);
  assert.deepEqual(story.mayDo, ["write", "note", "sharePreview", "submit", "discard"]);
  assert.deepEqual(story.missing, []);
  assert.equal(story.live, null);

  const saved = await call(
    "PUT",
    `/stories/${id}/draft`,
    { base: 1, content: { ...CONTENT, standfirst: "مقدمة" } },
    writer,
  );
  assert.deepEqual([saved.status, saved.json["kind"], saved.json["version"]], [200, "saved", 2]);
  const stale = await call("PUT", `/stories/${id}/draft`, { base: 1, content: CONTENT });
  assert.equal(stale.status, 409);
  assert.equal(stale.json["kind"], "stale");
  assert.match(JSON.stringify(stale.json["current"]), /"standfirst":"مقدمة"/);

  assert.equal((await call("POST", `/stories/${id}/move`, { to: "inReview" }, writer)).status, 200);
  assert.equal((await call("POST", `/stories/${id}/move`, { to: "ready" }, writer)).status, 403);
  const note = await call("POST", `/stories/${id}/notes`, {
    text: "راجع",
    quote: "نص الخبر",
    block: 0,
  });
  assert.equal(note.status, 201);
  assert.equal(
    (await call("POST", `/stories/${id}/move`, { to: "draft", note: "ينقص مصدر" })).status,
    200,
  );
  const notes = await (await writer.client.stories[":id"].notes.$get({ param: { id } })).json();
  assert.deepEqual(
    notes.items.map(({ text, createdBy }) => [text, createdBy.id]),
    [
      ["راجع", editor.id],
      ["ينقص مصدر", editor.id],
    ],
  );
  const noteId = String(note.json["id"]);
  assert.equal(
    (await call("PUT", `/stories/${id}/notes/${noteId}`, { resolved: true }, writer)).status,
    200,
  );
  await call("POST", `/stories/${id}/move`, { to: "inReview" }, writer);
  await call("POST", `/stories/${id}/move`, { to: "ready" });

  const scheduled = await call("POST", `/stories/${id}/schedule`, {
    base: 2,
    at: "2030-01-02T08:00",
  });
  assert.deepEqual(
    [scheduled.status, scheduled.json["at"], scheduled.json["offset"], scheduled.json["isDouble"]],
    [200, "2030-01-02T05:00:00.000Z", "+03:00", false],
  );
  const waiting = await (await editor.client.stories[":id"].$get({ param: { id } })).json();
  assert.equal(waiting.workState, "scheduled");
  assert.equal(waiting.scheduledFor, "2030-01-02T05:00:00.000Z");
  assert.equal(waiting.schedule?.hasChanges, false);
  assert.equal((await call("DELETE", `/stories/${id}/schedule`)).status, 200);
  assert.equal((await call("DELETE", `/stories/${id}/schedule`)).status, 409);

  const published = await call("POST", `/stories/${id}/publish`, { base: 2, matters: true });
  assert.equal(published.status, 200);
  assert.match(String(published.json["url"]), /^\/%D8%B9%D9%84%D9%88%D9%85\/2030\/01\/01\//);
  const revisions = await (
    await editor.client.stories[":id"].revisions.$get({ param: { id }, query: {} })
  ).json();
  assert.equal(revisions.items[0]?.isLive, true);
  assert.equal(
    (await call("POST", `/stories/${id}/correct`, { base: 2, note: "تصويب." })).status,
    200,
  );
  assert.equal((await call("POST", `/stories/${id}/unpublish`)).status, 200);
  assert.equal((await call("POST", `/stories/${id}/takedown`, { reason: "x" })).status, 403);
});

test("what is refused is a problem in the language of who asked", async () => {
  const id = await created();
  const bad = {
    base: 1,
    content: { ...CONTENT, body: { type: "doc", content: [{ type: "script" }] } },
  };
  const refused = await call("PUT", `/stories/${id}/draft`, bad, writer);
  assert.equal(refused.status, 400);
  assert.equal(refused.json["detail"], "المتن: عنصر لا نعرفه");
  const unknown = await call("GET", "/stories/0190c5a0-0000-7000-8000-0000000000ab");
  assert.equal(unknown.status, 404);
  assert.equal((await call("GET", "/stories/../../etc")).status, 404);
  const missing = await created(writer, { ...CONTENT, section: "" });
  const answer = await call("POST", `/stories/${missing}/publish`, { base: 1 });
  assert.deepEqual([answer.status, answer.json], [409, { kind: "missing", missing: ["section"] }]);
  assert.equal((await call("POST", `/stories/${id}/schedule`, { base: 1, at: "غدا" })).status, 400);
  const nobody = "0190c5a0-0000-7000-8000-0000000000ab";
  assert.equal((await call("PUT", `/stories/${id}/assignee`, { assignee: nobody })).status, 400);
  assert.equal((await call("PUT", `/stories/${id}/assignee`, { assignee: writer.id })).status, 200);
  assert.equal(
    (await call("PUT", `/stories/${id}/embargo`, { until: "2030-02-01T08:00" })).status,
    200,
  );
  assert.equal((await call("POST", `/stories/${id}/publish`, { base: 1 })).status, 409);
  assert.equal((await call("PUT", `/stories/${id}/embargo`, { until: null })).status, 200);
});

test("a draft of the greatest size is kept, one that is nested thousands deep or larger is not", async () => {
  const id = await created();
  const text = "كلمة ".repeat(100_000);
  const large = {
    ...CONTENT,
    body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
  };
  assert.equal(
    (await call("PUT", `/stories/${id}/draft`, { base: 1, content: large }, writer)).status,
    200,
  );
  const deep = `{"base":2,"content":{"body":${'{"type":"quote","content":['.repeat(5000)}${"]}".repeat(5000)}}}`;
  const answer = await newsroom.send("PUT", `/stories/${id}/draft`, {
    cookie: writer.cookie,
    body: deep,
  });
  assert.equal(answer.status, 400);
  const huge = { base: 2, content: { ...CONTENT, standfirst: "م".repeat(4_000_000) } };
  assert.equal((await call("PUT", `/stories/${id}/draft`, huge, writer)).status, 413);
});

test("presence and lock pass from one to the other", async () => {
  const id = await created();
  const here = await call(
    "POST",
    `/stories/${id}/presence`,
    { tab: "a", state: "writing" },
    writer,
  );
  assert.match(JSON.stringify(here.json["people"]), new RegExp(writer.id));
  assert.equal((await call("POST", `/stories/${id}/lock`, { tab: "a" }, writer)).status, 200);
  const taken = await call("POST", `/stories/${id}/lock`, { tab: "b" });
  assert.equal(taken.status, 409);
  assert.match(JSON.stringify(taken.json["lock"]), new RegExp(writer.name));
  assert.equal(
    (await call("POST", `/stories/${id}/lock`, { tab: "b", takeOver: true })).status,
    200,
  );
  assert.equal((await call("DELETE", `/stories/${id}/lock`, { tab: "b" })).status, 200);
  assert.equal(
    (await call("POST", `/stories/${id}/presence`, { tab: "<b>", state: "writing" })).status,
    400,
  );
});

test("lists answer with names, views and where to go on", async () => {
  const id = await created();
  const page = await editor.client.stories.$get({ query: { state: "draft", limit: "1" } });
  const list = await page.json();
  assert.equal(list.items[0]?.id, id);
  assert.equal(list.items[0]?.changedBy.name, writer.name);
  assert.equal(list.items[0]?.viewsToday, 0);
  assert.ok(list.cursor);
  assert.equal((await call("GET", "/stories?state=none")).status, 400);
  assert.equal((await call("GET", "/stories?limit=1000")).status, 400);
});

test("the desk shows what waits for whom, what comes next, what failed, and how today is read", async () => {
  const { pool } = database;
  await pool.query("TRUNCATE story CASCADE");
  const [waiting, next, live] = [await created(), await created(), await created()];
  await call("POST", `/stories/${waiting}/move`, { to: "inReview" }, writer);
  await call("POST", `/stories/${next}/schedule`, { base: 1, at: "2030-01-02T08:00" });
  await call("POST", `/stories/${live}/publish`, { base: 1 });
  await pool.query(
    `INSERT INTO story_views (quarter, story_id, slot, raw, counted)
     VALUES ('2030-01-01T07:45:00Z', $1, 0, 9, 7), ('2030-01-01T08:00:00Z', $1, 0, 2, 2), ('2029-12-31T20:45:00Z', $1, 0, 5, 5)`,
    [live],
  );
  const desk = await (await editor.client.desk.$get()).json();
  assert.deepEqual(
    desk.waiting.map(({ id }) => id),
    [waiting],
  );
  assert.deepEqual(
    desk.scheduled.map(({ id }) => id),
    [next],
  );
  assert.deepEqual(desk.failed, []);
  const [shown] = desk.published;
  assert.equal(shown?.id, live);
  assert.equal(shown?.viewsToday, 9);
  // The edition's day began at 21:00 of the day before in UTC: 11 hours and a quarter are 45 numbers.
  assert.equal(shown?.viewsByQuarter.length, 45);
  assert.deepEqual(shown?.viewsByQuarter.slice(-3), [0, 7, 2]);
  assert.equal(desk.viewsToday.total, 9);
  assert.deepEqual(
    desk.mostRead.stories.map(({ id }) => id),
    [live],
  );
  await pool.query(
    "UPDATE story_schedule SET failed_at = now(), failure = 'x' WHERE story_id = $1",
    [next],
  );
  const writers = await (await writer.client.desk.$get()).json();
  assert.deepEqual(
    writers.failed.map(({ id, failure }) => [id, failure]),
    [[next, "x"]],
  );
  assert.deepEqual(writers.waiting, []);
  assert.equal(writers.mine.length, 3);
});

test("a preview is shown to who may see the draft, in a frame of the newsroom only, and kept by nobody", async () => {
  const id = await created();
  const answer = await newsroom.send("GET", `/stories/${id}/preview`, { cookie: writer.cookie });
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /<p>bare<\/p><p>نص الخبر\.<\/p>/);
  assert.match(answer.headers.get("content-security-policy") ?? "", /frame-ancestors 'self'/);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal(answer.headers.get("x-robots-tag"), "noindex");
  assert.equal((await newsroom.send("GET", `/stories/${id}/preview`)).status, 401);
  const link = await call("POST", `/stories/${id}/preview-link`);
  assert.match(
    String(link.json["url"]),
    /^https:\/\/news\.example\/newsroom\/preview\/[\w-]+\.[\w-]{43}$/,
  );
  assert.equal(link.json["expiresAt"], "2030-01-08T08:00:00.000Z");
});
