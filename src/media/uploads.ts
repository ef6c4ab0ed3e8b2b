import { randomUUID } from "node:crypto";
import { getPicture, type LibraryPicture } from "#media/library.ts";
import { keepPicture, MAX_PICTURE_BYTES, type Media } from "#media/pictures.ts";
import { noPicture } from "#media/refused-pictures.ts";
import { demandFittingName, demandPictureName, sniffPicture } from "#media/sniff.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Pool } from "pg";

/** What the functions of this module need. */
export type UploadMedia = Media & { readonly pool: Pool };

/** Most bytes of one part of an upload. */
export const MAX_PART_BYTES = 4_000_000;
/** Bytes of a part that a client should send: small enough for a slow line, large enough for few requests. */
export const PART_BYTES = 1_000_000;
const MAX_PARTS = 400;
const MAX_OPEN_OF_ONE = 30;
const MAX_OPEN = 300;
/** An upload that nobody goes on with is swept away after so long. */
export const ABANDONED_AFTER_MS = 24 * 3_600_000;

/** An upload under way. */
export type Upload = {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Bytes that are here: where to go on. */
  readonly offset: number;
  /** What became of it, once it is whole. */
  readonly picture: LibraryPicture | undefined;
};

type Row = {
  id: string;
  kept_by: string;
  name: string;
  size_bytes: number;
  received_bytes: number;
  parts: number;
  picture_id: string | null;
};

const COLUMNS = "id, kept_by, name, size_bytes, received_bytes, parts, picture_id";
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const noSuch = (): Refusal => new Refusal("notFound", "no such upload");
const partKey = (id: string, part: number): string => `uploads/${id}/${part}.part`;

/**
 * Begins an upload; its bytes come in parts, and a line that breaks costs one of them.
 * @param by actor who sends it
 * @throws Refusal `tooLarge`, `invalid` for a name that is no picture's, `tooMany` open ones
 */
export async function beginUpload(
  media: UploadMedia,
  input: { readonly name: string; readonly sizeBytes: number },
  by: string,
  now: Date,
): Promise<Upload> {
  const { name, sizeBytes } = input;
  if (sizeBytes > MAX_PICTURE_BYTES)
    throw noPicture("bytes", `need at most ${MAX_PICTURE_BYTES} bytes, got ${sizeBytes}`);
  demandPictureName(name);
  await sweepUploads(media, now);
  const { rows } = await media.pool.query<{ own: number; all: number }>(
    `SELECT count(*) FILTER (WHERE kept_by = $1)::integer AS own, count(*)::integer AS all
     FROM upload WHERE picture_id IS NULL`,
    [by],
  );
  if ((rows[0]?.own ?? 0) >= MAX_OPEN_OF_ONE || (rows[0]?.all ?? 0) >= MAX_OPEN)
    throw new Refusal("tooMany", "too many uploads are open", {
      retryAfterSeconds: 60,
      told: {
        ar: "في الطريق صور كثيرة لم يكتمل رفعها. انتظر حتى تكتمل ثم ارفع غيرها.",
        en: "Many uploads are under way. Wait until they are done.",
      },
    });
  const id = randomUUID();
  await media.pool.query(
    "INSERT INTO upload (id, kept_by, name, size_bytes, touched_at) VALUES ($1, $2, $3, $4, $5)",
    [id, by, name, sizeBytes, now],
  );
  return { id, name, sizeBytes, offset: 0, picture: undefined };
}

/** An upload of that actor's own. @throws Refusal `notFound` */
export async function getUpload(media: UploadMedia, id: string, by: string): Promise<Upload> {
  if (!UUID.test(id)) throw noSuch();
  const { rows } = await media.pool.query<Row>(
    `SELECT ${COLUMNS} FROM upload WHERE id = $1 AND kept_by = $2`,
    [id, by],
  );
  if (rows[0] === undefined) throw noSuch();
  return uploadOf(media, rows[0]);
}

async function uploadOf(media: UploadMedia, row: Row): Promise<Upload> {
  return {
    id: row.id,
    name: row.name,
    sizeBytes: row.size_bytes,
    offset: row.received_bytes,
    picture: row.picture_id === null ? undefined : await getPicture(media.pool, row.picture_id),
  };
}

/** What became of a part: taken, or the upload is at another place than the part begins. */
export type PartTaken = { readonly kind: "taken" | "elsewhere"; readonly upload: Upload };

