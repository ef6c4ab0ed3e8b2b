/** What a request is, from the dearest to the first that is shed under load. */
export type RequestClass =
  | "health"
  | "cachedPage"
  | "newsroom"
  | "stream"
  | "live"
  | "page"
  | "view"
  | "api"
  | "search"
  | "picture";

/** What the addresses below a prefix are, and which query parameters their answers depend on. */
export type RouteRule = {
  /** Path of the route; the rule holds for it and for everything below it. */
  readonly prefix: string;
  /** Only paths of this shape, below the prefix; undefined: all. */
  readonly shape?: RegExp;
  readonly class: RequestClass;
  /** Parameters that reach the page, each with the whole form of its values. A name or value that is not here has no effect. */
  readonly query: Readonly<Record<string, RegExp>>;
  /**
   * `ignore`: unknown, repeated and malformed parameters neither change the key nor reach the page.
   * `show`: a query that has any goes to the page as it came, past the cache, so that it can be refused there.
   */
  readonly unknown: "ignore" | "show";
  /** True: programs ask here. Errors are problems (RFC 9457) and each address may ask only so often. */
  readonly forPrograms?: boolean;
  /** True: requests go to the page whole, with headers and body, and nothing is ever cached. */
  readonly uncached?: boolean;
  /** True: the page reads `Save-Data`, so it has one copy for each. */
  readonly saveData?: boolean;
};

const CURSOR = /^[\w.~-]{1,300}$/;
const NAME = /^[^\p{Cc}]{1,200}$/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FORM_DAY = /^(?:\d{4}-\d{2}-\d{2})?$/;
const PIXELS = /^[1-9]\d{0,4}$/;
const LIMIT = /^\d{1,4}$/;
const SEARCH = {
  q: /^[^\p{Cc}]{1,500}$/u,
  section: NAME,
  topic: NAME,
  author: NAME,
  from: DAY,
  to: DAY,
  sort: /^(?:relevance|newest)$/,
  cursor: CURSOR,
};

/** The product's routes. The longest prefix that fits decides, and a shape before none. */
export const ROUTES: readonly RouteRule[] = [
  // Stories.
  {
    prefix: "/",
    shape: /^\/[^/]+\/\d{4}\/\d{2}\/\d{2}\/[^/]+$/,
    class: "page",
    query: { view: /^reading$/ },
    unknown: "ignore",
    saveData: true,
  },
  // Conversations below stories.
  {
    prefix: "/",
    shape: /^\/[^/]+\/\d{4}\/\d{2}\/\d{2}\/[^/]+\/conversation$/,
    class: "page",
    query: {
      thread: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/,
      sort: /^(?:newest|oldest|appreciated|picks)$/,
      page: /^[1-9]\d{0,3}$/,
    },
    unknown: "ignore",
    saveData: true,
  },
  // What readers do in conversations, and their accounts: never kept.
  { prefix: "/conversation", class: "page", query: {}, unknown: "show", uncached: true },
  { prefix: "/conversation/live", class: "live", query: {}, unknown: "show", uncached: true },
  { prefix: "/account", class: "page", query: {}, unknown: "show", uncached: true },
  // Feeds of the site and of its lists; for robots and search engines.
  {
    prefix: "/",
    shape:
      /^\/(?:(?:[^/]+|(?:topics|authors)\/[^/]+)\/)?(?:feed\.xml|atom\.xml|feed\.json)$|^\/(?:(?:news-)?sitemap\.xml|robots\.txt)$/,
    class: "page",
    query: {},
    unknown: "ignore",
  },
  // Sections, topics, authors.
  {
    prefix: "/",
    shape: /^\/(?:(?:topics|authors)\/)?[^/]+$/,
    class: "page",
    query: { cursor: CURSOR },
    unknown: "ignore",
    saveData: true,
  },
  {
    prefix: "/",
    class: "page",
    query: {},
    unknown: "ignore",
    saveData: true,
  },
  { prefix: "/sitemaps", class: "page", query: {}, unknown: "ignore" },
  // The page says what is wrong with a text that is too long; a form sends empty fields along.
  {
    prefix: "/search",
    class: "search",
    query: { ...SEARCH, q: /^[^]{0,8000}$/u, from: FORM_DAY, to: FORM_DAY },
    unknown: "ignore",
  },
  { prefix: "/media", class: "picture", query: {}, unknown: "ignore", uncached: true },
  {
    prefix: "/oembed",
    class: "api",
    query: {
      url: /^[^\p{Cc}]{1,2000}$/u,
      maxwidth: PIXELS,
      maxheight: PIXELS,
      format: /^\w{1,20}$/,
    },
    unknown: "ignore",
    forPrograms: true,
  },
  { prefix: "/embed", class: "page", query: {}, unknown: "ignore" },
  { prefix: "/cards", class: "picture", query: {}, unknown: "ignore", uncached: true },
  // Forms, and links of mails that are each somebody's own.
  { prefix: "/newsletter", class: "page", query: {}, unknown: "ignore", uncached: true },
  { prefix: "/notifications", class: "page", query: {}, unknown: "ignore", uncached: true },
  { prefix: "/newsroom", class: "newsroom", query: {}, unknown: "show", uncached: true },
  { prefix: "/newsroom/api/events", class: "stream", query: {}, unknown: "show", uncached: true },
  { prefix: "/api", class: "api", query: {}, unknown: "show", forPrograms: true },
  {
    prefix: "/api/v1/stories",
    class: "api",
    query: { section: NAME, topic: NAME, author: NAME, lang: NAME, cursor: CURSOR, limit: LIMIT },
    unknown: "show",
    forPrograms: true,
  },
  {
    prefix: "/api/v1/most-read",
    class: "api",
    query: { day: DAY, limit: LIMIT },
    unknown: "show",
    forPrograms: true,
  },
  {
    prefix: "/api/v1/trending",
    class: "api",
    query: { limit: LIMIT },
    unknown: "show",
    forPrograms: true,
  },
  {
    prefix: "/api/v1/topics",
    class: "api",
    query: { cursor: CURSOR, limit: LIMIT },
    unknown: "show",
    forPrograms: true,
  },
  {
    prefix: "/api/v1/search",
    class: "search",
    query: { ...SEARCH, limit: LIMIT },
    unknown: "show",
    forPrograms: true,
  },
];

