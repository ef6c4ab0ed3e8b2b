import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { after, before, test } from "node:test";
import { openMediaStore } from "#media/media-store.ts";
import type { FileStore } from "#platform/file-store.ts";
import { OutboundFetchError } from "#platform/outbound-fetch.ts";
import { parseS3Url } from "./s3-files.ts";
import { signedHeaders } from "./signature.ts";

const SECRET = "a/secret+with=signs";

/** A store that checks signatures by itself, from the other side, and keeps what it is sent in memory. */
function s3Server(): { server: Server; files: Map<string, Buffer>; failNext(times: number): void } {
  const files = new Map<string, Buffer>();
  let failures = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      if (failures > 0) {
        failures -= 1;
        response.writeHead(503).end("<Error><Code>SlowDown</Code></Error>");
        return;
      }
      if (!isSigned(request, body)) {
        response.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
        return;
      }
      const path = request.url ?? "";
      if (request.method === "PUT") files.set(path, body);
      if (request.method === "DELETE") files.delete(path);
      const found = files.get(path);
      if (request.method === "GET" && found === undefined) response.writeHead(404).end();
      else response.writeHead(request.method === "DELETE" ? 204 : 200).end(found);
    });
  });
  return {
    server,
    files,
    failNext: (times) => {
      failures = times;
    },
  };
}

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=key\/(\d{8})\/eu-west-1\/s3\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    );
  const [, day = "", signed = "", signature] = match ?? [];
  const digest = createHash("sha256").update(body).digest("hex");
  if (request.headers["x-amz-content-sha256"] !== digest) return false;
  const lines = signed.split(";").map((name) => `${name}:${String(request.headers[name])}\n`);
  const canonical = `${request.method}\n${request.url}\n\n${lines.join("")}\n${signed}\n${digest}`;
  const toSign = `AWS4-HMAC-SHA256\n${String(request.headers["x-amz-date"])}\n${day}/eu-west-1/s3/aws4_request\n${createHash("sha256").update(canonical).digest("hex")}`;
  let key: Buffer | string = `AWS4${SECRET}`;
  for (const part of [day, "eu-west-1", "s3", "aws4_request", toSign])
    key = createHmac("sha256", key).update(part).digest();
  return signature === Buffer.from(key).toString("hex");
}

const bucket = s3Server();
let store: FileStore;
let port: number;
const urlOf = (secret: string) =>
  `http://key:${encodeURIComponent(secret)}@127.0.0.1:${port}/news/media?region=eu-west-1`;
before(async () => {
  await new Promise<void>((resolve) => {
    bucket.server.listen(0, "127.0.0.1", resolve);
  });
  const address = bucket.server.address();
  if (address === null || typeof address === "string") throw new Error("The store has no port");
  port = address.port;
  store = openMediaStore({ dataDir: "/nowhere", s3Url: urlOf(SECRET) });
});
after(() => {
  bucket.server.closeAllConnections();
  bucket.server.close();
});

test("signedHeaders() signs the example of the specification", () => {
  const { authorization } = signedHeaders(
    {
      method: "GET",
      url: new URL("https://examplebucket.s3.amazonaws.com/test.txt"),
      headers: { range: "bytes=0-9" },
      body: new Uint8Array(),
    },
    {
      accessKey: "AKIAIOSFODNN7EXAMPLE",
      secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      region: "us-east-1",
    },
    new Date("2013-05-24T00:00:00Z"),
  );
  assert.match(
    authorization ?? "",
    /Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41$/,
  );
});

test("files are written, read, written over and removed, below the prefix of the setting", async () => {
  await store.write("originals/ab/cd.png", Buffer.from("one"));
  assert.deepEqual([...bucket.files.keys()], ["/news/media/originals/ab/cd.png"]);
  assert.equal((await store.read("originals/ab/cd.png"))?.toString(), "one");
  await store.write("originals/ab/cd.png", Buffer.from("two"));
  assert.equal((await store.read("originals/ab/cd.png"))?.toString(), "two");
  await store.remove("originals/ab/cd.png");
  await store.remove("originals/ab/cd.png");
  assert.equal(await store.read("originals/ab/cd.png"), undefined);
  for (const key of ["../secret", "a//b", "/a", "A", "a?b"])
    await assert.rejects(store.read(key), RangeError, key);
});

test("a store that is busy is asked again; one that refuses is not, and says why", async () => {
  bucket.failNext(2);
  await store.write("renditions/a/b.webp", Buffer.from("picture"));
  bucket.failNext(9);
  await assert.rejects(store.read("renditions/a/c.webp"), /SlowDown/);
  bucket.failNext(0);
  assert.equal((await store.read("renditions/a/b.webp"))?.toString(), "picture");
  const stranger = openMediaStore({ dataDir: "/nowhere", s3Url: urlOf("wrong") });
  await assert.rejects(
    stranger.read("renditions/a/b.webp"),
    (error: unknown) =>
      error instanceof OutboundFetchError && /403 SignatureDoesNotMatch/.test(error.message),
  );
});

test("renditions that were read once need no second request", async () => {
  await store.write("renditions/x/y.webp", Buffer.from("small"));
  await store.read("renditions/x/y.webp");
  bucket.failNext(1);
  assert.equal((await store.read("renditions/x/y.webp"))?.toString(), "small");
  bucket.failNext(0);
});

test("parseS3Url() knows both forms, and says what is missing", () => {
  assert.equal(
    parseS3Url("s3://k:s@pictures/site?region=me-south-1").base,
    "https://pictures.s3.me-south-1.amazonaws.com/site/",
  );
  assert.equal(
    parseS3Url("https://k:s@minio.example:9000/news").base,
    "https://minio.example:9000/news/",
  );
  for (const wrong of ["https://host/bucket", "https://k:s@host/", "https://k:s@h/b?region=../"])
    assert.throws(() => parseS3Url(wrong), RangeError, wrong);
});
