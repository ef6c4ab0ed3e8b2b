import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startSite } from "../../e2e/given/site.ts";
import { processesOf, proportionalSetSize } from "./processes.ts";
import { median, type BenchRow } from "./row.ts";

/** First and next start until the `ready` line, stop, and the memory of all processes when idle. */
export async function benchStartAndMemory(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "warraq-bench-"));
  const dataDir = join(folder, "data");
  const timed = async (environment: Record<string, string>, at = dataDir) => {
    const begun = performance.now();
    const site = await startSite({ dataDir: at, environment });
    return { site, ms: performance.now() - begun };
  };
  try {
    const empty = await timed({ SAMPLE: "off" }, join(folder, "empty"));
    await empty.site.stop();
    const first = await timed({});
    await first.site.stop();
    const next: number[] = [];
    const stops: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { site, ms } = await timed({});
      next.push(ms);
      stops.push((await site.stop()).milliseconds);
    }
    const { site } = await timed({});
    await fetch(`${site.url}/`).then((response) => response.text());
    await delay(20_000);
    const pids = processesOf(site.process.pid ?? 0, dataDir);
    const idleMb = proportionalSetSize(pids) / 1_048_576;
    await site.stop();
    return [
      {
        what: "first start without the sample",
        figure: `${Math.round(empty.ms)} ms`,
        budget: "≤ 5,000 ms",
        met: empty.ms <= 5000,
      },
      {
        what: "first start with the sample",
        figure: `${Math.round(first.ms)} ms`,
        budget: "",
        met: undefined,
      },
      {
        what: "start on an existing folder, median of 5",
        figure: `${Math.round(median(next))} ms`,
        budget: "≤ 1,500 ms",
        met: median(next) <= 1500,
      },
      {
        what: "stop, median of 5",
        figure: `${Math.round(median(stops))} ms`,
        budget: "≤ 10,000 ms",
        met: median(stops) <= 10_000,
      },
      {
        what: `memory when idle (PSS of ${pids.length} processes)`,
        figure: `${Math.round(idleMb)} MB`,
        budget: "≤ 250 MB",
        met: idleMb <= 250,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
