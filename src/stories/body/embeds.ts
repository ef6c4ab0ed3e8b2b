/** Providers whose players a story may hold. Nothing of theirs loads before the reader asks for it. */
export const PROVIDERS = ["youtube", "x", "facebook", "instagram", "tiktok"] as const;
/** One of `PROVIDERS`. */
export type Provider = (typeof PROVIDERS)[number];

/** An embed as it is kept: the canonical address of the piece at its provider. */
export type Embed = { readonly provider: Provider; readonly url: string };

type Rule = { readonly hosts: RegExp; canonical(url: URL): string | undefined };

const first = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
const digits = (text: string | null): string | undefined =>
  text !== null && /^\d{3,30}$/.test(text) ? text : undefined;

const field = (url: URL, name: string): string | null => new URLSearchParams(url.search).get(name);

const youtube = (id: string | undefined): string | undefined =>
  id === undefined ? undefined : `https://www.youtube.com/watch?v=${id}`;

const RULES: Readonly<Record<Provider, Rule>> = {
  youtube: {
    hosts: /^(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com|youtu\.be)$/,
    canonical: (url) => {
      if (url.hostname === "youtu.be") return youtube(first(url.pathname, /^\/([\w-]{11})\/?$/));
      const watched = url.pathname === "/watch" ? field(url, "v") : null;
      return youtube(
        watched !== null && /^[\w-]{11}$/.test(watched)
          ? watched
          : first(url.pathname, /^\/(?:embed|v|shorts|live)\/([\w-]{11})\/?$/),
      );
    },
  },
  x: {
    hosts: /^(?:(?:www\.|mobile\.)?twitter\.com|(?:www\.)?x\.com)$/,
    canonical: (url) => {
      const match = /^\/(\w{1,20})\/status(?:es)?\/(\d{3,25})(?:\/|$)/.exec(url.pathname);
      return match === null ? undefined : `https://x.com/${match[1]}/status/${match[2]}`;
    },
  },
  facebook: {
    hosts: /^(?:(?:www|web|m|ar-ar)\.)?facebook\.com$/,
    canonical: (url) => {
      if (/^\/plugins\/(?:post|video)\.php$/.test(url.pathname)) {
        const inner = URL.parse(field(url, "href") ?? "");
        return inner === null || inner.pathname.startsWith("/plugins/")
          ? undefined
          : embedOf(inner.href)?.url;
      }
      const home = "https://www.facebook.com";
      const path = first(
        url.pathname,
        /^(\/(?:[\w.-]{1,80}\/(?:posts|videos)\/[\w.-]{3,120}|reel\/\d{3,30}))\/?$/,
      );
      if (path !== undefined) return home + path;
      const video = digits(field(url, "v"));
      if (/^\/(?:watch\/?|video\.php)$/.test(url.pathname) && video !== undefined)
        return `${home}/watch/?v=${video}`;
      const story = first(field(url, "story_fbid") ?? "", /^(\w{3,120})$/);
      const page = digits(field(url, "id"));
      return url.pathname === "/permalink.php" && story !== undefined && page !== undefined
        ? `${home}/permalink.php?story_fbid=${story}&id=${page}`
        : undefined;
    },
  },
  instagram: {
    hosts: /^(?:www\.)?instagram\.com$/,
    canonical: (url) => {
      const match = /^\/(?:[\w.]{1,40}\/)?(p|reel|tv)\/([\w-]{5,40})(?:\/|$)/.exec(url.pathname);
      return match === null ? undefined : `https://www.instagram.com/${match[1]}/${match[2]}/`;
    },
  },
  tiktok: {
    hosts: /^(?:www\.|m\.)?tiktok\.com$/,
    canonical: (url) => {
      const match = /^\/@([\w.-]{1,40})\/video\/(\d{5,25})\/?$/.exec(url.pathname);
      if (match !== null) return `https://www.tiktok.com/@${match[1]}/video/${match[2]}`;
      const bare = first(url.pathname, /^\/(?:embed(?:\/v\d)?|player\/v1)\/(\d{5,25})\/?$/);
      return bare === undefined ? undefined : `https://www.tiktok.com/embed/v2/${bare}`;
    },
  },
};

/**
 * The embed that an address stands for: of a piece, its player or its frame at one of the providers; undefined for any
 * other address. The canonical address gives itself.
 */
export function embedOf(address: string): Embed | undefined {
  const text = address.trim();
  if (text.length > 2048) return undefined;
  const url = URL.parse(text.startsWith("//") ? `https:${text}` : text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return undefined;
  for (const provider of PROVIDERS) {
    const rule = RULES[provider];
    if (!rule.hosts.test(url.hostname)) continue;
    const canonical = rule.canonical(url);
    return canonical === undefined ? undefined : { provider, url: canonical };
  }
  return undefined;
}
