import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { givenSearch, type SearchTest } from "./testing/given.ts";

let database: TestDatabase;
let given: SearchTest;
before(async () => {
  database = await testDatabase();
  given = await givenSearch(database.pool);
  await given.publish({
    headline: 'عنوان <script>alert("1")</script> & بقية',
    body: 'نص <img src=x onerror="alert(1)"> فيه كلمة نادرة.',
  });
  await given.indexed();
});
after(async () => {
  await given.close();
  await database.close();
});

const HOSTILE: Readonly<Record<string, string>> = {
  "500 letters": "ا".repeat(500),
  "250 words": "كل ".repeat(166),
  "only marks": "\u064b\u064c\u0651".repeat(100),
  "only tatweel": "\u0640".repeat(300),
  "bidi controls": "\u202e\u2066\u2067كلمة\u2069\u202c\u200f\u061c",
  "unpaired surrogates": "\ud800 كلمة \udfff",
  NUL: "كلمة\0نادرة",
  "open quotes": '"'.repeat(251),
  "open angles": "«".repeat(250) + "كلمة",
  "quotes in quotes": '"«“كلمة”»"'.repeat(40),
  "minus signs": "-".repeat(400),
  "nothing but a minus": "-كلمة",
  SQL: "'; DROP TABLE story; --",
  "tsquery operators": "كلمة & | ! <-> :* ((()) \\",
  "regular expression": "(a+)+$ ^(([a-z])+.)+[A-Z]([a-z])+$" + "a".repeat(300),
  "like wildcards": "%%__%%",
  "emoji and other scripts": "👩‍👩‍👧‍👦🇸🇦 中文 ไทย עברית",
  "combining pile": `ه${"\u0300".repeat(400)}`,
  markup: "<mark>كلمة</mark> <script>",
};

for (const [name, text] of Object.entries(HOSTILE))
  test(`a query of ${name} is answered soon, or refused`, async () => {
    const begun = performance.now();
    try {
      const result = await given.find(text);
      assert.ok(result.total >= 0);
      await given.search.suggest(text);
    } catch (error) {
      assert.ok(error instanceof Refusal && error.kind === "invalid", String(error));
    }
    assert.ok(performance.now() - begun < 1000, `${performance.now() - begun} ms`);
  });

test("a text that is too long is refused, whatever is in it", async () => {
  await assert.rejects(given.find("ا".repeat(10_000)), { kind: "invalid" });
  assert.deepEqual((await given.search.suggest("ا".repeat(10_000))).headlines, []);
});

test("what a story says stays text in headline and snippet", async () => {
  const [hit] = (await given.find("كلمة نادرة")).hits;
  const html = `${hit?.headlineHtml} ${hit?.snippetHtml}`;
  assert.match(html, /<mark>كلمة<\/mark>/);
  assert.equal(html.replaceAll(/<\/?mark>/g, "").includes("<"), false);
});
