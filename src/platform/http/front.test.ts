import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Refusal } from "#platform/refusal.ts";
import { page, testFront, until } from "#platform/testing/front.ts";
import { createAsset } from "./assets.ts";
import { readBody } from "./body.ts";

const LONG = Array.from({ length: 600 }, (_, count) => `كلمة${(count * 7919) % 1009} `).join("");
let made = 0;
const seen: { url: string; headers: Record<string, string>; client: string | undefined }[] = [];

async function pages(request: Request, client: string | undefined): Promise<Response> {
  made += 1;
  const { pathname } = new URL(request.url);
  seen.push({ url: request.url, headers: Object.fromEntries(request.headers), client });
  if (pathname === "/broken") throw new Error("secret detail");
  if (pathname === "/busy") throw new Refusal("busy", "database away", { retryAfterSeconds: 7 });
  if (pathname === "/api/v1/refused") throw new Refusal("invalid", "limit: need 1 to 100, got 500");
  if (pathname === "/api/v1/broken") throw new Error("secret detail");
  if (pathname === "/uncached")
    return new Response(`${made}`, {
      headers: { "set-cookie": "a=b", "cache-control": "no-store" },
    });
  if (pathname === "/missing") return page("nothing", "", { status: 404 });
  if (pathname === "/moved") return page("", "", { status: 301, headers: { location: "/new" } });
  if (pathname.startsWith("/newsroom"))
    return new Response(`${request.method} ${await request.text()}`, {
      headers: { "content-security-policy": "default-src 'self'", "x-powered-by": "x" },
    });
  return page(`${LONG}${made}`, "story:1 section:a", { headers: { "content-language": "ar" } });
}

