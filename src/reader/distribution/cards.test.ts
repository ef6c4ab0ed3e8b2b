import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Hono } from "hono";
import sharp from "sharp";
import { createDecoder, type Decoder } from "#media/decode.ts";
import { keepPicture } from "#media/pictures.ts";
import { findSocialCard, type CardDeps } from "#distribution/social-cards.ts";
import { openFileStore } from "#platform/file-store.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory, takeDownStory, updateStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import { prepareAssets, type Assets } from "../assets.ts";
import { cardLook, createCardRoutes } from "./card-route.ts";

const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const;
const NOW = new Date("2026-11-23T12:00:00Z");
let database: TestDatabase;
let decoder: Decoder;
let folder: string;
let edition: Edition;
let assets: Assets;
let deps: CardDeps;
let cards: Hono;
let drawn = 0;

const content = (headline: string, changes: object = {}) => ({
  headline,
  section: "علوم",
  lang: "ar",
  body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "نص." }] }] },
  ...changes,
});

before(async () => {
  database = await testDatabase();
  edition = await ensureEdition(database.pool, "Asia/Riyadh");
  assets = await prepareAssets(join(import.meta.dirname, "../../../build"));
  decoder = createDecoder();
  folder = mkdtempSync(join(tmpdir(), "warraq-cards-"));
  const counting: Decoder = {
    ...decoder,
    drawCard: (design) => {
      drawn += 1;
      return decoder.drawCard(design);
    },
  };
  const media = { pool: database.pool, store: openFileStore(folder), decoder: counting };
  deps = { pool: database.pool, media, look: () => cardLook(edition, assets), now: () => NOW };
  cards = createCardRoutes(deps);
});
after(async () => {
  await decoder.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

const keptFiles = (): string[] =>
  readdirSync(join(folder, "cards"), { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, "cards", name)).isFile(),
  );

/** Mean difference of two pictures' pixels, 0 to 255. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((bytes) => sharp(bytes).raw().toBuffer()));
  if (a === undefined || b === undefined) return 0;
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  return sum / a.length;
}

test("a story has a card of 1200 × 630, drawn once however many ask, with the headers of a picture", async () => {
  const story = await publishStory(
    database.pool,
    { edition, content: content("قطار المدينة يزيد رحلاته") },
    OWNER,
    NOW,
  );
  const path = `/cards/${story.shortId}-1.jpg`;
  const before = drawn;
  const answers = await Promise.all([cards.request(path), cards.request(path)]);
  const again = await cards.request(path);
  assert.equal(drawn - before, 1);
  for (const answer of [...answers, again]) {
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "image/jpeg");
    assert.equal(answer.headers.get("cross-origin-resource-policy"), "cross-origin");
  }
  const bytes = Buffer.from(await again.arrayBuffer());
  const { width, height, format } = await sharp(bytes).metadata();
  assert.deepEqual([width, height, format], [1200, 630, "jpeg"]);
  assert.ok(bytes.length < 300_000, `${bytes.length} bytes are more than messengers show`);
});

test("a new revision has a new card, the old one leads to it and is forgotten; a takedown ends both", async () => {
  const story = await publishStory(
    database.pool,
    { edition, content: content("عنوان أول") },
    OWNER,
    NOW,
  );
  assert.equal((await cards.request(`/cards/${story.shortId}-1.jpg`)).status, 200);
  const filesBefore = keptFiles().length;
  await updateStory(
    database.pool,
    { edition, id: story.id, content: content("عنوان ثانٍ"), matters: true },
    OWNER,
    NOW,
  );
  const old = await cards.request(`/cards/${story.shortId}-1.jpg`);
  assert.equal(old.status, 302);
  assert.equal(old.headers.get("location"), `/cards/${story.shortId}-2.jpg`);
  assert.equal((await cards.request(`/cards/${story.shortId}-2.jpg`)).status, 200);
  assert.equal(keptFiles().length, filesBefore);
  await takeDownStory(database.pool, { id: story.id }, OWNER, NOW);
  await assert.rejects(
    async () => await cards.request(`/cards/${story.shortId}-2.jpg`),
    (error) => error instanceof Refusal && error.kind === "notFound",
  );
});

test("no more cards are kept than allowed, the oldest go", async () => {
  const few: CardDeps = { ...deps, keptAtMost: 2 };
  for (const headline of ["أول", "ثانٍ", "ثالث"]) {
    const { shortId } = await publishStory(
      database.pool,
      { edition, content: content(headline) },
      OWNER,
      NOW,
    );
    assert.equal((await findSocialCard(few, { shortId, revision: 1 }))?.kind, "card");
  }
  assert.equal(keptFiles().length, 2);
});

test("addresses that name no card are not found", async () => {
  for (const path of ["/cards/none-1.jpg", "/cards/x.jpg", "/cards/k1-0.jpg", "/cards/..%2f1.jpg"])
    await assert.rejects(async () => await cards.request(path), Refusal, path);
});

test("a card is set in our own face: without its file it looks otherwise", async () => {
  const look = cardLook(edition, assets);
  const design = {
    ...look,
    headline: "مُدَرِّبُونَ يُشَكِّلُونَ النص (2026) Latin",
    section: "علوم",
    direction: "rtl",
  } as const;
  const ours = await decoder.drawCard(design);
  // A process of its own: the face, once loaded, stays known to the process.
  const other = createDecoder();
  try {
    const fallback = await other.drawCard({ ...design, fontFile: "/nonexistent/face.ttf" });
    assert.ok((await difference(ours, fallback)) > 1, "the card fell back to a face of the system");
    assert.ok((await difference(ours, await other.drawCard(design))) < 0.01);
  } finally {
    await other.stop();
  }
});

test("the picture is cut around its focus, and stands at the end of the lines", async () => {
  const half = (background: string) => ({
    create: { width: 800, height: 800, channels: 3 as const, background },
  });
  const bytes = await sharp({
    ...half("#00ff00"),
    create: { ...half("#00ff00").create, width: 1600 },
  })
    .composite([{ input: half("#0000ff"), left: 0, top: 0 }])
    .png()
    .toBuffer();
  const card = async (x: number, direction: "rtl" | "ltr"): Promise<number[]> => {
    const drawnCard = await decoder.drawCard({
      ...cardLook(edition, assets),
      headline: "عنوان",
      section: "علوم",
      direction,
      picture: { bytes, focus: { x, y: 0.5 } },
    });
    const left = direction === "rtl" ? 200 : 950;
    const pixel = sharp(drawnCard).extract({ left, top: 300, width: 1, height: 1 });
    return [...(await pixel.raw().toBuffer())].map((part) => Math.round(part / 255));
  };
  assert.deepEqual(await card(0, "rtl"), [0, 0, 1]);
  assert.deepEqual(await card(1, "rtl"), [0, 1, 0]);
  assert.deepEqual(await card(1, "ltr"), [0, 1, 0]);
});

test("hostile and endless headlines are drawn as text; a broken picture is refused and the decoder lives on", async () => {
  const look = cardLook(edition, assets);
  const card = (headline: string, picture?: Uint8Array) =>
    decoder.drawCard({
      ...look,
      headline,
      section: headline.slice(0, 300),
      direction: "rtl",
      ...(picture === undefined ? {} : { picture: { bytes: picture, focus: { x: 0, y: 1 } } }),
    });
  for (const headline of [
    "<span size='999999'>كبير</span> & <b",
    "]]></span><script>",
    "\u0000\u0001\ufffe\ud800 \u202eعكس",
    "",
    " \u200f ",
    "ط".repeat(500),
    "كلمة ".repeat(300),
    "%n%s \\u0000",
  ])
    assert.equal((await sharp(await card(headline)).metadata()).width, 1200, headline);
  await assert.rejects(
    card("عنوان", Buffer.from("no picture")),
    (error) => error instanceof Refusal && error.kind === "invalid",
  );
  assert.ok(await card("عنوان"));
});

test("a picture that is kept stands on the card of its story", async () => {
  const bytes = await sharp({
    create: { width: 900, height: 600, channels: 3, background: "#00ff00" },
  })
    .png()
    .toBuffer();
  const picture = await keepPicture(deps.media, bytes, NOW);
  const { shortId } = await publishStory(
    database.pool,
    { edition, content: content("مع صورة", { picture: { id: picture.id, alt: "أخضر" } }) },
    OWNER,
    NOW,
  );
  const found = await findSocialCard(deps, { shortId, revision: 1 });
  assert.ok(found?.kind === "card");
  const pixel = sharp(found.bytes).extract({ left: 100, top: 300, width: 1, height: 1 });
  assert.ok(((await pixel.raw().toBuffer())[1] ?? 0) > 200);
});
