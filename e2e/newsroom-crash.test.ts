import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { openPool } from "../src/platform/db.ts";
import { findRunningPostgres } from "../src/platform/postgres/supervisor.ts";
import { startSite, type Site } from "./given/site.ts";

/** Rounds of kill -9; `CRASH_ROUNDS=20` for the long form. */
const ROUNDS = Number(process.env["CRASH_ROUNDS"] ?? 2);
const WRITERS = 4;

const folder = mkdtempSync(join(tmpdir(), "warraq-drafts-"));
const dataDir = join(folder, "data");
let site: Site;
let cookie = "";
before(async () => {
  site = await startSite({ dataDir, environment: { SAMPLE: "off" } });
  cookie = await signInAsFirstOwner();
});
after(async () => {
  await site.remove();
  rmSync(folder, { recursive: true, force: true });
});

type Json = Readonly<Record<string, unknown>>;

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Json; cookie: string | undefined }> {
  const answer = await fetch(`${site.url}/newsroom/api${path}`, {
    method,
    headers: {
      origin: site.url,
      "sec-fetch-site": "same-origin",
      cookie,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const json: unknown = await answer.json();
  return {
    status: answer.status,
    json: typeof json === "object" && json !== null ? { ...json } : {},
    cookie: answer.headers.get("set-cookie")?.split(";")[0],
  };
}

async function signInAsFirstOwner(): Promise<string> {
  const token = /\/newsroom\/first-owner\/(\S+)/.exec(site.output())?.[1];
  assert.ok(token, site.output());
  const email = "owner@news.example";
  const password = "قهوة الصباح على السطح 7";
  const made = await call("PUT", `/first-owner/${token}`, { name: "سلمى", email, password });
  assert.equal(made.status < 300, true, JSON.stringify(made.json));
  const signedIn = await call("POST", "/session", { email, password });
  assert.equal(signedIn.status, 200, JSON.stringify(signedIn.json));
  return signedIn.cookie ?? "";
}

const contentOf = (headline: string): Json => ({
  headline,
  section: "تجربة",
  authors: ["سلمى"],
  body: {
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text: `${headline} نص.` }] }],
  },
});

async function create(headline: string): Promise<string> {
  const { status, json } = await call("POST", "/stories", { content: contentOf(headline) });
  assert.equal(status, 201, JSON.stringify(json));
  return String(json["id"]);
}

