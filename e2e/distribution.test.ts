import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { startSite, type Site } from "./given/site.ts";

let site: Site;
let browser: Browser;
let elsewhere: Server;
let elsewhereUrl: string;
let body = "";
let path: string;

before(async () => {
  site = await startSite();
  browser = await openBrowser();
  const { stories } = (await (await fetch(`${site.url}/api/v1/stories?limit=1`)).json()) as {
    stories: { url: string }[];
  };
  path = new URL(stories[0]?.url ?? "/", site.url).pathname;
  elsewhere = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><meta charset="utf-8"><title>موقع آخر</title>${body}`);
  });
  await new Promise<void>((resolve) => {
    elsewhere.listen(0, "127.0.0.1", resolve);
  });
  const address = elsewhere.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  elsewhereUrl = `http://127.0.0.1:${address.port}/`;
});
after(async () => {
  await browser.close();
  elsewhere.close();
  elsewhere.closeAllConnections();
  await site.remove();
});

test("the data block of a story stands under the policy without a complaint of the browser", async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(site.url + path);
  const type = await page.evaluate(() => {
    const block = document.querySelector('script[type="application/ld+json"]');
    return JSON.parse(block?.textContent ?? "{}")["@graph"][0]["@type"] as string;
  });
  assert.equal(type, "NewsArticle");
  const card = await page.getAttribute('meta[property="og:image"]', "content");
  const picture = await fetch(card ?? "");
  assert.deepEqual([picture.status, picture.headers.get("content-type")], [200, "image/jpeg"]);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("another site shows the card that it is offered, and cannot frame the story itself", async () => {
  const page = await browser.newPage();
  await page.goto(site.url + path);
  const asked = await page.getAttribute('link[type="application/json+oembed"]', "href");
  const { html } = (await (await fetch(asked ?? "")).json()) as { html: string };
  body =
    html.replace(' loading="lazy"', "") + `<iframe id="story" src="${site.url}${path}"></iframe>`;
  await page.goto(elsewhereUrl);
  const card = page.frameLocator("iframe").first();
  const headline = await card.locator("h1 a").textContent();
  assert.ok((headline ?? "").length > 5);
  assert.equal(await card.locator("h1 a").getAttribute("target"), "_blank");
  const story = page.frames().find((frame) => frame.url().includes(path));
  assert.equal((await story?.locator("h1").count()) ?? 0, 0);
  const shots = process.env["PICTURES"];
  if (shots !== undefined) await page.screenshot({ path: `${shots}/embed.png` });
  await page.close();
});
