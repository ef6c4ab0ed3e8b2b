import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { runWarraq, startSite, type Site } from "./given/site.ts";

let site: Site;
let browser: Browser;
/** A word of a headline that is on the site, and that headline. */
let word = "";
before(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const answer = (await (await fetch(`${site.url}/api/v1/stories?limit=30`)).json()) as {
    stories: { headline: string }[];
  };
  const words = answer.stories.flatMap(({ headline }) => headline.split(/[\s:،«»]+/));
  word = words.find((one) => /^[\u0621-\u064a]{6,}$/u.test(one)) ?? "";
});
after(async () => {
  await browser.close();
  await site.remove();
});

for (const colorScheme of ["light", "dark"] as const)
  test(`a reader types, is helped, searches, narrows, goes back and clears, ${colorScheme}`, async () => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      colorScheme,
    });
    const page = await context.newPage();
    const calm = async (where: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
        [],
        where,
      );
    };
    await page.goto(site.url);
    await page.getByRole("link", { name: "البحث", exact: true }).click();
    await page.waitForURL("**/search");
    await calm("before anything is typed");
    const field = page.getByRole("combobox", { name: "ابحث في الأخبار" });
    await field.pressSequentially(word.slice(0, 5));
    const list = page.getByRole("listbox");
    await list.waitFor();
    assert.equal(await field.getAttribute("aria-expanded"), "true");
    await field.press("ArrowDown");
    const active = await field.getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    await calm("with suggestions");
    await field.press("Escape");
    assert.equal(await list.isVisible(), false);

    await field.fill(word);
    await field.press("Enter");
    await page.waitForURL("**/search?q=*");
    await page.getByText(`عن «${word}»`).first().waitFor();
    assert.ok((await page.locator(".hits mark").count()) > 0);
    await calm("results");
    await page.locator(".facet a").first().click();
    await page.waitForURL("**&section=*");
    await page.getByRole("navigation", { name: "التصفية الحالية" }).waitFor();
    await page.goBack();
    assert.equal(await field.inputValue(), word);
    assert.equal(await page.getByRole("navigation", { name: "التصفية الحالية" }).count(), 0);

    await field.fill("زغلبوشتنمبرقع");
    await field.press("Enter");
    await page.getByText("لا نتائج عن").first().waitFor();
    await calm("no results");

    await field.fill("");
    await field.pressSequentially(word.slice(0, 5));
    await list.waitFor();
    await field.press("ArrowUp");
    await field.press("Enter");
    await page.waitForURL(/\/\d{4}\/\d{2}\/\d{2}\/|\/topics\/|\/authors\//);
    await context.close();
  });

test("without script the form searches and every filter is a link", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.url}/search`);
  await page.locator("#q").fill(word);
  await page.locator(".search-form button").click();
  await page.waitForURL("**/search?q=*");
  assert.ok((await page.locator(".hits li").count()) > 0);
  await context.close();
});

test("a name in Latin letters or Arabizi finds its Arabic spelling; a slip of the finger is asked about", async () => {
  const file = join(site.dataDir, "names.jsonl");
  const lines = [
    { id: "kerry", headline: "كيري يزور عاصمة الجزر", body_text: "وصل كيري صباحا." },
    { id: "mahmoud", headline: "محمود يروي حكاية البحّارة", body_text: "روى محمود الحكاية." },
  ].map((story) => JSON.stringify({ ...story, published_at: "2026-11-20T10:00:00Z" }));
  await writeFile(file, `${lines.join("\n")}\n`);
  const { code, stderr } = await runWarraq(site.dataDir, ["import", "jsonl", file]);
  assert.equal(code, 0, stderr);
  const context = await browser.newContext();
  const page = await context.newPage();
  const field = page.getByRole("combobox", { name: "ابحث في الأخبار" });
  await page.goto(`${site.url}/search`);
  for (const [typed, headline, meant] of [
    ["Kerry", "كيري يزور عاصمة الجزر", "كيري"],
    ["ma7moud", "محمود يروي حكاية البحّارة", "محمود"],
    ["حكابة البحارة", "محمود يروي حكاية البحّارة", "حكاية البحارة"],
  ] as const) {
    await field.fill(typed);
    await field.press("Enter");
    await page.getByRole("status").getByText(`عن «${typed}»`).waitFor();
    assert.equal((await page.locator(".hits h2").first().innerText()).trim(), headline, typed);
    const asked = page.locator(".meant a");
    assert.equal(await asked.innerText(), meant);
    await asked.click();
    await page.getByRole("status").getByText(`عن «`).waitFor();
    assert.ok((await page.locator(".hits h2").allInnerTexts()).includes(headline), meant);
  }
  await context.close();
});
