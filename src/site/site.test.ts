import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Actor } from "#accounts/authoriser.ts";
import { Refusal } from "#platform/refusal.ts";
import { inTransaction } from "#platform/db.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition, findEdition } from "#stories/edition.ts";
import { publishStory, takeDownStory, unpublishStory } from "#stories/publish.ts";
import { listCardsById } from "#stories/read.ts";
import type { Edition } from "#stories/story.ts";
import { fillPlaces, pinnedStories } from "./arrange.ts";
import {
  BreakingInput,
  changeStrip,
  findStrip,
  giveLineStory,
  listShownLines,
} from "./breaking.ts";
import { warningsOf } from "./front-warnings.ts";
import {
  findPublishedFront,
  FrontInput,
  getFront,
  HOME,
  listFronts,
  publishFront,
  saveFrontDraft,
} from "./fronts.ts";
import {
  createPage,
  findPublishedPage,
  listPageLinks,
  listPages,
  PageInput,
  PageSlug,
  publishPage,
  savePageDraft,
  unpublishPage,
} from "./pages.ts";
import { changeSettings, SettingsInput, settingsOf } from "./settings.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const OWNER = { kind: "person", id: randomUUID(), roles: ["owner"] } as const satisfies Actor;

let database: TestDatabase;
let edition: Edition;
const ids: string[] = [];
before(async () => {
  database = await testDatabase();
  // The log of acts names people who have an account.
  await database.pool.query(
    `INSERT INTO person (id, email, email_key, name, role, created_at)
     VALUES ($1, 'owner@newsroom.example', 'owner@newsroom.example', 'owner', 'owner', now())`,
    [OWNER.id],
  );
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  for (let index = 0; index < 12; index += 1) {
    const content = {
      headline: `خبر رقم ${index}`,
      section: "محليات",
      lang: "ar",
      body: { type: "doc", content: [paragraph("نص.")] },
    };
    const { id } = await publishStory(
      database.pool,
      { edition, content },
      OWNER,
      new Date(NOW.getTime() - index * 60_000),
    );
    ids.push(id);
  }
});
after(() => database.close());

const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
const id = (index: number): string => ids[index] ?? "";
const slot = (story: string | null, kicker = "", headline = "") => ({ story, kicker, headline });
const refusedAs =
  (kind: Refusal["kind"]) =>
  (error: unknown): boolean =>
    error instanceof Refusal && error.kind === kind;
const lastStales = async (): Promise<string[]> => {
  const { rows } = await database.pool.query<{ payload: { stales: string[] } }>(
    "SELECT payload FROM outbox ORDER BY seq DESC LIMIT 1",
  );
  return rows[0]?.payload.stales ?? [];
};

test("a front is drafted and published, and who comes second is told what stands there", async () => {
  const save = (base: number, slots: ReturnType<typeof slot>[]) =>
    saveFrontDraft(
      database.pool,
      { edition, key: HOME, base, content: { slots, fill: "newest" } },
      OWNER,
      NOW,
    );
  assert.equal((await getFront(database.pool, edition, HOME)).version, 0);
  await assert.rejects(
    publishFront(database.pool, { edition, key: HOME, base: 0 }, OWNER, NOW),
    refusedAs("conflict"),
  );
  const [one, two] = await Promise.all([save(0, [slot(id(3))]), save(0, [slot(id(4))])]);
  assert.deepEqual([one.kind, two.kind].sort(), ["saved", "stale"]);
  const saved = await save(1, [slot(id(5), "خاص", "عنوان أقصر"), slot(null)]);
  assert.equal(saved.kind === "saved" && saved.front.version, 2);
  const stale = await save(1, []);
  assert.equal(stale.kind === "stale" && stale.current.version, 2);
  assert.equal(await findPublishedFront(database.pool, edition, HOME), undefined);
  await publishFront(database.pool, { edition, key: HOME, base: 2 }, OWNER, NOW);
  assert.deepEqual(await lastStales(), ["home"]);
  assert.deepEqual((await findPublishedFront(database.pool, edition, HOME))?.slots[0], {
    story: id(5),
    kicker: "خاص",
    headline: "عنوان أقصر",
  });
  await assert.rejects(
    publishFront(database.pool, { edition, key: HOME, base: 1 }, OWNER, NOW),
    refusedAs("conflict"),
  );
  for (const key of ["none", "a\0b", "HOME"])
    await assert.rejects(getFront(database.pool, edition, key), refusedAs("notFound"));
  assert.deepEqual(
    (await listFronts(database.pool, edition)).map(({ key, version }) => [key, version]),
    [
      [HOME, 2],
      ["محليات", 0],
    ],
  );
});

