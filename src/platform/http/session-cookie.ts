/** A cookie that holds the token of a session, and where it is valid. */
export type SessionCookie = {
  /** The token in a Cookie header; undefined when there is none, or more than one. */
  tokenIn(cookies: string | null | undefined): string | undefined;
  /** The Set-Cookie header that signs a browser in. */
  set(token: string): string;
  /** The Set-Cookie header that signs a browser out. */
  readonly none: string;
};

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * A session's cookie for a site: over https with the `__Host-` prefix, which browsers only accept there.
 * @param options.name such as `warraq-session`
 */
export function sessionCookieOf(options: {
  readonly name: string;
  readonly siteUrl: string;
  readonly maxAgeSeconds: number;
}): SessionCookie {
  const isSecure = options.siteUrl.startsWith("https:");
  const name = isSecure ? `__Host-${options.name}` : options.name;
  const start = `${name}=`;
  const cookie = (value: string, maxAgeSeconds: number): string =>
    `${start}${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  return {
    tokenIn: (cookies) => {
      const given = (cookies ?? "")
        .split(";")
        .map((part) => part.trim())
        .filter((part) => part.startsWith(start));
      const token = given[0]?.slice(start.length);
      return given.length === 1 && token !== undefined && TOKEN.test(token) ? token : undefined;
    },
    set: (token) => cookie(token, options.maxAgeSeconds),
    none: cookie("", 0),
  };
}
