import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, beforeEach, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "../edition.ts";
import { findStoryById, listStories } from "../read.ts";
import { importText, lineWith, NOW } from "../testing/given.ts";
import { importStories } from "./import-stories.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story, section, topic, author, outbox CASCADE");
});

const importLines = (...lines: string[]) => importText(database.pool, lines);
const whyOf = async (changes: Readonly<Record<string, unknown>>): Promise<string | null> => {
  const { report } = await importLines(lineWith(changes));
  assert.equal(report.length, 1);
  return report[0]?.outcome === "refused" ? report[0].why : null;
};

test("wrong lines are refused with number and reason, in order, and the rest goes on", async () => {
  const long = `{"headline": "${"ا".repeat(5_000_000)}"`;
  const parts = [
    Buffer.from(`\ufeff${lineWith({ id: "first" })}\r\n`),
    Buffer.from('not json\n\n   \n[1]\nnull\n"text"\n'),
    Buffer.concat([Buffer.from('{"headline":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]),
    Buffer.from(`${long}\n`),
    Buffer.from(`${lineWith({ id: "ok", sectoin: "x" })}\n`),
    Buffer.from(lineWith({ id: "last" })),
  ];
  const { report, numbers, summary } = await importText(database.pool, Buffer.concat(parts));
  assert.deepEqual(summary, { created: 2, updated: 0, unchanged: 0, refused: 7 });
  assert.deepEqual(numbers, [1, 2, 5, 6, 7, 8, 9, 10, 11]);
  assert.deepEqual(
    report.map((line) => line.why),
    [
      null,
      "line 2: not JSON",
      "line 5: need a JSON object",
      "line 6: need a JSON object",
      "line 7: need a JSON object",
      "line 8: not UTF-8",
      "line 9: longer than 8000000 bytes",
      'line 10: unknown field "sectoin"',
      null,
    ],
  );
  assert.equal(report[7]?.source, "ok");
});

test("bounds and types of each field", async () => {
  assert.match((await whyOf({ headline: undefined })) ?? "", /headline: missing/);
  assert.match((await whyOf({ headline: "\u200f \u202e" })) ?? "", /an empty headline/);
  assert.match((await whyOf({ headline: "ا".repeat(501) })) ?? "", /more than 500 letters/);
  assert.match((await whyOf({ headline: 5 })) ?? "", /headline/);
  assert.equal(await whyOf({ id: "h500", headline: "😀".repeat(500) }), null);
  assert.match((await whyOf({ body_text: undefined })) ?? "", /body_html or body_text: missing/);
  assert.match((await whyOf({ body_text: " \n " })) ?? "", /nothing to read/);
  assert.match((await whyOf({ body_html: "<p>x</p>" })) ?? "", /not both/);
  assert.match((await whyOf({ body_text: "ا".repeat(500_001) })) ?? "", /more than 1000000 bytes/);
  assert.equal(await whyOf({ id: "b1m", body_text: "ا".repeat(500_000) }), null);
  assert.match(
    (await whyOf({ body_text: undefined, body_html: "<script>x</script>" })) ?? "",
    /nothing to read/,
  );
  assert.match((await whyOf({ published_at: undefined })) ?? "", /published_at: missing/);
  for (const date of [
    "2026-02-30",
    "2026-13-01",
    "2026-11-19T24:00:00Z",
    "19/11/2026",
    "yesterday",
    "",
    "2026-11-19T10:00:00+25:00",
    "0000-01-01",
    "1e3",
  ])
    assert.match((await whyOf({ published_at: date })) ?? "", /published_at/, date);
  assert.match((await whyOf({ published_at: "2026-11-21" })) ?? "", /future/);
  assert.match((await whyOf({ updated_at: "2026-11-31" })) ?? "", /updated_at/);
  assert.match((await whyOf({ topics: "نص" })) ?? "", /topics/);
  assert.match((await whyOf({ topics: ["!!!"] })) ?? "", /without letters/);
  assert.match(
    (await whyOf({ topics: Array.from({ length: 51 }, (_, index) => `م${index}`) })) ?? "",
    /50 topics/,
  );
  assert.match((await whyOf({ section: "…" })) ?? "", /without letters/);
  assert.match((await whyOf({ lang: "not a language" })) ?? "", /language tag/);
  assert.match((await whyOf({ url: "x\u0000y" })) ?? "", /url: control characters/);
  assert.match(
    (await whyOf({ image: { url: "https://a.example/x.jpg", width: 5 } })) ?? "",
    /unknown field "width"/,
  );
  assert.match((await whyOf({ image: "https://a.example/x.jpg" })) ?? "", /image/);
  assert.match((await whyOf({ id: "x".repeat(201) })) ?? "", /id: more than 200 letters/);
  assert.match((await whyOf({ id: "x\u0000" })) ?? "", /id: control characters/);
  const kept = await importLines(lineWith({ id: " a  b " }), lineWith({ id: "a b" }));
  assert.deepEqual(
    kept.report.map((one) => [one.source, one.outcome]),
    [
      [" a  b ", "created"],
      ["a b", "created"],
    ],
    "an id is taken as it is",
  );
  const polluted = `{"__proto__": {"polluted": true}, ${lineWith().slice(1)}`;
  const { report } = await importLines(polluted);
  assert.match(report[0]?.why ?? "", /unknown field "__proto__"/);
});

test("dates: a day alone, a time without offset in the zone of the edition, offsets", async () => {
  const dates: readonly (readonly [string, string])[] = [
    ["2026-11-19", "2026-11-18T21:00:00.000Z"],
    ["2026-11-19T10:00", "2026-11-19T07:00:00.000Z"],
    ["2026-11-19 10:00:05.250", "2026-11-19T07:00:05.250Z"],
    ["2026-11-19T10:00:00Z", "2026-11-19T10:00:00.000Z"],
    ["2026-11-19T10:00:00+0430", "2026-11-19T05:30:00.000Z"],
    ["2026-11-19T10:00:00-03", "2026-11-19T13:00:00.000Z"],
    ["1924-03-01T10:00:00+03:00", "1924-03-01T07:00:00.000Z"],
  ];
  const { report } = await importLines(
    ...dates.map(([date], index) =>
      lineWith({ id: `d${index}`, published_at: date, headline: `عنوان ${index}` }),
    ),
  );
  for (const [index, [date, instant]] of dates.entries()) {
    const story = await findStoryById(database.pool, report[index]?.story ?? "");
    assert.equal(story?.publishedAt.toISOString(), instant, date);
  }
  // 23:30 in UTC is the next day in Riyadh.
  const late = await importLines(lineWith({ id: "late", published_at: "2026-11-18T23:30:00Z" }));
  assert.match(late.report[0]?.url ?? "", /\/2026\/11\/19\//);
});

test("a line without an end is refused in bounded memory", async () => {
  const chunk = Buffer.alloc(1_000_000, 0x61);
  const edition = await ensureEdition(database.pool, "Asia/Riyadh");
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const report: unknown[] = [];
  const summary = await importStories(
    Readable.from(
      (function* () {
        for (let count = 0; count < 500; count += 1) {
          most = Math.max(most, process.memoryUsage().arrayBuffers - before);
          yield chunk;
        }
        yield Buffer.from(`\n${lineWith({ id: "after" })}\n`);
      })(),
    ),
    {
      pool: database.pool,
      edition,
      now: () => NOW,
      onLine: (line, number) => void report.push([number, line.outcome]),
    },
  );
  assert.deepEqual(report, [
    [1, "refused"],
    [2, "created"],
  ]);
  assert.equal(summary.refused, 1);
  assert.ok(most < 60_000_000, `${most} bytes held`);
});
test("sections, topics and authors are found by any spelling and by slug, and made once", async () => {
  await importLines(
    lineWith({ id: "a", section: "الرأي العام", authors: ["أحمد الأسود"] }),
    lineWith({ id: "b", section: "الرأى العام", authors: ["احمد الاسود"] }),
    lineWith({ id: "c", section: "الرأي-العام", authors: ["أَحمد الأسود"] }),
    lineWith({ id: "d", section: "search" }),
    lineWith({ id: "e", section: "Search" }),
  );
  const sections = await database.pool.query("SELECT slug, name FROM section ORDER BY position");
  assert.deepEqual(sections.rows, [
    { slug: "الرأي-العام", name: "الرأي العام" },
    { slug: "search-2", name: "search" },
  ]);
  const authors = await database.pool.query("SELECT slug FROM author");
  assert.deepEqual(authors.rows, [{ slug: "أحمد-الأسود" }]);
  const page = await listStories(database.pool, { section: "الرأي-العام", limit: 10 });
  assert.equal(page.stories.length, 3);
});

test("an update that the source dates is shown, one from before the publication is not", async () => {
  const { report } = await importLines(
    lineWith({ id: "u1", updated_at: "2026-11-19T11:00:00+03:00" }),
    lineWith({ id: "u2", updated_at: "2026-11-01" }),
    lineWith({ id: "u3", updated_at: "2026-11-19T10:00:00+03:00" }),
  );
  const updates = await Promise.all(
    report.map(async (line) =>
      (await findStoryById(database.pool, line.story ?? ""))?.updatedAt?.toISOString(),
    ),
  );
  assert.deepEqual(updates, ["2026-11-19T08:00:00.000Z", undefined, undefined]);
  await importLines(lineWith({ id: "u1", headline: "نص جديد" }));
  assert.equal(
    (await findStoryById(database.pool, report[0]?.story ?? ""))?.updatedAt?.toISOString(),
    "2026-11-19T08:00:00.000Z",
  );
});
