/**
 * A mail as a page for a frame of the newsroom: styles in its elements are allowed, nothing is executed, pictures come
 * from the site, and its links lead nowhere.
 */
export function mailPreview(html: string): Response {
  return new Response(html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
      "x-frame-options": "SAMEORIGIN",
    },
  });
}
