import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { page, testFront, until, type Answer } from "#platform/testing/front.ts";
import { CONNECTION_LIMITS, limitConnections } from "./connections.ts";
import { createShedding } from "./shedding.ts";

const pages = async () => page("text", "home");

function held() {
  const waiting: (() => void)[] = [];
  return {
    waiting,
    pages: async (): Promise<Response> => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return new Response("done", { headers: { "content-type": "text/plain" } });
    },
  };
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}

let connections = Number.NaN;
const countOf = (server: Server): number => {
  server.getConnections((_, count) => {
    connections = count;
  });
  return connections;
};

const closed = (socket: Socket): Promise<unknown> =>
  socket.closed ? Promise.resolve() : new Promise((resolve) => socket.once("close", resolve));

test("clients that send their headers or body too slowly are let go", async () => {
  const site = await testFront(pages, {
    limits: { headersTimeoutMs: 100, requestTimeoutMs: 250, checkEveryMs: 25 },
    direct: new Map([["POST /views", (request) => void request.resume()]]),
  });
  try {
    const begun = performance.now();
    const headers = await site.raw("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    assert.match(headers, /^HTTP\/1\.1 408 /);
    assert.match(headers, /X-Content-Type-Options: nosniff/);
    const body = await site.raw(
      "POST /views HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
    );
    assert.ok(body === "" || body.startsWith("HTTP/1.1 408 "), body);
    assert.ok(performance.now() - begun < 3000);
    assert.equal((await site.get("/")).status, 200);
  } finally {
    await site.close();
  }
});

test("connections that stand still are closed, and those whose client does not read", async () => {
  const big = "x".repeat(30_000_000);
  const site = await testFront(async () => new Response(big), {
    limits: { silenceMs: 100, keepAliveMs: 100, headersTimeoutMs: 100, checkEveryMs: 25 },
  });
  try {
    const silent = await open(site.port);
    silent.resume();
    const deaf = await open(site.port);
    deaf.pause();
    deaf.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const ended = new Promise<void>((resolve) => {
      site.front.server.once("connection", (socket) => socket.once("close", () => resolve()));
    });
    const kept = await open(site.port);
    kept.resume();
    kept.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    await Promise.all([closed(silent), closed(kept), ended]);
    await until("no connection is left", () => countOf(site.front.server) === 0);
    const slow = await site.get("/");
    assert.equal(slow.body.length, big.length, "who reads gets everything");
  } finally {
    await site.close();
  }
});

test("one address may hold so many connections, others still get in", async () => {
  const server = createServer((_, response) => response.end("hello"));
  let group: string | undefined = "203.0.113.7";
  limitConnections(
    server,
    { ...CONNECTION_LIMITS, maxPerAddress: 3 },
    { groupOfPeer: () => group },
  );
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const sockets = [await open(port), await open(port), await open(port)];
  const fourth = await open(port);
  fourth.resume();
  await closed(fourth);
  group = "203.0.113.8";
  const other = await open(port);
  other.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const [text] = await new Promise<unknown[]>((resolve) => {
    other.once("data", (...parts) => resolve(parts));
  });
  assert.match(String(text), /^HTTP\/1\.1 200/);
  group = "203.0.113.7";
  const [first] = sockets;
  first?.destroy();
  await until("the place is free again", async () => {
    const socket = await open(port);
    socket.resume();
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    return new Promise((resolve) => {
      socket.once("data", () => resolve(true));
      socket.once("close", () => resolve(false));
    });
  });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test("more pages than can be made are turned away with Retry-After; cached ones still come", async () => {
  const { waiting, pages: slow } = held();
  const shedding = createShedding({ limits: { page: { concurrent: 4, waiting: 4, waitMs: 50 } } });
  const site = await testFront(
    (request) => (new URL(request.url).pathname === "/" ? pages() : slow()),
    { shedding },
  );
  try {
    await site.get("/");
    const asked = Array.from({ length: 40 }, (_, count) => site.get(`/${count}`));
    await until("as many as may are being made", () => waiting.length === 4);
    assert.equal((await site.get("/")).status, 200);
    assert.equal((await site.get("/healthz")).status, 200);
    const answers: Answer[] = [];
    const noted = asked.map(async (answer) => answers.push(await answer));
    await until("the rest is turned away", () => answers.length === 36);
    for (const answer of answers) {
      assert.equal(answer.status, 503);
      const seconds = Number(answer.headers["retry-after"]);
      assert.ok(seconds >= 1 && seconds <= 5);
    }
    for (const go of waiting) go();
    await Promise.all(noted);
    assert.equal(answers.filter((answer) => answer.status === 200).length, 4);
    const { text } = await site.get("/metrics");
    assert.match(text, /warraq_http_shed_total\{class="page"\} 36/);
  } finally {
    await site.close();
  }
});

test("stopping: not ready at once, what is in flight is finished, then nothing is left", async () => {
  const { waiting, pages: slow } = held();
  const site = await testFront(slow);
  const idle = await open(site.port);
  idle.resume();
  assert.equal((await site.get("/readyz")).status, 200);
  const asked = site.get("/slow");
  await until("the page is being made", () => waiting.length === 1);
  site.front.announceStop();
  const ready = await site.get("/readyz");
  assert.deepEqual([ready.status, JSON.parse(ready.text).ready], [503, false]);
  assert.equal((await site.get("/healthz")).status, 200);
  assert.equal((await site.get("/healthz")).headers.connection, "close");
  const begun = performance.now();
  const stopped = site.front.stop();
  await closed(idle);
  await assert.rejects(site.get("/healthz"), /ECONNREFUSED/);
  waiting[0]?.();
  assert.equal((await asked).text, "done");
  await stopped;
  assert.ok(performance.now() - begun < 1000);
  await site.close();
});

test("stopping does not wait for ever for what is in flight", async () => {
  const site = await testFront(held().pages);
  const asked = site.get("/slow").catch((error: Error & { code?: string }) => error.code);
  await until("the request came", async () => (await site.get("/healthz")).status === 200);
  const begun = performance.now();
  await site.front.stop(150);
  const tookMs = performance.now() - begun;
  assert.ok(tookMs >= 140 && tookMs < 1500, `${tookMs} ms`);
  assert.equal(await asked, "ECONNRESET");
  await site.close();
});

test("while the database is away readers keep reading, also after a restart; a takedown holds", async () => {
  let isAway = false;
  let made = 0;
  const newsroom = async (request: Request): Promise<Response> => {
    if (isAway) throw Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    made += 1;
    const { pathname } = new URL(request.url);
    return page(`${pathname} ${made}`, pathname === "/s" ? "story:1" : "home");
  };
  const one = await testFront(newsroom, { folder: await mkdtemp(join(tmpdir(), "warraq-away-")) });
  await one.get("/");
  await one.get("/s");
  await one.get("/t");
  isAway = true;
  one.clock.advance(3_600_000);
  const old = await one.get("/");
  assert.deepEqual(
    [old.status, old.headers.age, old.headers["warraq-stale"]],
    [200, "3600", "3600"],
  );
  assert.equal(old.headers["cdn-cache-control"], "max-age=1");
  assert.equal(old.headers["cache-control"], "max-age=10, must-revalidate");
  const unknown = await one.get("/never-read");
  assert.equal(unknown.status, 503);
  assert.equal(unknown.headers["retry-after"], "5");
  await one.cache.purge(["story:1"], true);
  assert.equal((await one.get("/s")).status, 503);
  await one.close();

  const two = await testFront(newsroom, {
    folder: one.folder,
    cacheOptions: { start: "2030-01-03T00:00:00Z" },
  });
  const kept = await two.get("/", { "accept-encoding": "br" });
  assert.deepEqual([kept.status, kept.headers["warraq-stale"]], [200, "172800"]);
  assert.equal((await two.get("/s")).status, 503, "taken down before the restart");
  isAway = false;
  two.clock.advance(2000);
  const fresh = await two.get("/");
  assert.deepEqual([fresh.status, fresh.headers["warraq-stale"]], [200, undefined]);
  await two.close();
  await rm(one.folder, { recursive: true });
});

test("metrics: from this machine without a proxy, or with the token", async () => {
  const open = await testFront(pages);
  await open.get("/");
  await open.get("/");
  const { status, text } = await open.get("/metrics");
  assert.equal(status, 200);
  assert.match(text, /warraq_http_requests_total\{class="cachedPage",status="200"\} 1/);
  assert.match(text, /warraq_page_cache_requests_total\{state="made"\} 1/);
  assert.match(text, /warraq_page_cache_pages 1/);
  assert.match(text, /warraq_forwarding_headers_ignored 0/);
  assert.equal((await open.get("/metrics", { "x-forwarded-for": "1.2.3.4" })).status, 403);
  assert.match((await open.get("/metrics")).text, /warraq_forwarding_headers_ignored 1/);
  await open.close();

  const token = "a-token-of-some-length";
  const locked = await testFront(pages, {
    config: { siteUrl: undefined, trustProxy: [], metricsToken: token },
  });
  assert.equal((await locked.get("/metrics")).status, 401);
  assert.equal((await locked.get("/metrics", { authorization: "Bearer wrong" })).status, 401);
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": "1.2.3.4" };
  assert.equal((await locked.get("/metrics", headers)).status, 200);
  assert.equal((await locked.get("/")).headers["strict-transport-security"], undefined);
  await locked.close();
});