let site: Awaited<ReturnType<typeof testFront>>;
before(async () => {
  site = await testFront((request, info) => pages(request, info.client?.address), {
    findMoved: async (address) => (address.includes("id=10") ? "/moved/2030/01/02/أ" : undefined),
    scriptHashes: ["sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
    apiPerSecond: 60,
    errorPage: async (status, path) => {
      if (path === "/broken") throw new Error("this fails too");
      return `<h1>${status}</h1>`;
    },
    assets: new Map([
      [
        "/assets/a.1.css",
        await createAsset({
          bytes: Buffer.from("a{}".repeat(500)),
          contentType: "text/css; charset=utf-8",
        }),
      ],
    ]),
    direct: new Map([
      [
        "POST /views",
        async (request, response, { client }) => {
          const body = await readBody(request, 1000);
          if (body.toString() === "bad") throw new Refusal("notFound", "no such story");
          response.writeHead(200, { "content-type": "text/plain" });
          response.end(`${client.address} ${body.length}`);
        },
      ],
    ]),
  });
});
after(() => site.close());

test("a page is made once and answered in the encoding asked for", async () => {
  const before = made;
  const plain = await site.get("/s");
  const br = await site.get("/s", { "accept-encoding": "gzip, br" });
  const gzip = await site.get("/s", { "accept-encoding": "gzip" });
  assert.equal(made, before + 1);
  assert.ok(plain.text.startsWith(LONG));
  assert.equal(br.headers["content-encoding"], "br");
  assert.deepEqual(brotliDecompressSync(br.body), plain.body);
  assert.deepEqual(gunzipSync(gzip.body), plain.body);
  for (const answer of [plain, br, gzip]) {
    assert.equal(answer.headers.vary, "Accept-Encoding, Save-Data");
    assert.equal(answer.headers["cache-control"], "max-age=10, must-revalidate");
    assert.equal(
      answer.headers["cdn-cache-control"],
      "max-age=60, stale-while-revalidate=300, stale-if-error=604800",
    );
    assert.equal(answer.headers["surrogate-key"], "story:1 section:a");
    assert.equal(answer.headers["content-language"], "ar");
    assert.equal(answer.headers["content-length"], String(answer.body.length));
    assert.equal(answer.headers["warraq-stale"], undefined);
  }
  const tags = new Set([plain, br, gzip].map((answer) => answer.headers.etag));
  assert.equal(tags.size, 3, "a strong tag for each encoding");
});

test("a page that is asked for often is compressed as far as it goes", async () => {
  const headers = { "accept-encoding": "br" };
  const quick = await site.get("/often", headers);
  assert.match(String(quick.headers.etag), /-br"$/);
  site.clock.advance(10_000);
  let small = quick;
  await until("it is smaller", async () => {
    small = await site.get("/often", headers);
    return small.headers.etag !== quick.headers.etag;
  });
  assert.ok(small.body.length <= quick.body.length);
  assert.deepEqual(brotliDecompressSync(small.body), brotliDecompressSync(quick.body));
  const again = await site.get("/often", { ...headers, "if-none-match": quick.headers.etag ?? "" });
  assert.equal(again.status, 304, "the content is the same");
});

test("If-None-Match is answered 304 without a body", async () => {
  const { headers } = await site.get("/s", { "accept-encoding": "br" });
  const etag = headers.etag ?? "";
  for (const condition of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
    const answer = await site.get("/s", { "accept-encoding": "br", "if-none-match": condition });
    assert.equal(answer.status, 304, condition);
    assert.equal(answer.body.length, 0);
    // The page may be compressed further meanwhile: another tag of the same content.
    assert.equal(answer.headers.etag?.split("-br")[0], etag.split("-br")[0]);
    assert.equal(answer.headers["cache-control"], "max-age=10, must-revalidate");
    assert.ok(answer.headers["content-security-policy"]);
    assert.equal(answer.headers["content-type"], undefined);
    assert.equal(answer.headers["content-length"], undefined);
  }
  assert.equal((await site.get("/s", { "if-none-match": '"other"' })).status, 200);
  await site.cache.purge(["story:1"], false);
  assert.equal(
    (await site.get("/s", { "accept-encoding": "br", "if-none-match": etag })).status,
    200,
  );
});

test("HEAD says what GET would, without a body; Range is not taken up", async () => {
  const get = await site.get("/s");
  const head = await site.send({ path: "/s", method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(head.body.length, 0);
  assert.equal(head.headers["content-length"], String(get.body.length));
  assert.equal(head.headers.etag, get.headers.etag);
  const cold = await site.send({ path: "/cold-head", method: "HEAD" });
  assert.deepEqual([cold.status, cold.body.length], [200, 0]);
  const range = await site.get("/s", { range: "bytes=0-9" });
  assert.deepEqual([range.status, range.body.length], [200, get.body.length]);
});

test("every answer carries the security headers and none that names the software", async () => {
  const answers = [
    await site.get("/s"),
    await site.get("/missing"),
    await site.get("/moved"),
    await site.get("/broken"),
    await site.get("/busy"),
    await site.get("/uncached"),
    await site.get("/a/"),
    await site.get("/a%00"),
    await site.get("/healthz"),
    await site.get("/readyz"),
    await site.get("/metrics", { forwarded: "for=1.2.3.4" }),
    await site.get("/assets/a.1.css"),
    await site.get("/api/v1/refused"),
    await site.send({ path: "/s", method: "DELETE" }),
    await site.send({ path: "/views", method: "POST" }, "x"),
    await site.send({ path: "/views", method: "POST" }, "bad"),
    await site.get("/newsroom"),
  ];
  const { headers: ofAsset } = await site.get("/assets/a.1.css");
  assert.match(ofAsset["content-security-policy"]?.toString() ?? "", /^default-src 'none'; frame/);
  for (const { headers } of answers) {
    assert.ok(headers["content-security-policy"]);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["x-frame-options"], "DENY");
    assert.equal(headers["strict-transport-security"], "max-age=31536000; includeSubDomains");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    assert.ok(headers["referrer-policy"]);
    assert.ok(headers["permissions-policy"]);
    assert.equal(headers.server, undefined);
  }
  const policy = String(answers[0]?.headers["content-security-policy"]);
  assert.ok(!policy.includes("unsafe"));
  assert.match(
    policy,
    /script-src 'self' 'sha256-47DEQpj8HBSa\+\/TImW\+5JCeuQeRkm5NMpJWZG3hSuFU='/,
  );
  assert.match(
    policy,
    /object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'/,
  );
  assert.equal(
    answers.at(-1)?.headers["content-security-policy"],
    "default-src 'self'",
    "the newsroom has a policy of its own",
  );
});

test("an old address leads to its story in one step: one with a query, one with a slash at its end", async () => {
  const at = async (path: string) => (await site.get(path)).headers["location"];
  assert.equal(await at("/show.php?id=10"), "/moved/2030/01/02/%D8%A3");
  assert.equal(await at("/show.php/?id=10"), "/moved/2030/01/02/%D8%A3");
  assert.equal(
    (await site.get("/a?id=11")).status,
    200,
    "a query that is no old address is no matter",
  );
});

test("pages learn the address only, never the reader who happened to ask first", async () => {
  seen.length = 0;
  await site.get("/private/2030/01/02/check?utm_source=x&view=reading", {
    host: "evil.example",
    cookie: "session=1",
    authorization: "Bearer x",
    "x-forwarded-host": "evil.example",
    "accept-language": "en",
  });
  assert.equal(seen[0]?.url, "https://news.example/private/2030/01/02/check?view=reading");
  assert.deepEqual(seen[0]?.headers, {});
  assert.equal(seen[0]?.client, undefined);
  const answer = await site.get("/private/2030/01/02/check?view=reading&fbclid=1", {
    host: "other.example",
  });
  assert.ok(!JSON.stringify(answer.headers).includes("evil") && !answer.text.includes("evil"));
  assert.equal(seen.length, 1, "the same page for all");
});

test("a page that sets a cookie for everybody does not", async () => {
  const one = await site.get("/uncached");
  const two = await site.get("/uncached");
  assert.notEqual(one.text, two.text);
  assert.equal(one.headers["set-cookie"], undefined);
  assert.equal(one.headers["cache-control"], "no-store");
  assert.equal(one.headers["cdn-cache-control"], undefined);
});

test("errors: a page for people, a problem for programs, and nothing of the inside", async () => {
  const broken = await site.get("/broken");
  assert.equal(broken.status, 500);
  assert.match(
    broken.text,
    /<html lang="ar" dir="rtl">/,
    "the plain page, as the own one fails too",
  );
  assert.ok(!broken.text.includes("secret"));
  const busy = await site.get("/busy");
  assert.deepEqual(
    [busy.status, busy.headers["retry-after"], busy.text],
    [503, "7", "<h1>503</h1>"],
  );
  const refused = await site.get("/api/v1/refused");
  assert.equal(refused.status, 400);
  assert.equal(refused.headers["content-type"], "application/problem+json; charset=utf-8");
  assert.deepEqual(JSON.parse(refused.text), {
    type: "about:blank",
    title: "Bad Request",
    status: 400,
    detail: "limit: need 1 to 100, got 500",
  });
  const problem = await site.get("/api/v1/broken");
  assert.deepEqual(JSON.parse(problem.text), {
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
  });
  for (const answer of [broken, busy, refused, problem])
    assert.equal(answer.headers["cache-control"], "no-store");
});

test("methods: 405 says what is allowed", async () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"]) {
    const answer = await site.send({ path: "/s", method });
    assert.deepEqual([answer.status, answer.headers.allow], [405, "GET, HEAD, OPTIONS"], method);
  }
  const views = await site.get("/views");
  assert.deepEqual([views.status, views.headers.allow], [405, "POST, OPTIONS"]);
  const options = await site.send({ path: "/s", method: "OPTIONS" });
  assert.deepEqual([options.status, options.headers.allow], [204, "GET, HEAD, OPTIONS"]);
  assert.equal((await site.send({ path: "/", method: "OPTIONS" })).status, 204);
});

test("strange request targets are answered, never with 5xx and never to another host", async () => {
  const targets = [
    ["//evil.example/%2f..", /^HTTP\/1.1 (301|400|404)/],
    ["/\\evil.example", /^HTTP\/1.1 400/],
    ["/a%00b", /^HTTP\/1.1 400/],
    ["/%2e%2e/%2e%2e/etc/passwd", /^HTTP\/1.1 400/],
    ["/a%", /^HTTP\/1.1 (200|404)/],
    ["/%ff%fe", /^HTTP\/1.1 (200|404)/],
    ["http://evil.example/s", /^HTTP\/1.1 200/],
    ["http://evil.example//x", /^HTTP\/1.1 301/],
    ["*", /^HTTP\/1.1 400/],
    [`/${"a".repeat(3000)}`, /^HTTP\/1.1 414/],
    [`/${"a".repeat(30_000)}`, /^HTTP\/1.1 400/],
    ["/search?q=%", /^HTTP\/1.1 200/],
    ["/?q=<script>alert(1)</script>", /^HTTP\/1.1 (200|400)/],
    ["/أخبار?cursor=a", /^HTTP\/1.1 301[^]*Location: \/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1\?cursor=a\r/],
    ["//أخبار", /^HTTP\/1.1 301[^]*Location: \/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1\r/],
    ["/\\أخبار", /^HTTP\/1.1 400/],
  ] as const;
  for (const [target, expected] of targets) {
    const text = await site.raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.match(text, expected, target.slice(0, 60));
    assert.match(text, /Content-Security-Policy/, target);
    assert.doesNotMatch(text, /Location: (?:\/\/|\/\\|http)/, target);
  }
});

test("requests that are none are answered with the same headers, and the connection ends", async () => {
  for (const [bytes, status] of [
    ["GET / HTTP/1.1\r\n\r\n", 400],
    ["NONSENSE\r\n\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n", 400],
    [
      "POST /views HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
  ] as const) {
    const text = await site.raw(bytes);
    assert.match(text, new RegExp(`^HTTP/1.1 ${status} `), bytes.slice(0, 60));
  }
});

test("pipelined requests are answered in order", async () => {
  const line = (path: string, last = false): string =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\n${last ? "Connection: close\r\n" : ""}\r\n`;
  const text = await site.raw(
    line("/s") + line("/missing") + line("/cold-pipe") + line("/healthz", true),
  );
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => match[1]);
  assert.deepEqual(statuses, ["200", "404", "200", "200"]);
});

test("bodies are bounded whatever the headers say", async () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    site.send({ path: "/views", method: "POST", headers }, body);
  assert.equal((await post("x".repeat(1000))).text, "127.0.0.1 1000");
  assert.equal((await post("x".repeat(1001))).status, 413);
  assert.equal((await post("x".repeat(200_000))).status, 413);
  const chunked = await post("x".repeat(50_000), { "transfer-encoding": "chunked" });
  assert.equal(chunked.status, 413);
  const lying = await site.raw(
    "POST /views HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\nabc",
    (text) => text.includes("413"),
  );
  assert.match(lying, /^HTTP\/1.1 413/);
  const refused = await post("bad");
  assert.deepEqual([refused.status, JSON.parse(refused.text).status], [404, 404]);
});

test("who sends on and on after the answer is cut off", async () => {
  const text = await site.raw(
    `POST /views HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n${"x".repeat(8_000_000)}`,
  );
  assert.match(text, /^HTTP\/1.1 413|^$/);
});

test("assets are kept for ever; their names are exact", async () => {
  const answer = await site.get("/assets/a.1.css", { "accept-encoding": "br" });
  assert.equal(answer.headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal(answer.headers["content-encoding"], "br");
  const etag = answer.headers.etag ?? "";
  assert.equal((await site.get("/assets/a.1.css", { "if-none-match": etag })).status, 304);
  assert.equal((await site.send({ path: "/assets/a.1.css", method: "HEAD" })).body.length, 0);
  assert.equal((await site.send({ path: "/assets/a.1.css", method: "POST" })).status, 405);
  assert.equal((await site.get("/assets/%2e%2e/a.1.css")).status, 400);
});

test("uncached routes get the whole request, with the configured host", async () => {
  seen.length = 0;
  const answer = await site.send(
    {
      path: "/newsroom/api/x?b=1&b=2",
      method: "PUT",
      headers: { host: "evil.example", cookie: "a=1" },
    },
    "draft",
  );
  assert.equal(answer.text, "PUT draft");
  assert.equal(seen[0]?.url, "http://news.example/newsroom/api/x?b=1&b=2");
  assert.equal(seen[0]?.headers["cookie"], "a=1");
  assert.equal(seen[0]?.client, "127.0.0.1");
});

test("the API answers 50 requests in a second and says when to come back after that", async () => {
  await until("the second of other tests is over", async () => {
    const { status } = await site.get("/api/v1/sections");
    return status === 200;
  });
  await new Promise((resolve) => {
    setTimeout(resolve, 1100);
  });
  const first = await Promise.all(Array.from({ length: 50 }, () => site.get("/api/v1/sections")));
  assert.ok(first.every((answer) => answer.status === 200));
  const rest = await Promise.all(Array.from({ length: 60 }, () => site.get("/api/v1/sections")));
  const refused = rest.filter((answer) => answer.status === 429);
  assert.ok(refused.length > 0);
  assert.equal(refused[0]?.headers["retry-after"], "1");
  assert.equal(refused[0]?.headers["content-type"], "application/problem+json; charset=utf-8");
  assert.equal((await site.get("/s")).status, 200, "pages are not limited");
});
