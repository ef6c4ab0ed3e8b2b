import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import sharp from "sharp";
import type { Browser, Page, Route } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { addPerson, askApi, openStory, signIn } from "./given/newsroom.ts";
import { startSite, type Site } from "./given/site.ts";

const EMAIL = "salma@example.com";
let site: Site;
let browser: Browser;
let page: Page;

before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  await addPerson(site, { email: EMAIL, name: "سلمى الحدّاد", role: "owner" });
  page = await newPage();
});
after(async () => {
  await browser.close();
  await site.remove();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const opened = await context.newPage();
  await signIn(opened, site, EMAIL);
  return opened;
}

const makeStory = (headline: string, authors: readonly string[]): Promise<{ id: string }> =>
  askApi(page, "POST", "stories", {
    content: {
      headline,
      section: "علوم",
      authors,
      body: {
        type: "doc",
        content: [{ type: "paragraph", content: [{ type: "text", text: "نص الخبر." }] }],
      },
    },
  });

test("several stories are published at once; one that lacks something is named, and stops no other", async () => {
  const whole = [
    await makeStory("قطار الجبل يعود إلى سكته", ["سلمى"]),
    await makeStory("قطار الساحل يبدّل مواعيده", ["سلمى"]),
  ];
  const lacking = await makeStory("قطار بلا كاتب", []);
  await page.goto(`${site.url}/newsroom/stories?q=${encodeURIComponent("قطار")}&state=draft`);
  await page.getByLabel("اختيار «قطار بلا كاتب»").waitFor();
  await page.getByLabel("اختيار كل ما في القائمة").check();
  const bar = page.getByRole("toolbar", { name: /^المختار/ });
  await bar.getByRole("button", { name: "نشر", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "نشر", exact: true }).click();
  await page.getByText(/ينقص «قطار بلا كاتب»: الكاتب أو الوكالة/).waitFor();
  const liveUrl = async (id: string): Promise<string | undefined> =>
    (await askApi<{ live: { url: string } | null }>(page, "GET", `stories/${id}`)).live?.url;
  for (const { id } of whole)
    assert.equal((await fetch(site.url + String(await liveUrl(id)))).status, 200);
  assert.equal(await liveUrl(lacking.id), undefined);
});

test("a view is named in one browser and found in another", async () => {
  await page.goto(`${site.url}/newsroom/stories?q=${encodeURIComponent("قطار")}&state=published`);
  await page.getByRole("button", { name: "حفظ هذه التصفية" }).click();
  await page.getByLabel("اسم القائمة").fill("قطارات");
  await page.keyboard.press("Enter");
  const other = await newPage();
  await other.goto(`${site.url}/newsroom/stories`);
  await other.getByRole("button", { name: "قطارات", exact: true }).click();
  await other.getByText("قطار الساحل يبدّل مواعيده").waitFor();
  assert.match(decodeURIComponent(other.url()), /q=قطار/);
  await other.getByRole("button", { name: "حذف القائمة «قطارات»" }).click();
  await other.getByRole("button", { name: "قطارات", exact: true }).waitFor({ state: "detached" });
  await other.context().close();
});

test("a draft is discarded from its screen, and brought back from among the discarded", async () => {
  const { id } = await makeStory("فكرة لم تنضج", []);
  const act = async (name: string): Promise<void> => {
    const button = page.locator(".ed-bar").getByRole("button", { name, exact: true });
    if (await button.isVisible()) await button.click();
    else {
      await page.getByRole("button", { name: "إجراءات أخرى" }).click();
      await page.getByRole("menuitem", { name, exact: true }).click();
    }
    await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await openStory(page, site, id);
  await act("إهمال المسودة");
  await page.goto(`${site.url}/newsroom/stories?q=${encodeURIComponent("تنضج")}`);
  await page.getByText("لا مواد توافق هذه التصفية.").waitFor();
  await page.getByRole("button", { name: "مُهملة", exact: true }).click();
  await page.getByRole("link", { name: "فكرة لم تنضج" }).click();
  await page.locator(".ed-body").waitFor();
  await act("إعادة إلى المسودات");
  await page.locator('.ed-body[contenteditable="true"]').waitFor();
});

test("an upload that is cut off goes on from where it was, and sends nothing twice", async () => {
  const { data, info } = await sharp({
    create: {
      width: 1600,
      height: 1200,
      channels: 3,
      background: "#888",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  assert.ok(info.size > 3_000_000);
  await page.goto(`${site.url}/newsroom/media`);
  let [begun, sent, parts] = [0, 0, 0];
  await page.route("**/newsroom/api/uploads**", async (route: Route) => {
    const request = route.request();
    if (request.method() === "POST") begun += 1;
    if (request.method() === "PATCH") {
      parts += 1;
      // The second part never arrives.
      if (parts === 2) return route.abort("connectionreset");
      sent += Number(await request.headerValue("content-length"));
    }
    return route.continue();
  });
  await page.locator('input[type="file"]').setInputFiles({
    name: "ضجيج.png",
    mimeType: "image/png",
    buffer: data,
  });
  await page.getByText("انقطع الاتصال، وسيُستأنف الرفع").waitFor();
  await page.locator(".nr-upload").waitFor({ state: "detached", timeout: 60_000 });
  await page
    .getByRole("button", { name: /^فتح الصورة/ })
    .first()
    .waitFor();
  assert.equal(begun, 1);
  assert.equal(parts, Math.ceil(data.length / 1_000_000) + 1);
  if (sent > 0) assert.equal(sent, data.length);
  await page.unroute("**/newsroom/api/uploads**");

  await page.locator('input[type="file"]').setInputFiles({
    name: "شعار.png",
    mimeType: "image/png",
    buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
  });
  await page
    .locator('.nr-upload[data-state="failed"]')
    .filter({ hasText: /\p{Script=Arabic}{4}/u })
    .waitFor();
});

test("whoever chooses English has every screen in English, left to right, wide and narrow", async () => {
  await page.goto(`${site.url}/newsroom/me`);
  await page.getByText("English", { exact: true }).last().click();
  await page.getByRole("button", { name: "حفظ", exact: true }).first().click();
  await page.getByRole("heading", { name: "My account" }).waitFor();
  const screens = {
    "": "My desk",
    "/stories": "Stories",
    "/fronts/home": "Fronts",
    "/breaking": "Breaking",
    "/media": "Pictures",
    "/sections": "Sections",
    "/topics": "Topics",
    "/authors": "Authors",
    "/pages": "Static pages",
    "/people": "People",
    "/audit": "Audit log",
    "/settings": "Settings",
  };
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const [path, title] of Object.entries(screens)) {
      await page.goto(`${site.url}/newsroom${path}`);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      const html = page.locator("html");
      assert.deepEqual(
        [await html.getAttribute("lang"), await html.getAttribute("dir")],
        ["en", "ltr"],
      );
      // What the app itself says; what people and readers wrote stays as it is.
      const labels = await page.locator("label, th, button, h2, .nr-tabs").allInnerTexts();
      const arabic = labels.filter((text) => /\p{Script=Arabic}/u.test(text));
      assert.deepEqual(
        arabic.filter((text) => SAID.test(text)),
        [],
        path,
      );
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, `${path} at ${width}`);
      const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
      assert.deepEqual(
        violations.map(({ id }) => id),
        [],
        path,
      );
    }
  }
  // A story keeps its own direction in an English newsroom.
  await page.setViewportSize({ width: 1280, height: 900 });
  const { id } = await makeStory("مادة عربية في غرفة إنجليزية", ["سلمى"]);
  await openStory(page, site, id);
  await page.getByRole("tab", { name: "Story", exact: true }).waitFor();
  assert.equal(await page.locator(".ed-sheet").getAttribute("dir"), "rtl");
  assert.equal(await page.locator("html").getAttribute("dir"), "ltr");
});

/** Words that only the interface says. */
const SAID = /حفظ|إلغاء|إضافة|بحث|نشر|تعديل|القسم|الحالة|العنوان|اختيار|دعوة|رفع/;
