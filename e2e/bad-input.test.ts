import assert from "node:assert/strict";
import { connect } from "node:net";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { startSite, type Site } from "./given/site.ts";

const NAUGHTY = join(import.meta.dirname, "../../shared/data/hostile/blns.json.gz");
/** A few of our own, for where the long list is not beside the project. */
const OWN = [
  "\u0000",
  "\u202Eعكس\u2066",
  "<script>alert(1)</script>",
  "' OR 1=1 --",
  "../../../../etc/passwd",
  "%00",
  "%2e%2e%2f",
  "\uD800",
  "a".repeat(3000),
  "${7*7}{{7*7}}",
  "__proto__",
  "ﷺ".repeat(200),
];
let site: Site;
let strings: string[];

before(async () => {
  site = await startSite();
  strings = [
    ...OWN,
    ...(existsSync(NAUGHTY)
      ? (JSON.parse(gunzipSync(readFileSync(NAUGHTY)).toString()) as string[])
      : []),
  ];
});
after(() => site.remove());

/** Sends bytes as they are, past every client's good manners; gives the status, or 0 when the connection was closed. */
function sendRaw(request: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(site.url).port), "127.0.0.1");
    let answer = "";
    socket.setTimeout(5000, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (answer.includes("\r\n")) socket.end();
    });
    socket.on("error", () => resolve(0));
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
    socket.write(request, "latin1");
  });
}

test("naughty addresses and parameters: no 5xx, nothing reflected that executes", async () => {
  const encode = (text: string): string => encodeURIComponent(text.toWellFormed());
  const paths = strings.flatMap((text) => [
    `/${encode(text)}`,
    `/topics/${encode(text)}`,
    `/authors/${encode(text)}`,
    `/s/${encode(text)}`,
    `/most-read/${encode(text)}`,
    `/?view=${encode(text)}`,
    `/?cursor=${encode(text)}`,
    `/api/v1/stories?section=${encode(text)}&cursor=${encode(text)}`,
    `/api/v1/stories/${encode(text)}`,
    `/api/v1/most-read?day=${encode(text)}`,
    `/media/${encode(text)}/320.webp`,
    `/assets/${encode(text)}`,
  ]);
  for (let at = 0; at < paths.length; at += 16)
    await Promise.all(
      paths.slice(at, at + 16).map(async (path) => {
        const answer = await fetch(site.url + path, { redirect: "manual" });
        const body = await answer.text();
        assert.ok(
          answer.status < 500 || answer.status === 503,
          `${answer.status} for ${path.slice(0, 200)}`,
        );
        assert.ok(!body.includes("<script>alert"), path.slice(0, 200));
        assert.match(
          answer.headers.get("content-security-policy") ?? "",
          /default-src|script-src/,
          path.slice(0, 200),
        );
      }),
    );
});

test("broken requests are answered or closed, and the product lives on", async () => {
  const host = "Host: localhost\r\n";
  const requests = [
    `GET /%ZZ HTTP/1.1\r\n${host}\r\n`,
    `GET //evil.example/ HTTP/1.1\r\n${host}\r\n`,
    `GET /\\evil HTTP/1.1\r\n${host}\r\n`,
    `GET http://evil.example/ HTTP/1.1\r\n${host}\r\n`,
    `GET /../../etc/passwd HTTP/1.1\r\n${host}\r\n`,
    `GET /assets/..%2f..%2fpackage.json HTTP/1.1\r\n${host}\r\n`,
    `GET / HTTP/1.1\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n`,
    `TRACE / HTTP/1.1\r\n${host}\r\n`,
    `BREW / HTTP/1.1\r\n${host}\r\n`,
    `DELETE / HTTP/1.1\r\n${host}\r\n`,
    `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`,
    `POST /views HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 999999\r\n\r\n${"x".repeat(4000)}`,
    `POST /views HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}Cookie: ${"c".repeat(40_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}If-None-Match: ${'"x",'.repeat(500)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}Accept-Encoding: br;q=x, ;;;, *;q=0\r\n\r\n`,
    `GET /${"a".repeat(9000)} HTTP/1.1\r\n${host}\r\n`,
    `NONSENSE\r\n\r\n`,
    "\u0016\u0003\u0001\u0000",
  ];
  for (const request of requests) {
    const status = await sendRaw(request);
    assert.ok(
      status < 500 || status === 503,
      `${status} for ${JSON.stringify(request.slice(0, 80))}`,
    );
  }
  assert.equal((await fetch(site.url)).status, 200);
});

test("beacons that are wrong get a clear refusal", async () => {
  const send = (body: string, type = "application/json") =>
    fetch(`${site.url}/views`, { method: "POST", headers: { "content-type": type }, body });
  for (const text of [
    "",
    "{",
    "[]",
    "null",
    '{"story":1}',
    `{"story":"${"a".repeat(5000)}"}`,
    '{"__proto__":{}}',
    ...strings.slice(0, 60),
  ]) {
    const { status } = await send(text.toWellFormed());
    assert.ok(status >= 400 && status < 500, `${status} for ${text.slice(0, 60)}`);
  }
  assert.equal((await fetch(`${site.url}/views`)).status, 405);
});

test("forwarding headers of strangers change nothing on the page", async () => {
  const plain = await (await fetch(`${site.url}/most-read`)).text();
  const poisoned = await fetch(`${site.url}/most-read`, {
    headers: {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      "x-original-url": "/admin",
      forwarded: "host=evil.example",
    },
  });
  const body = await poisoned.text();
  assert.ok(!body.includes("evil.example"));
  assert.equal(poisoned.status, 200);
  assert.ok(plain.length > 0);
});
