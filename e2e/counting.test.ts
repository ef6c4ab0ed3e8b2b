import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { runWarraq, startSite, type Site } from "./given/site.ts";
import { READER_AGENT } from "./given/views.ts";

const folder = mkdtempSync(join(tmpdir(), "warraq-counting-"));
let site: Site;
let browser: Browser;

const PARAGRAPH =
  "يصف هذا النص حديقة صغيرة على سطح مدرسة قديمة، يسقيها التلاميذ كل صباح ويكتبون ما نبت فيها. ";
const lines = [1, 2, 3].map((number) => ({
  id: `counting-${number}`,
  headline: `حديقة السطح رقم ${number}`,
  body_text: `${PARAGRAPH.repeat(20)}\n\n${PARAGRAPH.repeat(16)}`,
  section: "مجتمع",
  topics: ["حدائق المدارس"],
  authors: ["نورة السالم"],
  published_at: new Date(Date.now() - number * 60_000).toISOString(),
  url: `https://old.example/2020/01/0${number}/%D8%AD%D8%AF%D9%8A%D9%82%D8%A9-${number}/`,
}));

type Line = { source: string; story: string; url: string; outcome: string; why?: string };
const readReport = (file: string): Line[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

before(async () => {
  [site, browser] = await Promise.all([
    startSite({ environment: { SAMPLE: "off" } }),
    openBrowser(),
  ]);
});
after(async () => {
  await browser.close();
  await site.remove();
  rmSync(folder, { recursive: true, force: true });
});

test("import, read, count, rank: from a line of JSON to the most read of the day", async () => {
  const file = join(folder, "stories.jsonl");
  const report = join(folder, "report.jsonl");
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const first = await runWarraq(site.dataDir, ["import", "jsonl", file, "--report", report]);
  assert.equal(first.code, 0, first.stderr);
  const created = readReport(report);
  assert.deepEqual(
    created.map(({ source, outcome }) => [source, outcome]),
    lines.map(({ id }) => [id, "created"]),
  );
  // What an import wrote can be read and listed when it returns.
  const front = await (await fetch(site.url)).text();
  for (const { headline } of lines) assert.ok(front.includes(headline), headline);

  const again = await runWarraq(site.dataDir, ["import", "jsonl", file, "--report", report]);
  assert.equal(again.code, 0);
  assert.deepEqual(
    readReport(report).map(({ outcome, story }) => [outcome, story]),
    created.map(({ story }) => ["unchanged", story]),
  );

  const old = await fetch(`${site.url}/2020/01/01/%d8%ad%d8%af%d9%8a%d9%82%d8%a9-1/`, {
    redirect: "manual",
  });
  assert.equal(old.status, 301);
  assert.equal(
    decodeURI(old.headers.get("location") ?? ""),
    decodeURI(new URL(created[0]?.url ?? "", site.url).pathname),
  );

  const second = created[1];
  assert.ok(second);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    userAgent: READER_AGENT,
  });
  const page = await context.newPage();
  const beacon = page.waitForResponse((response) => response.url().endsWith("/views"));
  await page.goto(new URL(second.url, site.url).href);
  await page
    .getByText(/دقائق للقراءة|دقيقتان للقراءة/)
    .first()
    .waitFor();
  assert.equal((await beacon).status(), 204);
  const counted = async () => {
    const answer = (await (await fetch(`${site.url}/api/v1/most-read`)).json()) as {
      stories: { id: string; counted: number; raw: number }[];
    };
    return answer.stories.find(({ id }) => id === second.story);
  };
  const begun = performance.now();
  while ((await counted())?.counted !== 1) {
    assert.ok(performance.now() - begun < 3000, "the list is at most 3 s behind");
    await delay(100);
  }
  // The same reader again: raw, not counted.
  const repeated = page.waitForResponse((response) => response.url().endsWith("/views"));
  await page.reload();
  assert.equal((await repeated).status(), 204);
  for (let tries = 0; (await counted())?.raw !== 2; tries += 1) {
    assert.ok(tries < 40, JSON.stringify(await counted()));
    await delay(100);
  }
  assert.equal((await counted())?.counted, 1);
  // Back from the browser's cache: a new view.
  const back = page.waitForResponse((response) => response.url().endsWith("/views"), {
    timeout: 10_000,
  });
  await page.goto(`${site.url}/most-read`);
  await page.goBack();
  assert.equal((await back).status(), 204);
  await context.close();

  const day = await runWarraq(site.dataDir, [
    "recount",
    new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Riyadh" }).format(new Date()),
  ]);
  assert.equal(day.code, 0, day.stderr);
});

test("a line that is wrong is refused with its number and reason while the rest goes on", async () => {
  const file = join(folder, "wrong.jsonl");
  const report = join(folder, "wrong-report.jsonl");
  writeFileSync(
    file,
    [
      JSON.stringify({ ...lines[0], id: "wrong-1" }),
      "{not json",
      JSON.stringify({ ...lines[1], id: "wrong-3", unknown_field: 1 }),
      JSON.stringify({ id: "wrong-4", headline: "بلا متن", published_at: "2026-01-01T00:00:00Z" }),
      JSON.stringify({ ...lines[2], id: "wrong-5", published_at: "2026-02-30T00:00:00Z" }),
      JSON.stringify({ ...lines[2], id: "wrong-6", headline: "س".repeat(501) }),
      JSON.stringify({ ...lines[2], id: "wrong-7" }),
    ].join("\n"),
  );
  const { code, stderr } = await runWarraq(site.dataDir, [
    "import",
    "jsonl",
    file,
    "--report",
    report,
  ]);
  assert.equal(code, 1);
  const outcomes = readReport(report);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["created", "refused", "refused", "refused", "refused", "refused", "created"],
  );
  for (const refused of outcomes.filter(({ outcome }) => outcome === "refused"))
    assert.ok((refused.why ?? "").length > 5);
  assert.match(stderr, /2/);
});

test("a dry run writes nothing", async () => {
  const file = join(folder, "dry.jsonl");
  writeFileSync(file, JSON.stringify({ ...lines[0], id: "dry-1", headline: "لا أثر له" }));
  const { code } = await runWarraq(site.dataDir, ["import", "jsonl", file, "--dry-run"]);
  assert.equal(code, 0);
  const { stories } = (await (await fetch(`${site.url}/api/v1/stories?limit=100`)).json()) as {
    stories: { headline: string }[];
  };
  assert.ok(!stories.some(({ headline }) => headline === "لا أثر له"));
});
