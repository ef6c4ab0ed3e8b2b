import { createServer } from "node:http";
import { brotliCompressSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { openBrowser } from "../../e2e/given/browser.ts";
import { startSite } from "../../e2e/given/site.ts";
import { median, type BenchRow } from "./row.ts";

type Visit = { lcp: number; cls: number; longestTask: number };

/** A cold visit at 390 × 844 on a slow phone: 1.6 Mbit/s, 150 ms, processor four times slower. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    const seen = { lcp: 0, cls: 0, longestTask: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.lcp = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        seen.cls += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        seen.longestTask = Math.max(seen.longestTask, entry.duration);
    }).observe({ type: "longtask", buffered: true });
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Visit }).seen);
  await context.close();
  return seen;
}

/** The same words on a page without anything: what the network alone costs. */
function barePage(text: string): string {
  const words = text.replaceAll(/[<>&]/g, " ");
  return `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>نص</title><h1>${words.slice(0, 70)}</h1><p>${words.slice(0, 6000)}</p></html>`;
}

/** Largest contentful paint on a slow phone against the bare page in the same run, layout shift and long tasks. */
export async function benchSlowNetwork(): Promise<BenchRow[]> {
  const site = await startSite();
  const browser = await openBrowser();
  let bare = "";
  const server = createServer((_, response) => {
    response
      .writeHead(200, { "content-type": "text/html; charset=utf-8", "content-encoding": "br" })
      .end(brotliCompressSync(bare));
  });
  try {
    const { stories } = (await (await fetch(`${site.url}/api/v1/stories?limit=1`)).json()) as {
      stories: { id: string; url: string }[];
    };
    const story = stories[0];
    const whole = (await (await fetch(`${site.url}/api/v1/stories/${story?.id}`)).json()) as {
      body_text: string;
    };
    bare = barePage(whole.body_text);
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    const bareUrl =
      typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}/` : "";
    const url = new URL(story?.url ?? "/", site.url).href;
    await fetch(url);
    const ours: Visit[] = [];
    const theirs: Visit[] = [];
    for (let round = 0; round < 5; round += 1) {
      theirs.push(await visit(browser, bareUrl));
      ours.push(await visit(browser, url));
    }
    const lcp = median(ours.map((each) => each.lcp));
    const bareLcp = median(theirs.map((each) => each.lcp));
    const cls = Math.max(...ours.map((each) => each.cls));
    const longest = median(ours.map((each) => each.longestTask));
    return [
      {
        what: `slow phone: LCP of a story (bare page ${Math.round(bareLcp)} ms)`,
        figure: `${Math.round(lcp)} ms = ${(lcp / bareLcp).toFixed(2)} ×`,
        budget: "≤ 1.5 × bare",
        met: lcp <= 1.5 * bareLcp,
      },
      {
        what: "slow phone: layout shift, worst of 5",
        figure: cls.toFixed(4),
        budget: "0",
        met: cls === 0,
      },
      {
        what: "slow phone: longest task, median of 5",
        figure: `${Math.round(longest)} ms`,
        budget: "≤ 100 ms",
        met: longest <= 100,
      },
    ];
  } finally {
    await browser.close();
    server.close();
    await site.remove();
  }
}
