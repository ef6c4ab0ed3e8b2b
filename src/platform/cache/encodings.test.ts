import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { acceptedEncoding, brotli, gzipped, isCompressible, unbrotli } from "./encodings.ts";

test("the encoding follows the weights of Accept-Encoding", () => {
  const table: readonly [string | undefined, string][] = [
    [undefined, "identity"],
    ["", "identity"],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["x-gzip", "gzip"],
    ["GZIP", "gzip"],
    ["deflate", "identity"],
    ["br;q=0, gzip", "gzip"],
    ["br;q=0.5, gzip;q=0.9", "gzip"],
    ["br;q=0.5, gzip;q=0.5", "br"],
    ["br ; q=0.2 , identity;q=0.8", "identity"],
    ["gzip;q=0.5, identity;q=0.5", "gzip"],
    ["*", "br"],
    ["*;q=0", "identity"],
    ["gzip, *;q=0", "gzip"],
    ["br;q=nonsense, gzip", "gzip"],
    ["br;q=7", "identity"],
    ["identity", "identity"],
    [",,;;q=1,br", "br"],
  ];
  for (const [header, encoding] of table)
    assert.equal(acceptedEncoding(header), encoding, header ?? "absent");
});

test("encoded bytes decode to what they were", async () => {
  const bytes = Buffer.from("قمة عربية طارئة ".repeat(200));
  assert.deepEqual(brotliDecompressSync(await brotli(bytes, "quick")), bytes);
  const small = await brotli(bytes, "thorough");
  assert.deepEqual(await unbrotli(small, 1_000_000), bytes);
  assert.deepEqual(gunzipSync(await gzipped(bytes)), bytes);
  await assert.rejects(unbrotli(small, 1000), /ERR_BUFFER_TOO_LARGE|larger than/);
});

test("only texts that are worth it are compressed", () => {
  assert.ok(isCompressible("text/html; charset=utf-8", 1000));
  assert.ok(isCompressible("application/problem+json", 1000));
  assert.ok(isCompressible("application/rss+xml", 1000));
  assert.ok(isCompressible("image/svg+xml", 1000));
  assert.ok(!isCompressible("text/html", 100));
  assert.ok(!isCompressible("image/webp", 1000));
  assert.ok(!isCompressible("font/woff2", 1000));
});
