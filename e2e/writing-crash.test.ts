import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS } from "./given/browser.ts";
import {
  addPerson,
  beginStory,
  fillSignIn,
  openStory,
  savedText,
  signIn,
  waitSaved,
} from "./given/newsroom.ts";
import { startSite, type Site } from "./given/site.ts";

/** Rounds of kill -9; `WRITING_CRASH_ROUNDS=20` for the long form. */
const ROUNDS = Number(process.env["WRITING_CRASH_ROUNDS"] ?? 2);
/** What may be lost: a second of typing. */
const MAY_BE_LOST_MS = 1000;
const WORDS = "كتبت الصحفية سطرًا بعد سطر ولم تنتظر أحدًا ليقول لها إن كل كلمة محفوظة ";

const folder = mkdtempSync(join(tmpdir(), "warraq-writing-"));
const running: { site?: Site; program?: Program } = {};
after(async () => {
  await running.program?.kill();
  await running.site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Program = { readonly page: Page; readonly kill: () => Promise<void> };

/** A Chromium of a profile that outlives it, in a process group of its own, so that all of it can be killed at once. */
async function openProfile(): Promise<Program> {
  const child: ChildProcess = spawn(
    process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    [
      ...CHROMIUM_FLAGS,
      "--headless=new",
      "--remote-debugging-port=0",
      `--user-data-dir=${join(folder, "profile")}`,
      "about:blank",
    ],
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const endpoint = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /DevTools listening on (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on("exit", () => reject(new Error(`the browser ended:\n${output}`)));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0];
  assert.ok(context !== undefined);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    kill: async () => {
      const exited = new Promise((resolve) => {
        child.on("exit", resolve);
      });
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await exited;
      await browser.close().catch(() => {});
    },
  };
}

/** Types on until told to stop; gives when each letter had been typed, in the order of the text. */
function typing(page: Page): { readonly stop: () => Promise<{ text: string; at: number[] }> } {
  let isGoing = true;
  const at: number[] = [];
  let text = "";
  const done = (async () => {
    for (let index = 0; isGoing; index = (index + 1) % WORDS.length) {
      const letter = WORDS.charAt(index);
      try {
        await page.keyboard.type(letter);
      } catch {
        // The browser was killed under the hands of whoever typed.
        return;
      }
      text += letter;
      at.push(Date.now());
    }
  })();
  return {
    stop: async () => {
      isGoing = false;
      await done;
      return { text, at };
    },
  };
}

/** Opens the story, through a sign-in where the browser died before its cookies were on disk. */
async function reopenStory(page: Page, site: Site, id: string): Promise<void> {
  await page.goto(`${site.url}/newsroom/stories/${id}`);
  const email = page.getByLabel("البريد الإلكتروني");
  await page.locator(".ed-body").or(email).first().waitFor({ timeout: 60_000 });
  if (await email.isVisible()) await fillSignIn(page, "writer@example.com");
  await page.locator(".ed-body").waitFor({ timeout: 60_000 });
}

const bodyText = (page: Page): Promise<string> =>
  page.locator(".ed-body").evaluate((element) => element.textContent ?? "");

test(`${ROUNDS} rounds of kill -9 of browser and server while somebody writes: at most a second of typing is lost`, async () => {
  let site: Site = await startSite({
    dataDir: join(folder, "data"),
    environment: { SAMPLE: "off" },
  });
  running.site = site;
  const port = new URL(site.url).port;
  const restart = async (): Promise<void> => {
    site = await startSite({
      dataDir: join(folder, "data"),
      environment: { SAMPLE: "off", PORT: port },
    });
    running.site = site;
  };
  await addPerson(site, { email: "writer@example.com", name: "كريم عوّاد", role: "owner" });
  let program = await openProfile();
  running.program = program;
  await signIn(program.page, site, "writer@example.com");
  const id = await beginStory(program.page, site);
  const lost: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = (["browser", "server", "both"] as const)[round % 3];
    await openStory(program.page, site, id);
    // A browser that was killed may have forgotten its windows: their lock is then taken over by hand.
    await program.page.waitForTimeout(2500);
    const take = program.page.getByRole("button", { name: "تولّي الكتابة" });
    if (await take.isVisible()) await take.click();
    await program.page.locator('.ed-body[contenteditable="true"]').click({ timeout: 70_000 });
    await program.page.keyboard.press("Control+End");
    const before = await bodyText(program.page);
    const hands = typing(program.page);
    await new Promise((resolve) => {
      setTimeout(resolve, 2500 + 700 * (round % 5));
    });
    const killedAt = Date.now();
    if (victim !== "browser") await site.stop("SIGKILL");
    if (victim !== "server") await program.kill();
    else
      await new Promise((resolve) => {
        setTimeout(resolve, 1500);
      });
    const { text, at } = await hands.stop();
    if (victim !== "browser") await restart();
    if (victim !== "server") program = running.program = await openProfile();
    await reopenStory(program.page, site, id);
    await waitSaved(program.page);
    const found = (await bodyText(program.page)).slice(before.length);
    assert.equal(text.startsWith(found), true, `round ${round}: what is found was typed`);
    const firstLost = at[found.length];
    // Of the server alone nothing may be lost: the browser lives on with the text.
    const end = victim === "server" ? (at.at(-1) ?? 0) : killedAt;
    const lostMs = firstLost === undefined ? 0 : Math.max(0, end - firstLost);
    lost.push(lostMs);
    assert.ok(
      lostMs <= (victim === "server" ? 0 : MAY_BE_LOST_MS),
      `round ${round} (${victim}): ${lostMs} ms of typing were lost`,
    );
    assert.equal((await savedText(program.page, id)).length, before.length + found.length);
  }
  console.log(`typing lost in ${ROUNDS} rounds, in ms: ${lost.join(", ")}`);
});
