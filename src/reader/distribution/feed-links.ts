import { FEED_FORMATS, type FeedFile } from "#distribution/feeds.ts";
import { escapeText, hrefOf } from "../frame/html-text.ts";

/** Names of the feeds below each list. */
export const FEED_FILES = ["feed.xml", "atom.xml", "feed.json"] as const satisfies FeedFile[];

/** Root-relative decoded address of a feed of the list at `path`. */
export function feedPathOf(path: string, file: FeedFile): string {
  return `${path === "/" ? "" : path}/${file}`;
}

/** Elements of a page's head that name the feeds of the list at `path`. */
export function feedLinks(
  path: string,
  name: string,
  files: readonly FeedFile[] = FEED_FILES,
): string {
  return files
    .map((file) => {
      const { type, name: format } = FEED_FORMATS[file];
      return `<link rel="alternate" type="${type}" title="${escapeText(`${name} (${format})`)}" href="${hrefOf(feedPathOf(path, file))}">`;
    })
    .join("");
}
