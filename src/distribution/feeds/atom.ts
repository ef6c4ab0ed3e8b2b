import type { Story } from "#stories/story.ts";
import { absoluteUrl, sharedPicture, storyUrn } from "../addresses.ts";
import { element, textElement, XML_DECLARATION, xmlText } from "../xml/write.ts";
import { changedAt, feedChangedAt, type Feed } from "./feed.ts";
import { categoriesOf, fullTextHtml, summaryOf } from "./full-text.ts";

/** A name that shows nothing makes no author: RFC 4287 wants one. */
const person = (name: string, uri: string): string =>
  xmlText(name).trim() === ""
    ? ""
    : element("author", {}, [textElement("name", name), textElement("uri", uri)]);

function entry(feed: Feed, story: Story): string {
  const { siteUrl } = feed;
  const picture = story.picture === undefined ? undefined : sharedPicture(siteUrl, story.picture);
  return element("entry", story.lang === feed.lang ? {} : { "xml:lang": story.lang }, [
    textElement("id", storyUrn(story.id)),
    element("title", { type: "text" }, [xmlText(story.headline)]),
    element("link", {
      rel: "alternate",
      type: "text/html",
      href: absoluteUrl(siteUrl, story.path),
    }),
    textElement("published", story.publishedAt.toISOString()),
    textElement("updated", changedAt(story).toISOString()),
    ...story.authors.map(({ name, slug }) =>
      person(name, absoluteUrl(siteUrl, `/authors/${slug}`)),
    ),
    ...categoriesOf(siteUrl, story).map(({ name }) => element("category", { term: name })),
    textElement("summary", summaryOf(story), { type: "text" }),
    textElement("content", fullTextHtml(siteUrl, story), { type: "html" }),
    picture === undefined
      ? ""
      : element("media:content", {
          url: picture.url,
          type: picture.type,
          medium: "image",
          width: picture.width,
          height: picture.height,
        }),
  ]);
}

/**
 * The list as Atom (RFC 4287): a story keeps its id through every change, and `updated` is the last change that its
 * editors told readers of.
 */
export function writeAtom(feed: Feed): string {
  const { siteUrl } = feed;
  const page = absoluteUrl(siteUrl, feed.path);
  return (
    XML_DECLARATION +
    element(
      "feed",
      {
        xmlns: "http://www.w3.org/2005/Atom",
        "xmlns:media": "http://search.yahoo.com/mrss/",
        "xml:lang": feed.lang,
      },
      [
        textElement("id", page),
        element("title", { type: "text" }, [xmlText(feed.title)]),
        textElement("subtitle", feed.description, { type: "text" }),
        textElement("updated", feedChangedAt(feed).toISOString()),
        element("link", { rel: "alternate", type: "text/html", href: page }),
        element("link", {
          rel: "self",
          type: "application/atom+xml",
          href: absoluteUrl(siteUrl, feed.feedPath),
        }),
        feed.hub === undefined ? "" : element("link", { rel: "hub", href: feed.hub }),
        textElement("icon", siteUrl + feed.icon),
        person(feed.title, page),
        ...feed.stories.map((story) => entry(feed, story)),
      ],
    )
  );
}