test("pinned stories stand where they are put, all else is filled, none twice, and a hidden one leaves its place", async () => {
  const front = {
    slots: [slot(id(5), "خاص", "عنوان أقصر"), slot(null), slot(id(5)), slot(id(6))],
    fill: "newest" as const,
  };
  await unpublishStory(database.pool, { id: id(6) }, OWNER, NOW);
  const pinned = await listCardsById(database.pool, pinnedStories(front));
  const filling = await listCardsById(database.pool, [id(0), id(5), id(1), id(2)]);
  const placed = fillPlaces(front, pinned, filling, 5);
  assert.deepEqual(
    placed.map((card) => card.id),
    [id(5), id(0), id(1), id(2)],
  );
  assert.deepEqual([placed[0]?.headline, placed[0]?.kicker], ["عنوان أقصر", "خاص"]);
  assert.equal(placed[1]?.headline, "خبر رقم 0");
});

test("an editor is warned of a story that is there twice, that readers can't see, and of a front of yesterday", async () => {
  const strange = randomUUID();
  const content = {
    slots: [slot(id(1)), slot(id(6)), slot(id(1)), slot(strange)],
    fill: "newest" as const,
  };
  await saveFrontDraft(database.pool, { edition, key: HOME, base: 2, content }, OWNER, NOW);
  await publishFront(database.pool, { edition, key: HOME, base: 3 }, OWNER, NOW);
  const front = await getFront(database.pool, edition, HOME);
  assert.deepEqual(await warningsOf(database.pool, front, later(1)), [
    { kind: "twice", story: id(1), headline: "خبر رقم 1", places: [0, 2] },
    { kind: "notPublished", story: id(6), headline: "خبر رقم 6", place: 1, state: "unpublished" },
    { kind: "notPublished", story: strange, headline: "", place: 3, state: undefined },
  ]);
  const warnings = await warningsOf(database.pool, front, later(13));
  assert.deepEqual(warnings.at(-1), { kind: "stale", hours: 13 });
});

test("what is no front is refused", () => {
  const many = Array.from({ length: 13 }, () => slot(null));
  for (const wrong of [
    { slots: many, fill: "newest" },
    { slots: [{ story: "x" }], fill: "newest" },
    { slots: [{ story: null, html: "<b>" }], fill: "newest" },
    { slots: [], fill: "best" },
    { slots: [{ story: null, kicker: "س".repeat(41) }], fill: "newest" },
    { slots: [], fill: "newest", extra: 1 },
    null,
  ])
    assert.equal(FrontInput.safeParse(wrong).success, false, JSON.stringify(wrong));
});

test("breaking lines have an order, an end and a story; what was taken down goes from the strip", async () => {
  const change = (base: number, items: unknown) =>
    changeStrip(database.pool, { edition, ...BreakingInput.parse({ base, items }) }, OWNER, NOW);
  const { after } = await change(0, [
    { text: "عاجل: زلزال", until: "2026-11-20T13:00:00Z" },
    { text: "الرئيس يصل", story: id(7) },
    { text: "جلسة طارئة", story: id(8) },
  ]);
  assert.deepEqual(await lastStales(), ["breaking"]);
  const texts = async (now: Date) =>
    (await listShownLines(database.pool, edition, now)).map(({ text, path }) => [
      text,
      path !== undefined,
    ]);
  assert.deepEqual(await texts(NOW), [
    ["عاجل: زلزال", false],
    ["الرئيس يصل", true],
    ["جلسة طارئة", true],
  ]);
  assert.equal((await texts(later(1))).length, 2);
  await takeDownStory(database.pool, { id: id(7) }, OWNER, NOW);
  assert.deepEqual(await texts(later(1)), [["جلسة طارئة", true]]);
  await assert.rejects(change(0, []), refusedAs("conflict"));
  await assert.rejects(change(1, [{ text: "س", story: randomUUID() }]), refusedAs("invalid"));
  const kept = await change(1, [{ id: after.lines[2]?.id, text: "جلسة طارئة جدًّا" }]);
  assert.equal(kept.after.lines[0]?.since, NOW.toISOString());
  assert.equal((await findStrip(database.pool, edition)).version, 2);
  const give = (line: string) =>
    inTransaction(database.pool, (client) =>
      giveLineStory(client, { edition, line, story: id(9) }, OWNER, NOW),
    );
  const line = kept.after.lines[0]?.id ?? "";
  assert.equal((await give(line)).lines[0]?.story, id(9));
  await assert.rejects(give(line), refusedAs("conflict"));
  await assert.rejects(give(randomUUID()), refusedAs("notFound"));
  for (const wrong of [
    { base: 2, items: [{ text: "" }] },
    { base: 2, items: Array.from({ length: 6 }, () => ({ text: "س" })) },
    { base: 2, items: [{ text: "س", until: "غدًا" }] },
    { base: -1, items: [] },
  ])
    assert.equal(BreakingInput.safeParse(wrong).success, false, JSON.stringify(wrong));
});

