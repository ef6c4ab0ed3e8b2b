import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import {
  addPerson,
  beginStory,
  openStory,
  savedText,
  signIn,
  waitSaved,
} from "./given/newsroom.ts";
import { startSite, type Site } from "./given/site.ts";

const PICTURE = join(import.meta.dirname, "../fixtures/sample/pictures");
let site: Site;
let browser: Browser;
let pages: { readonly writer: Page; readonly editor: Page };
const violations: string[] = [];

async function newPage(email: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|Trusted Type/.test(message.text()))
      violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(error.message));
  await signIn(page, site, email);
  return page;
}

before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  await addPerson(site, { email: "editor@example.com", name: "سلمى الحدّاد", role: "owner" });
  await addPerson(site, { email: "writer@example.com", name: "كريم عوّاد", role: "journalist" });
  pages = {
    editor: await newPage("editor@example.com"),
    writer: await newPage("writer@example.com"),
  };
});
after(async () => {
  await browser.close();
  await site.remove();
});

const act = async (page: Page, name: string): Promise<void> => {
  const button = page.locator(".ed-bar").getByRole("button", { name, exact: true });
  if (await button.isVisible()) await button.click();
  else {
    await page.getByRole("button", { name: "إجراءات أخرى" }).click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  }
};
const confirm = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
};

test("a story from the first word to its takedown", async () => {
  const { writer, editor } = pages;
  const id = await beginStory(writer, site);

  // Written: what is typed on a Latin keyboard is set right, the picture is uploaded in place.
  await writer.getByLabel("العنوان", { exact: true }).click();
  await writer.keyboard.type("تعاونيات القمح القديم ترفع أسعارها");
  await writer.keyboard.press("Enter");
  await writer.keyboard.type('موسم قصير, ومزارعون يقولون إن "السعر العادل" يبدأ من البذرة.');
  await writer.keyboard.press("Enter");
  await writer.keyboard.type('أعلنت سبع تعاونيات رفع السعر, وقال رئيسها إن القرار "تأخّر".');
  await writer.keyboard.press("Enter");
  await writer.keyboard.type("- قمح صلب");
  await writer.keyboard.press("Enter");
  await writer.keyboard.type("شعير");
  await writer.keyboard.press("Enter");
  await writer.keyboard.press("Enter");
  await writer.keyboard.type("Reuters reported it first.");
  assert.equal(
    await writer.locator(".ed-body > p").first().innerText(),
    "أعلنت سبع تعاونيات رفع السعر، وقال رئيسها إن القرار «تأخّر».",
  );
  assert.equal(await writer.locator(".ed-body > p").last().getAttribute("dir"), "ltr");
  await writer.getByRole("combobox", { name: "القسم" }).click();
  await writer.getByRole("option").first().click();
  await writer.getByRole("combobox", { name: "الكتّاب" }).fill("كريم عوّاد");
  await writer.keyboard.press("Enter");
  await writer.getByRole("combobox", { name: "المواضيع" }).fill("قمح قديم");
  await writer.keyboard.press("Enter");
  await writer.getByRole("button", { name: "اختيار صورة" }).click();
  await writer.locator('input[type="file"]').setInputFiles(await anyPicture());
  await writer.getByRole("group", { name: "الصورة الرئيسية" }).locator("img").waitFor();
  await writer.getByLabel("النص البديل").fill("حقل قمح عند الحصاد");
  await waitSaved(writer);

  // Sent to review; the editor notes something on a paragraph and returns it.
  await act(writer, "إرسال للمراجعة");
  await confirm(writer, "إرسال للمراجعة");
  await openStory(editor, site, id);
  await editor.getByText("في المراجعة").first().waitFor();
  await editor.locator(".ed-body > p").first().click({ clickCount: 3 });
  await editor.keyboard.press("Control+Alt+m");
  await editor.getByLabel("ملاحظة لزملائك").fill("من هو رئيسها؟");
  await editor.getByRole("button", { name: "إضافة", exact: true }).click();
  await editor.locator(".ed-note").waitFor();
  await act(editor, "إعادة إلى الكاتب");
  await editor.getByRole("dialog").getByLabel("ما المطلوب؟").fill("أضف الاسم");
  await confirm(editor, "إعادة إلى الكاتب");
  await editor.goto(`${site.url}/newsroom`);

  // The writer finds the note in the text, does what it asks for, and sends it again.
  await openStory(writer, site, id);
  await writer.locator(".ed-noted").first().click();
  await writer.locator(".ed-note[data-current]").getByText("من هو رئيسها؟").waitFor();
  await writer.locator(".ed-note[data-current]").getByRole("button", { name: "عولجت" }).click();
  await writer.locator(".ed-body > p").first().click();
  await writer.keyboard.press("End");
  await writer.keyboard.type(" هو سالم.");
  await waitSaved(writer);
  await act(writer, "إرسال للمراجعة");
  await confirm(writer, "إرسال للمراجعة");
  await writer.goto(`${site.url}/newsroom`);

  // Approved and published: readers have it within a second.
  await openStory(editor, site, id);
  await act(editor, "اعتماد");
  await confirm(editor, "اعتماد");
  await act(editor, "نشر");
  await confirm(editor, "نشر");
  await editor.getByText("نُشرت المادة.").waitFor();
  const url = await editor.evaluate(async (id) => {
    const response = await fetch(`/newsroom/api/stories/${id}`);
    return ((await response.json()) as { live: { url: string } }).live.url;
  }, id);
  const reader = await (await browser.newContext()).newPage();
  await reader.goto(site.url + url);
  await reader.getByRole("heading", { level: 1, name: "تعاونيات القمح" }).waitFor();
  assert.match(await reader.locator("body").innerText(), /القرار «تأخّر». هو سالم\./);

  // Corrected with a public note.
  await editor.locator(".ed-body > p").first().click();
  await editor.keyboard.press("End");
  await editor.keyboard.type(" رئيس التعاونيات.");
  await act(editor, "تصويب");
  await editor.getByRole("dialog").getByLabel("نص التصويب").fill("أُضيفت صفة سالم.");
  await confirm(editor, "تصويب");
  await reader.reload();
  await reader.getByText("أُضيفت صفة سالم.").waitFor();

  // Taken down for good.
  await act(editor, "حجب نهائي");
  await editor.getByRole("dialog").getByLabel(/السبب/).fill("طلب من المحكمة");
  await confirm(editor, "حجب نهائي");
  const status = async (): Promise<number> => (await fetch(site.url + url)).status;
  for (let tries = 0; tries < 20 && (await status()) !== 410; tries += 1)
    await editor.waitForTimeout(150);
  assert.equal(await status(), 410);
  assert.deepEqual(violations, []);
});

