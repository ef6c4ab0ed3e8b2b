import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenSearch, type SearchTest } from "./testing/given.ts";

let database: TestDatabase;
let given: SearchTest;
before(async () => {
  database = await testDatabase();
  given = await givenSearch(database.pool);
  await given.publish({
    headline: "أخبار المساء",
    body: "في الميناء سفينة تحمل القمح، وعند الجسر سوق. وسفينة أخرى في الميناء تفرغ القمح قرب الجسر في الميناء.",
  });
  await given.publish({ headline: "سفينة القمح تصل الميناء", body: "وصلت صباحا." });
  await given.publish({
    headline: "جولة",
    body: "زار الوزير المتحف، ثم تحدث طويلا مع أهل القرية عن الطرق والمدارس والمياه، ورأى حجرا في النهاية، وقال إن شيئا لم يتغير منذ رشيد.",
  });
  await given.publish({
    headline: "كشف",
    body: "بعد حديث طويل مع أهل القرية عن الطرق والمدارس والمياه والوزير، عاد حجر رشيد إلى المتحف.",
  });
  // More than a second look has room for.
  for (let number = 0; number < 45; number += 1)
    await given.publish({
      headline: number % 3 === 0 ? `بستان الزيتون ${number}` : `خبر ${number} عن بستان`,
      body: `${"كلام كثير ".repeat(number)} فيه زيتون وبستان.`,
      publishedAt: new Date(Date.UTC(2026, 9, 1 + (number % 20))).toISOString(),
    });
  await given.indexed();
});
after(async () => {
  await given.close();
  await database.close();
});

test("a story whose headline was typed comes before one that says the words more often", async () => {
  assert.equal((await given.headlines("سفينة القمح الميناء"))[0], "سفينة القمح تصل الميناء");
});

test("words that stand together come before the same words far apart", async () => {
  assert.deepEqual(await given.headlines("حجر رشيد"), ["كشف", "جولة"]);
});

test("pages by relevance follow one another without a gap, beyond those that get a second look", async () => {
  const whole = (await given.find("بستان زيتون", { limit: 100 })).hits.map(({ card }) => card.id);
  assert.equal(whole.length, 45);
  for (const limit of [7, 30, 31]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await given.find("بستان زيتون", { limit, cursor });
      assert.equal(page.total, 45);
      assert.ok(page.hits.length > 0);
      seen.push(...page.hits.map(({ card }) => card.id));
      cursor = page.cursor;
    } while (cursor !== undefined);
    assert.deepEqual(seen, whole, `pages of ${limit}`);
  }
});

test("a slip that may have been several words finds what any of them does; a long query whose end happens to be a word is completed", async () => {
  await given.publish({ headline: "وفد من شباب الواحات يزور الأرخبيل", body: "زار الوفد الأرخبيل." });
  await given.publish({
    headline: "أسباب كثيرة",
    body: "أسباب تأخر السفن، وأسباب أخرى. أسباب وأسباب.",
  });
  await given.publish({
    headline: "تقرير",
    body: "في الوفد والواحات والأرخبيل ولون البحر أسباب للسفر.",
  });
  await given.publish({
    headline: "إضراب بيومين في مؤسسات الإذاعة والتلفزة",
    body: "يبدأ الإضراب غدا.",
  });
  await given.publish({
    headline: "متفرقات",
    body: "إضراب قرب التل ليومين، وبيومين بعده مؤسسات الإذاعة. والتل بعيد.",
  });
  await given.indexed();
  const slip = await given.find("وفد اشباب الواحات الأرخبيل");
  assert.equal(slip.hits[0]?.card.headline, "وفد من شباب الواحات يزور الأرخبيل");
  const unfinished = await given.headlines("إضراب بيومين مؤسسات الإذاعة والتل");
  assert.equal(unfinished[0], "إضراب بيومين في مؤسسات الإذاعة والتلفزة");
  assert.equal(unfinished.length, 2);
});

test("a name in Latin letters finds its Arabic spelling, and it is said which", async () => {
  await given.publish({ headline: "كيري يزور العاصمة", body: "وصل جون كيري." });
  await given.publish({ headline: "محمود يفوز بالجائزة", body: "فاز محمود." });
  await given.indexed();
  for (const [typed, headline, meant] of [
    ["Kerry", "كيري يزور العاصمة", "كيري"],
    ["john kerry", "كيري يزور العاصمة", "جون كيري"],
    ["ma7moud", "محمود يفوز بالجائزة", "محمود"],
    ["Mahmoud", "محمود يفوز بالجائزة", "محمود"],
  ] as const) {
    const found = await given.find(typed);
    assert.deepEqual(
      found.hits.map(({ card }) => card.headline),
      [headline],
      typed,
    );
    assert.equal(found.meant, meant);
    assert.equal(found.fit, "guessed");
  }
});
