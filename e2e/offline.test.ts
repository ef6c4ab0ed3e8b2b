import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { startSite, type Site } from "./given/site.ts";

let site: Site;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "warraq-offline-"));
/** A port that stays, since a worker belongs to its origin. */
const environment: Record<string, string> = {};

async function start(): Promise<Site> {
  return startSite({ dataDir: join(folder, "data"), environment });
}

before(async () => {
  [site, browser] = await Promise.all([start(), openBrowser()]);
  environment["PORT"] = new URL(site.url).port;
});
after(async () => {
  await browser.close();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function openStories(page: Page, count: number): Promise<string[]> {
  await page.goto(site.url);
  const paths = await page
    .locator("main a[href*='/20']")
    .evaluateAll((links) => [
      ...new Set(links.map((link) => new URL((link as HTMLAnchorElement).href).pathname)),
    ]);
  const opened = paths.slice(0, count);
  for (const path of opened) await page.goto(site.url + path);
  return opened;
}

async function waitForWorker(page: Page): Promise<void> {
  const isControlled = () =>
    page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      return navigator.serviceWorker.controller !== null;
    });
  // A page whose request was on its way while the worker took over is not the worker's before it is opened again.
  for (let tries = 0; tries < 10; tries += 1) {
    if (await isControlled()) return;
    await delay(300);
    await page.reload();
  }
  throw new Error("the worker never took the page over");
}

/** Waits until the worker has kept the pages of `paths`. */
async function waitUntilKept(page: Page, paths: readonly string[]): Promise<void> {
  await page.waitForFunction(async (wanted) => {
    for (const path of wanted) if ((await caches.match(path)) === undefined) return false;
    return true;
  }, paths);
}

/** Takes the site away: what a browser calls offline does not reach workers, and this is no different to them. */
async function withoutSite(work: () => Promise<void>): Promise<void> {
  await site.stop();
  try {
    await work();
  } finally {
    site = await start();
  }
}

test("stories that were opened, and the front page, are read again without a network; others say what to do", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(site.url);
  await waitForWorker(page);
  const opened = await openStories(page, 3);
  await waitUntilKept(page, [...opened, "/"]);
  // For ten seconds the browser itself still has the answers, and needs neither network nor worker.
  await delay(11_000);
  await withoutSite(async () => {
    for (const path of opened) {
      await page.goto(site.url + path);
      await page.getByText("لا اتصال الآن").waitFor();
      assert.equal(await page.locator("h1").count(), 1);
      const { display } = await page
        .locator(".mast")
        .first()
        .evaluate((element) => ({ display: getComputedStyle(element).backgroundColor }));
      assert.notEqual(display, "", "the style sheet is there");
    }
    await page.goto(`${site.url}/`);
    await page.getByText("لا اتصال الآن").waitFor();
    await page.goto(`${site.url}/topics/never-opened`);
    await page.getByRole("heading", { name: "لا اتصال بالشبكة" }).waitFor();
  });
  await page.goto(site.url + (opened[0] ?? ""));
  assert.equal(await page.getByText("لا اتصال الآن").count(), 0, "with a network it is the page");
  await context.close();
});

test("a story is saved with its picture, listed with its size, read without a network, and forgotten", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  const [path = ""] = await openStories(page, 1);
  await waitForWorker(page);
  const headline = (await page.locator("h1").textContent()) ?? "";
  const button = page.getByRole("button", { name: "حفظ للقراءة لاحقاً" });
  await button.click();
  await page.getByText("حُفظت المادة بصورها").waitFor();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  await page.goto(`${site.url}/saved`);
  await page.getByRole("link", { name: headline }).waitFor();
  await page
    .getByText(/كيلوبايت|ميغابايت/)
    .first()
    .waitFor();
  await withoutSite(async () => {
    await page.goto(`${site.url}/saved`);
    await page.getByRole("link", { name: headline }).click();
    await page.waitForURL(`**${path}`);
    const isShown = await page
      .locator(".lead-picture img")
      .evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0);
    assert.ok(isShown, "the lead picture is there without a network");
  });
  await page.goto(`${site.url}/saved`);
  await page.getByRole("button", { name: `إزالة: ${headline}` }).click();
  await page.getByText("لا محفوظات بعد").waitFor();
  assert.equal(
    await page.evaluate(async (kept) => (await caches.match(kept)) === undefined, path),
    true,
  );
  assert.deepEqual(wrong, []);
  await context.close();
});

test("what the site answers with 404 or 410 is forgotten, saved or not", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const [path = ""] = await openStories(page, 1);
  await waitForWorker(page);
  await page.getByRole("button", { name: "حفظ للقراءة لاحقاً" }).click();
  await page.getByText("حُفظت المادة بصورها").waitFor();
  // Stands for a takedown: the list asks the site about each story and believes its status.
  await page.route(`**${path}`, (route) => route.fulfill({ status: 410 }), { times: 1 });
  await page.goto(`${site.url}/saved`);
  await page.getByText("رُفعت مواد من الموقع").waitFor();
  await page.getByText("لا محفوظات بعد").waitFor();
  assert.equal(
    await page.evaluate(async (kept) => (await caches.match(kept)) === undefined, path),
    true,
  );
  await context.close();
});
