import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "../edition.ts";
import { publishStory, updateStory } from "../publish.ts";
import { findAuthor, findStoryById, findTopic, listSections, listStories } from "../read.ts";
import type { Edition } from "../story.ts";
import { contentWith, NOW, OWNER } from "../testing/given.ts";
import { changeLabel, findMovedLabel, listLabels, mergeLabels } from "./labels.ts";
import { changeSection, createSection, orderSections, SectionInput } from "./sections.ts";

let database: TestDatabase;
let edition: Edition;
before(async () => {
  database = await testDatabase();
  // The log of acts names people who have an account.
  await database.pool.query(
    `INSERT INTO person (id, email, email_key, name, role, created_at)
     VALUES ($1, 'owner@newsroom.example', 'owner@newsroom.example', 'owner', 'owner', now())`,
    [OWNER.id],
  );
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
});
after(() => database.close());

const refusedAs =
  (kind: Refusal["kind"]) =>
  (error: unknown): boolean =>
    error instanceof Refusal && error.kind === kind;

const publish = (changes: Record<string, unknown>) =>
  publishStory(database.pool, { edition, content: contentWith(changes) }, OWNER, NOW);

const staleSince = async (seq: string): Promise<Set<string>> => {
  const { rows } = await database.pool.query<{ payload: { stales: string[] } }>(
    "SELECT payload FROM outbox WHERE seq > $1 ORDER BY seq",
    [seq],
  );
  return new Set(rows.flatMap(({ payload }) => payload.stales));
};
const lastSeq = async (): Promise<string> => {
  const { rows } = await database.pool.query<{ seq: string }>(
    "SELECT coalesce(max(seq), 0)::text AS seq FROM outbox",
  );
  return rows[0]?.seq ?? "0";
};

test("a renamed topic has a new address; the old one leads there, and old names still find it", async () => {
  const story = await publish({ topics: ["الذكاء الاصطناعى"], headline: "آلة تكتب" });
  const before = await lastSeq();
  const { after: renamed } = await changeLabel(
    database.pool,
    { kind: "topic", slug: "الذكاء-الاصطناعى", name: "تقنيات الذكاء", about: "وصف" },
    OWNER,
    NOW,
  );
  assert.equal(renamed.slug, "تقنيات-الذكاء");
  assert.equal(await findMovedLabel(database.pool, "topic", "الذكاء-الاصطناعى"), "تقنيات-الذكاء");
  assert.equal(await findTopic(database.pool, "الذكاء-الاصطناعى"), undefined);
  assert.deepEqual(await findTopic(database.pool, "تقنيات-الذكاء"), {
    slug: "تقنيات-الذكاء",
    name: "تقنيات الذكاء",
    description: "وصف",
  });
  const stale = await staleSince(before);
  for (const tag of [
    "topic:الذكاء-الاصطناعى",
    "topic:تقنيات-الذكاء",
    `story:${story.id}`,
    "ranking",
  ])
    assert.ok(stale.has(tag), tag);

  // The revision still holds the old name: written again, the story gets the topic under its new one.
  await updateStory(
    database.pool,
    {
      edition,
      id: story.id,
      content: contentWith({ topics: ["الذكاء الاصطناعي"], headline: "آلة تكتب" }),
      matters: false,
    },
    OWNER,
    NOW,
  );
  assert.deepEqual((await findStoryById(database.pool, story.id))?.topics, [
    { slug: "تقنيات-الذكاء", name: "تقنيات الذكاء" },
  ]);

  // Back to the old name: its own old address is free for it again.
  const { after: back } = await changeLabel(
    database.pool,
    { kind: "topic", slug: "تقنيات-الذكاء", name: "الذكاء الاصطناعى", about: "" },
    OWNER,
    NOW,
  );
  assert.equal(back.slug, "الذكاء-الاصطناعى");
  assert.equal(await findMovedLabel(database.pool, "topic", back.slug), undefined);
  assert.equal(await findMovedLabel(database.pool, "topic", "تقنيات-الذكاء"), back.slug);
});

