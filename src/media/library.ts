import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { fold } from "#arabic/fold.ts";
import { visibleText } from "#arabic/visible-text.ts";
import { keepPicture, type KeptPicture, type Media } from "#media/pictures.ts";
import { Refusal } from "#platform/refusal.ts";

/** A kept picture with its words and rights, as the newsroom sees it. */
export type LibraryPicture = KeptPicture & {
  readonly version: number;
  /** Of the file as it was sent. */
  readonly name: string;
  readonly format: string;
  readonly sizeBytes: number;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
  /** Who allows what; for the newsroom only. */
  readonly rights: string;
  /** From then on the picture is not offered. */
  readonly expiresAt: Date | undefined;
  readonly keptAt: Date;
  /** Actor who sent it. */
  readonly keptBy: string;
};

const line = (max: number) =>
  z
    .string()
    .max(4 * max + 1000, `more than ${max} letters`)
    .transform(visibleText)
    .refine((text) => Array.from(text).length <= max, `more than ${max} letters`);

const share = z.number().min(0).max(1);

/** What the newsroom says of a picture. */
export const PictureInput = z.strictObject({
  alt: line(1000),
  caption: line(2000),
  credit: line(300),
  rights: line(1000),
  expiresAt: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .nullable(),
  focus: z.strictObject({ x: share, y: share }),
});

type Row = {
  id: string;
  version: number;
  name: string;
  format: string;
  width: number;
  height: number;
  size_bytes: string;
  focus_x: number;
  focus_y: number;
  colour: string;
  alt: string;
  caption: string;
  credit: string;
  rights: string;
  expires_at: Date | null;
  created_at: Date;
  kept_by: string;
};

const COLUMNS = `id, version, name, format, width, height, size_bytes, focus_x, focus_y, colour, alt, caption, credit,
  rights, expires_at, created_at, kept_by`;

const pictureOf = (row: Row): LibraryPicture => ({
  id: row.id,
  version: row.version,
  name: row.name,
  format: row.format === "heif" ? "avif" : row.format,
  width: row.width,
  height: row.height,
  sizeBytes: Number(row.size_bytes),
  focus: { x: row.focus_x, y: row.focus_y },
  colour: row.colour,
  alt: row.alt,
  caption: row.caption,
  credit: row.credit,
  rights: row.rights,
  expiresAt: row.expires_at ?? undefined,
  keptAt: row.created_at,
  keptBy: row.kept_by,
});

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const noSuch = (): Refusal => new Refusal("notFound", "no such picture");

/** A kept picture. @throws Refusal `notFound` */
export async function getPicture(db: Pool | PoolClient, id: string): Promise<LibraryPicture> {
  if (!UUID.test(id)) throw noSuch();
  const { rows } = await db.query<Row>(`SELECT ${COLUMNS} FROM picture WHERE id = $1`, [id]);
  if (rows[0] === undefined) throw noSuch();
  return pictureOf(rows[0]);
}

/** Which pictures a page of the library wants. */
export type PictureQuery = {
  /** Words that name, alternative text, caption, credit or rights have, in any spelling. */
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Those whose rights have ended too. */
  readonly withExpired: boolean;
  /** Only those that this actor sent. */
  readonly keptBy?: string | undefined;
};

const CURSOR = /^(\d{1,17})\.([0-9a-f-]{36})$/;
const MAX_WORDS = 10;

/**
 * A page of the library, newest first. One query.
 * @throws Refusal `invalid` for a cursor that is none
 */
export async function listPictures(
  db: Pool | PoolClient,
  query: PictureQuery,
  now: Date,
): Promise<{ readonly pictures: LibraryPicture[]; readonly cursor: string | undefined }> {
  const position = query.cursor === undefined ? undefined : CURSOR.exec(query.cursor);
  if (position === null || (position !== undefined && !UUID.test(position[2] ?? "")))
    throw new Refusal("invalid", "need a cursor as the page before gave it");
  const words = fold((query.q ?? "").replaceAll("\0", ""))
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MAX_WORDS);
  const { rows } = await db.query<Row & { micros: string }>(
    `SELECT ${COLUMNS}, (extract(epoch FROM created_at) * 1000000)::bigint::text AS micros FROM picture
     WHERE NOT EXISTS (SELECT FROM unnest($2::text[]) AS word WHERE strpos(picture.key, word) = 0)
       AND ($3 OR expires_at IS NULL OR expires_at > $4)
       AND ($5::text IS NULL OR kept_by = $5)
       AND ($6::bigint IS NULL OR (created_at, id) < ('epoch'::timestamptz + $6::bigint * interval '1 microsecond', $7::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $1`,
    [
      query.limit + 1,
      words,
      query.withExpired,
      now,
      query.keptBy ?? null,
      position?.[1] ?? null,
      position?.[2] ?? null,
    ],
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    pictures: shown.map(pictureOf),
    cursor:
      rows.length > query.limit && last !== undefined ? `${last.micros}.${last.id}` : undefined,
  };
}

