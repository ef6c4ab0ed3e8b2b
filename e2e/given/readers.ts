import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { DatabaseAddress } from "#platform/db.ts";
import type { Site } from "./site.ts";

const LINK = /https?:\/\/[^\s"<>]+\/account\/link\/[\w-]{43}/;

/** Text of a mail whose parts are quoted-printable or base64, near enough to find a link in it. */
function textOf(mail: string): string {
  const parts = mail.split(/\r?\n\r?\n/).map((part) => {
    const bare = part.replaceAll(/\s/g, "");
    return /^[A-Za-z0-9+/]{40,}={0,2}$/.test(bare) ? Buffer.from(bare, "base64").toString() : part;
  });
  return parts
    .join("\n")
    .replaceAll(/=\r?\n/g, "")
    .replaceAll("=3D", "=");
}

/** The link that was mailed to `email` last, waited for. */
export async function mailedLink(site: Site, email: string): Promise<string> {
  const folder = join(site.dataDir, "outbox");
  for (let tries = 0; tries < 100; tries += 1) {
    const files = (() => {
      try {
        return readdirSync(folder).sort().reverse();
      } catch {
        return [];
      }
    })();
    for (const file of files) {
      const mail = readFileSync(join(folder, file), "utf8");
      const link = mail.includes(email) ? LINK.exec(textOf(mail))?.[0] : undefined;
      if (link !== undefined) return link;
    }
    await delay(100);
  }
  throw new Error(`no link was mailed to ${email}`);
}

/** Joins under `name`, from the page of signing in on. */
export async function joinAs(page: Page, site: Site, reader: { email: string; name: string }) {
  await page.getByLabel("البريد الإلكتروني").first().fill(reader.email);
  await page.getByRole("button", { name: "أرسل الرابط" }).click();
  await page.getByRole("heading", { name: "تفقّد بريدك" }).waitFor();
  await page.goto(await mailedLink(site, reader.email));
  await page.getByLabel("الاسم الذي يراه القراء").fill(reader.name);
  await page.getByRole("button", { name: "إنشاء الحساب والدخول" }).click();
}

/** The address of a test's database, for a product that is started on it. */
export function urlOfDatabase(address: DatabaseAddress): string {
  if ("url" in address) return address.url;
  const url = new URL("postgres://localhost");
  url.username = address.user;
  url.password = address.password;
  url.port = String(address.port);
  url.searchParams.set("host", address.host);
  url.pathname = `/${address.database}`;
  return url.href;
}

/** Posts as the page does, signed in by `token`. */
export function postAs(
  site: { readonly url: string },
  token: string,
  comment: {
    readonly story: string;
    readonly text: string;
    readonly key: string;
    readonly from?: string;
  },
): Promise<Response> {
  return fetch(`${site.url}/conversation/comments`, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      origin: site.url,
      cookie: `warraq-reader=${token}`,
      "idempotency-key": comment.key,
      ...(comment.from === undefined ? {} : { "x-forwarded-for": comment.from }),
    },
    body: JSON.stringify({ story: comment.story, text: comment.text }),
  });
}
