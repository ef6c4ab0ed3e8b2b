import { FEED_FORMATS, FEED_LENGTH, writeFeed, type FeedFile } from "#distribution/feeds.ts";
import { notFoundPage } from "../errors/route.ts";
import type { Frame } from "../frame/frame.ts";
import type { ReaderContext, StoryListQuery } from "../frame/reader-context.ts";
import { cachedText } from "../frame/respond.ts";
import { listStrings } from "../strings.ts";
import { feedPathOf } from "./feed-links.ts";

/** The list that a feed spreads: the whole site, or a section, a topic, an author by slug. */
export type FeedOf =
  | { readonly kind: "site" }
  | { readonly kind: "section" | "topic" | "author"; readonly slug: string };

type NamedList = {
  readonly title: string;
  readonly description: string;
  readonly path: string;
  readonly query: Omit<StoryListQuery, "limit">;
  readonly tag: string;
};

async function findList(
  context: ReaderContext,
  frame: Frame,
  of: FeedOf,
): Promise<NamedList | undefined> {
  const { edition } = frame;
  const named = (name: string, about: string): Pick<NamedList, "title" | "description"> => ({
    title: `${name} | ${edition.name}`,
    description: about === "" ? listStrings.allOf(name) : about,
  });
  switch (of.kind) {
    case "site": {
      const { name, description } = edition;
      return { title: name, description, path: "/", query: {}, tag: "list" };
    }
    case "section": {
      const section = frame.sections.find(({ slug }) => slug === of.slug);
      if (section === undefined) return undefined;
      const { slug } = section;
      const words = named(section.name, section.description);
      return { ...words, path: `/${slug}`, query: { section: slug }, tag: `section:${slug}` };
    }
    case "topic": {
      const topic = await context.archive.findTopic(of.slug);
      if (topic === undefined) return undefined;
      const { slug } = topic;
      const words = named(topic.name, topic.description);
      return { ...words, path: `/topics/${slug}`, query: { topic: slug }, tag: `topic:${slug}` };
    }
    case "author": {
      const author = await context.archive.findAuthor(of.slug);
      if (author === undefined) return undefined;
      const { slug } = author;
      const words = named(author.name, author.bio);
      return { ...words, path: `/authors/${slug}`, query: { author: slug }, tag: `author:${slug}` };
    }
  }
}

/** `feed.xml`, `atom.xml` or `feed.json` of the site or of one of its lists. */
export async function answerFeed(
  context: ReaderContext,
  frame: Frame,
  of: FeedOf,
  file: FeedFile,
): Promise<Response> {
  const list = await findList(context, frame, of);
  if (list === undefined) return notFoundPage(context, frame);
  const stories = await context.archive.listWholeStories({ ...list.query, limit: FEED_LENGTH });
  const text = writeFeed(file, {
    title: list.title,
    description: list.description,
    lang: frame.edition.lang,
    siteUrl: frame.siteUrl,
    path: list.path,
    feedPath: feedPathOf(list.path, file),
    icon: frame.assets.icons.touch,
    hub: context.websubHub,
    stories,
  });
  return cachedText(text, FEED_FORMATS[file].type, {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    tags: [list.tag],
  });
}
