/**
 * Takes pictures of the newsroom's screens, to be looked at, and says what axe and the policy of the page find on each:
 * `node scripts/newsroom-pictures.ts <base URL> <e-mail> <folder> [name …]`, the password on standard input.
 * The product must be running.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { findChromium } from "./chromium.ts";

const WIDTHS = [1280, 390] as const;
const SCHEMES = ["light", "dark"] as const;
const SETTLED_MS = 700;

const SCREENS = new Map([
  ["desk", "/newsroom"],
  ["stories", "/newsroom/stories"],
  ["fronts", "/newsroom/fronts/home"],
  ["breaking", "/newsroom/breaking"],
  ["media", "/newsroom/media"],
  ["sections", "/newsroom/sections"],
  ["topics", "/newsroom/topics"],
  ["authors", "/newsroom/authors"],
  ["pages", "/newsroom/pages"],
  ["newsletter", "/newsroom/distribution"],
  ["alerts", "/newsroom/distribution/alerts"],
  ["webhooks", "/newsroom/distribution/webhooks"],
  ["receipts", "/newsroom/distribution/receipts"],
  ["people", "/newsroom/people"],
  ["audit", "/newsroom/audit"],
  ["settings", "/newsroom/settings"],
  ["me", "/newsroom/me"],
  ["missing", "/newsroom/none"],
]);

const [base, email, folder, ...wanted] = process.argv.slice(2);
if (base === undefined || email === undefined || folder === undefined) {
  console.error("usage: node scripts/newsroom-pictures.ts <base URL> <e-mail> <folder> [name …]");
  process.exit(2);
}
const password = (await text(process.stdin)).trim();

let problems = 0;
async function takePictures(context: BrowserContext, site: string, suffix: string): Promise<void> {
  const page = await context.newPage();
  page.on("console", (message) => {
    // Who is signed in is asked of the server: before the sign-in it answers 401.
    if (message.type() !== "error" || message.text().includes("401")) return;
    problems += 1;
    console.log(`  console: ${message.text().slice(0, 300)}`);
  });
  page.on("pageerror", (error) => {
    problems += 1;
    console.log(`  error: ${error.message}`);
  });
  const take = async (name: string): Promise<void> => {
    await page.waitForTimeout(SETTLED_MS);
    const path = join(folder ?? "", `${name}-${suffix}.png`);
    await page.screenshot({ path });
    const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
    problems += violations.length;
    console.log(`${path}: axe ${violations.length}`);
    for (const { id, nodes } of violations)
      console.log(
        `  ${id}: ${nodes
          .map(({ target }) => target.join(" "))
          .slice(0, 4)
          .join(", ")}`,
      );
  };
  await page.goto(`${site}/newsroom`, { waitUntil: "networkidle" });
  if (wanted.length === 0 || wanted.includes("sign-in")) await take("sign-in");
  await page.locator("input[type=email]").fill(email ?? "");
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.locator(".nr-frame").waitFor();
  for (const [name, path] of SCREENS) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await page.goto(site + path, { waitUntil: "domcontentloaded" });
    await page.locator(".nr-bar, .nr-message").first().waitFor();
    await take(name);
  }
  if (wanted.length === 0 || wanted.includes("editor")) await takeEditor(page, site, take);
  await page.close();
}

/** The writing screen of the newest story, with what opens beside it and the merge of two texts. */
async function takeEditor(
  page: Page,
  site: string,
  take: (name: string) => Promise<void>,
): Promise<void> {
  const id = await page.evaluate(async () => {
    const answer = await fetch("/newsroom/api/stories?state=published&limit=1");
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items[0]?.id ?? "";
  });
  await page.goto(`${site}/newsroom/stories/${id}`);
  await page.locator('.ed-body[contenteditable="true"]').waitFor();
  await take("editor");
  await page.getByRole("button", { name: "معاينة", exact: true }).click();
  await page.locator("iframe").first().waitFor();
  await take("editor-preview");
  await page.getByRole("button", { name: "معاينة", exact: true }).click();
  await page.locator(".ed-body > p").first().click({ clickCount: 3 });
  await take("editor-selection");
  await page.keyboard.press("End");
  await page.keyboard.press("Control+Slash");
  await take("editor-insert");
  await page.keyboard.press("Escape");
  // Somebody else saves while this window writes.
  await page.evaluate(async (id) => {
    const path = `/newsroom/api/stories/${id}`;
    const { draft } = (await (await fetch(path)).json()) as {
      draft: { version: number; content: { standfirst: string } };
    };
    const content = { ...draft.content, standfirst: `${draft.content.standfirst} وهذا جديد.` };
    await fetch(`${path}/draft`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ base: draft.version, content }),
    });
  }, id);
  await page.keyboard.type(" وهذا من هذه النافذة.");
  await page.getByRole("button", { name: "دمج النصين" }).click();
  await take("editor-merge");
  await page.getByRole("button", { name: "اعتماد النص المدموج" }).click();
  await page.locator('.ed-saved[data-word="saved"]').waitFor();
  await page.goto(`${site}/newsroom/stories/${id}/revisions`);
  await page.locator(".nr-bar").waitFor();
  await take("editor-revisions");
}

const executablePath = findChromium();
if (executablePath === undefined) process.exit(1);
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
await mkdir(folder, { recursive: true });
for (const colorScheme of SCHEMES)
  for (const width of WIDTHS) {
    const viewport = { width, height: width < 500 ? 844 : 900 };
    const context = await browser.newContext({ viewport, colorScheme, bypassCSP: false });
    await takePictures(context, base, `${width}-${colorScheme}`);
    await context.close();
  }
await browser.close();
console.log(problems === 0 ? "nothing found" : `${problems} problems found`);
process.exitCode = problems === 0 ? 0 : 1;
