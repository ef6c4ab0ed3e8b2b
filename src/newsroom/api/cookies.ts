import { ABSOLUTE_MS } from "#accounts/sessions.ts";

/** Name of the session's cookie: with the `__Host-` prefix, which browsers only accept over https. */
export function cookieName(siteUrl: string): string {
  return siteUrl.startsWith("https:") ? "__Host-warraq-session" : "warraq-session";
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The session's token in a Cookie header; undefined when there is none, or more than one. */
export function tokenIn(cookies: string | null | undefined, siteUrl: string): string | undefined {
  const start = `${cookieName(siteUrl)}=`;
  const given = (cookies ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start));
  const token = given[0]?.slice(start.length);
  return given.length === 1 && token !== undefined && TOKEN.test(token) ? token : undefined;
}

function cookie(siteUrl: string, value: string, maxAgeSeconds: number): string {
  const secure = siteUrl.startsWith("https:") ? "; Secure" : "";
  return `${cookieName(siteUrl)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** The Set-Cookie header that signs a browser in. */
export function sessionCookie(siteUrl: string, token: string): string {
  return cookie(siteUrl, token, ABSOLUTE_MS / 1000);
}

/** The Set-Cookie header that signs a browser out. */
export function noSessionCookie(siteUrl: string): string {
  return cookie(siteUrl, "", 0);
}