test("a static page is written, published, changed and taken off; scripts can't come in", async () => {
  const content = PageInput.parse({
    title: "من نحن",
    description: "عن الصحيفة",
    body: { type: "doc", content: [paragraph("<script>alert(1)</script> نصّ")] },
  });
  await createPage(database.pool, { edition, slug: "about", content }, OWNER, NOW);
  await assert.rejects(
    createPage(database.pool, { edition, slug: "about", content }, OWNER, NOW),
    refusedAs("conflict"),
  );
  assert.equal(await findPublishedPage(database.pool, edition, "about"), undefined);
  const shown = await publishPage(database.pool, { edition, slug: "about", base: 1 }, OWNER, NOW);
  assert.equal(shown.hasChanges, false);
  assert.deepEqual(await lastStales(), ["page:about", "chrome"]);
  const page = await findPublishedPage(database.pool, edition, "about");
  assert.match(page?.bodyHtml ?? "", /&lt;script&gt;/);
  const saved = await savePageDraft(
    database.pool,
    { edition, slug: "about", base: 1, content: { ...content, title: "من نكون" } },
    OWNER,
    NOW,
  );
  assert.ok(saved.kind === "saved" && saved.page.hasChanges);
  assert.equal((await findPublishedPage(database.pool, edition, "about"))?.title, "من نحن");
  const stale = await savePageDraft(
    database.pool,
    { edition, slug: "about", base: 1, content },
    OWNER,
    NOW,
  );
  assert.ok(stale.kind === "stale" && stale.current.draft.title === "من نكون");
  await publishPage(database.pool, { edition, slug: "about", base: 2 }, OWNER, later(1));
  assert.deepEqual(await listPageLinks(database.pool, edition), [
    { slug: "about", title: "من نكون", inFooter: true },
  ]);
  await unpublishPage(database.pool, { edition, slug: "about" }, OWNER, NOW);
  assert.deepEqual(await listPageLinks(database.pool, edition), []);
  assert.deepEqual(
    (await listPages(database.pool, edition)).map(({ slug, publishedAt }) => [slug, publishedAt]),
    [["about", undefined]],
  );
  const empty = PageInput.parse({ body: { type: "doc", content: [{ type: "paragraph" }] } });
  await createPage(database.pool, { edition, slug: "empty", content: empty }, OWNER, NOW);
  await assert.rejects(
    publishPage(database.pool, { edition, slug: "empty", base: 1 }, OWNER, NOW),
    refusedAs("invalid"),
  );
  for (const slug of ["", "A", "../x", "a b", "\0"])
    assert.equal(PageSlug.safeParse(slug).success, false, slug);
});

test("settings change in one step, and two who change them do not overwrite each other", async () => {
  const settings = SettingsInput.parse({
    ...settingsOf(edition),
    name: "الفجر",
    accent: "#0B6E4F",
    digits: "arab",
    hijriOffset: -1,
    readingSpeed: 200,
    navigation: [
      { kind: "section", slug: "محليات" },
      { kind: "link", name: "الطقس", url: "https://weather.example/" },
    ],
    social: [{ network: "x", url: "https://x.com/fajr" }],
    requireSecondFactor: true,
  });
  const { after: changed } = await changeSettings(
    database.pool,
    { edition, base: 1, settings },
    OWNER,
    NOW,
  );
  assert.deepEqual(settingsOf(changed), { ...settings, accent: "#0b6e4f" });
  assert.equal((await findEdition(database.pool, "ar", "UTC"))?.version, 2);
  assert.ok((await lastStales()).includes("chrome"));
  await assert.rejects(
    changeSettings(database.pool, { edition, base: 1, settings }, OWNER, NOW),
    refusedAs("conflict"),
  );
  await assert.rejects(
    changeSettings(
      database.pool,
      { edition, base: 2, settings: { ...settings, logo: randomUUID() } },
      OWNER,
      NOW,
    ),
    refusedAs("invalid"),
  );
  for (const wrong of [
    { name: "" },
    { accent: "red" },
    { accent: "#a5201b;background:url(x)" },
    { zone: "Mars/Base" },
    { zone: "+03:00" },
    { readingSpeed: 5 },
    { hijriOffset: 2 },
    { navigation: [{ kind: "link", name: "س", url: "javascript:alert(1)" }] },
    { navigation: [{ kind: "link", name: "س", url: "//evil.example" }] },
    { navigation: [{ kind: "link", name: "س", url: "/\\evil.example" }] },
    { social: [{ network: "x", url: "http://x.com/a" }] },
    { social: [{ network: "mastodon", url: "https://a.example" }] },
    { unknown: 1 },
  ])
    assert.equal(
      SettingsInput.safeParse({ ...settings, ...wrong }).success,
      false,
      JSON.stringify(wrong),
    );
});
