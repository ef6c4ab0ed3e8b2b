/**
 * First segments of addresses that the product uses itself, or may one day: no section can have one for a slug.
 * Editions reserve their codes too. Source: contract, section 2.
 */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    "topics authors pages most-read trending search saved api newsroom s views media assets fonts static public feed atom " +
    "rss sitemap sitemaps news-sitemap robots manifest sw healthz readyz metrics gallery account accounts profile login " +
    "logout signin signup register settings admin comments conversation newsletter newsletters push notifications " +
    "offline print tags tag author topic section sections stories story edition editions archive about contact help " +
    "cards embed oembed privacy terms corrections rules transparency favicon index home well-known ar en fr es de tr fa ur ku he id ms"
  ).split(" "),
);

/** Whether the product keeps the word `slug` to itself. Codes of editions come on top of that. */
export function isReservedWord(slug: string): boolean {
  return RESERVED_WORDS.has(slug);
}
