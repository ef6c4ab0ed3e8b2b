import type { Story } from "#stories/story.ts";
import { absoluteUrl, sharedPicture, storyUrn } from "../addresses.ts";
import { element, textElement, XML_DECLARATION, xmlText } from "../xml/write.ts";
import { changedAt, feedChangedAt, type Feed } from "./feed.ts";
import { categoriesOf, fullTextHtml, summaryOf } from "./full-text.ts";

/** A date of RFC 822 with a year of four digits, as RSS wants it. */
const rssDate = (instant: Date): string => instant.toUTCString().replace("GMT", "+0000");

function item(feed: Feed, story: Story): string {
  const { siteUrl } = feed;
  const picture = story.picture;
  return element("item", story.lang === feed.lang ? {} : { "xml:lang": story.lang }, [
    textElement("title", story.headline),
    textElement("link", absoluteUrl(siteUrl, story.path)),
    textElement("guid", storyUrn(story.id), { isPermaLink: "false" }),
    textElement("pubDate", rssDate(story.publishedAt)),
    textElement("atom:updated", changedAt(story).toISOString()),
    ...story.authors.map(({ name }) => textElement("dc:creator", name)),
    textElement("dc:language", story.lang),
    ...categoriesOf(siteUrl, story).map(({ name, url }) =>
      textElement("category", name, { domain: url }),
    ),
    textElement("description", summaryOf(story)),
    textElement("content:encoded", fullTextHtml(siteUrl, story)),
    picture === undefined ? "" : mediaContent(siteUrl, picture),
  ]);
}

function mediaContent(siteUrl: string, picture: NonNullable<Story["picture"]>): string {
  const { url, type, width, height } = sharedPicture(siteUrl, picture);
  return element("media:content", { url, type, medium: "image", width, height }, [
    textElement("media:description", picture.alt, { type: "plain" }),
    textElement("media:credit", picture.credit),
  ]);
}

/** The list as RSS 2.0 with full text (content), authors and language (dc), pictures (media) and links (atom). */
export function writeRss(feed: Feed): string {
  const { siteUrl } = feed;
  const page = absoluteUrl(siteUrl, feed.path);
  const channel = element("channel", {}, [
    textElement("title", feed.title),
    textElement("link", page),
    element("description", {}, [xmlText(feed.description)]),
    textElement("language", feed.lang),
    textElement("lastBuildDate", rssDate(feedChangedAt(feed))),
    element("atom:link", {
      rel: "self",
      type: "application/rss+xml",
      href: absoluteUrl(siteUrl, feed.feedPath),
    }),
    feed.hub === undefined ? "" : element("atom:link", { rel: "hub", href: feed.hub }),
    element("image", {}, [
      textElement("url", siteUrl + feed.icon),
      textElement("title", feed.title),
      textElement("link", page),
    ]),
    ...feed.stories.map((story) => item(feed, story)),
  ]);
  return (
    XML_DECLARATION +
    element(
      "rss",
      {
        version: "2.0",
        "xml:lang": feed.lang,
        "xmlns:atom": "http://www.w3.org/2005/Atom",
        "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:media": "http://search.yahoo.com/mrss/",
      },
      [channel],
    )
  );
}
