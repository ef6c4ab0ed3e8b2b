import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import { after, before, test } from "node:test";
import {
  isPublicAddress,
  outboundFetch,
  OutboundFetchError,
  outboundPost,
  type OutboundPolicy,
} from "#platform/outbound-fetch.ts";

let server: Server;
let origin: string;
let handler: RequestListener = (_, response) => response.end();
const own: OutboundPolicy = {
  mayReachAddress: (address) => address === "127.0.0.1",
  mayUsePort: () => true,
};

before(async () => {
  server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test("isPublicAddress() is true for the public internet only", () => {
  for (const address of ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
    assert.ok(isPublicAddress(address), address);
  for (const address of [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "ff02::1",
    "2001:db8::1",
    "not an address",
    "",
  ])
    assert.equal(isPublicAddress(address), false, address);
});

test("outboundFetch() refuses other schemes, ports, user names, private addresses and names that lead to them", async () => {
  for (const url of [
    "ftp://example.com/",
    "file:///etc/passwd",
    "http://user:secret@example.com/",
    "http://example.com:8080/",
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://localhost/",
    "//example.com/x",
    "nonsense",
    `http://example.com/${"a".repeat(3000)}`,
  ])
    await assert.rejects(outboundFetch(url, { timeoutMs: 2000 }), OutboundFetchError, url);
});

test("outboundFetch() gives status, type and body, and follows at most three redirects", async () => {
  handler = (request, response) => {
    const hops = Number(new URL(request.url ?? "", origin).searchParams.get("hops"));
    if (hops > 0) response.writeHead(302, { location: `/?hops=${hops - 1}` }).end();
    else response.writeHead(200, { "content-type": "image/png" }).end("bytes");
  };
  const answer = await outboundFetch(`${origin}/?hops=3`, { policy: own });
  assert.deepEqual(
    [answer.status, answer.contentType, answer.body.toString()],
    [200, "image/png", "bytes"],
  );
  await assert.rejects(
    outboundFetch(`${origin}/?hops=4`, { policy: own }),
    /more than 3 redirects/,
  );
});

test("outboundFetch() checks where a redirect leads", async () => {
  handler = (_, response) => response.writeHead(302, { location: "http://10.0.0.1/" }).end();
  await assert.rejects(
    outboundFetch(origin, { policy: own }),
    /10\.0\.0\.1: need a public address/,
  );
});

test("outboundFetch() stops a body that is too large, announced or not, and one that is too slow", async () => {
  handler = (_, response) =>
    response.writeHead(200, { "content-length": "5000" }).end("x".repeat(5000));
  await assert.rejects(
    outboundFetch(origin, { policy: own, maxBytes: 1000 }),
    /at most 1000 bytes/,
  );
  handler = (_, response) => {
    response.write("x".repeat(900));
    response.end("x".repeat(900));
  };
  await assert.rejects(
    outboundFetch(origin, { policy: own, maxBytes: 1000 }),
    /at most 1000 bytes/,
  );
  handler = (_, response) => {
    response.write("slow");
  };
  await assert.rejects(outboundFetch(origin, { policy: own, timeoutMs: 200 }), OutboundFetchError);
});

test("outboundPost() sends a body with its headers, takes any status for an answer and follows no redirect", async () => {
  const seen: { method: string | undefined; headers: object; body: string }[] = [];
  handler = (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      seen.push({ method: request.method, headers: request.headers, body });
      response.writeHead(307, { Location: `${origin}/elsewhere`, "Retry-After": "120" });
      response.end("later");
    });
  };
  const answer = await outboundPost(`${origin}/hook`, {
    body: '{"عنوان":1}',
    contentType: "application/json",
    headers: { "x-signature": "abc" },
    policy: own,
  });
  assert.deepEqual(
    [answer.status, answer.retryAfter, answer.body.toString()],
    [307, "120", "later"],
  );
  assert.equal(seen.length, 1);
  assert.equal(seen[0]?.method, "POST");
  assert.equal(seen[0]?.body, '{"عنوان":1}');
  assert.partialDeepStrictEqual(seen[0]?.headers, {
    "content-type": "application/json",
    "x-signature": "abc",
  });
});

test("outboundPost() reaches no address that outboundFetch() does not", async () => {
  for (const address of [
    origin,
    "http://127.0.0.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://localhost/",
    "https://[::1]/",
    "ftp://example.org/",
    "http://user:secret@example.org/",
    "https://example.org:8443/",
  ])
    await assert.rejects(
      outboundPost(address, { body: "", contentType: "text/plain" }),
      OutboundFetchError,
      address,
    );
});
