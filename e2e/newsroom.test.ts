import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { startSite, type Site } from "./given/site.ts";

const OWNER = {
  name: "سلمى الحدّاد",
  email: "salma@example.com",
  password: "حبر وورق ومطبعة قديمة",
};
const WRITER = { name: "كريم عوّاد", email: "karim@example.com", password: "قافلة تعبر جسر الخريف" };

const SCREENS = [
  "",
  "/stories",
  "/fronts/home",
  "/breaking",
  "/media",
  "/sections",
  "/topics",
  "/authors",
  "/pages",
  "/people",
  "/audit",
  "/settings",
  "/me",
];

let site: Site;
let browser: Browser;
let owner: { context: BrowserContext; page: Page };
const reported: string[] = [];

/** A browser of somebody's own; what the page's policy forbids and what breaks in its scripts is written down. */
async function openNewsroom(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "ar",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => reported.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/.test(message.text())) reported.push(message.text());
  });
  return { context, page };
}

before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  owner = await openNewsroom();
});
after(async () => {
  await browser.close();
  await site.remove();
});

const textOf = async (path: string): Promise<string> => (await fetch(site.url + path)).text();

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + 5000;
  while (!(await holds())) {
    assert.ok(performance.now() < end, what);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

test("the first owner makes an account by the link of the first start, and signs in with it", async () => {
  const { page } = owner;
  const link = /^(https?:\/\/\S+\/newsroom\/first-owner\/\S+)$/m.exec(site.output())?.[1];
  assert.ok(link !== undefined, site.output());
  await page.goto(link);
  await page.getByRole("heading", { name: "حساب المالك الأول" }).waitFor();
  await page.getByLabel("الاسم كما يظهر للزملاء").fill(OWNER.name);
  await page.getByLabel("البريد الإلكتروني").fill(OWNER.email);
  await page.getByLabel("كلمة المرور").first().fill("12345678");
  await page.getByRole("button", { name: "إنشاء الحساب" }).click();
  await page.getByRole("alert").filter({ hasText: "كلمة المرور" }).waitFor();
  await page.getByLabel("كلمة المرور").first().fill(OWNER.password);
  await page.getByRole("button", { name: "إنشاء الحساب" }).click();
  await page.getByRole("heading", { name: "مكتبي" }).waitFor();
  assert.equal(await page.getAttribute("html", "dir"), "rtl");

  await page.getByRole("button", { name: OWNER.name }).click();
  await page.getByRole("menuitem", { name: "تسجيل الخروج" }).click();
  await page.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
  await page.getByLabel("البريد الإلكتروني").fill(OWNER.email);
  await page.getByLabel("كلمة المرور").first().fill("ليست كلمتي");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "غير صحيحة" }).waitFor();
  await page.getByLabel("كلمة المرور").first().fill(OWNER.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "مكتبي" }).waitFor();
  // The link works once.
  await page.goto(link);
  await page.getByRole("heading", { name: "هذا الرابط لا يعمل" }).waitFor();
});

test("a colleague is invited by mail, joins, and finds only what the role allows", async () => {
  const { page } = owner;
  await page.goto(`${site.url}/newsroom/people`);
  await page.getByRole("button", { name: "دعوة زميل" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("البريد الإلكتروني").fill(WRITER.email);
  await dialog.getByRole("radio", { name: "صحفي" }).check();
  await dialog.getByRole("button", { name: "إرسال الدعوة" }).click();
  await page.getByText(`أُرسلت الدعوة إلى ${WRITER.email}`).waitFor();

  const folder = join(site.dataDir, "outbox");
  const [mail = ""] = (await readdir(folder)).filter((name) => name.endsWith(".eml"));
  const raw = (await readFile(join(folder, mail), "utf8")).replace(/=\r?\n/g, "");
  const bodies = raw.split(/\r?\n\r?\n/).map((part) => Buffer.from(part, "base64").toString());
  const address = /\/newsroom\/invitation\/[\w-]+/.exec([raw, ...bodies].join("\n"))?.[0];
  assert.ok(address !== undefined, raw);

  const writer = await openNewsroom();
  await writer.page.goto(site.url + address);
  await writer.page.getByText(`دعاك ${OWNER.name}`).waitFor();
  await writer.page.getByLabel("الاسم كما يظهر للزملاء").fill(WRITER.name);
  await writer.page.getByLabel("كلمة المرور").first().fill(WRITER.password);
  await writer.page.getByRole("button", { name: "الانضمام" }).click();
  await writer.page.getByRole("heading", { name: "مكتبي" }).waitFor();
  const places = writer.page.getByRole("navigation", { name: "أقسام غرفة التحرير" });
  assert.equal(await places.getByRole("link", { name: "المواد" }).count(), 1);
  for (const name of ["الإعدادات", "الفريق", "السجل"])
    assert.equal(await places.getByRole("link", { name, exact: true }).count(), 0, name);
  await writer.context.close();
});

test("a changed setting is on the readers' pages at once", async () => {
  const { page } = owner;
  assert.doesNotMatch(await textOf("/"), /صحيفة المساء/);
  await page.goto(`${site.url}/newsroom/settings`);
  await page.getByLabel("اسم الموقع").fill("صحيفة المساء");
  await page.getByLabel("الأرقام", { exact: true }).selectOption("arab");
  await page.getByRole("button", { name: "حفظ الإعدادات" }).click();
  await page.getByText("حُفظت الإعدادات").waitFor();
  await until(async () => /صحيفة المساء/.test(await textOf("/")), "readers see the new name");
  assert.match(await textOf("/"), /[٠-٩]/);
});

test("the front page is arranged by keyboard, and readers see it in the new order", async () => {
  const { page } = owner;
  await page.goto(`${site.url}/newsroom/fronts/home`);
  const add = page.getByRole("button", { name: /^تثبيت «/ });
  await add.nth(7).click();
  await add.nth(4).click();
  const slots = page.locator(".nr-slots .nr-headline");
  const [first = "", second = ""] = await slots.allTextContents();
  assert.notEqual(first, second);
  await page.getByRole("button", { name: new RegExp(`^اسحب «${RegExp.escape(second)}»`) }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.getByText(`«${second}» الآن في الموضع 1`).waitFor({ state: "attached" });
  await page.getByText("فيها تغيير لم يُنشر").waitFor();
  const before = await textOf("/");
  await page.getByRole("button", { name: "نشر الواجهة" }).click();
  await page.getByText("نُشرت الواجهة").waitFor();
  await until(async () => (await textOf("/")) !== before, "readers see another front page");
  const html = await textOf("/");
  const at = (headline: string): number => html.indexOf(headline, html.indexOf("<main"));
  assert.ok(at(second) > 0 && at(second) < at(first), "the moved story stands first");
});

for (const { colorScheme, width } of [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 390 },
] as const)
  test(`axe finds nothing on any screen, ${colorScheme} at ${width}`, async () => {
    const { page } = owner;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    for (const path of SCREENS) {
      await page.goto(`${site.url}/newsroom${path}`);
      await page.locator(".nr-bar").waitFor();
      await page.waitForTimeout(300);
      const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
      assert.deepEqual(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
        ),
        [],
        path,
      );
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, `${path} is wider than the window`);
    }
  });

test("no page of the newsroom broke, and its policy was never violated", () => {
  assert.deepEqual(reported, []);
});
