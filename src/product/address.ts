import { createServer } from "node:net";
import type { Config } from "#platform/config.ts";
import type { Front } from "#platform/http/front.ts";
import type { Log } from "#platform/log.ts";

/** A port that is free now: for PORT=0, since the public address must be known before the first page is made. */
export async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, host, resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  if (address === null || typeof address === "string")
    throw new Error(`Cannot find a free port on ${host}`);
  return address.port;
}

/** Listens; an address that cannot be had is an error. */
export function listen(front: Front, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    front.server.once("error", reject);
    front.server.listen(port, host, () => {
      front.server.off("error", reject);
      resolve();
    });
  });
}

/** Whom mails of the site are from. */
export function senderOf(
  siteUrl: string,
  edition: { readonly name: string },
): { name: string; address: string } {
  return { name: edition.name, address: `no-reply@${new URL(siteUrl).hostname}` };
}

/** Whether an origin is of this machine only. */
export function isLoopback(siteUrl: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(siteUrl).hostname);
}

/** Says what the administrator should know about the public address and about settings that nothing uses yet. */
export function warnAboutAddress(config: Config, siteUrl: string, log: Log): void {
  if (new URL(siteUrl).protocol === "http:" && !isLoopback(siteUrl))
    log.warn(
      { siteUrl },
      "SITE_URL is plain http off loopback: no passkeys, ordinary cookie names",
    );
  for (const [name, value] of [
    ["DATABASE_READ_URL", config.databaseReadUrl],
    ["VALKEY_URL", config.valkeyUrl],
  ])
    if (value !== undefined) log.warn(`${name} is set, but nothing uses it in this version`);
}
