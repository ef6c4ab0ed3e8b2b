import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as fc from "fast-check";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { violations } from "../body/testing/violations.ts";
import { findTestData } from "../body/testing/test-data.ts";
import { findCurrentPath, findStoryById, findStoryByPath } from "../read.ts";
import { importText } from "../testing/given.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const NASTY = [
  "\u0000",
  "\ud800",
  "\udfff\u0000x",
  "\u202e\u2066",
  "'; DROP TABLE story; --",
  "$1 %s %n ${x} {{x}}",
  "<script>alert(1)</script>",
  "a\u0301".repeat(300),
  "\ufdfa".repeat(400),
  "../../etc/passwd",
  "%00%ff%",
  "\\u0000",
  "٠١٢٣",
  "🏳️‍🌈👨‍👩‍👧",
  "ـــ",
  "ﷺ",
  "\r\n\t\v\f\u2028",
];

/** Imports `lines`, which must be told apart as stories or refusals by us, never by the database. */
async function importAll(lines: readonly string[]): Promise<number> {
  const { report } = await importText(database.pool, lines, {
    fetchPicture: async () => ({ kind: "failed", why: "\u0000\ud800" }),
  });
  assert.equal(report.length, lines.filter((line) => line.trim() !== "").length);
  let created = 0;
  for (const line of report) {
    assert.doesNotMatch(line.why ?? "", /the database refused/);
    JSON.parse(JSON.stringify(line));
    if (line.outcome === "refused") continue;
    created += 1;
    const story = await findStoryById(database.pool, line.story ?? "");
    assert.ok(story !== undefined, JSON.stringify(line));
    assert.deepEqual(violations(story.bodyHtml), []);
    assert.equal((await findStoryByPath(database.pool, story.path))?.id, story.id);
    // A later line of the same id may have moved it: the address that was reported still leads there.
    assert.equal(await findCurrentPath(database.pool, line.url ?? ""), story.path);
    assert.match(story.path, /^\/[^/?#\s]+\/\d{4}\/\d\d\/\d\d\/[^/?#\s]+$/);
  }
  return created;
}

const text = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  {
    weight: 5,
    arbitrary: fc
      .string({
        unit: fc.constantFrom("ا", "ب", "ت", "ح", "خ", "د", " "),
        minLength: 3,
        maxLength: 12,
      })
      .map((word) => `م${word}`),
  },
);

const line = fc.record(
  {
    id: text,
    headline: text,
    standfirst: text,
    body_text: text,
    section: text,
    topics: fc.array(text, { maxLength: 4 }),
    authors: fc.array(text, { maxLength: 3 }),
    source: text,
    place: text,
    slug: text,
    published_at: fc.constantFrom(
      "2026-01-01",
      "2026-01-01T00:00:00Z",
      "1999-12-31T23:59:59-12:00",
    ),
    updated_at: fc.constantFrom("2026-01-02", "x"),
    lang: fc.constantFrom("ar", "en", "fa-IR", "x-private", "i-klingon", "zh-Hant"),
    url: text,
    image: fc.record({ url: text, alt: text, caption: text, credit: text }),
  },
  { requiredKeys: ["headline", "body_text", "published_at"] },
);

test("any line gives a story that can be read, or a refusal with its reason", async () => {
  let created = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 20, maxLength: 60 }), async (lines) => {
      created += await importAll(lines.map((one) => JSON.stringify(one)));
    }),
    { numRuns: 12, endOnFailure: true },
  );
  assert.ok(created > 30, `${created} created`);
});

test("any JSON, and JSON with any field of any type, is a refusal at worst", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.json(),
          fc
            .record({
              headline: fc.anything(),
              body_html: fc.anything(),
              published_at: fc.anything(),
            })
            .map((one) => {
              try {
                return JSON.stringify(one);
              } catch {
                return "{}";
              }
            }),
        ),
        { minLength: 50, maxLength: 100 },
      ),
      async (lines) => {
        await importAll(lines);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

test("naughty strings in every field", async (t) => {
  const bytes = findTestData("hostile/blns.json.gz");
  if (bytes === undefined) {
    t.skip("hostile/blns.json.gz is not on this machine");
    return;
  }
  const strings: unknown = JSON.parse(bytes.toString("utf8"));
  assert.ok(Array.isArray(strings));
  const created = await importAll(
    strings.map((naughty: unknown, index) =>
      JSON.stringify({
        id: `naughty-${index}`,
        headline: `عنوان ${String(naughty)}`,
        body_html: `<p>نص</p>${String(naughty)}`,
        standfirst: naughty,
        section: `قسم ${index % 5}`,
        topics: [`موضوع ${String(naughty)}`.slice(0, 100)],
        authors: [`كاتب ${String(naughty)}`.slice(0, 100)],
        source: naughty,
        place: naughty,
        slug: naughty,
        published_at: "2026-01-01",
      }),
    ),
  );
  assert.ok(created > 400, `${created} of ${strings.length}`);
});