async function withPool<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const connection = await findRunningPostgres(dataDir);
  assert.ok(connection);
  const pool = openPool(connection, { max: 1 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

type Writer = { readonly story: string; version: number; said: number; acknowledged: number };

/** Saves again and again until `going` says to stop; one that was not answered is sent again as it was. */
async function write(writer: Writer, going: () => boolean): Promise<void> {
  while (going()) {
    const body = { base: writer.version, content: contentOf(`نص ${writer.said}`) };
    const answer = await call("PUT", `/stories/${writer.story}/draft`, body).catch(() => undefined);
    if (answer?.status === 200) {
      writer.version = Number(answer.json["version"]);
      writer.acknowledged = writer.said;
      writer.said += 1;
    } else if (answer === undefined || answer.status >= 500) await delay(30);
    else assert.fail(`a save was answered with ${answer.status}: ${JSON.stringify(answer.json)}`);
  }
}

test(`${ROUNDS} rounds of kill -9 during saves and scheduled publications: nothing acknowledged is lost, nothing happens twice`, async () => {
  const writers: Writer[] = [];
  for (let index = 0; index < WRITERS; index += 1)
    writers.push({ story: await create("نص"), version: 1, said: 0, acknowledged: -1 });
  let saves = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = writers.map(({ acknowledged }) => acknowledged);
    const due = [await create(`موعد ${round} أ`), await create(`موعد ${round} ب`)];
    for (const id of due) {
      const at = new Date(Date.now() + 3 * 24 * 3_600_000).toISOString().slice(0, 16);
      const { status, json } = await call("POST", `/stories/${id}/schedule`, { base: 1, at });
      assert.equal(status, 200, JSON.stringify(json));
    }
    let isGoing = true;
    const writing = writers.map((writer) => write(writer, () => isGoing));
    // One is due just before the kill, one while nothing runs.
    await withPool((pool) =>
      pool.query(
        `UPDATE story_schedule w SET due_at = t.at, try_at = t.at FROM (VALUES
           ($1::uuid, now() + interval '1100 milliseconds'), ($2::uuid, now() + interval '2 seconds')) AS t (id, at)
         WHERE w.story_id = t.id`,
        due,
      ),
    );
    await delay(900 + ((round * 137) % 500));
    await site.stop("SIGKILL");
    isGoing = false;
    await Promise.all(writing);
    site = await startSite({ dataDir, environment: { SAMPLE: "off" } });
    for (const [index, writer] of writers.entries()) {
      const { json } = await call("GET", `/stories/${writer.story}`);
      const found = /نص (\d+) نص\./.exec(JSON.stringify(json["draft"]))?.[1];
      assert.ok(
        writer.acknowledged === -1 || Number(found) >= writer.acknowledged,
        `round ${round}: acknowledged ${writer.acknowledged}, found ${found}`,
      );
      saves += writer.acknowledged - (before[index] ?? 0);
      const draft = json["draft"];
      assert.ok(typeof draft === "object" && draft !== null && "version" in draft);
      writer.version = Number(draft.version);
      writer.said = Math.max(writer.said, Number(found ?? 0)) + 1;
    }
    const deadline = performance.now() + 15_000;
    const published = () =>
      withPool(async (pool) => {
        const { rows } = await pool.query<{ shown: number; times: number }>(
          `SELECT (SELECT count(*)::integer FROM story WHERE id = ANY($1) AND state = 'published') AS shown,
                  (SELECT count(*)::integer FROM story_revision WHERE story_id = ANY($1) AND reason = 'published') AS times`,
          [due],
        );
        return rows[0];
      });
    while ((await published())?.shown !== 2) {
      assert.ok(performance.now() < deadline, `round ${round}: what was due is published`);
      await delay(50);
    }
    assert.deepEqual(await published(), { shown: 2, times: 2 }, `round ${round}: once each`);
  }
  console.log(`${saves} saves acknowledged over ${ROUNDS} kills, 0 lost`);
  assert.ok(saves > 5 * ROUNDS, "the writers were alive");
});

test("a story is visible within a second after it is published", async () => {
  const took: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const id = await create(`ظهور ${round}`);
    const begun = performance.now();
    const { status, json } = await call("POST", `/stories/${id}/publish`, { base: 1 });
    assert.equal(status, 200, JSON.stringify(json));
    const address = `${site.url}${String(json["url"])}`;
    let page = await fetch(address);
    while (page.status !== 200 && performance.now() - begun < 10_000) {
      await delay(10);
      page = await fetch(address);
    }
    assert.equal(page.status, 200);
    let front = await (await fetch(site.url)).text();
    while (!front.includes(`ظهور ${round}`) && performance.now() - begun < 10_000) {
      await delay(10);
      front = await (await fetch(site.url)).text();
    }
    assert.ok(front.includes(`ظهور ${round}`));
    took.push(performance.now() - begun);
  }
  console.log(
    `published → on the story's page and the front page: ${took.map(Math.round).join(", ")} ms`,
  );
  assert.ok(Math.min(...took) < 1000);
});

test("a preview link shows the story to who is not signed in, and no open stream holds up the stop", async () => {
  const id = await create("معاينة");
  const { json } = await call("POST", `/stories/${id}/preview-link`);
  const address = String(json["url"]).replace(/^https?:\/\/[^/]+/, site.url);
  const page = await fetch(address);
  assert.equal(page.status, 200);
  assert.equal(page.headers.get("cache-control"), "no-store");
  assert.equal(page.headers.get("x-robots-tag"), "noindex");
  assert.equal(page.headers.get("referrer-policy"), "no-referrer");
  assert.match(page.headers.get("content-security-policy") ?? "", /frame-ancestors 'self'/);
  const html = await page.text();
  assert.match(html, /معاينة نص\./);
  assert.doesNotMatch(html, /data-story=/);
  assert.equal((await fetch(`${address}x`)).status, 404);
  assert.equal((await fetch(`${site.url}/newsroom/api/stories/${id}/preview`)).status, 401);

  const streams = await Promise.all(
    Array.from({ length: 3 }, () =>
      fetch(`${site.url}/newsroom/api/events`, { headers: { cookie } }),
    ),
  );
  for (const stream of streams) assert.equal(stream.status, 200);
  const reader = streams[0]?.body?.getReader();
  await create("خبر على الهواء");
  let heard = "";
  while (!heard.includes("story.saved")) {
    const part = await reader?.read();
    assert.ok(part?.value, `the stream says what happens, so far: ${heard}`);
    heard += Buffer.from(part.value).toString("utf8");
  }
  const { code, milliseconds } = await site.stop();
  console.log(`stopped in ${Math.round(milliseconds)} ms with 3 open streams`);
  assert.equal(code, 0);
  assert.ok(milliseconds < 10_000, `${milliseconds} ms`);
});
