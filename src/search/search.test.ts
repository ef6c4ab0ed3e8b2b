import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { readLearnedForms, saveLearnedForms } from "./learned-forms.ts";
import { givenSearch, type SearchTest } from "./testing/given.ts";

let database: TestDatabase;
let given: SearchTest;
before(async () => {
  database = await testDatabase();
  given = await givenSearch(database.pool);
  await given.publish({
    headline: "أحمد المنصوري يفتتح مدرسة البحّارة",
    body: "قال المنصوري إنّ المَدرسةَ تستقبل مئة طالب في عام ٢٠٢٦.",
    section: "تعليم",
    topics: ["بحر", "مدارس"],
    authors: ["سلمى الحارثي"],
    publishedAt: "2026-11-10T10:00:00Z",
  });
  await given.publish({
    headline: "رئيس مجلس المدينة يزور السوق القديم",
    body: "زار رئيس المجلس السوق، وقال إن مجلس المدينة سيرمم سقفه.",
    section: "محليات",
    topics: ["أسواق"],
    publishedAt: "2026-11-12T10:00:00Z",
  });
  await given.publish({
    headline: "مجلس النواب ينتخب رئيسه",
    body: "انتخب المجلس رئيسا جديدا للمدينة الجامعية.",
    section: "سياسة",
    topics: ["انتخابات"],
    publishedAt: "2025-03-01T10:00:00Z",
  });
  await given.publish({
    headline: "قطار المدينة السريع يزيد رحلاته",
    body: "يزيد القطار رحلاته في نهاية الأسبوع.",
    section: "محليات",
    topics: ["قطارات"],
    publishedAt: "2026-11-19T21:30:00Z",
  });
  await given.indexed();
});
after(async () => {
  await given.close();
  await database.close();
});

test("a word is found as it is written, without hamza, marks and tatweel, and by Persian letters and digits", async () => {
  for (const text of ["أحمد", "احمد", "أَحْمَد", "أحـــمد", "احمد المنصورى", "2026", "٢٠٢٦"])
    assert.deepEqual(await given.headlines(text), ["أحمد المنصوري يفتتح مدرسة البحّارة"], text);
  assert.deepEqual(await given.headlines("مدرسه البحاره"), ["أحمد المنصوري يفتتح مدرسة البحّارة"]);
  assert.deepEqual(await given.headlines("المنصوری"), ["أحمد المنصوري يفتتح مدرسة البحّارة"]);
});

test("every word must be there; the word as it was typed comes first", async () => {
  assert.deepEqual(await given.headlines("رئيس المدينة"), [
    "رئيس مجلس المدينة يزور السوق القديم",
    "مجلس النواب ينتخب رئيسه",
  ]);
  const result = await given.find("رئيس السوق");
  assert.equal(result.fit, "all");
  assert.equal(result.total, 1);
});

test("between quotes of any kind words stand one after the other", async () => {
  for (const text of ['"مجلس المدينة"', "«مجلس المدينة»", "“مجلس المدينة”"])
    assert.deepEqual(await given.headlines(text), ["رئيس مجلس المدينة يزور السوق القديم"], text);
  assert.deepEqual((await given.find('"المدينة مجلس"')).total, 0);
});

test("a word behind a minus must not be there", async () => {
  assert.deepEqual(await given.headlines("مجلس -السوق"), ["مجلس النواب ينتخب رئيسه"]);
  assert.deepEqual(await given.headlines('مجلس -"رئيس مجلس"'), ["مجلس النواب ينتخب رئيسه"]);
});

