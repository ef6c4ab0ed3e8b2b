import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { startSite, type Site } from "./given/site.ts";

let site: Site;
let browser: Browser;
let pages: { name: string; path: string }[];

before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const first = async (list: string, key: string): Promise<Record<string, string>> => {
    const answer = (await (await fetch(`${site.url}/api/v1/${list}?limit=1`)).json()) as Record<
      string,
      Record<string, string>[]
    >;
    return answer[key]?.[0] ?? {};
  };
  const story = await first("stories", "stories");
  const storyPath = new URL(story["url"] ?? "/", site.url).pathname;
  const [section, topic] = [await first("sections", "sections"), await first("topics", "topics")];
  const html = await (await fetch(site.url + storyPath)).text();
  const author = /href="(\/authors\/[^"]+)"/.exec(html)?.[1];
  pages = [
    { name: "front page", path: "/" },
    { name: "story", path: storyPath },
    { name: "reading mode", path: `${storyPath}?view=reading` },
    { name: "section", path: `/${section["slug"]}` },
    { name: "topic", path: `/topics/${topic["slug"]}` },
    { name: "author", path: author ?? "/authors/missing" },
    { name: "most read", path: "/most-read" },
    { name: "most read of a past day", path: "/most-read/2026-01-01" },
    { name: "trending", path: "/trending" },
    { name: "not found", path: "/no/such/page" },
  ];
});
after(async () => {
  await browser.close();
  await site.remove();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async () => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      colorScheme,
    });
    const page = await context.newPage();
    for (const { name, path } of pages) {
      await page.goto(site.url + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(
        violations.map(
          (violation) =>
            `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
        ),
        [],
        `${name} (${path})`,
      );
    }
    await context.close();
  });
}

test("no page scrolls sideways at 320 px, nor with text twice as large", async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  for (const { name, path } of pages) {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(site.url + path);
    assert.ok((await overflow()) <= 0, `${name} at 320 px is ${await overflow()} px too wide`);
    await page.setViewportSize({ width: 640, height: 800 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    assert.ok(
      (await overflow()) <= 0,
      `${name} with 200 % text at 640 px is ${await overflow()} px too wide`,
    );
  }
  await context.close();
});
