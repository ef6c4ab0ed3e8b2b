import type { Edition } from "#stories/story.ts";
import { sharedPictureUrl, absoluteUrl } from "./addresses.ts";
import { element, textElement, XML_DECLARATION } from "./xml/write.ts";

/** Addresses of one sitemap at most (sitemaps.org protocol). */
export const SITEMAP_LENGTH = 50_000;
/** Stories of the news sitemap at most, and how long they are news. Source: Google Search Central, "News sitemaps". */
export const NEWS_SITEMAP_LENGTH = 1000;
export const NEWS_DAYS = 2;

const NAMESPACES = {
  xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9",
  "xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1",
} as const;

/** An address of the site and when what is there changed last. */
export type SitemapEntry = {
  /** Root-relative, decoded. */
  readonly path: string;
  readonly changedAt?: Date | undefined;
  readonly pictureId?: string | undefined;
};

/** Entries that are written before others get their turn. */
const AT_ONCE = 2000;

const picture = (siteUrl: string, id: string | undefined): string =>
  id === undefined
    ? ""
    : element("image:image", {}, [textElement("image:loc", sharedPictureUrl(siteUrl, id))]);

/** A sitemap of these addresses. A long one is written piece by piece, so that nobody waits for it. */
export async function writeSitemap(
  siteUrl: string,
  entries: readonly SitemapEntry[],
): Promise<string> {
  const parts: string[] = [];
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    for (const { path, changedAt, pictureId } of entries.slice(start, start + AT_ONCE))
      parts.push(
        element("url", {}, [
          textElement("loc", absoluteUrl(siteUrl, path)),
          textElement("lastmod", changedAt?.toISOString()),
          picture(siteUrl, pictureId),
        ]),
      );
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
  return XML_DECLARATION + element("urlset", NAMESPACES, parts);
}

/** The index of all sitemaps. */
export function writeSitemapIndex(siteUrl: string, entries: readonly SitemapEntry[]): string {
  return (
    XML_DECLARATION +
    element(
      "sitemapindex",
      { xmlns: NAMESPACES.xmlns },
      entries.map(({ path, changedAt }) =>
        element("sitemap", {}, [
          textElement("loc", absoluteUrl(siteUrl, path)),
          textElement("lastmod", changedAt?.toISOString()),
        ]),
      ),
    )
  );
}

/** A story of the last two days. */
export type NewsEntry = SitemapEntry & {
  readonly headline: string;
  readonly lang: string;
  readonly publishedAt: Date;
};

/** The news sitemap: only stories of the last two days, and an empty one where there are none. */
export function writeNewsSitemap(
  siteUrl: string,
  edition: Pick<Edition, "name">,
  entries: readonly NewsEntry[],
): string {
  return (
    XML_DECLARATION +
    element(
      "urlset",
      { ...NAMESPACES, "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9" },
      entries.map((entry) =>
        element("url", {}, [
          textElement("loc", absoluteUrl(siteUrl, entry.path)),
          element("news:news", {}, [
            element("news:publication", {}, [
              textElement("news:name", edition.name),
              textElement("news:language", entry.lang.split("-")[0]),
            ]),
            textElement("news:publication_date", entry.publishedAt.toISOString()),
            textElement("news:title", entry.headline),
          ]),
          picture(siteUrl, entry.pictureId),
        ]),
      ),
    )
  );
}

/** What robots may read, and where the sitemaps are. */
export function writeRobots(siteUrl: string): string {
  return [
    "User-agent: *",
    "Disallow: /newsroom",
    "Disallow: /search",
    "Disallow: /embed/",
    "Allow: /",
    "",
    `Sitemap: ${siteUrl}/sitemap.xml`,
    `Sitemap: ${siteUrl}/news-sitemap.xml`,
    "",
  ].join("\n");
}
