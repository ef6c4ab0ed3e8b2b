import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { page, testCache, until } from "#platform/testing/front.ts";
import type { Render } from "./page-cache.ts";

let root: string;
let folder: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "warraq-cache-"));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, "t-"));
});

/** A page whose text says how often it was made, and which fails when told to. */
function counted(tags: string, init?: ResponseInit) {
  const state = { made: 0, away: false };
  const render: Render = async () => {
    state.made += 1;
    if (state.away) throw new Error("connect ECONNREFUSED");
    return page(`version ${state.made}`, tags, init);
  };
  return { state, render };
}

/** A render that ends when it is told to. */
function held(tags: string) {
  const waiting: (() => void)[] = [];
  const render: Render = async () => {
    const body = `version ${waiting.length + 1}`;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return page(body, tags);
  };
  return { waiting, render };
}

const textOf = (answer: { page: { body: Buffer } }): string => answer.page.body.toString();

test("200 who ask at once for a cold page cost one render", async () => {
  const { cache } = await testCache(folder);
  const { waiting, render } = held("home");
  const asked = Array.from({ length: 200 }, () => cache.get("/", render));
  await until("the render began", () => waiting.length === 1);
  waiting[0]?.();
  const answers = await Promise.all(asked);
  assert.equal(waiting.length, 1);
  assert.ok(answers.every((answer) => textOf(answer) === "version 1"));
  assert.equal(cache.find("/")?.body.toString(), "version 1");
  await cache.stop();
});

test("a page that only grew old is shown once more while it is made anew, once", async () => {
  const { cache, clock } = await testCache(folder);
  const { state, render } = counted("home");
  await cache.get("/", render);
  clock.advance(59_999);
  assert.equal((await cache.get("/", render)).state, "hit");
  clock.advance(1);
  assert.equal(cache.find("/"), undefined);
  const answers = await Promise.all([cache.get("/", render), cache.get("/", render)]);
  assert.deepEqual(answers.map(textOf), ["version 1", "version 1"]);
  assert.deepEqual(
    answers.map(({ state, ageSeconds }) => ({ state, ageSeconds })),
    [
      { state: "updating", ageSeconds: 60 },
      { state: "updating", ageSeconds: 60 },
    ],
  );
  await until("the new one is there", () => cache.find("/") !== undefined);
  assert.equal(state.made, 2);
  clock.advance(360_000);
  assert.equal(
    textOf(await cache.get("/", render)),
    "version 3",
    "too old to be shown: waited for",
  );
  await cache.stop();
});

test("a soft purge makes exactly the pages of its tags anew", async () => {
  const { cache } = await testCache(folder);
  const home = counted("home section:a");
  const other = counted("section:b");
  await cache.get("/", home.render);
  await cache.get("/b", other.render);
  await cache.purge(["section:a"], false);
  assert.equal(cache.find("/"), undefined);
  assert.equal(cache.find("/b")?.body.toString(), "version 1");
  assert.equal(textOf(await cache.get("/", home.render)), "version 2");
  assert.equal(other.state.made, 1);
  await cache.stop();
});

test("a reader of a changed page waits for a quick render, and gets the old page of a slow one", async () => {
  const { cache } = await testCache(folder, { staleWaitMs: 20 });
  const { waiting, render } = held("home");
  const first = cache.get("/", render);
  await until("the render began", () => waiting.length === 1);
  waiting[0]?.();
  await first;
  await cache.purge(["home"], false);
  const begun = performance.now();
  const answer = await cache.get("/", render);
  assert.ok(performance.now() - begun >= 15);
  assert.deepEqual([textOf(answer), answer.state], ["version 1", "updating"]);
  waiting[1]?.();
  await until("the new one is there", () => cache.find("/")?.body.toString() === "version 2");
  await cache.stop();
});

test("pages that are read are made anew by the purge itself", async () => {
  const { cache } = await testCache(folder);
  const { state, render } = counted("home");
  await cache.get("/", render);
  cache.find("/");
  await cache.purge(["home"], false);
  await until("the new one is there", () => cache.find("/")?.body.toString() === "version 2");
  assert.equal(state.made, 2);
  await cache.stop();
});

test("a purge during a render: what was made before is not fresh, and who came after gets the newer", async () => {
  const { cache } = await testCache(folder);
  const { waiting, render } = held("story:1 home");
  const early = cache.get("/s", render);
  await until("the render began", () => waiting.length === 1);
  await cache.purge(["story:1"], false);
  const late = cache.get("/s", render);
  waiting[0]?.();
  assert.equal(textOf(await early), "version 1");
  await until("a second render began", () => waiting.length === 2);
  assert.equal(cache.find("/s"), undefined, "the first is not kept as fresh");
  waiting[1]?.();
  assert.equal(textOf(await late), "version 2");
  assert.equal(cache.find("/s")?.body.toString(), "version 2");
  await cache.stop();
});

