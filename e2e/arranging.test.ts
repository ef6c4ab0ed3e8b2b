import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import sharp from "sharp";
import type { Browser } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { startSite, type Site } from "./given/site.ts";

/** What the newsroom changes, readers see so soon. */
const VISIBLE_WITHIN_MS = 1000;

let site: Site;
let browser: Browser;
let cookie = "";
let stories: { id: string; url: string; headline: string; section: string }[] = [];

before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const token = /\/newsroom\/first-owner\/([\w-]+)/.exec(site.output())?.[1] ?? "";
  const answer = await ask("PUT", `/first-owner/${token}`, {
    name: "هدى العلي",
    email: "huda@news.example",
    password: "قهوة الصباح في المرفأ 7",
  });
  assert.equal(answer.status, 200, await answer.text());
  cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const list = (await (await fetch(`${site.url}/api/v1/stories?limit=40`)).json()) as {
    stories: { id: string; url: string; headline: string; section: { slug: string } }[];
  };
  stories = list.stories.map((story) => ({ ...story, section: story.section.slug }));
});
after(async () => {
  await browser.close();
  await site.remove();
});

function ask(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${site.url}/newsroom/api${path}`, {
    method,
    headers: {
      origin: site.url,
      "sec-fetch-site": "same-origin",
      cookie,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await ask(method, path, body);
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as Answer;
}

const read = async (path: string): Promise<string> => (await fetch(new URL(path, site.url))).text();

/** Asks for the page until it holds, and says how long that took. */
async function seenAfter(path: string, holds: (html: string) => boolean): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const html = await read(path);
    const took = performance.now() - begun;
    if (holds(html)) return took;
    assert.ok(took < 10 * VISIBLE_WITHIN_MS, `${path} never showed it`);
  }
}

test("a published front is the readers' front page within a second; the draft is not", async () => {
  const [, , , , , fifth] = stories;
  assert.ok(fifth);
  const headline = "عنوان قصير للصفحة الأولى";
  await read("/");
  await call("PUT", "/fronts/home/draft", {
    base: 0,
    slots: [{ story: fifth.id, kicker: "خاص بالورّاق", headline }],
    fill: "newest",
  });
  const preview = await ask("GET", "/fronts/home/preview");
  assert.match(await preview.text(), new RegExp(headline));
  assert.doesNotMatch(await read("/"), new RegExp(headline));
  await call("POST", "/fronts/home/publish", { base: 1 });
  const took = await seenAfter("/", (html) => html.includes(headline));
  assert.ok(took < VISIBLE_WITHIN_MS, `${took} ms`);
  const html = await read("/");
  assert.match(html, /own-kicker">خاص بالورّاق/);
  assert.ok(html.indexOf(headline) < html.indexOf("hero-side"), "it leads");
  assert.equal(html.split(`href="${decodeURI(fifth.url)}"`).length - 1 >= 1, true);
});

test("a breaking line is on every page within a second, and goes by itself when it ends", async () => {
  const [first] = stories;
  assert.ok(first);
  const until = new Date(Date.now() + 2500).toISOString();
  const pages = ["/", first.url, `/${first.section}`, "/most-read", "/pages/about"];
  for (const path of pages) await read(path);
  const begun = performance.now();
  await call("PUT", "/breaking", {
    base: 0,
    items: [
      { text: "هزّة أرضية يشعر بها سكان المدينة", until },
      { text: "اجتماع طارئ للمجلس البلدي", story: first.id },
    ],
  });
  for (const path of pages) {
    await seenAfter(path, (html) => html.includes("هزّة أرضية") && html.includes("اجتماع طارئ"));
    assert.ok(performance.now() - begun < VISIBLE_WITHIN_MS + 500, path);
  }
  assert.match(await read("/"), /class="breaking" aria-label="عاجل"/);
  await new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, Date.parse(until) - Date.now()));
  });
  const took = await seenAfter("/", (html) => !html.includes("هزّة أرضية"));
  assert.ok(took < VISIBLE_WITHIN_MS, `${took} ms after its end`);
  assert.match(await read("/"), /اجتماع طارئ/);
});

test("what is taken down goes from front and strip at once", async () => {
  const [first] = stories;
  assert.ok(first);
  await call("POST", `/stories/${first.id}/takedown`, { reason: "حكم قضائي" });
  await seenAfter("/", (html) => !html.includes("اجتماع طارئ") && !html.includes(first.headline));
  assert.equal((await fetch(new URL(first.url, site.url))).status, 410);
});

test("settings show without a restart: name, accent, digits, navigation, accounts", async () => {
  const { version, settings } = await call<{ version: number; settings: Record<string, unknown> }>(
    "GET",
    "/settings",
  );
  await call("PUT", "/settings", {
    base: version,
    settings: {
      ...settings,
      name: "صحيفة المرفأ",
      accent: "#0b6e4f",
      digits: "arab",
      navigation: [
        { kind: "page", slug: "about" },
        { kind: "link", name: "الطقس", url: "https://weather.example/" },
      ],
      social: [{ network: "telegram", url: "https://t.me/marfa" }],
    },
  });
  const took = await seenAfter("/", (html) => html.includes("صحيفة المرفأ"));
  assert.ok(took < VISIBLE_WITHIN_MS, `${took} ms`);
  const html = await read("/");
  for (const part of [
    "/accent-0b6e4f.css",
    'data-digits="arab"',
    "https://weather.example/",
    'rel="me noopener"',
  ])
    assert.ok(html.includes(part), part);
  assert.match(await read("/accent-0b6e4f.css"), /--accent:#0b6e4f/);
});

test("a renamed topic leads on from its old address, and an author gets a portrait", async () => {
  const topics = await call<{ items: { slug: string; name: string; stories: number }[] }>(
    "GET",
    "/topics",
  );
  const topic = topics.items.find((one) => one.stories > 0);
  assert.ok(topic);
  await call("PUT", `/topics/${encodeURIComponent(topic.slug)}`, {
    name: `${topic.name} وما حوله`,
    description: "",
  });
  await seenAfter(`/topics/${topic.slug}`, (html) => html.includes(`${topic.name} وما حوله`));
  const moved = await fetch(new URL(`/topics/${topic.slug}`, site.url), { redirect: "manual" });
  assert.equal(moved.status, 301);

  const bytes = await sharp({
    create: { width: 400, height: 500, channels: 3, background: "#7a5c3e" },
  })
    .jpeg()
    .toBuffer();
  const { id } = await call<{ id: string }>("POST", "/uploads", {
    name: "portrait.jpg",
    sizeBytes: bytes.length,
  });
  const sent = await fetch(`${site.url}/newsroom/api/uploads/${id}`, {
    method: "PATCH",
    headers: {
      origin: site.url,
      "sec-fetch-site": "same-origin",
      cookie,
      "content-type": "application/offset+octet-stream",
      "upload-offset": "0",
    },
    body: new Uint8Array(bytes),
  });
  const { picture } = (await sent.json()) as { picture: { id: string; url: string } };
  assert.equal((await fetch(site.url + picture.url)).headers.get("content-type"), "image/webp");
  const authors = await call<{ items: { slug: string; name: string; bio: string }[] }>(
    "GET",
    "/authors",
  );
  const [author] = authors.items;
  assert.ok(author);
  await call("PUT", `/authors/${encodeURIComponent(author.slug)}`, {
    name: author.name,
    bio: author.bio,
    portrait: picture.id,
  });
  await seenAfter(`/authors/${author.slug}`, (html) => html.includes("head-portrait"));

  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    for (const path of ["/", "/pages/about", "/pages/contact", `/authors/${author.slug}`]) {
      await page.goto(new URL(path, site.url).href);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(
        violations.map(
          ({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(" | ")}`,
        ),
        [],
        `${path} ${colorScheme}`,
      );
    }
    await context.close();
  }
});
