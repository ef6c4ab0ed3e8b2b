import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "../../e2e/given/browser.ts";
import { startSite } from "../../e2e/given/site.ts";
import { prepareApp, type App } from "../../src/newsroom/bundling/prepare-app.ts";
import type { BenchRow } from "./row.ts";

type Weights = { html: number; css: number; js: number; fonts: number; requests: number };

/** Bytes over the wire of a first visit without pictures, by the browser's own account. */
async function weigh(origin: string, path: string, saveData: boolean): Promise<Weights> {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      ...(saveData ? { extraHTTPHeaders: { "Save-Data": "on" } } : {}),
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const kinds = new Map<string, string>();
    const weights: Weights = { html: 0, css: 0, js: 0, fonts: 0, requests: 0 };
    const kindOf = { Document: "html", Stylesheet: "css", Script: "js", Font: "fonts" } as const;
    session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId);
      if (kind === "Image" || kind === "Ping" || kind === undefined) return;
      weights.requests += 1;
      if (kind in kindOf) weights[kindOf[kind as keyof typeof kindOf]] += encodedDataLength;
    });
    await page.goto(`${origin}${path}`, { waitUntil: "networkidle" });
    await page.evaluate(async () => {
      scrollTo(0, document.body.scrollHeight);
      await document.fonts.ready;
    });
    await page.waitForLoadState("networkidle");
    return weights;
  } finally {
    await browser.close();
  }
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** What a first visit to a story costs, headers included, against the budgets of the design. */
export async function benchWeights(): Promise<BenchRow[]> {
  const site = await startSite();
  try {
    const { stories } = (await (await fetch(`${site.url}/api/v1/stories?limit=1`)).json()) as {
      stories: { url: string }[];
    };
    const path = new URL(stories[0]?.url ?? "/", site.url).pathname;
    const full = await weigh(site.url, path, false);
    const light = await weigh(site.url, path, true);
    const lightTotal = light.html + light.css + light.js + light.fonts;
    const row = (what: string, bytes: number, budget: number): BenchRow => ({
      what: `story, first visit: ${what}`,
      figure: kilobytes(bytes),
      budget: `≤ ${budget} kB`,
      met: bytes <= budget * 1000,
    });
    return [
      row("HTML", full.html, 12),
      row("CSS", full.css, 8),
      row("JS", full.js, 6),
      row("fonts", full.fonts, 56),
      {
        what: "story, first visit: requests without pictures and beacon",
        figure: String(full.requests),
        budget: "≤ 10",
        met: full.requests <= 10,
      },
      row("all, with Save-Data", lightTotal, 26),
    ];
  } finally {
    await site.remove();
  }
}

const BUDGET_KB = 350;
/** Screens in which one writes; each comes only when it is opened. */
const WITH_EDITOR = /^(?:story|revisions|page)-screen\./;

/** Every script that the app can load, by import after import, without opening the screens of `left`. */
function scriptsWithout(app: App, left: RegExp): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name) || left.test(name)) return;
    found.add(name);
    const code = app.files.get(name)?.bytes.identity.toString("utf8") ?? "";
    for (const [, next] of code.matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      if (next !== undefined) visit(next);
  };
  visit(app.script);
  return found;
}

/** What the newsroom's app weighs before a screen is opened, and with all screens but the editor; as browsers get it. */
export async function benchNewsroom(): Promise<BenchRow[]> {
  const buildDir = await mkdtemp(join(tmpdir(), "warraq-newsroom-bench-"));
  try {
    const begun = performance.now();
    const app = await prepareApp(buildDir).app;
    const seconds = (performance.now() - begun) / 1000;
    const sizeOf = (name: string): number => app.files.get(name)?.bytes.br?.length ?? 0;
    const first = [app.script, ...app.preloads];
    const sum = (names: readonly string[]): number =>
      names.reduce((total, name) => total + sizeOf(name), 0);
    const beforeEditor = sum([...scriptsWithout(app, WITH_EDITOR)]);
    return [
      {
        what: "newsroom: JavaScript of the first screen's frame",
        figure: kilobytes(sum(first)),
        budget: `≤ ${BUDGET_KB} kB`,
        met: sum(first) <= BUDGET_KB * 1000,
      },
      {
        what: "newsroom: JavaScript of every screen but the editor",
        figure: kilobytes(beforeEditor),
        budget: `≤ ${BUDGET_KB} kB`,
        met: beforeEditor <= BUDGET_KB * 1000,
      },
      {
        what: "newsroom: style sheet",
        figure: kilobytes(sizeOf(app.style)),
        budget: "–",
        met: undefined,
      },
      { what: "newsroom: build", figure: `${seconds.toFixed(1)} s`, budget: "–", met: undefined },
    ];
  } finally {
    await rm(buildDir, { recursive: true, force: true });
  }
}