test("a purge of other tags does not touch a render under way", async () => {
  const { cache } = await testCache(folder);
  const { waiting, render } = held("story:1");
  const asked = cache.get("/s", render);
  await until("the render began", () => waiting.length === 1);
  await cache.purge(["story:2"], false);
  await cache.purge(["story:3"], true);
  waiting[0]?.();
  await asked;
  assert.equal(cache.find("/s")?.body.toString(), "version 1");
  await cache.stop();
});

test("a takedown during a render: nobody gets what was made before", async () => {
  const { cache } = await testCache(folder);
  const { waiting, render } = held("story:1");
  const early = cache.get("/s", render);
  await until("the render began", () => waiting.length === 1);
  await cache.purge(["story:1"], true);
  waiting[0]?.();
  await until("a second render began", () => waiting.length === 2);
  waiting[1]?.();
  assert.equal(textOf(await early), "version 2");
  await cache.stop();
});

test("while nothing can be made, pages are shown for seven days, marked with their age", async () => {
  const { cache, clock } = await testCache(folder);
  const { state, render } = counted("home");
  await cache.get("/", render);
  state.away = true;
  clock.advance(3_600_000);
  const answer = await cache.get("/", render);
  assert.deepEqual([textOf(answer), answer.state, answer.ageSeconds], ["version 1", "error", 3600]);
  const tries = state.made;
  for (let count = 0; count < 50; count += 1) await cache.get("/", render);
  assert.equal(state.made, tries, "not tried again within a second");
  clock.advance(1000);
  await cache.get("/", render);
  assert.equal(state.made, tries + 1);
  clock.set("2030-01-08T00:00:59Z");
  assert.equal((await cache.get("/", render)).state, "error", "still within seven days");
  clock.set("2030-01-08T00:01:02Z");
  await assert.rejects(cache.get("/", render), /ECONNREFUSED/);
  state.away = false;
  assert.equal((await cache.get("/", render)).state, "made");
  await cache.stop();
});

test("a page that answers 5xx is not kept, and an old copy is shown instead", async () => {
  const { cache } = await testCache(folder);
  let status = 500;
  const render: Render = async () => page(`status ${status}`, "home", { status });
  const first = await cache.get("/", render);
  assert.equal(first.page.status, 500);
  assert.equal(cache.find("/"), undefined);
  status = 200;
  await cache.get("/", render);
  await cache.purge(["home"], false);
  status = 503;
  assert.equal(textOf(await cache.get("/", render)), "status 200");
  await cache.stop();
});

test("a refusal that is the page's own answer is thrown, and the old copy is gone", async () => {
  const { cache } = await testCache(folder);
  const { state, render } = counted("home");
  await cache.get("/", render);
  await cache.purge(["home"], false);
  await assert.rejects(
    cache.get("/", async () => {
      throw new Refusal("gone", "taken down");
    }),
    (error) => error instanceof Refusal && error.kind === "gone",
  );
  state.away = true;
  await assert.rejects(cache.get("/", render), /ECONNREFUSED/);
  await cache.stop();
});

test("a render that hangs fails in time, and the old page is shown", async () => {
  const { cache, clock } = await testCache(folder, { renderTimeoutMs: 30, staleWaitMs: 500 });
  await cache.get("/", counted("home").render);
  clock.advance(3_600_000);
  const answer = await cache.get("/", () => new Promise(() => {}));
  assert.deepEqual([textOf(answer), answer.state], ["version 1", "error"]);
  await assert.rejects(
    cache.get("/cold", () => new Promise(() => {})),
    /took over 30 ms/,
  );
  await cache.stop();
});

test("while the database is known to be away, old pages cost no try", async () => {
  let isAway = false;
  const { cache, clock } = await testCache(folder, { isDatabaseAway: () => isAway });
  const { state, render } = counted("home");
  await cache.get("/", render);
  clock.advance(3_600_000);
  isAway = true;
  assert.equal((await cache.get("/", render)).state, "error");
  assert.equal(state.made, 1);
  isAway = false;
  assert.equal(textOf(await cache.get("/", render)), "version 2");
  await cache.stop();
});

test("a page that is now gone takes its old copies along", async () => {
  const { cache, clock, disk } = await testCache(folder);
  const { state, render } = counted("story:1");
  await cache.get("/s", render);
  await disk.flush(1000);
  clock.advance(3_600_000);
  const gone = await cache.get("/s", async () => page("gone", "story:1", { status: 410 }));
  assert.equal(gone.page.status, 410);
  await until("the copy is gone", () => disk.size().count === 0);
  assert.equal(cache.find("/s")?.status, 410);
  clock.advance(10_000);
  assert.equal(cache.find("/s"), undefined, "kept for ten seconds");
  state.away = true;
  await assert.rejects(cache.get("/s", render), /ECONNREFUSED/);
  await cache.stop();
});

test("a clock set back does not keep old pages fresh", async () => {
  const { cache, clock } = await testCache(folder);
  const { state, render } = counted("home");
  await cache.get("/", render);
  clock.advance(-86_400_000);
  assert.equal(cache.find("/"), undefined);
  assert.equal((await cache.get("/", render)).state, "made");
  assert.equal(state.made, 2);
  await cache.stop();
});
