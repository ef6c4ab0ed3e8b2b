import { ABSOLUTE_MS } from "#accounts/sessions.ts";
import { sessionCookieOf, type SessionCookie } from "#platform/http/session-cookie.ts";

const cookieOf = (siteUrl: string): SessionCookie =>
  sessionCookieOf({ name: "warraq-session", siteUrl, maxAgeSeconds: ABSOLUTE_MS / 1000 });

/** The session's token in a Cookie header; undefined when there is none, or more than one. */
export function tokenIn(cookies: string | null | undefined, siteUrl: string): string | undefined {
  return cookieOf(siteUrl).tokenIn(cookies);
}

/** The Set-Cookie header that signs a browser in. */
export function sessionCookie(siteUrl: string, token: string): string {
  return cookieOf(siteUrl).set(token);
}

/** The Set-Cookie header that signs a browser out. */
export function noSessionCookie(siteUrl: string): string {
  return cookieOf(siteUrl).none;
}
