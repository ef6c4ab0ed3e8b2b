import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, beforeEach, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { findCurrentPath, findStoryById, findStoryByPath, listStories } from "../read.ts";
import { takeDownStory, unpublishStory, updateStory } from "../publish.ts";
import { ensureEdition } from "../edition.ts";
import { contentWith, importText, lineWith, NOW } from "../testing/given.ts";
import { importStories } from "./import-stories.ts";

let database: TestDatabase<unknown>;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE story, section, topic, author, outbox CASCADE");
});

const importLines = (...lines: string[]) => importText(database.pool, lines);
const storyAt = (url: string | null) =>
  findStoryByPath(database.pool, decodeURIComponent(url ?? ""));
const whyOf = async (changes: Readonly<Record<string, unknown>>): Promise<string | null> => {
  const { report } = await importLines(lineWith(changes));
  assert.equal(report.length, 1);
  return report[0]?.outcome === "refused" ? report[0].why : null;
};

test("a whole line becomes a story with everything that it says", async () => {
  const { report, summary } = await importLines(
    lineWith({
      standfirst: "رحلات أكثر في الذروة",
      topics: ["نقل", "مدن", "نَقْل"],
      authors: ["ليلى منصور"],
      source: "وكالات",
      place: "دبي",
      slug: "Metro-More-Trips",
      updated_at: "2026-11-19T12:30:00+03:00",
      lang: "ar",
      url: "https://old.example/news/55",
    }),
  );
  assert.deepEqual(summary, { created: 1, updated: 0, unchanged: 0, refused: 0 });
  const [line] = report;
  assert.equal(line?.source, "one");
  assert.equal(line?.why, null);
  assert.equal(decodeURIComponent(line?.url ?? ""), "/محليات/2026/11/19/metro-more-trips");
  const story = await storyAt(line?.url ?? "");
  assert.equal(story?.id, line?.story);
  assert.equal(story?.bodyHtml, "<p>فقرة أولى.</p><p>فقرة ثانية.</p>");
  assert.equal(story?.wordCount, 4);
  assert.equal(story?.agency, "وكالات");
  assert.equal(story?.place, "دبي");
  assert.deepEqual(story?.topics, [
    { slug: "نقل", name: "نقل" },
    { slug: "مدن", name: "مدن" },
  ]);
  assert.equal(story?.updatedAt?.toISOString(), "2026-11-19T09:30:00.000Z");
  assert.equal(await findCurrentPath(database.pool, "/news/55"), story?.path);
});

test("the same again changes nothing; a changed line is a new revision at the same address", async () => {
  const first = await importLines(lineWith());
  const again = await importLines(lineWith());
  assert.equal(again.report[0]?.outcome, "unchanged");
  assert.equal(again.report[0]?.story, first.report[0]?.story);
  assert.equal(again.report[0]?.url, first.report[0]?.url);
  const changed = await importLines(lineWith({ headline: "قطار المدينة يقلل رحلاته" }));
  assert.equal(changed.report[0]?.outcome, "updated");
  assert.equal(changed.report[0]?.url, first.report[0]?.url);
  const story = await storyAt(first.report[0]?.url ?? "");
  assert.equal(story?.headline, "قطار المدينة يقلل رحلاته");
  assert.equal(story?.revision, 2);
  assert.equal(story?.updatedAt, undefined);
  const revisions = await database.pool.query(
    "SELECT content->>'headline' AS h FROM story_revision ORDER BY number",
  );
  assert.deepEqual(
    revisions.rows.map((row: { h: string }) => row.h),
    ["قطار المدينة يزيد رحلاته", "قطار المدينة يقلل رحلاته"],
  );
  await assert.rejects(
    database.pool.query("UPDATE story_revision SET number = 9"),
    /never changed/,
  );
});

