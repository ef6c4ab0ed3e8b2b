import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import sharp from "sharp";
import { createDecoder, type Decoder } from "#media/decode.ts";
import { findRendition, keepPicture, parseRendition, type Media } from "#media/pictures.ts";
import { openFileStore } from "#platform/file-store.ts";
import { Refusal } from "#platform/refusal.ts";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";

const now = new Date("2030-01-01T00:00:00Z");
const SHARED = join(import.meta.dirname, "../../../shared/data/hostile");
let database: TestDatabase;
let decoder: Decoder;
let folder: string;
let media: Media;

before(async () => {
  database = await testDatabase();
  decoder = createDecoder();
  folder = mkdtempSync(join(tmpdir(), "warraq-media-"));
  media = { pool: database.pool, store: openFileStore(folder), decoder };
});
after(async () => {
  await decoder.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

const solid = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

const refusedAs =
  (kind: Refusal["kind"]) =>
  (error: unknown): boolean =>
    error instanceof Refusal && error.kind === kind;

test("keepPicture() keeps size, mean colour and focus, and the same bytes once", async () => {
  const bytes = await solid(900, 600, "#a5201b").png().toBuffer();
  const kept = await keepPicture(media, bytes, now, { focus: { x: 0.25, y: 0.75 } });
  assert.deepEqual([kept.width, kept.height, kept.colour], [900, 600, "#a5201b"]);
  assert.deepEqual(kept.focus, { x: 0.25, y: 0.75 });
  assert.equal((await keepPicture(media, bytes, now)).id, kept.id);
});

test("keepPicture() measures a picture as it is looked at, turned by its orientation", async () => {
  const bytes = await solid(300, 100, "#1d4f86").withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const kept = await keepPicture(media, bytes, now);
  assert.deepEqual([kept.width, kept.height], [100, 300]);
});

test("findRendition() draws WebP and JPEG at the width asked for, never wider than the original, without metadata", async () => {
  const bytes = await solid(700, 350, "#3f6b4f")
    .withExif({ IFD0: { Copyright: "secret place" } })
    .jpeg()
    .toBuffer();
  const kept = await keepPicture(media, bytes, now);
  const small = await findRendition(media, kept.id, 320, "webp");
  assert.ok(small);
  const described = await sharp(small.bytes).metadata();
  assert.deepEqual([described.format, described.width, described.height], ["webp", 320, 160]);
  assert.equal(described.exif, undefined);
  const large = await findRendition(media, kept.id, 1600, "jpg");
  assert.ok(large);
  assert.equal((await sharp(large.bytes).metadata()).width, 700);
  assert.equal(large.contentType, "image/jpeg");
  const again = await Promise.all([
    findRendition(media, kept.id, 320, "webp"),
    findRendition(media, kept.id, 320, "webp"),
  ]);
  assert.ok(again.every((rendition) => rendition?.bytes.equals(small.bytes)));
});

test("findRendition() knows no picture by a strange id, and parseRendition() only offered forms", async () => {
  assert.equal(await findRendition(media, "../../etc/passwd", 320, "webp"), undefined);
  assert.equal(
    await findRendition(media, "0190c5b0-0000-7000-8000-000000000000", 320, "webp"),
    undefined,
  );
  assert.deepEqual(parseRendition("320.webp"), { width: 320, format: "webp" });
  for (const name of [
    "321.webp",
    "320.svg",
    "320",
    "0320.webp",
    "320.webp.webp",
    "../320.webp",
    "",
  ])
    assert.equal(parseRendition(name), undefined, name);
});

test("keepPicture() refuses what is no picture, vector pictures, cut ones and bombs; the decoder lives on", async () => {
  const png = await solid(64, 64, "#ffffff").png().toBuffer();
  const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 256));
  const jpeg = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
    .jpeg()
    .toBuffer();
  const bomb = await solid(9000, 9000, "#000000").png({ compressionLevel: 9 }).toBuffer();
  const wrong: [string, Buffer][] = [
    ["text", Buffer.from("not a picture")],
    ["empty", Buffer.alloc(0)],
    [
      "SVG with a script",
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`),
    ],
    [
      "SVG with an entity",
      Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>`),
    ],
    ["PDF", Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj")],
    ["cut JPEG", jpeg.subarray(0, jpeg.length / 2)],
    ["81 megapixels", bomb],
    ["TIFF", await solid(8, 8, "#123456").tiff().toBuffer()],
  ];
  for (const [what, bytes] of wrong)
    await assert.rejects(keepPicture(media, bytes, now), refusedAs("invalid"), what);
  await assert.rejects(keepPicture(media, Buffer.alloc(20_000_001), now), refusedAs("tooLarge"));
  assert.ok(await keepPicture(media, png, now));
});

test("hostile pictures are kept or refused, and never break the decoder", async (context) => {
  const archives = ["images-crafted-dev.tar.gz", "images-pillow-dev.tar.gz"].map((name) =>
    join(SHARED, name),
  );
  if (!archives.every((archive) => existsSync(archive)))
    return context.skip("the hostile pictures beside the project are not here");
  const unpacked = mkdtempSync(join(tmpdir(), "warraq-hostile-"));
  for (const archive of archives) execFileSync("tar", ["xzf", archive, "-C", unpacked]);
  let tried = 0;
  for (const name of readdirSync(unpacked, { recursive: true, encoding: "utf8" })) {
    const path = join(unpacked, name);
    if (!statSync(path).isFile()) continue;
    tried += 1;
    const outcome = await keepPicture(media, readFileSync(path), now).then(
      (kept) => findRendition(media, kept.id, 160, "webp"),
      (error: unknown) => error,
    );
    if (outcome instanceof Error)
      assert.ok(
        outcome instanceof Refusal,
        `${name} must be refused on purpose, got ${String(outcome)}`,
      );
    if (name.endsWith(".svg")) assert.ok(outcome instanceof Refusal, `${name} must be refused`);
  }
  rmSync(unpacked, { recursive: true });
  assert.ok(tried > 30);
  assert.ok(await keepPicture(media, await solid(20, 20, "#00ff00").png().toBuffer(), now));
});
