import { setTimeout as delay } from "node:timers/promises";
import { createByteBoundedMap } from "#platform/cache/byte-bounded-map.ts";
import { askNamedServer, OutboundFetchError } from "#platform/outbound-fetch.ts";
import { signedHeaders, type S3Credentials } from "./signature.ts";

/** A bucket, and where in it files are kept. */
export type S3Place = S3Credentials & {
  /** Address of the bucket, with a slash at its end. */
  readonly base: string;
};

const MAX_FILE_BYTES = 64_000_000;
const TIMEOUT_MS = 10_000;
const TRIES = 3;
const WAIT_MS = 150;
/** Renditions never change, so those that are asked for often are kept in memory; originals are read once. */
const KEPT_BYTES = 32_000_000;
const KEPT_FILE_BYTES = 400_000;

/**
 * The place that a setting names: `https://KEY:SECRET@host/bucket/prefix?region=…` for any store that takes the bucket
 * in its path, `s3://KEY:SECRET@bucket/prefix?region=…` for Amazon's.
 * @throws RangeError when a part of it is missing
 */
export function parseS3Url(text: string): S3Place {
  const url = new URL(text);
  const [accessKey, secretKey] = [
    decodeURIComponent(url.username),
    decodeURIComponent(url.password),
  ];
  if (accessKey === "" || secretKey === "")
    throw new RangeError("S3_URL: need a key and a secret, as in https://key:secret@host/bucket");
  const region = new URLSearchParams(url.search).get("region") ?? "us-east-1";
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw new RangeError("S3_URL: need a region as eu-west-1");
  const path = url.pathname.replaceAll(/^\/+|\/+$/g, "");
  const folder = path === "" ? "" : `${path}/`;
  if (url.protocol === "s3:")
    return {
      accessKey,
      secretKey,
      region,
      base: `https://${url.host}.s3.${region}.amazonaws.com/${folder}`,
    };
  if (folder === "")
    throw new RangeError("S3_URL: need a bucket, as in https://key:secret@host/bucket");
  return { accessKey, secretKey, region, base: `${url.protocol}//${url.host}/${folder}` };
}

/** Files in an S3-compatible store: whole ones only, since a part is never seen there. */
export type S3Files = {
  put(key: string, bytes: Uint8Array): Promise<void>;
  get(key: string): Promise<Buffer | undefined>;
  delete(key: string): Promise<void>;
};

/**
 * The files of a bucket. A request that fails for a passing reason (no answer, 5xx, 429) is tried three times.
 * @throws OutboundFetchError from each function when the store does not answer as it should
 */
export function openS3Files(place: S3Place, now: () => Date = () => new Date()): S3Files {
  const kept = createByteBoundedMap<Buffer>({
    maxBytes: KEPT_BYTES,
    maxCount: 5000,
    sizeOf: (bytes) => bytes.byteLength,
  });

  async function ask(
    method: "GET" | "PUT" | "DELETE",
    key: string,
    body: Uint8Array,
    wanted: readonly number[],
  ): Promise<{ status: number; body: Buffer }> {
    const url = new URL(key, place.base);
    for (let tried = 1; ; tried += 1) {
      let problem: string;
      try {
        const answer = await askNamedServer(url, {
          method,
          headers: signedHeaders({ method, url, headers: {}, body }, place, now()),
          body,
          maxBytes: MAX_FILE_BYTES,
          timeoutMs: TIMEOUT_MS,
        });
        if (wanted.includes(answer.status)) return answer;
        problem = `status ${answer.status} ${/<Code>(\w{1,60})</.exec(answer.body.toString("utf8", 0, 2000))?.[1] ?? ""}`;
        const isPassing = answer.status >= 500 || answer.status === 429;
        if (!isPassing || tried === TRIES)
          throw new OutboundFetchError(`Cannot ${method} ${key} in the bucket: ${problem}`);
      } catch (error) {
        if (!(error instanceof OutboundFetchError) || tried === TRIES) throw error;
        if (error.message.includes("in the bucket")) throw error;
      }
      await delay(WAIT_MS * 2 ** tried);
    }
  }

  return {
    put: async (key, bytes) => {
      kept.delete(key);
      await ask("PUT", key, bytes, [200, 201, 204]);
    },
    get: async (key) => {
      const ready = kept.get(key);
      if (ready !== undefined) return ready;
      const { status, body } = await ask("GET", key, new Uint8Array(), [200, 404]);
      if (status === 404) return undefined;
      if (key.startsWith("renditions/") && body.byteLength <= KEPT_FILE_BYTES) kept.set(key, body);
      return body;
    },
    delete: async (key) => {
      kept.delete(key);
      await ask("DELETE", key, new Uint8Array(), [200, 204, 404]);
    },
  };
}
