import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { totpCode, totpStep } from "../src/accounts/second-factors/totp.ts";
import { openBrowser } from "./given/browser.ts";
import { addPerson, fillSignIn, signIn } from "./given/newsroom.ts";
import { startSite, type Site } from "./given/site.ts";

const OWNER = { email: "salma@example.com", name: "سلمى الحدّاد", role: "owner" };
const WRITER = { email: "karim@example.com", name: "كريم عوّاد", role: "journalist" };
let site: Site;
let browser: Browser;
let page: Page;

before(async () => {
  [site, browser] = await Promise.all([
    startSite({ environment: { SAMPLE: "off" } }),
    openBrowser(),
  ]);
  await addPerson(site, OWNER);
  await addPerson(site, WRITER);
  page = await newPage();
  await signIn(page, site, OWNER.email);
});
after(async () => {
  await browser.close();
  await site.remove();
});

const newPage = async (): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** The bytes that an app for codes keeps of what is typed into it. */
function secretOf(typed: string): Buffer {
  const bits = Array.from(typed, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0"));
  return Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
const codeOf = (secret: Buffer, stepsLater = 0): string =>
  totpCode(secret, totpStep(new Date()) + stepsLater);

/** Sets up an app for codes where it is offered; gives its secret and the recovery codes. */
async function setUpApp(on: Page): Promise<{ secret: Buffer; recovery: string[] }> {
  await on.getByRole("button", { name: "تفعيل", exact: true }).click();
  const dialog = on.getByRole("dialog", { name: "تطبيق التحقق" });
  const secret = secretOf(await dialog.locator("code").innerText());
  await dialog.getByRole("img", { name: "رمز المسح لتطبيق التحقق" }).waitFor();
  await dialog.getByLabel("الأرقام الستة").fill("000000");
  await dialog.getByRole("button", { name: "تأكيد" }).click();
  await dialog
    .getByRole("alert")
    .filter({ hasText: /\p{Script=Arabic}/u })
    .waitFor();
  await dialog.getByLabel("الأرقام الستة").fill(codeOf(secret));
  await dialog.getByRole("button", { name: "تأكيد" }).click();
  await dialog.getByRole("heading", { name: "رموز الاسترداد" }).waitFor();
  const recovery = await dialog.locator("code").allInnerTexts();
  await dialog.getByRole("button", { name: "حفظتُها" }).click();
  return { secret, recovery };
}

async function signOut(on: Page, name: string): Promise<void> {
  await on.getByRole("button", { name }).click();
  await on.getByRole("menuitem", { name: "تسجيل الخروج" }).click();
  await on.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
}

test("an app for codes is set up, and from then on asked for; a code or a recovery code opens once", async () => {
  await page.goto(`${site.url}/newsroom/me`);
  const app = await setUpApp(page);
  assert.ok(app.recovery.length >= 8);
  await page.getByText("مفعّل", { exact: true }).waitFor();
  await signOut(page, OWNER.name);

  await fillSignIn(page, OWNER.email);
  const code = page.getByLabel("رمز التحقق");
  // The code that confirmed the app is used up; a wrong one is refused too.
  for (const wrong of [codeOf(app.secret), "123"]) {
    await code.fill(wrong);
    await page.keyboard.press("Enter");
    await page
      .getByRole("alert")
      .filter({ hasText: /\p{Script=Arabic}/u })
      .waitFor();
  }
  // Digits as an Arabic keyboard writes them.
  const arabic = codeOf(app.secret, 1).replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? "");
  await code.fill(arabic);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "مكتبي" }).waitFor();

  const [first = ""] = app.recovery;
  await signOut(page, OWNER.name);
  await fillSignIn(page, OWNER.email);
  await page.getByRole("button", { name: "لا أستطيع الوصول إلى هاتفي" }).click();
  await page.getByLabel("رمز استرداد").fill(first);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "مكتبي" }).waitFor();
  const other = await newPage();
  await other.goto(`${site.url}/newsroom`);
  await fillSignIn(other, OWNER.email);
  await other.getByRole("button", { name: "لا أستطيع الوصول إلى هاتفي" }).click();
  await other.getByLabel("رمز استرداد").fill(first);
  await other.keyboard.press("Enter");
  await other
    .getByRole("alert")
    .filter({ hasText: /\p{Script=Arabic}/u })
    .waitFor();
  await other.context().close();
});

test("a passkey is added, opens without a password, and is removed", async () => {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${site.url}/newsroom/me`);
  await page.getByLabel("اسم المفتاح").fill("حاسوب المكتب");
  await page.getByRole("button", { name: "إضافة مفتاح" }).click();
  await page.getByText("أُضيف المفتاح.").waitFor();
  await page.getByRole("listitem").filter({ hasText: "حاسوب المكتب" }).waitFor();

  await signOut(page, OWNER.name);
  await page.getByRole("button", { name: "الدخول بمفتاح مرور" }).click();
  await page.getByRole("heading", { name: "مكتبي" }).waitFor();

  await page.goto(`${site.url}/newsroom/me`);
  const row = page.getByRole("listitem").filter({ hasText: "حاسوب المكتب" });
  await row.getByRole("button", { name: "إزالة" }).click();
  await row.waitFor({ state: "detached" });
});

test("where the house demands it, nobody works without a second factor", async () => {
  await page.goto(`${site.url}/newsroom/people`);
  await page.getByRole("switch", { name: "إلزام كل الفريق بالتحقق بخطوتين" }).click();
  await page.getByText("حُفظ التغيير.").waitFor();

  const writer = await newPage();
  await writer.goto(`${site.url}/newsroom`);
  await fillSignIn(writer, WRITER.email);
  await writer.getByRole("heading", { name: "فعّل التحقق بخطوتين" }).waitFor();
  // Another address of the app does not lead around it, nor does the API.
  await writer.goto(`${site.url}/newsroom/stories`);
  await writer.getByRole("heading", { name: "فعّل التحقق بخطوتين" }).waitFor();
  assert.equal(
    await writer.evaluate(async () => (await fetch("/newsroom/api/stories")).status),
    401,
  );
  await setUpApp(writer);
  await writer.getByRole("heading", { name: "المواد" }).waitFor();
  await writer.context().close();
});
