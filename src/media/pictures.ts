import { createHash, randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { fold } from "#arabic/fold.ts";
import type { Decoder } from "#media/decode.ts";
import { noPicture } from "#media/refused-pictures.ts";
import { sniffPicture } from "#media/sniff.ts";
import { FORMATS, WIDTHS, type RenditionFormat, type Width } from "#media/widths.ts";
import type { FileStore } from "#platform/file-store.ts";
import { outboundFetch, type OutboundPolicy } from "#platform/outbound-fetch.ts";
import { Refusal } from "#platform/refusal.ts";

/** Largest original in bytes. */
export const MAX_PICTURE_BYTES = 20_000_000;

/** What the functions of this module need. */
export type Media = {
  readonly pool: Pool | PoolClient;
  readonly store: FileStore;
  readonly decoder: Decoder;
};

/** A picture as it is kept; sizes in pixels, focus as a share of width and height. */
export type KeptPicture = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly focus: { readonly x: number; readonly y: number };
};

type Row = {
  id: string;
  file: string;
  width: number;
  height: number;
  colour: string;
  focus_x: number;
  focus_y: number;
};

const kept = (row: Row): KeptPicture => ({
  id: row.id,
  width: row.width,
  height: row.height,
  colour: row.colour,
  focus: { x: row.focus_x, y: row.focus_y },
});

/**
 * Keeps a picture: looks into it in the decoder, writes its original into the file store and its row. The same bytes
 * are kept once and give the same picture.
 * @param options.focus the point that must stay visible when the picture is cropped, default the middle
 * @param options.name of the file as it was sent
 * @param options.by who sent it
 * @param options.cutFrom the picture that this one is a cut of
 * @throws Refusal `invalid` when it is no picture that we take, `tooLarge` over 20 MB
 */
export async function keepPicture(
  media: Media,
  bytes: Uint8Array,
  now: Date,
  options: {
    focus?: { x: number; y: number };
    name?: string;
    by?: string;
    cutFrom?: string;
  } = {},
): Promise<KeptPicture> {
  if (bytes.byteLength > MAX_PICTURE_BYTES)
    throw noPicture("bytes", `need a picture of at most ${MAX_PICTURE_BYTES} bytes`);
  const sha256 = createHash("sha256").update(bytes).digest();
  const before = await media.pool.query<Row>(
    "SELECT id, file, width, height, colour, focus_x, focus_y FROM picture WHERE sha256 = $1",
    [sha256],
  );
  const known = before.rows[0];
  if (known !== undefined) return kept(known);
  sniffPicture(bytes);
  const inspected = await media.decoder.inspect(bytes);
  const name = sha256.toString("hex");
  const file = `originals/${name.slice(0, 2)}/${name.slice(2, 34)}.${inspected.format}`;
  await media.store.write(file, bytes);
  const focus = options.focus ?? { x: 0.5, y: 0.5 };
  const { rows } = await media.pool.query<Row>(
    `INSERT INTO picture (id, sha256, file, format, width, height, size_bytes, focus_x, focus_y, colour, created_at,
       name, key, kept_by, cut_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (sha256) DO UPDATE SET file = excluded.file
     RETURNING id, file, width, height, colour, focus_x, focus_y`,
    [
      randomUUID(),
      sha256,
      file,
      inspected.format,
      inspected.width,
      inspected.height,
      bytes.byteLength,
      focus.x,
      focus.y,
      inspected.colour,
      now,
      options.name ?? "",
      fold(options.name ?? ""),
      options.by ?? "",
      options.cutFrom ?? null,
    ],
  );
  const row = rows[0];
  if (row === undefined) throw new Error(`Cannot keep picture ${name}: the insert gave no row`);
  return kept(row);
}

/**
 * Fetches a picture from a public address and keeps it.
 * @throws Refusal `invalid` when the answer is no picture, OutboundFetchError when there is no answer that we take
 */
export async function fetchPicture(
  media: Media,
  url: string,
  now: Date,
  policy?: OutboundPolicy,
): Promise<KeptPicture> {
  const answer = await outboundFetch(url, {
    maxBytes: MAX_PICTURE_BYTES,
    timeoutMs: 15_000,
    accept: "image/avif,image/webp,image/jpeg,image/png,image/gif",
    ...(policy === undefined ? {} : { policy }),
  });
  if (answer.status !== 200)
    throw new Refusal("invalid", `need a picture at ${url}, got status ${answer.status}`);
  return keepPicture(media, answer.body, now);
}

/** A rendition as readers get it. */
export type Rendition = { readonly bytes: Buffer; readonly contentType: string };

const CONTENT_TYPE = { webp: "image/webp", jpg: "image/jpeg" } as const satisfies Record<
  RenditionFormat,
  string
>;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Parses `{width}.{format}`; undefined when it is no rendition that is offered. */
export function parseRendition(
  name: string,
): { width: Width; format: RenditionFormat } | undefined {
  const [digits, extension, ...rest] = name.split(".");
  const width = WIDTHS.find((each) => String(each) === digits);
  const format = FORMATS.find((each) => each === extension);
  return width === undefined || format === undefined || rest.length > 0
    ? undefined
    : { width, format };
}

const drawing = new Map<string, Promise<Buffer>>();

/**
 * The rendition of a picture: drawn when first asked for, then kept beside the original; drawn once when many ask at
 * the same time. Undefined when there is no such picture.
 * @throws Refusal `busy` when too many pictures wait for the decoder
 */
export async function findRendition(
  media: Media,
  pictureId: string,
  width: Width,
  format: RenditionFormat,
): Promise<Rendition | undefined> {
  if (!UUID.test(pictureId)) return undefined;
  const key = `renditions/${pictureId.slice(0, 2)}/${pictureId}/${width}.${format}`;
  const ready = await media.store.read(key);
  if (ready !== undefined) return { bytes: ready, contentType: CONTENT_TYPE[format] };
  let drawn = drawing.get(key);
  if (drawn === undefined) {
    const { rows } = await media.pool.query<{ file: string }>(
      "SELECT file FROM picture WHERE id = $1",
      [pictureId],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    drawn = drawing.get(key) ?? draw(media, row.file, key, width, format);
    drawing.set(key, drawn);
    const forget = (): void => {
      drawing.delete(key);
    };
    drawn.then(forget, forget);
  }
  return { bytes: await drawn, contentType: CONTENT_TYPE[format] };
}

async function draw(
  media: Media,
  file: string,
  key: string,
  width: Width,
  format: RenditionFormat,
): Promise<Buffer> {
  const original = await media.store.read(file);
  if (original === undefined)
    throw new Error(`Cannot draw ${key}: the original ${file} is not in the file store`);
  const bytes = await media.decoder.render(original, width, format);
  await media.store.write(key, bytes);
  return bytes;
}
