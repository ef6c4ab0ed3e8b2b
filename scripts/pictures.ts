/**
 * Takes pictures of the reader's pages, to be looked at: `node scripts/pictures.ts <base URL> <folder> [name …]`.
 * The site must be running. Names: front, story, reading, most-read, section, missing.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium.ts";

const WIDTHS = [390, 768, 1280] as const;
const SCHEMES = ["light", "dark"] as const;
const STEP_PX = 700;
const STORY = /href="(\/[^"/]+\/\d{4}\/\d{2}\/\d{2}\/[^"]+)"/;
const SECTION = /<nav class="nav"[^>]*>.*?<\/li>\s*<li><a href="(\/[^"]+)"/s;

const [base, folder, ...wanted] = process.argv.slice(2);
if (base === undefined || folder === undefined) {
  console.error("usage: node scripts/pictures.ts <base URL> <folder> [name …]");
  process.exit(2);
}

async function addressesOf(site: string): Promise<ReadonlyMap<string, string>> {
  const front = await (await fetch(site)).text();
  const story = STORY.exec(front)?.[1];
  const section = SECTION.exec(front)?.[1];
  if (story === undefined || section === undefined)
    throw new Error(
      `Cannot take pictures of ${site}: need a front page with a story and a section`,
    );
  return new Map([
    ["front", "/"],
    ["story", story],
    ["reading", `${story}?view=reading`],
    ["most-read", "/most-read"],
    ["section", section],
    ["missing", "/no/such/page"],
  ]);
}

/** Pictures below the first screen are fetched when they come near: so the page is walked through once. */
async function walkThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += STEP_PX) {
    await page.evaluate((y) => {
      scrollTo(0, y);
    }, top);
    await page.waitForTimeout(40);
  }
  await page.evaluate(() => {
    scrollTo(0, 0);
  });
  await page.waitForLoadState("networkidle");
}

const executablePath = findChromium();
if (executablePath === undefined) process.exit(1);
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
await mkdir(folder, { recursive: true });
const addresses = await addressesOf(base);
for (const colorScheme of SCHEMES)
  for (const width of WIDTHS) {
    const context = await browser.newContext({
      viewport: { width, height: width < 500 ? 844 : 900 },
      colorScheme,
    });
    const page = await context.newPage();
    for (const [name, path] of addresses) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await page.goto(new URL(path, base).href, { waitUntil: "networkidle" });
      await walkThrough(page);
      const file = join(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(file);
    }
    await context.close();
  }
await browser.close();
