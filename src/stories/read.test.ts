import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as fc from "fast-check";
import { slugOf } from "#arabic/slugs.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import {
  findAuthor,
  findCurrentPath,
  findSection,
  findStoryById,
  findStoryByPath,
  findStoryByShortId,
  findTopic,
  listCardsById,
  listSections,
  listStories,
  listTopics,
  storyStateAt,
  type StoryFilter,
} from "./read.ts";
import { importText, lineWith } from "./testing/given.ts";

let database: TestDatabase;
let stories: { id: string; path: string }[];

const LONG =
  "مجلس البلدية يناقش خطة واسعة لتطوير الواجهة البحرية وتوسيع الحدائق العامة وإنشاء ممرات جديدة للمشاة والدراجات الهوائية في الأحياء القديمة";

before(async () => {
  database = await testDatabase();
  const lines = Array.from({ length: 40 }, (_, index) =>
    lineWith({
      id: `s${index}`,
      headline: `خبر رقم ${index}`,
      section: index % 2 === 0 ? "محليات" : "العرب والعالم",
      topics: index % 4 === 0 ? ["مناخ"] : [],
      authors: index % 5 === 0 ? ["هدى العلي"] : [],
      lang: index % 10 === 9 ? "en" : "ar",
      // Four stories share each minute, so that only the id tells them apart.
      published_at: `2026-11-18T10:${String(10 + Math.floor(index / 4))}:00+03:00`,
    }),
  );
  const special = [
    lineWith({
      id: "long",
      headline: LONG,
      published_at: "2026-10-01T09:00:00+03:00",
      url:
        "https://old.example/2026/10/01/" + encodeURIComponent(slugOf(LONG, { maxLetters: 999 })),
    }),
    lineWith({
      id: "query",
      headline: "خبر بعنوان قديم",
      published_at: "2026-10-02",
      url: "http://old.example/article.php?id=77&utm_source=x",
    }),
    lineWith({
      id: "query2",
      headline: "خبر بعنوان قديم آخر",
      published_at: "2026-10-03",
      url: "http://old.example/article.php?id=78",
    }),
    lineWith({
      id: "hamza",
      headline: "أزمة المياه",
      section: "محليات",
      published_at: "2026-10-04",
    }),
    lineWith({
      id: "bare",
      headline: "ازمة المياه",
      section: "محليات",
      published_at: "2026-10-04",
    }),
    lineWith({
      id: "home",
      headline: "خبر عنوانه رأس الموقع",
      published_at: "2026-10-05",
      url: "https://old.example/",
    }),
    lineWith({
      id: "noise",
      headline: "خبر بعنوان فيه زيادة",
      published_at: "2026-10-06",
      url: "https://old.example/only/here?from=app",
    }),
  ];
  const { report } = await importText(database.pool, [...lines, ...special]);
  stories = report.map((line) => ({
    id: line.story ?? "",
    path: decodeURIComponent(line.url ?? ""),
  }));
  assert.ok(report.every((line) => line.outcome === "created"));
});
after(() => database.close());

const pathOf = (index: number): string => stories[index]?.path ?? "";
const current = (address: string) => findCurrentPath(database.pool, address);

test("findCurrentPath() finds nothing at an address with a NUL, however it is written", async () => {
  for (const address of ["/a\0b", "/?cursor=%00", "/%00", "/%2500", "/a?b=%252500"])
    assert.equal(await current(address), undefined, address);
});

test("a story is found by every spelling of its address", async () => {
  const path = pathOf(40);
  const [, section, year, month, day, slug] = path.split("/");
  const encoded = encodeURI(path);
  for (const spelling of [
    path,
    path.normalize("NFD"),
    encoded,
    encoded.toLowerCase(),
    encodeURI(encoded),
    `${path}/`,
    `https://site.example${encoded}?utm_source=x#y`,
    path.replaceAll("ا", "أ"),
    `/${section}/${year}/${month}/${day}/${encodeURIComponent(slug ?? "").slice(0, 200)}`,
    `/${section}/${year}/${month}/${day}/${encodeURIComponent(slug ?? "").slice(0, 199)}`,
    `/${section}/${year}/${month}/${day}/${encodeURIComponent(slugOf(LONG, { maxLetters: 999 }))}`,
    `/2026/10/01/${encodeURIComponent(slugOf(LONG, { maxLetters: 999 }))}/`,
    `/2026/10/01/${encodeURIComponent(slugOf(LONG, { maxLetters: 999 }))
      .slice(0, 200)
      .toLowerCase()}`,
  ])
    assert.equal(await current(spelling), path, spelling);
  assert.equal(await current(`/${section}/${year}/${month}/02/${slug}`), undefined);
  assert.equal(
    await current(`/${section}/${year}/${month}/${day}/${(slug ?? "").slice(0, 12)}`),
    undefined,
  );
});

test("an address whose query names the story is told from others of that page", async () => {
  assert.equal(await current("/article.php?id=77"), pathOf(41));
  assert.equal(await current("/article.php?fbclid=1&id=78"), pathOf(42));
  assert.equal(await current("/article.php?id=79"), undefined);
  assert.equal(await current("/only/here?from=app"), pathOf(46));
  assert.equal(
    await current("/only/here"),
    pathOf(46),
    "a query that names nothing may be left out",
  );
  assert.equal(await current("/only/here?id=1"), undefined);
  assert.equal(await current("/article.php"), undefined);
  assert.equal(await current("/"), undefined);
  assert.equal(await current("https://old.example"), undefined);
});

