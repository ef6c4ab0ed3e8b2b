import { contentSecurityPolicy } from "#platform/http/security-headers.ts";

/**
 * A page of the readers' site as only the newsroom sees it, with the policy of readers' pages; the newsroom's own pages
 * may show it in a frame. Nobody keeps it.
 */
export function previewResponse(
  html: string,
  options: { readonly siteUrl: string; readonly readerScriptHashes: readonly string[] },
): Response {
  const policy = contentSecurityPolicy({
    siteUrl: options.siteUrl,
    scriptHashes: options.readerScriptHashes,
  }).replace("frame-ancestors 'none'", "frame-ancestors 'self'");
  return new Response(html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "x-frame-options": "SAMEORIGIN",
      "cache-control": "no-store",
      "x-robots-tag": "noindex",
    },
  });
}
