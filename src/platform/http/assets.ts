import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { hash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { brotli, isCompressible, type Encoding } from "#platform/cache/encodings.ts";

/** A file that is answered from memory by its exact path. */
export type Asset = {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly digest: string;
  /** A service worker: its policy lets it ask the site for files. */
  readonly isWorker?: boolean;
  readonly bytes: Readonly<Record<"identity", Buffer>> &
    Readonly<Partial<Record<Encoding, Buffer>>>;
};

const compress = promisify(gzip);

/** For a file whose name changes with its content. */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/** An asset of `bytes`, with its encodings made as small as they get. */
export async function createAsset(options: {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** `IMMUTABLE` unless told: only for names that carry a hash of the content. */
  readonly cacheControl?: string;
}): Promise<Asset> {
  const { bytes, contentType, cacheControl = IMMUTABLE } = options;
  const digest = hash("sha256", bytes, "base64url").slice(0, 22);
  const encoded = isCompressible(contentType, bytes.length)
    ? { br: await brotli(bytes, "thorough"), gzip: await compress(bytes, { level: 9 }) }
    : {};
  return { contentType, cacheControl, digest, bytes: { identity: bytes, ...encoded } };
}

/**
 * Writes a build into `folder` below `buildDir`: beside the old one first, then put in its place at once, so that no
 * reader of it ever finds half of it. Older builds, whose names begin with `prefix` too, are removed.
 * @throws Error when it cannot be written
 */
export async function putBuildInPlace(
  { buildDir, prefix, folder }: { buildDir: string; prefix: string; folder: string },
  files: Iterable<readonly [name: string, bytes: Uint8Array | string]>,
): Promise<void> {
  await mkdir(buildDir, { recursive: true });
  const fresh = join(buildDir, `.${prefix}${process.pid}-${Date.now()}`);
  await mkdir(fresh);
  for (const [name, bytes] of files) await writeFile(join(fresh, name), bytes);
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Another start has built the same at the same time: its folder is as good as ours.
    await rm(fresh, { recursive: true, force: true });
    if ((await readdir(folder).catch(() => [])).length === 0) throw error;
  }
  for (const old of await readdir(buildDir))
    if (old.startsWith(prefix) && old !== basename(folder))
      await rm(join(buildDir, old), { recursive: true, force: true });
}
