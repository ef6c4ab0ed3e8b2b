import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import {
  addPerson,
  askApi,
  beginStory,
  fillSignIn,
  openStory,
  savedText,
  signIn,
  waitSaved,
} from "./given/newsroom.ts";
import { startSite, type Site } from "./given/site.ts";

/** How long the connection is away; `OFFLINE_SECONDS=600` for the long form. */
const OFFLINE_SECONDS = Number(process.env["OFFLINE_SECONDS"] ?? 8);
const NAUGHTY = join(import.meta.dirname, "../../shared/data/hostile/blns.json.gz");

let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;

before(async () => {
  [site, browser] = await Promise.all([
    startSite({ environment: { SAMPLE: "off" } }),
    openBrowser(),
  ]);
  await addPerson(site, { email: "salma@example.com", name: "سلمى الحدّاد", role: "owner" });
  await addPerson(site, { email: "karim@example.com", name: "كريم عوّاد", role: "editor" });
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  await signIn(page, site, "salma@example.com");
});
after(async () => {
  await browser.close();
  await site.remove();
});

const write = async (on: Page, text: string): Promise<void> => {
  await on.locator(".ed-body").click();
  await on.keyboard.press("Control+End");
  await on.keyboard.type(text);
};

test(`${OFFLINE_SECONDS} seconds without a connection: writing goes on, and nothing of it is lost`, async () => {
  const id = await beginStory(page, site);
  await write(page, "قبل الانقطاع. ");
  await waitSaved(page);
  await context.setOffline(true);
  const until = Date.now() + OFFLINE_SECONDS * 1000;
  let typed = "";
  for (let line = 0; Date.now() < until; line += 1) {
    const text = `سطر ${line}. `;
    await page.keyboard.type(text);
    typed += text;
    await page.waitForTimeout(OFFLINE_SECONDS > 60 ? 5000 : 500);
  }
  await page.locator('.ed-saved[data-word="away"]').waitFor();
  assert.equal(await savedText(await otherPage("karim@example.com"), id), "قبل الانقطاع. ");
  await context.setOffline(false);
  await waitSaved(page);
  assert.equal(await savedText(page, id), `قبل الانقطاع. ${typed}`);
});

test("an expired sign-in keeps the text and asks in place", async () => {
  const id = await beginStory(page, site);
  await write(page, "قبل. ");
  await waitSaved(page);
  await context.clearCookies();
  await page.keyboard.type("بعد انتهاء الجلسة.");
  await page.getByRole("dialog").getByLabel("كلمة المرور").waitFor();
  await fillSignIn(page, "salma@example.com");
  await waitSaved(page);
  assert.equal(await savedText(page, id), "قبل. بعد انتهاء الجلسة.");
  assert.match(await page.locator(".ed-body").innerText(), /بعد انتهاء الجلسة/);
});

test("two windows: the second is for reading until it takes over; the first then sees who did", async () => {
  const id = await beginStory(page, site);
  await write(page, "نص النافذة الأولى. ");
  await waitSaved(page);
  const second = await context.newPage();
  await openStory(second, site, id);
  await second.getByText("مفتوحة للكتابة في نافذة أخرى").waitFor();
  assert.equal(await second.locator(".ed-body").getAttribute("contenteditable"), "false");
  await second.getByRole("button", { name: "تولّي الكتابة" }).click();
  await second.locator('.ed-body[contenteditable="true"]').waitFor();
  await write(second, "وتتمة الثانية.");
  await waitSaved(second);
  await page.getByText("مفتوحة للكتابة في نافذة أخرى").waitFor();
  await page.getByText("وتتمة الثانية.").waitFor();
  await second.close();
  assert.equal(await savedText(page, id), "نص النافذة الأولى. وتتمة الثانية.");
});