/** Where a request wants to go. */
export type Target =
  | {
      readonly kind: "page";
      /** Decoded once, in NFC; of an address that is no UTF-8 the escapes as they came. */
      readonly path: string;
      /** Path and query as the page gets them: encoded one way, from the allowlist only. */
      readonly url: string;
      /** Key of the page in the cache; undefined when the request must go past it. */
      readonly key: string | undefined;
      readonly rule: RouteRule;
      /** Path and query as they came, where the query may name a story in the system that the site came from. */
      readonly oldAddress?: string;
    }
  | {
      readonly kind: "redirect";
      readonly to: string;
      readonly path: string;
      readonly rule: RouteRule;
    }
  | { readonly kind: "refused"; readonly status: 400 | 414; readonly why: string };

const MAX_TARGET_LENGTH = 8192;
const MAX_PATH_LENGTH = 2048;

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSAFE_RAW = /[\u0000-\u0020\u007f\\#]/;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSAFE_DECODED = /[\u0000-\u001f\u007f-\u009f\\]/;
const UNSAFE_ESCAPE = /%(?:0[0-9a-f]|1[0-9a-f]|7f|5c)/i;

const refused = (status: 400 | 414, why: string): Target => ({ kind: "refused", status, why });

/** Node gives the bytes of a target as Latin letters: those above ASCII become the escapes that they should have been. */
const escapeBytes = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u{80}-\u{10ffff}]/gu, (letter) =>
      letter.charCodeAt(0) <= 0xff
        ? `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
        : encodeURIComponent(letter),
    );

const decodeOnce = (path: string): string | undefined => {
  if (/%2f/i.test(path)) return undefined;
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return undefined;
  }
};

/** A path in the one encoded form that pages, keys and redirects use. */
export function encodePath(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}

/** Finds the rule for a decoded path among `routes`: the longest prefix, and of two equal ones that of a shape. */
export function ruleFor(routes: readonly RouteRule[], path: string): RouteRule {
  let best: RouteRule | undefined;
  for (const rule of routes) {
    const { prefix } = rule;
    const isBelow = prefix === "/" || path === prefix || path.startsWith(`${prefix}/`);
    if (!isBelow || rule.shape?.test(path) === false) continue;
    const isNarrower =
      best === undefined ||
      prefix.length > best.prefix.length ||
      (prefix.length === best.prefix.length && best.shape === undefined);
    if (isNarrower) best = rule;
  }
  if (best === undefined)
    throw new RangeError(`Cannot route ${JSON.stringify(path)}: need a rule for "/"`);
  return best;
}

type Query = {
  readonly text: string;
  readonly strange: boolean;
  /** Parameters that are neither ours nor noise of campaigns: an old address may consist of them. */
  readonly isForeign: boolean;
};

const NOISE = /^(?:utm_|mc_|fb_|_)|clid$|^(?:ref|igsh|igshid)$/i;

function allowedQuery(raw: string, rule: RouteRule): Query {
  if (raw === "") return { text: "", strange: false, isForeign: false };
  const given = new Map<string, string>();
  let strange = false;
  let isForeign = false;
  for (const [name, value] of new URLSearchParams(raw)) {
    const form = Object.hasOwn(rule.query, name) ? rule.query[name] : undefined;
    const text = value.normalize("NFC");
    if (form === undefined || given.has(name) || !form.test(text)) strange = true;
    else given.set(name, text);
    if (!Object.hasOwn(rule.query, name) && !NOISE.test(name)) isForeign = true;
  }
  const parts = Object.keys(rule.query).flatMap((name) => {
    const value = given.get(name);
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return { text: parts.join("&"), strange, isForeign };
}

/** The path and query of a target in origin or absolute form; undefined for any other. */
function originForm(raw: string): string | undefined {
  if (raw.startsWith("/")) return raw;
  const absolute = /^https?:\/\/[^/?#\\]*/i.exec(raw);
  if (absolute === null) return undefined;
  const rest = raw.slice(absolute[0].length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/**
 * Reads the target of a request: the one module that says which requests get the same page. Of the headers only
 * `Save-Data` plays a part, where the route reads it; host, cookies and unknown parameters never do.
 * @param raw the target as it came in the request line
 */
export function readTarget(
  raw: string,
  routes: readonly RouteRule[],
  saveData: boolean = false,
): Target {
  if (raw.length > MAX_TARGET_LENGTH)
    return raw.lastIndexOf("?", MAX_PATH_LENGTH) === -1
      ? refused(414, "the address is too long")
      : refused(400, "the parameters are too long");
  const origin = originForm(raw);
  if (origin === undefined || UNSAFE_RAW.test(origin))
    return refused(400, "no address of this form");
  const target = escapeBytes(origin);
  const mark = target.indexOf("?");
  const rawPath = mark === -1 ? target : target.slice(0, mark);
  const rawQuery = mark === -1 ? "" : target.slice(mark + 1);
  if (rawPath.length > MAX_PATH_LENGTH) return refused(414, "the path is too long");
  if (UNSAFE_ESCAPE.test(rawPath)) return refused(400, "control characters in the path");

  const decoded = decodeOnce(rawPath);
  const path = decoded ?? rawPath;
  if (UNSAFE_DECODED.test(path)) return refused(400, "control characters in the path");
  if (path.split(/\/|%2f/i).some((part) => /^(?:\.|%2e){1,2}$/i.test(part)))
    return refused(400, "dots for a folder in the path");
  const rule = ruleFor(routes, path);
  const encoded = decoded === undefined ? escapeOdd(rawPath) : encodePath(path);

  if (rule.uncached !== true && (path.includes("//") || (path.length > 1 && path.endsWith("/")))) {
    const clean = encoded.replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "");
    return { kind: "redirect", to: rawQuery === "" ? clean : `${clean}?${rawQuery}`, path, rule };
  }
  if (rule.uncached === true)
    return {
      kind: "page",
      path,
      url: rawQuery === "" ? encoded : `${encoded}?${rawQuery}`,
      key: undefined,
      rule,
    };

  const query = allowedQuery(rawQuery, rule);
  if (query.strange && rule.unknown === "show")
    return { kind: "page", path, url: `${encoded}?${rawQuery}`, key: undefined, rule };
  const url = query.text === "" ? encoded : `${encoded}?${query.text}`;
  return {
    kind: "page",
    path,
    url,
    key: rule.saveData === true && saveData ? `${url} save-data` : url,
    rule,
    ...(query.isForeign && rule.class === "page" ? { oldAddress: `${encoded}?${rawQuery}` } : {}),
  };
}

/** An old address that is no UTF-8 (windows-1256, or cut in an escape) keeps its escapes: whoever looks for it reads them. */
function escapeOdd(path: string): string {
  return path.replace(/[^\w\-.~!$&'()*+,;=:@/%]/g, encodeURIComponent);
}
