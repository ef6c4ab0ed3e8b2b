import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a browser says that a page of another site sent the request. Browsers that know `Sec-Fetch-Site` cannot be
 * made to lie about it; for the others `Origin` must be the site's, or name the host that was asked. A request with
 * neither header comes from no browser's page, so it has no reader's standing to misuse.
 */
export function isCrossSite(headers: IncomingHttpHeaders, siteOrigins: readonly string[]): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin";
  const { origin, host } = headers;
  if (origin === undefined || siteOrigins.includes(origin)) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