test("another spelling of the same name keeps the address; a name that another one has is refused", async () => {
  await publish({ topics: ["أسعار النفط", "ميزانيه"], headline: "برميل" });
  const { after: changed } = await changeLabel(
    database.pool,
    { kind: "topic", slug: "ميزانيه", name: "ميزانية", about: "" },
    OWNER,
    NOW,
  );
  assert.deepEqual([changed.slug, changed.name], ["ميزانيه", "ميزانية"]);
  await assert.rejects(
    changeLabel(
      database.pool,
      { kind: "topic", slug: "ميزانيه", name: "اسعار النفط", about: "" },
      OWNER,
      NOW,
    ),
    refusedAs("conflict"),
  );
  await assert.rejects(
    changeLabel(
      database.pool,
      { kind: "topic", slug: "لا شيء\0", name: "س", about: "" },
      OWNER,
      NOW,
    ),
    refusedAs("notFound"),
  );
});

test("a merge moves every story once, and every old address of both leads to what is left", async () => {
  const both = await publish({ topics: ["قمم", "مناخ"], headline: "قمة المناخ" });
  const one = await publish({ topics: ["قمم"], headline: "قمة أخرى" });
  await changeLabel(
    database.pool,
    { kind: "topic", slug: "قمم", name: "قمم العرب", about: "" },
    OWNER,
    NOW,
  );
  const merged = await mergeLabels(
    database.pool,
    { kind: "topic", slug: "قمم-العرب", into: "مناخ" },
    OWNER,
    NOW,
  );
  assert.equal(merged.stories, 2);
  for (const old of ["قمم", "قمم-العرب"])
    assert.equal(await findMovedLabel(database.pool, "topic", old), "مناخ", old);
  const { stories } = await listStories(database.pool, { topic: "مناخ", limit: 10 });
  assert.deepEqual(stories.map(({ id }) => id).sort(), [both.id, one.id].sort());
  assert.equal((await findStoryById(database.pool, both.id))?.topics.length, 1);
  // A new story with a merged name belongs to what it was merged into.
  const later = await publish({ topics: ["قمم", "قمم العرب"], headline: "قمة ثالثة" });
  assert.deepEqual((await findStoryById(database.pool, later.id))?.topics, [
    { slug: "مناخ", name: "مناخ" },
  ]);
  await assert.rejects(
    mergeLabels(database.pool, { kind: "topic", slug: "مناخ", into: "مناخ" }, OWNER, NOW),
    refusedAs("invalid"),
  );
  await assert.rejects(
    mergeLabels(database.pool, { kind: "topic", slug: "قمم", into: "مناخ" }, OWNER, NOW),
    refusedAs("notFound"),
  );
});

test("authors are renamed and merged in the same way, with a portrait that must be kept", async () => {
  const story = await publish({ authors: ["رنا القاسمى", "ر. القاسمي"], headline: "مقال" });
  await assert.rejects(
    changeLabel(
      database.pool,
      {
        kind: "author",
        slug: "رنا-القاسمى",
        name: "رنا القاسمي",
        about: "",
        portrait: "0190c5b0-0000-4000-8000-000000000000",
      },
      OWNER,
      NOW,
    ),
    refusedAs("invalid"),
  );
  await database.pool.query(
    `INSERT INTO picture (id, sha256, file, format, width, height, size_bytes, created_at)
     VALUES ('0190c5b0-0000-4000-8000-000000000001', 'a', 'a', 'png', 40, 50, 9, $1)`,
    [NOW],
  );
  const portrait = "0190c5b0-0000-4000-8000-000000000001";
  await changeLabel(
    database.pool,
    { kind: "author", slug: "رنا-القاسمى", name: "رنا القاسمي", about: "مراسلة", portrait },
    OWNER,
    NOW,
  );
  await mergeLabels(
    database.pool,
    { kind: "author", slug: "ر-القاسمي", into: "رنا-القاسمى" },
    OWNER,
    NOW,
  );
  assert.equal((await findStoryById(database.pool, story.id))?.authors.length, 1);
  const author = await findAuthor(database.pool, "رنا-القاسمى");
  assert.deepEqual(
    [author?.bio, author?.portrait?.id, author?.portrait?.height],
    ["مراسلة", portrait, 50],
  );
  assert.equal(await findMovedLabel(database.pool, "author", "ر-القاسمي"), "رنا-القاسمى");
});

