import { Refusal } from "#platform/refusal.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** The origins that pages of the site come from: the public one, and on loopback its other name. */
export function siteOrigins(siteUrl: string): ReadonlySet<string> {
  return new Set([siteUrl, siteUrl.replace("//localhost", "//127.0.0.1")]);
}

/**
 * Lets pass what only reads, and what a page of this site sent: by Fetch Metadata where the browser sends it, else by
 * the Origin (OWASP, "Cross-Site Request Forgery Prevention"). A request with neither comes from no browser we know.
 * @throws Refusal `forbidden` for all others
 */
export function demandSameOrigin(request: Request, origins: ReadonlySet<string>): void {
  if (SAFE.has(request.method)) return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (site === "same-origin" && origin !== "null") return;
  if (site === null && origin !== null && origins.has(origin)) return;
  const [address = ""] = origins;
  throw new Refusal(
    "forbidden",
    `Cannot change anything: need a request from a page of ${address} (Sec-Fetch-Site or Origin)`,
    {
      told: {
        ar: `لم يأتِ هذا الطلب من صفحات الموقع. افتحه من عنوانه: ${address}`,
        en: `This request did not come from a page of the site. Open it at ${address}`,
      },
    },
  );
}
