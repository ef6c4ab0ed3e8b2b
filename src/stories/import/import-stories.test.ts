import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { findCurrentPath, findStoryById, findStoryByPath } from "../read.ts";
import { takeDownStory, unpublishStory, updateStory } from "../publish.ts";
import { ensureEdition } from "../edition.ts";
import { contentWith, importText, lineWith, NOW, OWNER } from "../testing/given.ts";

let database: TestDatabase;
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

test("an import does not bring back what was taken down, unpublished, nor undo the newsroom's own changes", async () => {
  const { report } = await importLines(
    lineWith({ id: "down" }),
    lineWith({ id: "hidden" }),
    lineWith({ id: "edited" }),
  );
  const [down, hidden, edited] = report.map((line) => line.story ?? "");
  assert.ok(down !== undefined && hidden !== undefined && edited !== undefined);
  await takeDownStory(database.pool, { id: down }, OWNER, NOW);
  await unpublishStory(database.pool, { id: hidden }, OWNER, NOW);
  const edition = await ensureEdition(database.pool, "Asia/Riyadh");
  await updateStory(
    database.pool,
    { edition, id: edited, content: contentWith(), matters: false },
    OWNER,
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
