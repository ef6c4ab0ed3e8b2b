import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runWarraq, startSite } from "../../e2e/given/site.ts";
import { writeMadeStories } from "./made-stories.ts";
import type { BenchRow } from "./row.ts";

const STORIES = 10_000;
const CLIENTS = 4;

function fetchOnce(agent: Agent, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    get(url, { agent, headers: { "accept-encoding": "identity" } }, (response) => {
      response.resume();
      response.on("end", () => {
        if (response.statusCode === 200) resolve(performance.now() - begun);
        else reject(new Error(`${response.statusCode} for ${url}`));
      });
    }).on("error", reject);
  });
}

/** Waits until the search has taken in what was imported: its work beside the readers' is another question. */
async function indexSettled(siteUrl: string): Promise<void> {
  const found = async (): Promise<number> => {
    const answer = await fetch(`${siteUrl}/api/v1/search?q=${encodeURIComponent("من")}`);
    return ((await answer.json()) as { total: number }).total;
  };
  let before = -1;
  for (let now = await found(); now !== before || now === 0; now = await found()) {
    before = now;
    await delay(3000);
  }
}

/** Story pages that no cache holds: 10,000 stories, each asked for once, by 4 clients; Node on one core. */
export async function benchUncachedPages(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "warraq-bench-uncached-"));
  const site = await startSite({ environment: { SAMPLE: "off" } });
  try {
    const file = join(folder, "stories.jsonl");
    const report = join(folder, "report.jsonl");
    await writeMadeStories(file, STORIES, new Date());
    const { code, stderr } = await runWarraq(site.dataDir, [
      "import",
      "jsonl",
      file,
      "--report",
      report,
    ]);
    if (code !== 0) throw new Error(`Cannot import the made stories: ${stderr}`);
    await indexSettled(site.url);
    const urls = readFileSync(report, "utf8")
      .trim()
      .split("\n")
      .map((line) => new URL((JSON.parse(line) as { url: string }).url, site.url).href);
    if (availableParallelism() > 1) {
      // Node keeps one core; the database and this client have the other, as far as taskset can say.
      execFileSync("taskset", ["-a", "-p", "-c", "0", String(site.process.pid)], {
        stdio: "ignore",
      });
    }
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
    const warmUp = urls.splice(0, 2000);
    const times: number[] = [];
    const visitAll = async (all: string[], keep: boolean): Promise<void> => {
      const queue = [...all];
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
            const ms = await fetchOnce(agent, url);
            if (keep) times.push(ms);
          }
        }),
      );
    };
    await visitAll(warmUp, false);
    const begun = performance.now();
    await visitAll(urls, true);
    const seconds = (performance.now() - begun) / 1000;
    times.sort((a, b) => a - b);
    const p50 = times[Math.floor(times.length * 0.5)] ?? 0;
    const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
    agent.destroy();
    const rate = urls.length / seconds;
    return [
      {
        what: `uncached story pages at ${STORIES.toLocaleString("en")} stories, ${CLIENTS} clients, Node on one core`,
        figure: `${Math.round(rate)} a second`,
        budget: "≥ 1,500 a second",
        met: rate >= 1500,
      },
      {
        what: "the same: p50 (p99)",
        figure: `${p50.toFixed(1)} ms (${p99.toFixed(1)} ms)`,
        budget: "p50 ≤ 3 ms",
        met: p50 <= 3,
      },
    ];
  } finally {
    await site.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
