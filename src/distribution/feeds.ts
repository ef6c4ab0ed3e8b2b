import { writeAtom } from "./feeds/atom.ts";
import type { Feed } from "./feeds/feed.ts";
import { writeJsonFeed } from "./feeds/json-feed.ts";
import { writeRss } from "./feeds/rss.ts";

/** Stories of one feed, the newest. */
export const FEED_LENGTH = 30;

/** What a list is spread as, by the name of its file. */
export const FEED_FORMATS = {
  "feed.xml": { type: "application/rss+xml", name: "RSS" },
  "atom.xml": { type: "application/atom+xml", name: "Atom" },
  "feed.json": { type: "application/feed+json", name: "JSON Feed" },
} as const;
/** The name of a feed's file. */
export type FeedFile = keyof typeof FEED_FORMATS;

/** The text of a feed in the format of its file. */
export function writeFeed(file: FeedFile, feed: Feed): string {
  switch (file) {
    case "feed.xml":
      return writeRss(feed);
    case "atom.xml":
      return writeAtom(feed);
    case "feed.json":
      return writeJsonFeed(feed);
  }
}
