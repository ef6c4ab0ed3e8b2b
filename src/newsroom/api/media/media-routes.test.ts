import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import sharp from "sharp";
import { testDatabase, type TestDatabase } from "#platform/testing/database.ts";
import { givenNewsroom } from "../../testing/given.ts";
import type { PictureJson } from "./picture-json.ts";

const HOSTILE = join(import.meta.dirname, "../../../../../shared/data/hostile");

type Newsroom = Awaited<ReturnType<typeof givenNewsroom>>;
type SignedIn = Awaited<ReturnType<Newsroom["signedIn"]>>;

let database: TestDatabase;
let newsroom: Newsroom;
let editor: SignedIn;
let contributor: SignedIn;
before(async () => {
  database = await testDatabase();
  newsroom = await givenNewsroom(database.pool);
  [editor, contributor] = await Promise.all([
    newsroom.signedIn("editor"),
    newsroom.signedIn("contributor"),
  ]);
});
after(() => database.close());

const picture = (colour: string, width = 600, height = 400) =>
  sharp({ create: { width, height, channels: 3, background: colour } });

async function begin(name: string, sizeBytes: number, by: SignedIn = editor) {
  const answer = await newsroom.send("POST", "/uploads", {
    cookie: by.cookie,
    body: { name, sizeBytes },
  });
  const json = (await answer.json()) as { id: string; detail?: string };
  return { status: answer.status, ...json };
}

async function patch(id: string, offset: number, bytes: Uint8Array, by: SignedIn = editor) {
  const answer = await newsroom.api.fetch(
    new Request(`https://news.example/newsroom/api/uploads/${id}`, {
      method: "PATCH",
      headers: {
        cookie: by.cookie,
        origin: "https://news.example",
        "sec-fetch-site": "same-origin",
        "content-type": "application/offset+octet-stream",
        "upload-offset": String(offset),
      },
      body: bytes,
    }),
    { client: undefined },
  );
  const json = (await answer.json()) as {
    offset: number;
    picture: PictureJson | null;
    detail?: string;
  };
  return { status: answer.status, ...json };
}

async function upload(name: string, bytes: Uint8Array, by: SignedIn = editor) {
  const begun = await begin(name, bytes.byteLength, by);
  if (begun.status !== 201) return { ...begun, offset: 0, picture: null };
  return patch(begun.id, 0, bytes, by);
}

const get = async (path: string, by: SignedIn = editor) => {
  const answer = await newsroom.send("GET", path, { cookie: by.cookie });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};

test("a picture comes in parts, goes on where the line broke, and the same bytes again are the same picture", async () => {
  const bytes = await picture("#a5201b").png({ compressionLevel: 0 }).toBuffer();
  const { id, status } = await begin("غلاف.png", bytes.length);
  assert.equal(status, 201);
  const first = await patch(id, 0, bytes.subarray(0, 300_000));
  assert.deepEqual([first.status, first.offset, first.picture], [200, 300_000, null]);
  // The answer was lost and the part is sent again; then the sender asks where to go on.
  assert.deepEqual((await patch(id, 0, bytes.subarray(0, 300_000))).status, 409);
  assert.equal((await get(`/uploads/${id}`)).json["offset"], 300_000);
  const last = await patch(id, 300_000, bytes.subarray(300_000));
  assert.deepEqual([last.status, last.picture?.width, last.picture?.height], [200, 600, 400]);
  assert.deepEqual([last.picture?.name, last.picture?.keptBy.id], ["غلاف.png", editor.id]);
  const again = await upload("other.png", bytes);
  assert.equal(again.picture?.id, last.picture?.id);
  // The whole of it once more, after the last answer was lost.
  assert.equal((await patch(id, bytes.length, new Uint8Array())).picture?.id, last.picture?.id);
  assert.equal((await get(`/uploads/${id}`, contributor)).status, 404);
});

test("every format that is promised is taken, and what is drawn of it has no EXIF", async () => {
  const base = picture("#1d4f86", 320, 200);
  const files: [string, Buffer][] = [
    [
      "a.jpg",
      await base
        .clone()
        .withExif({ IFD0: { Copyright: "secret" } })
        .jpeg()
        .toBuffer(),
    ],
    ["a.png", await base.clone().png().toBuffer()],
    ["a.webp", await base.clone().webp().toBuffer()],
    ["a.avif", await base.clone().avif({ effort: 0 }).toBuffer()],
    ["a.gif", await base.clone().gif().toBuffer()],
    ["A.JPEG", await base.clone().jpeg({ quality: 40 }).toBuffer()],
  ];
  for (const [name, bytes] of files) {
    const { status, picture: kept, detail } = await upload(name, bytes);
    assert.deepEqual([status, kept?.width, kept?.height], [200, 320, 200], `${name}: ${detail}`);
  }
});