test("two slugs that fold to one key lead each to its own story", async () => {
  assert.notEqual(pathOf(43), pathOf(44));
  assert.equal(await current(pathOf(43)), pathOf(43));
  assert.equal(await current(encodeURI(pathOf(44))), pathOf(44));
});

test("any text at all is an address that answers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 400 }), async (text) => {
      await current(text);
      await current(`/${encodeURIComponent(text.toWellFormed())}`);
      await storyStateAt(database.pool, text);
      await findStoryByPath(database.pool, text);
      await findStoryByShortId(database.pool, text);
      await findStoryById(database.pool, text);
      await findTopic(database.pool, text);
      await findAuthor(database.pool, text);
      await findSection(database.pool, "ar", text);
    }),
    { numRuns: 150 },
  );
  assert.equal(await current("/%".repeat(5000)), undefined);
});

async function pages(filter: Omit<StoryFilter, "limit">, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof listStories>> = await listStories(database.pool, {
      ...filter,
      cursor,
      limit,
    });
    ids.push(...page.stories.map((story) => story.id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}

test("pages of a list join without gap or repetition, newest first, also within one minute", async () => {
  const all = await pages({}, 100);
  assert.equal(all.length, 47);
  for (const limit of [1, 3, 7, 46, 47])
    assert.deepEqual(await pages({}, limit), all, String(limit));
  const made = stories.slice(0, 40).map((story) => story.id);
  assert.deepEqual(
    all.slice(0, 40),
    made.toReversed(),
    "ids are in the order in which stories came",
  );
});

test("lists by section, topic, author, language and by several at once", async () => {
  const expected = (keep: (index: number) => boolean) =>
    stories.flatMap((story, index) => (index < 40 && keep(index) ? [story.id] : [])).toReversed();
  const world = { section: "العرب-والعالم" };
  assert.deepEqual(
    await pages(world, 6),
    expected((index) => index % 2 === 1),
  );
  assert.deepEqual(
    await pages({ topic: "مناخ" }, 3),
    expected((index) => index % 4 === 0),
  );
  assert.deepEqual(
    await pages({ author: "هدى-العلي" }, 3),
    expected((index) => index % 5 === 0),
  );
  assert.deepEqual(
    await pages({ lang: "en" }, 3),
    expected((index) => index % 10 === 9),
  );
  assert.deepEqual(
    await pages({ topic: "مناخ", author: "هدى-العلي" }, 1),
    expected((index) => index % 20 === 0),
  );
  assert.deepEqual(await pages({ ...world, lang: "en", author: "هدى-العلي" }, 3), []);
  assert.deepEqual(await pages({ section: "none" }, 3), []);
});

test("cursors that are none of ours are refused", async () => {
  const page = await listStories(database.pool, { limit: 2 });
  assert.match(page.cursor ?? "", /^[\w-]+$/);
  for (const cursor of [
    "",
    "x",
    "%",
    "0",
    Buffer.from("1.x").toString("base64url"),
    Buffer.from(`9999999999999999.${stories[0]?.id}`).toString("base64url"),
    "a".repeat(5000),
    "' OR 1=1",
  ])
    await assert.rejects(
      listStories(database.pool, { limit: 2, cursor }),
      (error) => error instanceof Refusal && error.kind === "invalid",
      cursor,
    );
  for (const limit of [0, 101, 1.5, Number.NaN])
    await assert.rejects(listStories(database.pool, { limit }), RangeError);
});

test("labels and cards", async () => {
  assert.deepEqual(
    (await listSections(database.pool, "ar")).map((section) => section.name),
    ["محليات", "العرب والعالم"],
  );
  assert.equal((await findSection(database.pool, "ar", "محليات"))?.name, "محليات");
  assert.equal((await findTopic(database.pool, "مناخ"))?.name, "مناخ");
  assert.equal((await findAuthor(database.pool, "هدى-العلي"))?.name, "هدى العلي");
  assert.equal(await findTopic(database.pool, "غائب"), undefined);
  assert.deepEqual(
    (await listTopics(database.pool, { limit: 5 })).map((topic) => topic.slug),
    ["مناخ"],
  );
  const ids = [5, 3, 9].map((index) => stories[index]?.id ?? "");
  assert.deepEqual(
    (await listCardsById(database.pool, [...ids, "0190c5a0-0000-7000-8000-000000000009"])).map(
      (card) => card.id,
    ),
    ids,
  );
  assert.deepEqual(await listCardsById(database.pool, []), []);
});

test("each list walks an index and sorts nothing", async () => {
  const client = await database.pool.connect();
  try {
    await client.query("SET enable_seqscan = off");
    await client.query("SET enable_sort = off");
    for (const [where, index] of [
      ["s.state = 'published'", "story_newest"],
      ["s.state = 'published' AND s.section_id = 1", "story_section_newest"],
      ["s.state = 'published' AND s.lang = 'ar'", "story_lang_newest"],
    ] as const) {
      const { rows } = await client.query<{ "QUERY PLAN": string }>(
        `EXPLAIN SELECT s.id FROM story s WHERE ${where} ORDER BY s.published_at DESC, s.id DESC LIMIT 10`,
      );
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      assert.match(plan, new RegExp(`Index (?:Only )?Scan using ${index}`));
      assert.doesNotMatch(plan, /Sort/);
    }
  } finally {
    client.release(true);
  }
});
