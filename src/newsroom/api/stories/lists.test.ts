import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom } from "../../testing/given.ts";

let database: TestDatabase;
let newsroom: Awaited<ReturnType<typeof givenNewsroom>>;
before(async () => {
  database = await testDatabase();
  newsroom = await givenNewsroom(database.pool);
});
after(() => database.close());

type Who = Awaited<ReturnType<typeof newsroom.signedIn>>;

async function call(who: Who, method: string, path: string, body?: unknown) {
  const answer = await newsroom.send(method, path, { cookie: who.cookie, body });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

const headlines = async (who: Who, query: { state?: "discarded" } = {}): Promise<string[]> => {
  const { items } = await (await who.client.stories.$get({ query })).json();
  return items.map(({ headline }) => headline);
};

test("a draft is discarded by whoever may write it, leaves the lists, and comes back whole", async () => {
  const [writer, other, editor] = [
    await newsroom.signedIn("contributor"),
    await newsroom.signedIn("contributor"),
    await newsroom.signedIn("editor"),
  ];
  const content = { headline: "مسودة لا حاجة إليها" };
  const { json } = await call(writer, "POST", "/stories", { content });
  const id = String(json["id"]);
  const move = (who: Who, to: string) => call(who, "POST", `/stories/${id}/move`, { to });
  assert.equal((await move(other, "discarded")).status, 404);
  assert.equal((await move(writer, "discarded")).status, 200);
  assert.deepEqual(await headlines(writer), []);
  assert.deepEqual(await headlines(writer, { state: "discarded" }), [content.headline]);
  const opened = await (await writer.client.stories[":id"].$get({ param: { id } })).json();
  assert.deepEqual([opened.workState, opened.mayDo], ["discarded", ["bringBack"]]);
  const written = await call(writer, "PUT", `/stories/${id}/draft`, { base: 1, content });
  assert.equal(written.status, 409);
  assert.match(String(written.json["detail"]), /أُهملت/);
  for (const to of ["inReview", "ready"]) assert.equal((await move(editor, to)).status, 409, to);
  assert.equal((await call(editor, "POST", `/stories/${id}/publish`, { base: 1 })).status, 409);
  assert.equal((await move(writer, "draft")).status, 200);
  assert.deepEqual(await headlines(writer), [content.headline]);
  assert.equal(
    (await call(writer, "PUT", `/stories/${id}/draft`, { base: 1, content })).status,
    200,
  );
  const owner = await newsroom.signedIn("owner");
  const { items } = (await call(owner, "GET", `/audit?subject=${id}`)).json as {
    items: { act: string; after: { work?: string } }[];
  };
  assert.deepEqual(
    items.filter(({ act }) => act === "story.move").map(({ after }) => after.work),
    ["draft", "discarded"],
  );
});

test("what readers have seen is not discarded, nor what was handed in", async () => {
  const editor = await newsroom.signedIn("editor");
  const content = {
    headline: "خبر منشور",
    section: "علوم",
    authors: ["سلمى"],
    body: {
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "text", text: "نص." }] }],
    },
  };
  const { json } = await call(editor, "POST", "/stories", { content });
  const discard = () =>
    call(editor, "POST", `/stories/${String(json["id"])}/move`, { to: "discarded" });
  await call(editor, "POST", `/stories/${String(json["id"])}/move`, { to: "inReview" });
  assert.equal((await discard()).status, 409);
  await call(editor, "POST", `/stories/${String(json["id"])}/publish`, { base: 1 });
  assert.equal((await discard()).status, 409);
});

test("views are each person's own, replaced by name, bounded, and hold only what the list knows", async () => {
  const [one, other] = [await newsroom.signedIn("editor"), await newsroom.signedIn("editor")];
  const views = async (who: Who) => (await call(who, "GET", "/story-views")).json["items"];
  const put = (who: Who, view: unknown) => call(who, "PUT", "/story-views", view);
  const filter = { state: "inReview", q: "قمح", mine: true };
  assert.equal((await put(one, { name: "للمراجعة", filter })).status, 200);
  assert.equal((await put(one, { name: "للمراجعة", filter: { sort: "published" } })).status, 200);
  assert.deepEqual(await views(one), [{ name: "للمراجعة", filter: { sort: "published" } }]);
  assert.deepEqual(await views(other), []);
  for (const wrong of [
    { name: "", filter },
    { name: "أ", filter: { state: "lost" } },
    { name: "أ", filter: { secret: "x" } },
    { name: "أ".repeat(61), filter },
    { name: "أ" },
  ])
    assert.equal((await put(one, wrong)).status, 400, JSON.stringify(wrong));
  const remove = (who: Who) =>
    call(who, "DELETE", `/story-views?name=${encodeURIComponent("للمراجعة")}`);
  assert.equal((await remove(other)).status, 200);
  assert.equal(((await views(one)) as unknown[]).length, 1);
  assert.equal((await remove(one)).status, 200);
  assert.deepEqual(await views(one), []);
  for (let at = 0; at < 40; at += 1) await put(one, { name: `قائمة ${at}`, filter: {} });
  const over = await put(one, { name: "واحدة أخرى", filter: {} });
  assert.deepEqual([over.status, ((await views(one)) as unknown[]).length], [409, 40]);
});
