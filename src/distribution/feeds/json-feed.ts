import type { Story } from "#stories/story.ts";
import { absoluteUrl, sharedPicture, storyUrn } from "../addresses.ts";
import type { Feed } from "./feed.ts";
import { categoriesOf, fullTextHtml, summaryOf } from "./full-text.ts";

function item(feed: Feed, story: Story): object {
  const { siteUrl } = feed;
  const picture = story.picture === undefined ? undefined : sharedPicture(siteUrl, story.picture);
  return {
    id: storyUrn(story.id),
    url: absoluteUrl(siteUrl, story.path),
    title: story.headline.toWellFormed(),
    summary: summaryOf(story),
    content_html: fullTextHtml(siteUrl, story).toWellFormed(),
    date_published: story.publishedAt.toISOString(),
    ...(story.updatedAt === undefined ? {} : { date_modified: story.updatedAt.toISOString() }),
    authors: story.authors.map(({ name, slug }) => ({
      name,
      url: absoluteUrl(siteUrl, `/authors/${slug}`),
    })),
    tags: categoriesOf(siteUrl, story).map(({ name }) => name),
    language: story.lang,
    ...(picture === undefined
      ? {}
      : {
          image: picture.url,
          _picture: {
            width: picture.width,
            height: picture.height,
            alt: story.picture?.alt,
            credit: story.picture?.credit,
          },
        }),
  };
}

/** The list as JSON Feed 1.1; the size of a picture stands in the extension `_picture`, since the format has no field. */
export function writeJsonFeed(feed: Feed): string {
  const { siteUrl } = feed;
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    description: feed.description,
    home_page_url: absoluteUrl(siteUrl, feed.path),
    feed_url: absoluteUrl(siteUrl, feed.feedPath),
    icon: siteUrl + feed.icon,
    language: feed.lang,
    ...(feed.hub === undefined ? {} : { hubs: [{ type: "WebSub", url: feed.hub }] }),
    items: feed.stories.map((story) => item(feed, story)),
  });
}