test("a story that moves to another section or day keeps its old address as a way in", async () => {
  const first = await importLines(lineWith());
  const moved = await importLines(lineWith({ section: "سفر" }));
  assert.match(decodeURIComponent(moved.report[0]?.url ?? ""), /^\/سفر\//);
  assert.equal(
    await findCurrentPath(database.pool, first.report[0]?.url ?? ""),
    decodeURIComponent(moved.report[0]?.url ?? ""),
  );
  assert.equal(await storyAt(first.report[0]?.url ?? ""), undefined);
});

test("equal slugs of a day are numbered, across batches and runs too; equal headlines are never merged", async () => {
  const lines = Array.from({ length: 600 }, (_, index) => lineWith({ id: `n${index}` }));
  const { report, summary } = await importLines(...lines);
  assert.equal(summary.created, 600);
  const base = "/محليات/2026/11/19/قطار-المدينة-يزيد-رحلاته";
  assert.deepEqual(
    report.map((line) => decodeURIComponent(line.url ?? "")),
    report.map((_, index) => (index === 0 ? base : `${base}-${index + 1}`)),
  );
  const later = await importLines(lineWith({ id: "later" }), lineWith({ id: undefined }));
  assert.equal(decodeURIComponent(later.report[0]?.url ?? ""), `${base}-601`);
  assert.equal(decodeURIComponent(later.report[1]?.url ?? ""), `${base}-602`);
  assert.equal(later.report[1]?.source, null);
  const other = await importLines(
    lineWith({ id: "day", published_at: "2026-11-18T10:00:00+03:00" }),
  );
  assert.equal(decodeURIComponent(other.report[0]?.url ?? ""), base.replace("/19/", "/18/"));
});

test("an id that comes twice in a file is the first one updated, or unchanged", async () => {
  const { report } = await importLines(
    lineWith(),
    lineWith(),
    lineWith({ headline: "عنوان آخر" }),
    lineWith({ id: "two" }),
    lineWith({ headline: "عنوان آخر" }),
  );
  assert.deepEqual(
    report.map((line) => line.outcome),
    ["created", "unchanged", "updated", "created", "unchanged"],
  );
  assert.equal(new Set(report.map((line) => line.story)).size, 2);
});

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
  assert.match((await whyOf({ url: "x\u0000y" })) ?? "", /no address/);
  assert.match(
    (await whyOf({ image: { url: "https://a.example/x.jpg", width: 5 } })) ?? "",
    /unknown field "width"/,
  );
  assert.match((await whyOf({ image: "https://a.example/x.jpg" })) ?? "", /image/);
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

test("an import does not bring back what was taken down, unpublished, nor undo the newsroom's own changes", async () => {
  const { report } = await importLines(
    lineWith({ id: "down" }),
    lineWith({ id: "hidden" }),
    lineWith({ id: "edited" }),
  );
  const [down, hidden, edited] = report.map((line) => line.story ?? "");
  assert.ok(down !== undefined && hidden !== undefined && edited !== undefined);
  await takeDownStory(database.pool, { id: down }, "editor", NOW);
  await unpublishStory(database.pool, { id: hidden }, "editor", NOW);
  const edition = await ensureEdition(database.pool, "Asia/Riyadh");
  await updateStory(
    database.pool,
    { edition, id: edited, content: contentWith(), matters: false },
    "editor",
    NOW,
  );
  const same = await importLines(
    lineWith({ id: "down" }),
    lineWith({ id: "hidden" }),
    lineWith({ id: "edited" }),
  );
  assert.deepEqual(
    same.report.map((line) => line.outcome),
    ["unchanged", "unchanged", "unchanged"],
  );
  assert.equal(
    (await findStoryById(database.pool, edited))?.headline,
    "مرصد الجبل يفتح أبوابه للزوار",
  );
  const changed = await importLines(
    lineWith({ id: "down", headline: "عاد" }),
    lineWith({ id: "hidden", headline: "عاد" }),
  );
  assert.match(changed.report[0]?.why ?? "", /^line 1: .*taken down/);
  assert.match(changed.report[1]?.why ?? "", /^line 2: .*unpublished/);
  assert.equal(await findStoryById(database.pool, down), undefined);
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

test("pictures come through the fetch that is given; one that fails is noted and tried again", async () => {
  const id = "0190c5a0-0000-7000-8000-000000000002";
  await database.pool.query(
    `INSERT INTO picture (id, sha256, file, format, width, height, size_bytes, created_at)
     VALUES ($1, '\\x01', 'p/1.jpg', 'jpeg', 1000, 500, 10, now()) ON CONFLICT DO NOTHING`,
    [id],
  );
  const asked: string[] = [];
  let isUp = false;
  const fetchPicture = async (url: string) => {
    asked.push(url);
    return isUp || url.endsWith("good.jpg")
      ? ({ kind: "kept", id } as const)
      : ({ kind: "failed", why: "status 404" } as const);
  };
  const line = lineWith({
    body_text: undefined,
    body_html: '<p>قبل</p><img src="https://a.example/good.jpg" alt="نافذة"><p>بعد</p>',
    image: { url: "https://a.example/lead.jpg", alt: "واجهة", credit: "أرشيف" },
  });
  const importOnce = () => importText(database.pool, line, { fetchPicture });
  const first = await importOnce();
  assert.equal(first.report[0]?.outcome, "created");
  assert.equal(first.report[0]?.why, "picture https://a.example/lead.jpg: status 404");
  const story = await storyAt(first.report[0]?.url ?? "");
  assert.equal(story?.picture, undefined);
  assert.match(
    story?.bodyHtml ?? "",
    new RegExp(`<img src="/media/${id}/800.webp"[^>]* alt="نافذة"`),
  );
  const second = await importOnce();
  assert.equal(second.report[0]?.outcome, "unchanged");
  assert.match(second.report[0]?.why ?? "", /lead\.jpg/);
  isUp = true;
  const third = await importOnce();
  assert.equal(third.report[0]?.outcome, "updated");
  assert.deepEqual((await storyAt(first.report[0]?.url ?? ""))?.picture?.credit, "أرشيف");
  asked.length = 0;
  assert.equal((await importOnce()).report[0]?.outcome, "unchanged");
  assert.deepEqual(asked, [], "an unchanged line asks for no picture");
});

test("a dry run says what would be done and leaves nothing", async () => {
  await importLines(lineWith({ id: "old" }));
  const count = async () =>
    (
      await database.pool.query(
        "SELECT (SELECT count(*) FROM story) + (SELECT count(*) FROM outbox) AS n",
      )
    ).rows[0];
  const before = await count();
  const lines = [
    lineWith({ id: "old" }),
    lineWith({ id: "new" }),
    lineWith({ id: "new" }),
    lineWith({ id: "old", headline: "آخر" }),
    "x",
  ];
  const { report } = await importText(database.pool, lines, { isDryRun: true });
  assert.deepEqual(
    report.map((line) => line.outcome),
    ["unchanged", "created", "unchanged", "updated", "refused"],
  );
  assert.deepEqual([report[1]?.story, report[1]?.url], [null, null]);
  assert.deepEqual(await count(), before);
});

test("two imports of the same file at once make each story once", async () => {
  const lines = Array.from({ length: 300 }, (_, index) =>
    lineWith({ id: `c${index}`, topics: [`موضوع ${index % 7}`, `باب ${(300 - index) % 11}`] }),
  );
  const both = await Promise.all([importLines(...lines), importLines(...lines.toReversed())]);
  assert.equal(both[0].summary.created + both[1].summary.created, 300);
  assert.equal(both[0].summary.unchanged + both[1].summary.unchanged, 300);
  const { rows } = await database.pool.query<{ n: number }>(
    "SELECT count(*)::integer AS n FROM story",
  );
  assert.equal(rows[0]?.n, 300);
});

test("each batch is a transaction: what was committed before a failure stays, and a second run goes on", async () => {
  const lines = Array.from({ length: 600 }, (_, index) => lineWith({ id: `k${index}` }));
  let seen = 0;
  await assert.rejects(
    importText(database.pool, lines, {
      onLine: () => {
        seen += 1;
        if (seen === 300) throw new Error("the disk of the report is full");
      },
    }),
    /report is full/,
  );
  const { rows } = await database.pool.query<{ n: number }>(
    "SELECT count(*)::integer AS n FROM story",
  );
  assert.ok((rows[0]?.n ?? 0) >= 250, "the first batch stayed");
  const { summary } = await importLines(...lines);
  assert.equal(summary.created + summary.unchanged, 600);
  assert.ok(summary.unchanged >= 250);
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