test("section, topic, author and days narrow; both days are included, by the clock of the edition", async () => {
  assert.equal((await given.find("المدينة")).total, 3);
  assert.deepEqual(await given.headlines("المدينة", { section: "سياسة" }), [
    "مجلس النواب ينتخب رئيسه",
  ]);
  assert.equal((await given.find("المدينة", { topic: "قطارات" })).total, 1);
  assert.equal((await given.find("مدرسة", { author: "سلمى-الحارثي" })).total, 1);
  assert.equal((await given.find("المدينة", { author: "لا-أحد" })).total, 0);
  // Half past nine in the evening in UTC is the next day in Riyadh.
  const day = (from: string, to: string) => given.find("المدينة", { from, to });
  assert.equal((await day("2026-11-20", "2026-11-20")).total, 1);
  assert.equal((await day("2026-11-19", "2026-11-19")).total, 0);
  assert.equal((await day("2026-11-12", "2026-11-20")).total, 2);
  await assert.rejects(day("2026-02-30", "2026-11-20"), { kind: "invalid" });
});

test("facets say how many results each section, topic and year leaves", async () => {
  const { facets } = await given.find("المدينة");
  assert.deepEqual(
    facets.sections.map(({ slug, count }) => [slug, count]),
    [
      ["محليات", 2],
      ["سياسة", 1],
    ],
  );
  assert.deepEqual(facets.years, [
    { year: 2026, count: 2 },
    { year: 2025, count: 1 },
  ]);
  assert.equal(facets.topics.length, 3);
});

test("newest first is by time; pages follow one another without a gap or a repetition", async () => {
  const all = await given.headlines("المدينة", { sort: "newest" });
  assert.equal(all[0], "قطار المدينة السريع يزيد رحلاته");
  for (const sort of ["newest", "relevance"] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await given.find("المدينة", { sort, limit: 1, cursor });
      seen.push(...page.hits.map(({ card }) => card.headline));
      assert.equal(page.total, 3);
      cursor = page.cursor;
    } while (cursor !== undefined);
    assert.equal(new Set(seen).size, 3);
    assert.deepEqual(seen, await given.headlines("المدينة", { sort }));
  }
  await assert.rejects(given.find("المدينة", { cursor: "zzz" }), { kind: "invalid" });
});

test("the snippet marks the match in the text as it was written, and holds no other tag", async () => {
  const [hit] = (await given.find("مدرسه")).hits;
  assert.match(hit?.snippetHtml ?? "", /<mark>المَدرسةَ<\/mark>/);
  assert.match(hit?.headlineHtml ?? "", /<mark>مدرسة<\/mark>/);
});

test("a slip of the finger is understood, and said", async () => {
  const result = await given.find("المنصوؤي");
  assert.equal(result.total, 1);
  const swapped = await given.find("قطار المدنية");
  assert.equal(swapped.hits[0]?.card.headline, "قطار المدينة السريع يزيد رحلاته");
  assert.equal(swapped.fit, "guessed");
  assert.equal(swapped.meant, "قطار المدينة");
});

test("an unfinished last word is completed", async () => {
  assert.deepEqual(await given.headlines("مدرسة البحا"), ["أحمد المنصوري يفتتح مدرسة البحّارة"]);
});

test("where no story has all words, those with most of them are found, and it is said", async () => {
  const result = await given.find("قطار المدينة السريع يزيد رحلاته قطعا بتاتا");
  assert.equal(result.fit, "some");
  assert.equal(result.hits[0]?.card.headline, "قطار المدينة السريع يزيد رحلاته");
});

test("suggestions are topics, people and headlines", async () => {
  const found = await given.search.suggest("المدي");
  assert.ok(found.headlines.some(({ headline }) => headline.includes("قطار المدينة")));
  assert.deepEqual(
    (await given.search.suggest("قطا")).topics.map(({ name }) => name),
    ["قطارات"],
  );
  assert.deepEqual(
    (await given.search.suggest("الحار")).people.map(({ name }) => name),
    ["سلمى الحارثي"],
  );
  assert.deepEqual(await given.search.suggest("ا"), { topics: [], people: [], headlines: [] });
});

test("what an archive taught is kept, forms seen once apart", async () => {
  const { pool } = given;
  await saveLearnedForms(
    pool,
    new Map([
      ["كتاب", 7],
      ["نادر", 1],
    ]),
  );
  assert.deepEqual([...(await readLearnedForms(pool))], [["كتاب", 7]]);
  await saveLearnedForms(pool, new Map());
  assert.equal((await readLearnedForms(pool)).size, 0);
});