test("what is no picture, or more than one, is refused with a reason in the person's language", async () => {
  const png = await picture("#ffffff", 20, 20).png().toBuffer();
  const jpeg = await picture("#ffffff", 20, 20).jpeg().toBuffer();
  const gif = await picture("#ffffff", 20, 20).gif().toBuffer();
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`);
  const zip = Buffer.from("PK\u0003\u0004 archive PK\u0005\u0006", "latin1");
  const noise = Buffer.from(Array.from({ length: 4 * 4 * 3 * 101 }, (_, at) => (at * 7919) % 256));
  const frames = await sharp(noise, {
    raw: { width: 4, height: 4 * 101, channels: 3, pageHeight: 4 },
  })
    .gif({ reuse: false })
    .toBuffer();
  const wrong: [string, Buffer, RegExp][] = [
    ["a.svg", svg, /SVG/],
    ["a.png", svg, /SVG/],
    ["a.heic", Buffer.from("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "latin1"), /HEIC/],
    ["a.png", jpeg, /لا يطابق/],
    ["a.html", png, /امتداد/],
    ["a", png, /امتداد/],
    ["a.png", Buffer.from("%PDF-1.4 1 0 obj"), /مستند/],
    ["a.jpg", Buffer.from("not a picture at all"), /نعرفها/],
    ["a.png", Buffer.concat([png, zip]), /مدسوس/],
    ["a.jpg", Buffer.concat([jpeg, zip]), /مدسوس/],
    ["a.gif", Buffer.concat([gif, Buffer.from("<script>alert(1)</script>")]), /مدسوس/],
    ["a.png", Buffer.concat([png, Buffer.from("%PDF-1.7")]), /مدسوس/],
    ["a.jpg", Buffer.concat([jpeg, Buffer.from("<?php system(1); ?>")]), /مدسوس/],
    ["a.jpg", jpeg.subarray(0, 200), /تالف/],
    ["a.png", await picture("#000000", 9000, 9000).png().toBuffer(), /50 مليون/],
    ["a.gif", frames, /100 لقطة/],
  ];
  for (const [name, bytes, reason] of wrong) {
    const { status, detail } = await upload(name, bytes);
    assert.equal(status, 400, `${name} ${reason.source}: ${detail}`);
    assert.match(detail ?? "", reason, name);
  }
  assert.equal((await begin("a.png", 20_000_001)).status, 413);
  for (const body of [
    {},
    { name: "a.png" },
    { name: "a.png", sizeBytes: -1 },
    { name: "", sizeBytes: 1 },
  ])
    assert.equal(
      (await newsroom.send("POST", "/uploads", { cookie: editor.cookie, body })).status,
      400,
    );
  const { id } = await begin("a.png", 10);
  for (const headers of [{}, { "upload-offset": "-1" }, { "upload-offset": "0x1" }]) {
    const answer = await newsroom.send("PATCH", `/uploads/${id}`, {
      cookie: editor.cookie,
      body: "x",
      headers: { "content-type": "application/octet-stream", ...headers },
    });
    assert.equal(answer.status, 400);
  }
  // The refusals left nothing that counts as open.
  const { rows } = await database.pool.query("SELECT FROM upload WHERE picture_id IS NULL");
  assert.equal(rows.length, 1);
});

test("hostile files are kept or refused, and never a fault", async (context) => {
  const archives = ["images-crafted-dev.tar.gz", "images-pillow-dev.tar.gz"].map((name) =>
    join(HOSTILE, name),
  );
  if (!archives.every((archive) => existsSync(archive)))
    return context.skip("the hostile pictures beside the project are not here");
  const folder = mkdtempSync(join(tmpdir(), "warraq-hostile-"));
  for (const archive of archives) execFileSync("tar", ["xzf", archive, "-C", folder]);
  let tried = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!statSync(path).isFile() || statSync(path).size === 0) continue;
    tried += 1;
    for (const sent of [name, "a.png", "a.jpg", "a.gif"]) {
      const { status, detail } = await upload(sent.split("/").at(-1) ?? "", readFileSync(path));
      assert.ok(status < 500, `${name} as ${sent}: ${status} ${detail}`);
      if (name.endsWith(".svg")) assert.equal(status, 400);
    }
  }
  rmSync(folder, { recursive: true });
  assert.ok(tried > 30);
});

test("an upload that nobody goes on with is swept after a day, and one person can't open too many", async () => {
  const before = await begin("left.png", 1000, contributor);
  await patch(
    before.id,
    0,
    (await picture("#123456").png().toBuffer()).subarray(0, 500),
    contributor,
  );
  newsroom.clock.advance(25 * 3_600_000);
  const [again, other] = [
    await newsroom.signIn(contributor.email),
    await newsroom.signIn(editor.email),
  ];
  contributor = { ...contributor, cookie: again };
  editor = { ...editor, cookie: other };
  for (let open = 0; open < 30; open += 1)
    assert.equal((await begin("a.png", 9, contributor)).status, 201);
  assert.equal((await get(`/uploads/${before.id}`, contributor)).status, 404);
  assert.equal((await begin("a.png", 9, contributor)).status, 429);
  assert.equal((await begin("a.png", 9)).status, 201);
});

test("pictures are described, found by any spelling, cut and not offered once their rights have ended", async () => {
  const { picture: kept } = await upload("rain.png", await picture("#3f6b4f").png().toBuffer());
  assert.ok(kept);
  const words = {
    alt: "مِظلّة حمراء تحت المطر",
    caption: "",
    credit: "هدى العلي",
    rights: "لسنة واحدة",
    expiresAt: "2030-06-01T00:00:00Z",
    focus: { x: 0.2, y: 0.8 },
  };
  const put = (id: string, body: unknown, by = editor) =>
    newsroom.send("PUT", `/pictures/${id}`, { cookie: by.cookie, body });
  assert.equal((await put(kept.id, { base: 1, ...words })).status, 200);
  assert.equal((await put(kept.id, { base: 1, ...words })).status, 409);
  assert.equal((await put(kept.id, { base: 2, ...words }, contributor)).status, 403);
  const idsOf = async (path: string, by = editor) =>
    ((await get(path, by)).json["items"] as PictureJson[]).map(({ id }) => id);
  assert.deepEqual(await idsOf(`/pictures?q=${encodeURIComponent("مظله المطر")}`), [kept.id]);
  assert.deepEqual(await idsOf(`/pictures?q=${encodeURIComponent("مظلة الشمس")}`), []);
  assert.deepEqual(await idsOf("/pictures?q=rain", contributor), []);
  const crop = await newsroom.send("POST", `/pictures/${kept.id}/crop`, {
    cookie: editor.cookie,
    body: { x: 0.5, y: 0, width: 0.5, height: 0.5 },
  });
  const cut = (await crop.json()) as PictureJson;
  assert.deepEqual([crop.status, cut.width, cut.height, cut.alt], [201, 300, 200, words.alt]);
  assert.notEqual(cut.id, kept.id);
  newsroom.clock.set("2030-06-02T00:00:00Z");
  editor = { ...editor, cookie: await newsroom.signIn(editor.email) };
  assert.equal((await idsOf("/pictures?q=rain")).length, 0);
  const all = (await get("/pictures?q=rain&expired=include")).json["items"] as PictureJson[];
  assert.ok(all.length === 2 && all.every(({ isExpired }) => isExpired));
  for (const body of [
    { base: 2, ...words, focus: { x: 2, y: 0 } },
    { base: 2, ...words, expiresAt: "never" },
    { base: 2, ...words, alt: "س".repeat(1001) },
    { base: 2, ...words, file: "/etc/passwd" },
  ])
    assert.equal((await put(kept.id, body)).status, 400);
  for (const body of [
    { x: 0.5, y: 0, width: 0.6, height: 0.5 },
    { x: 0, y: 0, width: 0, height: 1 },
  ]) {
    const answer = await newsroom.send("POST", `/pictures/${kept.id}/crop`, {
      cookie: editor.cookie,
      body,
    });
    assert.equal(answer.status, 400);
  }
});

test("pages of the library go on without gaps, and it is told where a picture is used", async () => {
  const seen: string[] = [];
  let path = "/pictures?limit=2&expired=include";
  for (;;) {
    const { status, json } = await get(path);
    assert.equal(status, 200, JSON.stringify(json));
    seen.push(...(json["items"] as PictureJson[]).map(({ id }) => id));
    if (json["cursor"] === null) break;
    path = `/pictures?limit=2&expired=include&cursor=${json["cursor"] as string}`;
  }
  const { rows } = await database.pool.query("SELECT FROM picture");
  assert.equal(new Set(seen).size, rows.length);
  assert.equal(seen.length, rows.length);
  const [id = ""] = seen;
  const { cookie } = editor;
  const made = await newsroom.send("POST", "/stories", { cookie, body: {} });
  const story = ((await made.json()) as { id: string }).id;
  const content = { headline: "خبر بصورة", picture: { id, alt: "", caption: "", credit: "" } };
  const saved = await newsroom.send("PUT", `/stories/${story}/draft`, {
    cookie,
    body: { base: 1, content },
  });
  assert.equal(saved.status, 200, await saved.text());
  const { json } = await get(`/pictures/${id}/uses`);
  assert.deepEqual(json["uses"], [
    { kind: "story", id: story, headline: "خبر بصورة", state: "draft", isLive: false },
  ]);
  for (const strange of ["x", "..%2f", "00000000-0000-4000-8000-000000000000"])
    assert.equal((await get(`/pictures/${strange}`)).status, 404);
  assert.equal((await get("/pictures?cursor=x")).status, 400);
});
