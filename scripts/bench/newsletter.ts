import { setTimeout as delay } from "node:timers/promises";
import { sendThroughCrash } from "../../e2e/given/sending.ts";
import type { BenchRow } from "./row.ts";

const SUBSCRIBERS = Number(process.env["BENCH_SUBSCRIBERS"] ?? 20_000);
const PER_SECOND = 500;
/** Pages that readers ask for: two that are cached, one that is made anew each time. */
const PAGES = ["/", "/most-read", "/newsletter"];
const MEASURED_MS = 12_000;

/** Times in milliseconds of pages asked for 50 times a second. */
async function askPages(url: string): Promise<number[]> {
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const until = performance.now() + MEASURED_MS;
  for (let turn = 0; performance.now() < until; turn += 1) {
    const begun = performance.now();
    asked.push(
      fetch(url + (PAGES[turn % PAGES.length] ?? "/"))
        .then((answer) => answer.text())
        .then(() => {
          times.push(performance.now() - begun);
        }),
    );
    await delay(20);
  }
  await Promise.all(asked);
  return times;
}

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;

/** The newsletter to 20,000 addresses over SMTP on loopback with kill -9 in the middle; pages beside it. */
export async function benchNewsletter(): Promise<BenchRow[]> {
  let quiet: number[] = [];
  let busy: number[] = [];
  const result = await sendThroughCrash({
    subscribers: SUBSCRIBERS,
    perSecond: PER_SECOND,
    before: async (url) => {
      await askPages(url);
      quiet = await askPages(url);
    },
    meanwhile: async (url) => {
      busy = await askPages(url);
    },
  });
  const { subscribers, reached, twice, lost, unknown, unknownArrived, perSecond } = result;
  const [quietMs, busyMs] = [percentile(quiet, 0.99), percentile(busy, 0.99)];
  return [
    {
      what: `newsletter to ${subscribers.toLocaleString("en")} addresses over SMTP, kill -9 after a third`,
      figure: `${reached.toLocaleString("en")} reached, ${twice} twice, ${lost} lost, ${unknown} unknown (${unknownArrived} of them arrived)`,
      budget: "none twice, none lost; unknown ≤ 20 copies in hand",
      met: twice === 0 && lost === 0 && unknown <= 20,
    },
    {
      what: `copies a second, at most ${PER_SECOND} by setting`,
      figure: String(perSecond),
      budget: "",
      met: undefined,
    },
    {
      what: "pages meanwhile, p99 (p50), beside the same without sending",
      figure: `${busyMs.toFixed(1)} ms (${percentile(busy, 0.5).toFixed(1)}) beside ${quietMs.toFixed(1)} ms (${percentile(quiet, 0.5).toFixed(1)})`,
      budget: "≤ 100 ms",
      met: busyMs <= 100,
    },
  ];
}