/**
 * Gives a picture other words, rights and focus.
 * @param input.base version that the change was made on
 * @throws Refusal `notFound`, `conflict` when somebody changed it meanwhile
 */
export async function describePicture(
  client: PoolClient,
  input: {
    readonly id: string;
    readonly base: number;
    readonly picture: z.output<typeof PictureInput>;
  },
): Promise<{ readonly before: LibraryPicture; readonly after: LibraryPicture }> {
  const { id, base, picture } = input;
  if (!UUID.test(id)) throw noSuch();
  await client.query("SELECT FROM picture WHERE id = $1 FOR UPDATE", [id]);
  const before = await getPicture(client, id);
  if (before.version !== base)
    throw new Refusal("conflict", "somebody else has changed this picture meanwhile");
  const { alt, caption, credit, rights, expiresAt, focus } = picture;
  const { rows } = await client.query<Row>(
    `UPDATE picture SET alt = $2, caption = $3, credit = $4, rights = $5, expires_at = $6, focus_x = $7, focus_y = $8,
       key = $9, version = version + 1 WHERE id = $1 RETURNING ${COLUMNS}`,
    [
      before.id,
      alt,
      caption,
      credit,
      rights,
      expiresAt,
      focus.x,
      focus.y,
      fold([before.name, alt, caption, credit, rights].join("\n")),
    ],
  );
  if (rows[0] === undefined) throw noSuch();
  return { before, after: pictureOf(rows[0]) };
}

/** A part of a picture, as shares of its width and height. */
export const CutInput = z
  .strictObject({
    x: share,
    y: share,
    width: z.number().min(0.01).max(1),
    height: z.number().min(0.01).max(1),
  })
  .refine(
    ({ x, y, width, height }) => x + width <= 1.000001 && y + height <= 1.000001,
    "need a part inside the picture",
  );

/**
 * Keeps a part of a picture as a picture of its own, with the same words and rights: what is at a picture's address
 * never changes.
 * @throws Refusal `notFound`, `invalid` where the original can't be read any more
 */
export async function cutPicture(
  media: Media,
  input: { readonly id: string; readonly part: z.output<typeof CutInput> },
  by: string,
  now: Date,
): Promise<LibraryPicture> {
  const whole = await getPicture(media.pool, input.id);
  const { rows } = await media.pool.query<{ file: string }>(
    "SELECT file FROM picture WHERE id = $1",
    [whole.id],
  );
  const original = await media.store.read(rows[0]?.file ?? "");
  if (original === undefined) throw new Error(`Cannot cut picture ${whole.id}: its file is gone`);
  const { part } = input;
  const left = Math.min(whole.width - 1, Math.round(part.x * whole.width));
  const top = Math.min(whole.height - 1, Math.round(part.y * whole.height));
  const bytes = await media.decoder.cut(original, {
    left,
    top,
    width: Math.max(1, Math.min(whole.width - left, Math.round(part.width * whole.width))),
    height: Math.max(1, Math.min(whole.height - top, Math.round(part.height * whole.height))),
  });
  const kept = await keepPicture(media, bytes, now, { name: whole.name, by, cutFrom: whole.id });
  await media.pool.query(
    `UPDATE picture AS cut SET alt = w.alt, caption = w.caption, credit = w.credit, rights = w.rights,
       expires_at = w.expires_at, key = w.key
     FROM picture w WHERE cut.id = $1 AND w.id = $2 AND cut.cut_from = w.id AND cut.version = 1`,
    [kept.id, whole.id],
  );
  return getPicture(media.pool, kept.id);
}
