import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { openBrowser } from "./given/browser.ts";
import { addPerson, signIn } from "./given/newsroom.ts";
import { sendThroughCrash } from "./given/sending.ts";
import { startSite, type Site } from "./given/site.ts";

let site: Site | undefined;
let browser: Browser | undefined;
after(async () => {
  await browser?.close();
  await site?.remove();
});

const decoded = (part: string): string => {
  const at = part.indexOf("\r\n\r\n");
  const body = part.slice(at);
  if (/base64/i.test(part.slice(0, at))) return Buffer.from(body, "base64").toString("utf8");
  const bytes = body
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_whole, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, "latin1").toString("utf8");
};

/** The mails that are kept as files, with their bodies decoded. */
function mailsIn(dataDir: string): { head: string; text: string; html: string }[] {
  const folder = join(dataDir, "outbox");
  return readdirSync(folder).map((name) => {
    const raw = readFileSync(join(folder, name), "latin1");
    const parts = raw.split(/\r\n--[^\r\n]+/).map((part) => ({
      type: /content-type: (text\/\w+)/i.exec(part)?.[1] ?? "",
      body: decoded(part),
    }));
    const bodyOf = (wanted: string) =>
      parts.filter(({ type }) => type === wanted).at(-1)?.body ?? "";
    return {
      head: raw.slice(0, raw.indexOf("\r\n\r\n")),
      text: bodyOf("text/plain"),
      html: bodyOf("text/html"),
    };
  });
}

async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(100)) {
    const found = look();
    if (found !== undefined) return found;
  }
  throw new Error(`Waited in vain: ${what}`);
}

test("a reader subscribes on the front page, confirms, gets the editors' letter and leaves by one click", async () => {
  site = await startSite();
  browser = await openBrowser();
  const { url, dataDir } = site;
  const person = { email: "editor@news.example", name: "سلمى", role: "editor" };
  await addPerson(site, person);
  const context = await browser.newContext({ locale: "ar", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(url);
  const box = page.locator(".subscribe");
  await box.getByLabel("البريد الإلكتروني").fill("reader@mail.example");
  await box.getByRole("button", { name: "اشترك" }).click();
  await page.getByRole("heading", { name: "راجع بريدك" }).waitFor();
  const link = await until("the mail to confirm", () =>
    mailsIn(dataDir)
      .map(({ text }) => /\S+(\/newsletter\/confirm\/[a-z2-7]{45})/.exec(text)?.[1])
      .find((path) => path !== undefined),
  );
  await page.goto(url + link);
  await page.getByRole("button", { name: "تأكيد الاشتراك" }).click();
  await page.getByRole("heading", { name: "تم الاشتراك" }).waitFor();
  for (const path of ["/newsletter", "/notifications"]) {
    await page.goto(url + path);
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, [], path);
    assert.ok(
      (await page.evaluate(() => document.documentElement.scrollWidth)) <= 390,
      `${path} fits a phone`,
    );
  }
  // The box on the front page asks for what leaves by itself; letters of the editors are chosen here.
  await page.goto(`${url}/newsletter`);
  await page
    .locator("form.subscribe-form")
    .getByLabel("البريد الإلكتروني")
    .fill("reader@mail.example");
  await page.getByRole("button", { name: "اشترك" }).click();
  const preferences = await until("the mail to somebody who is known", () =>
    mailsIn(dataDir)
      .map(({ text }) => /\S+(\/newsletter\/preferences\/[a-z2-7]{45})/.exec(text)?.[1])
      .find((path) => path !== undefined),
  );
  await page.goto(url + preferences);
  await page.getByLabel("رسائل التحرير").check();
  await page.getByRole("button", { name: "حفظ" }).click();
  await page.getByText("حُفظت تفضيلاتك.").waitFor();

  const desk = await (
    await browser.newContext({ locale: "ar", viewport: { width: 1280, height: 900 } })
  ).newPage();
  await signIn(desk, site, person.email);
  await desk.goto(`${url}/newsroom/distribution`);
  await desk.getByRole("button", { name: "رسالة جديدة" }).click();
  await desk.getByLabel("العنوان").fill("ملف الجمعة");
  await desk
    .getByRole("button", { name: /^أضف: / })
    .first()
    .click();
  await desk
    .getByRole("button", { name: /^أضف: / })
    .first()
    .click();
  await desk.getByText("حُفظ.").waitFor();
  await desk.getByRole("button", { name: "أرسل الآن" }).click();
  await desk.getByRole("button", { name: "نعم، أرسل" }).click();
  const letter = await until("the letter", () =>
    mailsIn(dataDir).find(({ head }) =>
      /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m.test(head.replaceAll("\r", "")),
    ),
  );
  assert.match(letter.html, /<html lang="ar" dir="rtl"/);
  assert.match(letter.text, /ملف الجمعة/);
  await desk.getByText("أُرسلت").first().waitFor({ timeout: 30_000 });

  const go = /http:\/\/localhost:\d+(\/newsletter\/go\/[\w-]+\/0)/.exec(letter.html)?.[1];
  const followed = await fetch(url + (go ?? ""), { redirect: "manual" });
  assert.equal(followed.status, 302);
  assert.equal((await fetch(url + (followed.headers.get("location") ?? ""))).status, 200);

  const unsubscribe = /List-Unsubscribe:\s+<http:\/\/[^/]+([^>]+)>/.exec(letter.head)?.[1] ?? "";
  const left = await fetch(url + unsubscribe, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  assert.equal(left.status, 200);
  await page.goto(url + preferences);
  await page.getByRole("heading", { name: "انتهى هذا الرابط" }).waitFor();
});

test("a letter whose sender is killed reaches every address once but those in hand, and says which are unknown", async () => {
  const { reached, twice, lost, unknown } = await sendThroughCrash({
    subscribers: 240,
    perSecond: 60,
  });
  assert.deepEqual({ twice, lost }, { twice: 0, lost: 0 });
  assert.ok(unknown <= 20, `${unknown} unknown`);
  assert.ok(reached >= 220, `${reached} reached`);
});