/**
 * Takes the part of an upload that begins at `offset`. With the last one the picture is kept; the same bytes as before
 * give the picture that is kept already. A picture that is refused ends its upload.
 * @throws Refusal `notFound`, `invalid` for a part that does not fit or a file that is no picture
 */
export async function continueUpload(
  media: UploadMedia,
  input: { readonly id: string; readonly offset: number; readonly bytes: Buffer },
  by: string,
  now: Date,
): Promise<PartTaken> {
  const { id, offset, bytes } = input;
  if (!UUID.test(id)) throw noSuch();
  if (bytes.length > MAX_PART_BYTES)
    throw new Refusal("tooLarge", `need parts of at most ${MAX_PART_BYTES} bytes`);
  const step = await inTransaction(media.pool, async (client) => {
    const { rows } = await client.query<Row>(
      `SELECT ${COLUMNS} FROM upload WHERE id = $1 AND kept_by = $2 FOR UPDATE`,
      [id, by],
    );
    const row = rows[0];
    if (row === undefined) throw noSuch();
    // The part that came last may have been answered into a broken line: it is told again what became of it.
    if (row.received_bytes !== offset) return { row, isTaken: false };
    if (row.received_bytes < row.size_bytes) {
      if (bytes.length === 0 || offset + bytes.length > row.size_bytes || row.parts >= MAX_PARTS)
        throw new Refusal("invalid", `need ${row.size_bytes - offset} bytes in a few large parts`);
      if (offset === 0) demandFittingName(row.name, sniffPicture(bytes));
      await media.store.write(partKey(id, row.parts), bytes);
      await client.query(
        "UPDATE upload SET received_bytes = $2, parts = parts + 1, touched_at = $3 WHERE id = $1",
        [id, offset + bytes.length, now],
      );
      row.received_bytes += bytes.length;
      row.parts += 1;
    }
    return { row, isTaken: true };
  }).catch(async (error: unknown) => {
    // What is no picture from its first bytes on is not waited for.
    if (offset === 0 && error instanceof Refusal && error.kind === "invalid")
      await forget(media, id, by);
    throw error;
  });
  const { row } = step;
  if (row.received_bytes === row.size_bytes && row.picture_id === null)
    row.picture_id = await finish(media, row, now);
  return { kind: step.isTaken ? "taken" : "elsewhere", upload: await uploadOf(media, row) };
}

async function finish(media: UploadMedia, row: Row, now: Date): Promise<string> {
  const parts: Buffer[] = [];
  for (let part = 0; part < row.parts; part += 1) {
    const bytes = await media.store.read(partKey(row.id, part));
    if (bytes === undefined)
      throw new Error(`Cannot finish upload ${row.id}: part ${part} is gone`);
    parts.push(bytes);
  }
  const whole = Buffer.concat(parts);
  try {
    demandFittingName(row.name, sniffPicture(whole));
    const { id } = await keepPicture(media, whole, now, { name: row.name, by: row.kept_by });
    await media.pool.query("UPDATE upload SET picture_id = $2 WHERE id = $1", [row.id, id]);
    await removeParts(media, row);
    return id;
  } catch (error) {
    if (error instanceof Refusal && error.kind !== "busy") await forget(media, row.id, row.kept_by);
    throw error;
  }
}

async function removeParts(media: UploadMedia, { id, parts }: Pick<Row, "id" | "parts">) {
  for (let part = 0; part < parts; part += 1) await media.store.remove(partKey(id, part));
}

async function forget(media: UploadMedia, id: string, by: string): Promise<void> {
  const { rows } = await media.pool.query<Row>(
    `DELETE FROM upload WHERE id = $1 AND kept_by = $2 RETURNING ${COLUMNS}`,
    [id, by],
  );
  if (rows[0] !== undefined) await removeParts(media, rows[0]);
}

/** Ends an upload that its sender does not want any more. @throws Refusal `notFound` */
export async function cancelUpload(media: UploadMedia, id: string, by: string): Promise<void> {
  const upload = await getUpload(media, id, by);
  await forget(media, upload.id, by);
}

/** Sweeps away what was left lying: uploads that nobody went on with for a day, and what is left of finished ones. */
export async function sweepUploads(media: UploadMedia, now: Date): Promise<number> {
  const { rows } = await media.pool.query<Row>(
    `DELETE FROM upload WHERE id IN
       (SELECT id FROM upload WHERE touched_at < $1 ORDER BY touched_at LIMIT 50 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [new Date(now.getTime() - ABANDONED_AFTER_MS)],
  );
  for (const row of rows) if (row.picture_id === null) await removeParts(media, row);
  return rows.length;
}