test("two people at once all the same: nothing is overwritten, both texts are shown and merged", async () => {
  const id = await beginStory(page, site);
  await write(page, "فقرة أولى مشتركة.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("فقرة ثانية مشتركة.");
  await waitSaved(page);
  await context.setOffline(true);
  await page.keyboard.type(" زادت سلمى هذا.");
  // Somebody saves meanwhile, by whatever way.
  const other = await otherPage("karim@example.com");
  const story = await askApi<{ draft: { version: number; content: { body: Body } } }>(
    other,
    "GET",
    `stories/${id}`,
  );
  const { content, version } = story.draft;
  const first = content.body.content[0];
  assert.ok(first !== undefined);
  first.content = [{ type: "text", text: "فقرة أولى مشتركة. زاد كريم هذا." }];
  const saved = await askApi<{ kind: string }>(other, "PUT", `stories/${id}/draft`, {
    base: version,
    content,
  });
  assert.equal(saved.kind, "saved");
  await context.setOffline(false);
  await page.locator('.ed-saved[data-word="stale"]').waitFor({ timeout: 30_000 });
  assert.match(await savedText(page, id), /زاد كريم هذا/);
  await page.getByRole("button", { name: "دمج النصين" }).click();
  const merge = page.getByRole("dialog", { name: "نصّان لمادة واحدة" });
  await merge.getByText(/كريم عوّاد/).waitFor();
  await merge.getByRole("button", { name: "اعتماد النص المدموج" }).click();
  await waitSaved(page);
  assert.equal(
    await savedText(page, id),
    "فقرة أولى مشتركة. زاد كريم هذا.فقرة ثانية مشتركة. زادت سلمى هذا.",
  );
});

test("hostile text in every field, typed and pasted: nothing runs, no policy is broken, all of it is kept or refused", async () => {
  const own = [
    '<img src=x onerror="globalThis.ran=1">',
    "<script>globalThis.ran=1</script>",
    '"><svg onload=globalThis.ran=1>',
    "javascript:globalThis.ran=1",
    "{{7*7}}${7*7}",
    "\u202Eعكس\u2066",
    "ﷺ".repeat(80),
  ];
  const long = existsSync(NAUGHTY)
    ? (JSON.parse(gunzipSync(readFileSync(NAUGHTY)).toString()) as string[])
    : [];
  const strings = [...own, ...long.filter((text) => text !== "" && !text.includes("\n"))];
  const reports: string[] = [];
  const hear = (message: { text(): string }): void => {
    if (/Content Security Policy|Trusted/.test(message.text())) reports.push(message.text());
  };
  page.on("console", hear);
  page.on("dialog", (dialog) => {
    reports.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  // A few stories, since a browser lays out one of 2,000 paragraphs anew for each paste.
  for (let from = 0; from < strings.length; from += PASTED_AT_ONCE)
    await pasteHostile(strings.slice(from, from + PASTED_AT_ONCE));
  assert.deepEqual(reports, []);
});

const PASTED_AT_ONCE = 130;

/** Puts texts into every field and pastes them in every way into a story, then opens it anew. */
async function pasteHostile(strings: readonly string[]): Promise<void> {
  const id = await beginStory(page, site);
  const all = strings.join(" ").slice(0, 400);
  for (const label of ["العنوان", "المقدمة", "مكان الخبر", "الوكالة", "الرابط"])
    await page.getByLabel(label, { exact: true }).fill(all.slice(0, 190));
  for (const label of ["المواضيع", "الكتّاب"]) {
    await page.getByRole("combobox", { name: label }).fill(strings[0]?.slice(0, 100) ?? "");
    await page.keyboard.press("Enter");
  }
  await page.locator(".ed-body").click();
  await page.evaluate((strings) => {
    const body = document.querySelector(".ed-body");
    const paste = (type: string, text: string): void => {
      const data = new DataTransfer();
      data.setData(type, text);
      if (type === "text/html") data.setData("text/plain", "نص");
      const event = new ClipboardEvent("paste", {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      });
      body?.dispatchEvent(event);
    };
    for (const text of strings) {
      paste("text/plain", text);
      paste("text/html", `<p>${text}</p>`);
      paste("text/html", `<a href="${text}">رابط</a><img src="${text}"><iframe srcdoc="${text}">`);
      paste("application/x-warraq-body+json", text);
    }
    paste(
      "application/x-warraq-body+json",
      '{"content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}]}',
    );
    paste("text/html", "<div>".repeat(5000) + "عميق");
  }, strings);
  await page.locator('.ed-saved[data-word="saved"], .ed-saved[data-word="refused"]').waitFor();
  await page.getByRole("tab", { name: /قبل النشر/ }).click();
  await page.getByRole("tab", { name: /النسخ/ }).click();
  await page.reload();
  await page.locator(".ed-body > *").first().waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => "ran" in globalThis), false);
  const links = await page
    .locator(".ed-body a")
    .evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
  assert.deepEqual(
    links.filter((href) => !/^(?:https?:|mailto:|\/(?!\/))/.test(href)),
    [],
  );
  assert.equal(await page.locator(".ed-body iframe, .ed-body script, .ed-body svg").count(), 0);
  assert.ok((await savedText(page, id)).length > 0);
}

type Body = { content: { content?: { type: string; text: string }[] }[] };

const others = new Map<string, Page>();
/** A page of somebody else. */
async function otherPage(email: string): Promise<Page> {
  const known = others.get(email);
  if (known !== undefined) return known;
  const opened = await (await browser.newContext()).newPage();
  await signIn(opened, site, email);
  others.set(email, opened);
  return opened;
}
