import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Site } from "./site.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The password of everybody in the journeys. */
export const PASSWORD = "كلمة سر طويلة للتجربة 2026";

/** Makes an account by the command line, as an administrator would. */
export async function addPerson(
  site: Pick<Site, "dataDir">,
  person: { readonly email: string; readonly name: string; readonly role: string },
): Promise<void> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(
    join(ROOT, "node_modules/.bin/node"),
    [
      join(ROOT, "bin/warraq.js"),
      "user",
      "add",
      "--email",
      person.email,
      "--name",
      person.name,
      "--role",
      person.role,
    ],
    { env: { ...inherited, DATA_DIR: site.dataDir }, stdio: ["pipe", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  child.stdin.end(`${PASSWORD}\n`);
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  assert.equal(code, 0, output);
}

/** Fills in the sign-in that is on the screen. */
export async function fillSignIn(page: Page, email: string): Promise<void> {
  const field = page.getByLabel("البريد الإلكتروني");
  if (await field.isEditable()) await field.fill(email);
  await page.getByLabel("كلمة المرور").first().fill(PASSWORD);
  await page.keyboard.press("Enter");
}

/** Opens the newsroom and signs in. */
export async function signIn(page: Page, site: Pick<Site, "url">, email: string): Promise<void> {
  await page.goto(`${site.url}/newsroom`);
  await fillSignIn(page, email);
  await page.locator(".nr-frame").waitFor({ timeout: 60_000 });
}

/** Asks the newsroom's API from within the page, as the person who is signed in there. */
export async function askApi<Answer>(
  page: Page,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  return (await page.evaluate(
    async ([method, path, body]) => {
      const response = await fetch(`/newsroom/api/${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(body === "" ? {} : { body }),
      });
      return (await response.json()) as unknown;
    },
    [method, path, body === undefined ? "" : JSON.stringify(body)] as const,
  )) as Answer;
}

/** Begins a story and opens its screen; gives its id. */
export async function beginStory(page: Page, site: Pick<Site, "url">): Promise<string> {
  const { id } = await askApi<{ id: string }>(page, "POST", "stories", {});
  await openStory(page, site, id);
  return id;
}

/** Opens the screen of a story. */
export async function openStory(page: Page, site: Pick<Site, "url">, id: string): Promise<void> {
  await page.goto(`${site.url}/newsroom/stories/${id}`);
  await page.locator(".ed-body").waitFor({ timeout: 60_000 });
}

/** Waits until the screen says that the server has everything. */
export async function waitSaved(page: Page): Promise<void> {
  await page.locator('.ed-saved[data-word="saved"]').waitFor({ timeout: 30_000 });
}

/** The text that the server has of a story's body. */
export async function savedText(page: Page, id: string): Promise<string> {
  const story = await askApi<{ draft: { content: { body: unknown } } }>(
    page,
    "GET",
    `stories/${id}`,
  );
  return textOf(story.draft.content.body);
}

function textOf(node: unknown): string {
  const { text, content } = node as { text?: string; content?: unknown[] };
  return text ?? (content ?? []).map(textOf).join("");
}

/** Makes the first account by the link of the first start, as the screen asks; the page is then at the desk. */
export async function becomeOwner(
  page: Page,
  site: Site,
  owner: { readonly name: string; readonly email: string },
): Promise<void> {
  const link = /^(https?:\/\/\S+\/newsroom\/first-owner\/\S+)$/m.exec(site.output())?.[1];
  assert.ok(link !== undefined, site.output());
  await page.goto(link);
  await page.getByLabel("الاسم كما يظهر للزملاء").fill(owner.name);
  await page.getByLabel("البريد الإلكتروني").fill(owner.email);
  await page.getByLabel("كلمة المرور").first().fill(PASSWORD);
  await page.getByRole("button", { name: "إنشاء الحساب" }).click();
  await page.getByRole("heading", { name: "مكتبي" }).waitFor();
}

/** Invites somebody from the screen of people; gives the address that their mail names. */
export async function invite(
  page: Page,
  site: Site,
  guest: { readonly email: string; readonly role: string },
): Promise<string> {
  await page.goto(`${site.url}/newsroom/people`);
  await page.getByRole("button", { name: "دعوة زميل" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("البريد الإلكتروني").fill(guest.email);
  await dialog.getByRole("radio", { name: guest.role, exact: true }).check();
  await dialog.getByRole("button", { name: "إرسال الدعوة" }).click();
  await page.getByText(`أُرسلت الدعوة إلى ${guest.email}`).waitFor();
  const folder = join(site.dataDir, "outbox");
  for (const name of await readdir(folder)) {
    const raw = (await readFile(join(folder, name), "utf8")).replace(/=\r?\n/g, "");
    const parts = raw.split(/\r?\n\r?\n/).map((part) => Buffer.from(part, "base64").toString());
    const address = /\/newsroom\/invitation\/[\w-]+/.exec([raw, ...parts].join("\n"))?.[0];
    if (address !== undefined && raw.includes(guest.email)) return site.url + address;
  }
  throw new Error(`no mail to ${guest.email}`);
}

/** Joins by the address of an invitation; the page is then at the desk. */
export async function joinByInvitation(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("الاسم كما يظهر للزملاء").fill(name);
  await page.getByLabel("كلمة المرور").first().fill(PASSWORD);
  await page.getByRole("button", { name: "الانضمام" }).click();
  await page.getByRole("heading", { name: "مكتبي" }).waitFor();
}
