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
