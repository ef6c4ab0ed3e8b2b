import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { startDebianPostgres, type DebianPostgres } from "../scripts/debian-postgres.ts";
import { runWarraq, startSite, type Site } from "./given/site.ts";
import { newViewId, READER_AGENT } from "./given/views.ts";

/** A database of the system, so that it can be taken away without the supervisor bringing it back. */
let database: DebianPostgres | undefined;
let site: Site;
let story: { id: string; url: string };
const folder = mkdtempSync(join(tmpdir(), "warraq-outage-"));
const dataDir = join(folder, "data");

const view = (id = newViewId()) =>
  fetch(`${site.url}/views`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": READER_AGENT,
    },
    body: JSON.stringify({ story: story.id, view: id }),
  });

before(async () => {
  database = await startDebianPostgres();
  if (database === undefined) return;
  site = await startSite({ dataDir, environment: { DATABASE_URL: database.url } });
  const { stories } = (await (await fetch(`${site.url}/api/v1/stories?limit=1`)).json()) as {
    stories: (typeof story)[];
  };
  assert.ok(stories[0]);
  story = stories[0];
});
after(async () => {
  if (database !== undefined) {
    await site.remove();
    await database.stop();
  }
  rmSync(folder, { recursive: true, force: true });
});

test("with the database gone readers go on reading, marked as stale, also after a restart; views say when to come back", async (context) => {
  if (database === undefined)
    return context.skip("no PostgreSQL of the system is installed to take away");
  const pages = ["/", new URL(story.url, site.url).pathname, "/most-read"];
  for (const path of pages) assert.equal((await fetch(site.url + path)).status, 200);
  assert.equal((await view()).status, 204);
  await delay(1500); // disk copies are written behind the answer
  await database.stop();
  await delay(300);
  for (const path of pages) {
    const answer = await fetch(site.url + path);
    assert.equal(answer.status, 200, path);
    assert.match(await answer.text(), /<h1|<h2/);
  }
  const refused = await view();
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get("retry-after")) >= 1);
  assert.equal((await fetch(`${site.url}/healthz`)).status, 200);
  await site.stop();
  site = await startSite({ dataDir, environment: { DATABASE_URL: database.url } });
  for (const path of pages)
    assert.equal((await fetch(site.url + path)).status, 200, `${path} after a restart`);
  const unseen = await fetch(`${site.url}/topics/never-asked-before`);
  assert.equal(unseen.status, 503, "what was never rendered says that it comes later");
  return undefined;
});

test("warraq says in one line that the database is away, and loses nothing", async (context) => {
  if (database === undefined)
    return context.skip("no PostgreSQL of the system is installed to take away");
  const file = join(folder, "one.jsonl");
  writeFileSync(
    file,
    `${JSON.stringify({ id: "1", headline: "عنوان", body_text: "نص", published_at: "2026-01-01T00:00:00Z" })}\n`,
  );
  const { code, stderr } = await runWarraq(dataDir, ["import", "jsonl", file], {
    DATABASE_URL: database.url,
  });
  assert.equal(code, 1);
  assert.ok(stderr.trim().split("\n").length <= 3, stderr);
  assert.doesNotMatch(stderr, /at .*\.ts:\d+/, "no stack trace for people");
  return undefined;
});