test("labels are listed newest first, found by any spelling, with how many stories they have", async () => {
  await publish({ topics: ["صِحّة", "أدوية"], headline: "لقاح" });
  const found = await listLabels(database.pool, "topic", { q: "صحه", limit: 5 });
  assert.deepEqual(
    found.labels.map(({ name, stories }) => [name, stories]),
    [["صِحّة", 1]],
  );
  const first = await listLabels(database.pool, "topic", { limit: 1 });
  const second = await listLabels(database.pool, "topic", { limit: 1, after: first.next ?? 0 });
  assert.notEqual(first.labels[0]?.slug, second.labels[0]?.slug);
  assert.deepEqual(
    (await listLabels(database.pool, "topic", { q: "%_\0'", limit: 5 })).labels.length > 0,
    true,
  );
});

test("a section is made with a slug of its own or of its name, never one that the site uses", async () => {
  const section = (input: unknown) => SectionInput.parse(input);
  const make = (input: unknown) =>
    createSection(database.pool, { edition, section: section(input) }, OWNER, NOW);
  assert.equal((await make({ name: "اقتصاد وأعمال" })).slug, "اقتصاد-وأعمال");
  assert.equal((await make({ name: "رياضة", slug: "sport" })).slug, "sport");
  for (const slug of ["topics", "pages", "api", "ar", "newsroom"])
    await assert.rejects(make({ name: `قسم ${slug}`, slug }), refusedAs("invalid"), slug);
  for (const slug of ["Sport", "a b", "../x", "a--b", "-a"])
    await assert.rejects(make({ name: `قسم ${slug}`, slug }), refusedAs("invalid"), slug);
  await assert.rejects(make({ name: "رِياضه" }), refusedAs("conflict"));
  await assert.rejects(make({ name: "غيرها", slug: "sport" }), refusedAs("conflict"));
  for (const name of ["", "\u202e", "!!!", "س".repeat(121), 7])
    assert.equal(SectionInput.safeParse({ name }).success, false, String(name));
});

test("a section changes its name and not its address; the order is that of all sections", async () => {
  await changeSection(
    database.pool,
    { edition, slug: "sport", name: "ملاعب", description: "كل الملاعب" },
    OWNER,
    NOW,
  );
  const sections = await listSections(database.pool, edition.code);
  assert.deepEqual(
    sections.find(({ slug }) => slug === "sport"),
    { slug: "sport", name: "ملاعب", description: "كل الملاعب" },
  );
  const slugs = sections.map(({ slug }) => slug);
  const seq = await lastSeq();
  await orderSections(database.pool, { edition, slugs: slugs.toReversed() }, OWNER, NOW);
  assert.deepEqual(
    (await listSections(database.pool, edition.code)).map(({ slug }) => slug),
    slugs.toReversed(),
  );
  assert.ok((await staleSince(seq)).has("chrome"));
  for (const wrong of [slugs.slice(1), [...slugs, slugs[0] ?? ""], [...slugs.slice(1), "none"]])
    await assert.rejects(
      orderSections(database.pool, { edition, slugs: wrong }, OWNER, NOW),
      refusedAs("conflict"),
    );
  await assert.rejects(
    changeSection(database.pool, { edition, slug: "none", name: "س", description: "" }, OWNER, NOW),
    refusedAs("notFound"),
  );
});
