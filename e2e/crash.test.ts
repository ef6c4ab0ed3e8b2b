import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openPool } from "../src/platform/db.ts";
import { findRunningPostgres } from "../src/platform/postgres/supervisor.ts";
import { runWarraq, startSite, type Site } from "./given/site.ts";
import { newViewId, READER_AGENT } from "./given/views.ts";

/** Rounds of kill -9; `CRASH_ROUNDS=20` for the long form. */
const ROUNDS = Number(process.env["CRASH_ROUNDS"] ?? 3);
const WRITERS = 8;

const folder = mkdtempSync(join(tmpdir(), "warraq-crash-"));
const dataDir = join(folder, "data");
after(() => rmSync(folder, { recursive: true, force: true }));

const line = (id: string) =>
  JSON.stringify({
    id,
    headline: `مادة ${id}`,
    body_text: "نص قصير يُكتب أثناء الانقطاع.",
    section: "تجربة",
    published_at: "2026-01-01T00:00:00Z",
  });

/** Pid of the embedded server, from the file that PostgreSQL itself writes. */
const postmasterPid = (): number =>
  Number(readFileSync(join(dataDir, "pg18", "postmaster.pid"), "utf8").split("\n")[0]);

test(`${ROUNDS} rounds of kill -9 during views and imports: what was acknowledged is found, none twice`, async () => {
  const acknowledged: { id: string; story: string }[] = [];
  const imported: string[] = [];
  const restarts: number[] = [];
  let site: Site = await startSite({ dataDir, environment: { SAMPLE: "off" } });
  const first = join(folder, "first.jsonl");
  const firstReport = join(folder, "first-report.jsonl");
  writeFileSync(first, ["a", "b", "c"].map(line).join("\n"));
  assert.equal(
    (await runWarraq(dataDir, ["import", "jsonl", first, "--report", firstReport])).code,
    0,
  );
  const stories = readFileSync(firstReport, "utf8")
    .trim()
    .split("\n")
    .map((text) => (JSON.parse(text) as { story: string }).story);

  for (let round = 0; round < ROUNDS; round += 1) {
    let going = true;
    const until = Date.now() + 90_000;
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      while (going && Date.now() < until) {
        const view = { id: newViewId(), story: stories[writer % stories.length] ?? "" };
        // The same id is sent again until it is acknowledged, as the page does.
        for (let sent = false; !sent && Date.now() < until;) {
          const status = await fetch(`${site.url}/views`, {
            method: "POST",
            headers: { "content-type": "application/json", "user-agent": READER_AGENT },
            body: JSON.stringify({ story: view.story, view: view.id, visitor: view.id }),
            signal: AbortSignal.timeout(5000),
          }).then(
            (answer) => answer.status,
            () => 0,
          );
          if (status === 204) {
            acknowledged.push(view);
            sent = true;
          } else {
            assert.ok(status === 0 || status === 503, `a beacon was answered with ${status}`);
            if (!going) return;
            await delay(50);
          }
        }
      }
    });
    const file = join(folder, `round-${round}.jsonl`);
    const report = join(folder, `round-${round}-report.jsonl`);
    writeFileSync(
      file,
      Array.from({ length: 400 }, (_, number) => line(`round-${round}-${number}`)).join("\n"),
    );
    const importing = runWarraq(dataDir, ["import", "jsonl", file, "--report", report]);
    await delay(1200);
    const victim = (["application", "database", "both"] as const)[round % 3];
    if (victim !== "application") process.kill(postmasterPid(), "SIGKILL");
    if (victim !== "database") {
      await site.stop("SIGKILL");
      const begun = performance.now();
      site = await startSite({ dataDir, environment: { SAMPLE: "off" } });
      restarts.push(performance.now() - begun);
    } else {
      const begun = performance.now();
      const before = acknowledged.length;
      // Views that were under way when the server died may still be acknowledged: a few more prove that it is back.
      while (acknowledged.length < before + 2 * WRITERS) {
        assert.ok(performance.now() - begun < 20_000, "views are taken again within 20 s");
        await delay(20);
      }
      restarts.push(performance.now() - begun);
    }
    await importing;
    await delay(500);
    going = false;
    await Promise.all(writers);
    // The import is run again, as one would; then everything in its file is there.
    const again = await runWarraq(dataDir, ["import", "jsonl", file, "--report", report]);
    assert.equal(again.code, 0, again.stderr);
    assert.ok(existsSync(report));
    imported.push(
      ...readFileSync(report, "utf8")
        .trim()
        .split("\n")
        .map((text) => (JSON.parse(text) as { story: string }).story),
    );
  }

  const connection = await findRunningPostgres(dataDir);
  assert.ok(connection);
  const pool = openPool(connection, { max: 1 });
  const found = await pool.query<{ id: string }>("SELECT id FROM view_id");
  const ids = new Set(found.rows.map((row) => row.id));
  const lost = acknowledged.filter(({ id }) => !ids.has(id));
  const sums = await pool.query<{ raw: number }>(
    "SELECT coalesce(sum(raw), 0)::integer AS raw FROM story_views",
  );
  const kept = await pool.query<{ n: number; sources: number }>(
    "SELECT count(*)::integer AS n, count(DISTINCT source_id)::integer AS sources FROM story WHERE id = ANY($1)",
    [imported],
  );
  await pool.end();
  await site.stop();
  console.log(
    `${acknowledged.length} views acknowledged, ${lost.length} lost; ${imported.length} stories imported; restarts ${restarts.map((ms) => Math.round(ms)).join(", ")} ms`,
  );
  assert.ok(acknowledged.length > 100 * ROUNDS, "the stream was alive");
  assert.deepEqual(lost, []);
  assert.equal(sums.rows[0]?.raw, ids.size, "each id is counted once");
  assert.deepEqual([kept.rows[0]?.n, kept.rows[0]?.sources], [imported.length, imported.length]);
});