test("scheduled by the edition's clock: readers see it on the minute", async () => {
  const { editor } = pages;
  const id = await beginStory(editor, site);
  await editor.getByLabel("العنوان", { exact: true }).fill("مادة مجدولة");
  await editor.locator(".ed-body").click();
  await editor.keyboard.type("نصها.");
  await editor.getByRole("combobox", { name: "القسم" }).click();
  await editor.getByRole("option").first().click();
  await editor.getByRole("combobox", { name: "الكتّاب" }).fill("كريم عوّاد");
  await editor.keyboard.press("Enter");
  const minute = new Date(Math.ceil((Date.now() + 8000) / 60_000) * 60_000);
  const wall = new Intl.DateTimeFormat("en-CA", {
    timeZone: "Asia/Riyadh",
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  }).format(minute);
  await act(editor, "جدولة");
  await editor.getByLabel(/^اليوم/).fill(wall.slice(0, 10));
  await editor.getByLabel(/^الساعة/).fill(wall.slice(-5));
  await confirm(editor, "جدولة");
  await editor.getByText(/^مجدولة:/).waitFor();
  const url = async (): Promise<string | null> =>
    editor.evaluate(async (id) => {
      const response = await fetch(`/newsroom/api/stories/${id}`);
      return ((await response.json()) as { live: { url: string } | null }).live?.url ?? null;
    }, id);
  assert.equal(await url(), null);
  while (Date.now() < minute.getTime() + 10_000 && (await url()) === null)
    await editor.waitForTimeout(500);
  const late = Date.now() - minute.getTime();
  assert.ok(late >= 0 && late < 6000, `published ${late} ms after its minute`);
  assert.equal((await fetch(site.url + (await url()))).status, 200);
});

test("axe finds nothing on the writing screen, light and dark, wide and narrow", async () => {
  const { editor } = pages;
  const id = await beginStory(editor, site);
  await editor.getByLabel("العنوان", { exact: true }).fill("عنوان للفحص");
  await editor.locator(".ed-body").click();
  for (const name of ["اقتباس بارز", "للعلم", "جدول"]) {
    await editor.keyboard.type("فقرة.");
    await editor.keyboard.press("Enter");
    await editor.keyboard.press("Control+Slash");
    await editor.keyboard.type(name);
    await editor.keyboard.press("Enter");
    await editor.locator(".ed-below").click();
  }
  await waitSaved(editor);
  const check = async (what: string): Promise<void> => {
    const { violations: found } = await new AxeBuilder({ page: editor }).analyze();
    assert.deepEqual(
      found.map(({ id, nodes }) => `${what}: ${id} ${nodes.map(({ html }) => html).join(" ")}`),
      [],
    );
  };
  for (const colorScheme of ["light", "dark"] as const) {
    await editor.emulateMedia({ colorScheme });
    await check(colorScheme);
    for (const tab of [/الملاحظات/, /النسخ/, /قبل النشر/]) {
      await editor.getByRole("tab", { name: tab }).click();
      await check(`${colorScheme} ${tab.source}`);
    }
    await editor.getByRole("tab", { name: "المادة", exact: true }).click();
    await editor.setViewportSize({ width: 390, height: 844 });
    await check(`${colorScheme} narrow`);
    await editor.setViewportSize({ width: 1280, height: 900 });
  }
  await editor.keyboard.press("Control+f");
  await check("find");
  await editor.keyboard.press("Escape");
  await editor.goto(`${site.url}/newsroom/stories/${id}/revisions`);
  await editor.getByText("نسخ المادة").first().waitFor();
  await check("revisions");
  assert.match(await savedText(editor, id), /فقرة\./);
});

/** Any picture of the sample. */
async function anyPicture(): Promise<string> {
  const { readdir } = await import("node:fs/promises");
  const [name] = (await readdir(PICTURE)).filter((one) => /\.(?:jpe?g|png|webp)$/.test(one));
  assert.ok(name !== undefined);
  return join(PICTURE, name);
}
