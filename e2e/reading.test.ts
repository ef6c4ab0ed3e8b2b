import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { formatRelative } from "#arabic/dates.ts";
import { openBrowser } from "./given/browser.ts";
import { startSite, type Site } from "./given/site.ts";

let site: Site;
let browser: Browser;
before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
after(async () => {
  await browser.close();
  await site.remove();
});

const STORY_LINK = "main a[href*='/20']";

async function withPage(
  options: Parameters<Browser["newContext"]>[0],
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") wrong.push(message.text());
  });
  try {
    await visit(page);
    assert.deepEqual(wrong, [], "no error on the console");
  } finally {
    await context.close();
  }
}

test("a reader goes from the front page to a story, and finds every part of it by its name", () =>
  withPage({}, async (page) => {
    await page.goto(site.url);
    assert.equal(await page.locator("html").getAttribute("lang"), "ar");
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
    const addresses = await page
      .locator(STORY_LINK)
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(
      new Set(addresses).size >= 15,
      `the front page shows ${new Set(addresses).size} stories`,
    );
    assert.ok(
      addresses.every((address) => address?.startsWith("/")),
      "links are root-relative",
    );
    await page.getByRole("heading", { name: "الأكثر قراءة" }).first().waitFor();
    await page.getByRole("heading", { name: "مواضيع شائعة" }).first().waitFor();
    await page.locator(STORY_LINK).first().click();
    await page.waitForURL(/\/\d{4}\/\d{2}\/\d{2}\//);
    assert.equal(await page.locator("h1").count(), 1);
    await page.getByText("نشر في").first().waitFor();
    const published = await page.locator("article time").first().getAttribute("datetime");
    assert.match(published ?? "", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/);
    await page
      .getByText(/للقراءة/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "وضع القراءة" }).waitFor();
    await page.getByRole("group", { name: "حجم الخط" }).waitFor();
    await page.getByRole("heading", { name: "الأكثر قراءة" }).waitFor();
    await page.getByRole("heading", { name: "مواضيع شائعة" }).waitFor();
    assert.ok((await page.locator("a[href^='/most-read']").count()) > 0);
  }));

test("how long ago is said by the reader's clock, in the words of the server", () =>
  withPage({}, async (page) => {
    await page.goto(site.url);
    const published = await page.locator("time[data-ago]").first().getAttribute("datetime");
    const then = new Date(published ?? "");
    for (const minutes of [0, 1, 2, 10, 11, 59, 60, 125, 10 * 60, 23 * 60 + 59]) {
      const now = new Date(then.getTime() + minutes * 60_000);
      await page.clock.setFixedTime(now);
      await page.reload();
      const said = formatRelative(then, now, { digits: "latn", months: "gulf" });
      assert.equal(await page.locator("time[data-ago]").first().textContent(), said);
    }
  }));

test("reading mode and text size are remembered, set before paint, and nothing shifts", () =>
  withPage({}, async (page) => {
    await page.goto(site.url);
    await page.locator(STORY_LINK).first().click();
    const reading = page.getByRole("button", { name: "وضع القراءة" });
    assert.equal(await reading.getAttribute("aria-pressed"), "false");
    await reading.click();
    assert.equal(await reading.getAttribute("aria-pressed"), "true");
    assert.equal(await page.locator("nav").first().isVisible(), false, "the masthead steps back");
    const size = page.getByRole("group", { name: "حجم الخط" });
    const paragraph = page.locator("article .body p").first();
    const letters = () =>
      paragraph.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    const before = await letters();
    await size.getByRole("button", { name: /أكبر|تكبير/ }).click();
    await size.getByRole("button", { name: /أكبر|تكبير/ }).click();
    await size.getByText("120%").waitFor();
    assert.ok(Math.abs((await letters()) / before - 1.2) < 0.02, "letters are a fifth larger");
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.reload({ waitUntil: "networkidle" });
    await size.getByText("120%").waitFor();
    assert.equal(await reading.getAttribute("aria-pressed"), "true");
    assert.ok(Math.abs((await letters()) / before - 1.2) < 0.02);
    const shifts = await page.evaluate(
      () => (globalThis as unknown as { shifts: number[] }).shifts,
    );
    assert.equal(
      shifts.reduce((sum, shift) => sum + shift, 0),
      0,
      "nothing shifted",
    );
    for (let step = 0; step < 12; step += 1) {
      const larger = size.getByRole("button", { name: /أكبر|تكبير/ });
      if (await larger.isDisabled()) break;
      await larger.click();
    }
    await size.getByText("200%").waitFor();
    await size.getByRole("button", { name: /إعادة|100|الأصل|افتراضي|المعتاد/ }).click();
    await size.getByText("100%").waitFor();
  }));

test("without JavaScript a story is read in full, in reading mode by its address, and every list is followed", () =>
  withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(site.url);
    await page.locator(STORY_LINK).first().click();
    assert.ok((await page.locator("article").first().innerText()).length > 500);
    const address = page.url();
    await page.goto(`${address}?view=reading`);
    assert.ok((await page.locator("article").first().innerText()).length > 500);
    assert.equal(await page.locator("nav").first().isVisible(), false);
    await page.goto(address);
    await page.locator("a[href^='/most-read']").first().click();
    assert.ok((await page.locator(STORY_LINK).count()) >= 5);
    await page.goto(`${site.url}/trending`);
    await page.locator("main a[href^='/topics/']").first().click();
    await page.locator(STORY_LINK).first().click();
    await page.locator("a[href^='/authors/']").first().click();
    assert.ok((await page.locator(STORY_LINK).count()) >= 1);
  }));

test("with the keyboard alone: skip link, reading mode, text size, and focus that can be seen", () =>
  withPage({ viewport: { width: 1280, height: 800 } }, async (page) => {
    await page.goto(site.url);
    await page.locator(STORY_LINK).first().click();
    await page.waitForLoadState();
    await page.keyboard.press("Tab");
    assert.match(await page.locator(":focus").innerText(), /المحتوى|تخطَّ|تخط|انتقل/);
    const reached = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      const focused = page.locator(":focus");
      if ((await focused.count()) === 0) continue;
      const name = await focused.evaluate(
        (element) => element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "",
      );
      reached.add(name);
      const outline = await focused.evaluate((element) => getComputedStyle(element).outlineStyle);
      assert.notEqual(outline, "none", `focus on «${name}» can be seen`);
      if (name.includes("وضع القراءة")) {
        await page.keyboard.press("Enter");
        assert.equal(await focused.getAttribute("aria-pressed"), "true");
        await page.keyboard.press("Space");
        assert.equal(await focused.getAttribute("aria-pressed"), "false");
      }
    }
    assert.ok(
      [...reached].some((name) => name.includes("وضع القراءة")),
      `reached: ${[...reached].join(" · ")}`,
    );
  }));

test("the short address leads to the story, and a copied address shows no percent signs", () =>
  withPage({}, async (page) => {
    await page.goto(site.url);
    await page.locator(STORY_LINK).first().click();
    const links = await page
      .locator("a[href*='/s/'], a[href*='%2Fs%2F']")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    const short = /\/s\/([\w-]+)|%2Fs%2F([\w-]+)/.exec(links.join(" "));
    assert.ok(short, "sharing carries the short address");
    const id = short[1] ?? short[2];
    const answer = await fetch(`${site.url}/s/${id}`, { redirect: "manual" });
    assert.equal(answer.status, 301);
    await page.goto(`${site.url}/s/${id}`);
    assert.equal(await page.locator("h1").count(), 1);
  }));
