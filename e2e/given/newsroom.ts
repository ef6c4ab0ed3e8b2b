import assert from "node:assert/strict";
import { spawn } from "node:child_process";
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
