const MOST_LETTERS = 2048;
const BASE = "https://root-relative.invalid";

/**
 * The address of a link as it is kept: http, https or mailto, or root-relative (`/…`), in the form that a browser reads
 * it in; undefined for any other (javascript:, data:, protocol-relative, relative) and for more than 2,048 letters.
 * A name and password before the host are taken off. Source: WHATWG URL, 4.5 (what a browser makes of it).
 */
export function safeHref(href: string): string | undefined {
  const text = href.trim();
  if (text === "" || text.length > MOST_LETTERS) return undefined;
  if (text.startsWith("/")) {
    const url = URL.parse(text, BASE);
    if (url === null || url.origin !== BASE) return undefined;
    const path = url.pathname + url.search + url.hash;
    return path.startsWith("//") ? undefined : bounded(path);
  }
  if (text.startsWith("#") || text.startsWith("?")) return undefined;
  const url = URL.parse(text);
  if (url === null) return undefined;
  switch (url.protocol) {
    case "http:":
    case "https:":
      if (url.hostname === "") return undefined;
      url.username = "";
      url.password = "";
      return bounded(url.href);
    case "mailto:":
      return bounded(url.href);
    default:
      return undefined;
  }
}

/** The address of a picture elsewhere: http or https only, as `safeHref` gives it. */
export function safePictureSource(address: string): string | undefined {
  const source = safeHref(address.startsWith("//") ? `https:${address}` : address);
  return source !== undefined && /^https?:/.test(source) ? source : undefined;
}

const bounded = (address: string): string | undefined =>
  address.length <= 3 * MOST_LETTERS ? address : undefined;
