/** What the security headers depend on. */
export type SecurityOptions = {
  /** Public origin; https turns on HSTS. */
  readonly siteUrl: string | undefined;
  /** Hashes of the inline scripts that pages carry, each like `sha256-…`. */
  readonly scriptHashes?: readonly string[];
  /** Origins of players that stories may embed. */
  readonly frameSources?: readonly string[];
};

/** Players of the embed providers that a story's body may name. */
export const EMBED_FRAME_SOURCES: readonly string[] = [
  "https://www.youtube-nocookie.com",
  "https://platform.twitter.com",
  "https://www.facebook.com",
  "https://www.instagram.com",
  "https://www.tiktok.com",
];

const SCRIPT_HASH = /^sha(?:256|384|512)-[A-Za-z0-9+/]+={0,2}$/;
const ORIGIN = /^https:\/\/[a-z0-9.-]+$/;

function checked(form: RegExp, values: readonly string[], need: string): readonly string[] {
  const wrong = values.find((value) => !form.test(value));
  if (wrong !== undefined)
    throw new RangeError(`Cannot make the content security policy: got ${wrong}, need ${need}`);
  return values;
}

/** The policy of every page: nothing inline but the scripts of `scriptHashes`, nothing from elsewhere but the players. */
export function contentSecurityPolicy(options: SecurityOptions): string {
  const hashes = checked(SCRIPT_HASH, options.scriptHashes ?? [], "sha256-…");
  const frames = checked(ORIGIN, options.frameSources ?? EMBED_FRAME_SOURCES, "https://host");
  const isSecure = options.siteUrl?.startsWith("https:") === true;
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...hashes.map((hash) => `'${hash}'`)].join(" ")}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `frame-src ${frames.length === 0 ? "'none'" : frames.join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isSecure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** The headers of every answer, errors and 304 too. */
export function securityHeaders(options: SecurityOptions): readonly (readonly [string, string])[] {
  const isSecure = options.siteUrl?.startsWith("https:") === true;
  return [
    ["Content-Security-Policy", contentSecurityPolicy(options)],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    [
      "Permissions-Policy",
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), browsing-topics=()",
    ],
    ...(isSecure
      ? [["Strict-Transport-Security", "max-age=31536000; includeSubDomains"] as const]
      : []),
  ];
}

/**
 * The headers of a file that is no page: the same, but with a policy that lets it load nothing; a service worker may
 * only ask the site itself.
 */
export function securityHeadersOfAssets(
  headers: readonly (readonly [string, string])[],
  options: { readonly isWorker?: boolean } = {},
): readonly (readonly [string, string])[] {
  const connect = options.isWorker === true ? "; connect-src 'self'" : "";
  return headers.map(([name, value]) =>
    name === "Content-Security-Policy"
      ? [name, `default-src 'none'${connect}; frame-ancestors 'none'`]
      : [name, value],
  );
}
