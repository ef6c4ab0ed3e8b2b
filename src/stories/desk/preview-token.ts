import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { FileStore } from "#platform/file-store.ts";
import { Refusal } from "#platform/refusal.ts";

/** What a preview link leads to: one revision of one story, until it expires. */
export type PreviewTarget = {
  readonly story: string;
  readonly revision: number;
  readonly expiresAt: Date;
};

const KEY_FILE = "secrets/preview-key";
const KEY_BYTES = 32;
const TOKEN = /^([A-Za-z0-9_-]{20,200})\.([A-Za-z0-9_-]{43})$/;
const TEXT = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}) (\d{1,9}) (\d{1,12})$/;

/** The key that signs preview links: made on first use, kept below the data folder, for its owner's eyes only. */
export async function openPreviewKey(files: FileStore): Promise<Buffer> {
  const kept = await files.read(KEY_FILE);
  if (kept?.length === KEY_BYTES) return kept;
  const key = randomBytes(KEY_BYTES);
  await files.write(KEY_FILE, key, { mode: 0o600 });
  return key;
}

const signatureOf = (key: Buffer, text: string): Buffer =>
  createHmac("sha256", key).update(`preview ${text}`).digest();

/** The token of a preview link. Source: RFC 2104 (HMAC), SHA-256. */
export function signPreview(key: Buffer, target: PreviewTarget): string {
  const seconds = Math.floor(target.expiresAt.getTime() / 1000);
  const text = Buffer.from(`${target.story} ${target.revision} ${seconds}`).toString("base64url");
  return `${text}.${signatureOf(key, text).toString("base64url")}`;
}

/**
 * What a preview link leads to.
 * @throws Refusal `notFound` for a token that is not ours, `gone` for one that has expired
 */
export function readPreview(key: Buffer, token: string, now: Date): PreviewTarget {
  const [, text = "", signature = ""] = TOKEN.exec(token) ?? [];
  const given = Buffer.from(signature, "base64url");
  const needed = signatureOf(key, text);
  const isOurs = given.length === needed.length && timingSafeEqual(given, needed);
  const match = isOurs ? TEXT.exec(Buffer.from(text, "base64url").toString("latin1")) : null;
  const [, story, revision, seconds] = match ?? [];
  if (story === undefined || revision === undefined || seconds === undefined)
    throw new Refusal("notFound", "no preview has this address");
  const expiresAt = new Date(Number(seconds) * 1000);
  if (expiresAt.getTime() <= now.getTime())
    throw new Refusal("gone", `the preview of story ${story} has expired`);
  return { story, revision: Number(revision), expiresAt };
}
