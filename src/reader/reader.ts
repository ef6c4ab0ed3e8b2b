import { Hono, type Context } from "hono";
import { contextOf } from "./frame/archive.ts";
import { answerLabel } from "./label/route.ts";
import { createErrorPages, notFoundPage } from "./errors/route.ts";
import { answerEmbed } from "./distribution/embed-page.tsx";
import { answerOembed } from "./distribution/oembed-route.ts";
import { FEED_FILES } from "./distribution/feed-links.ts";
import { answerFeed, type FeedOf } from "./distribution/feed-route.ts";
import {
  answerIndexNowKey,
  answerNewsSitemap,
  answerRobots,
  answerSitemap,
  answerSitemapIndex,
} from "./distribution/sitemap-route.ts";
import { accentPath, accentStyle } from "#site/accent.ts";
import { createFrames, type Frame } from "./frame/frame.ts";
import { cachedStyle } from "./frame/respond.ts";
import { answerGallery } from "./gallery/route.tsx";
import { HOME, type FrontContent } from "#site/fronts.ts";
import { answerHome, previewHome } from "./home/route.ts";
import { answerMostRead } from "./rankings/most-read/route.ts";
import { answerManifest, answerOffline, answerSaved } from "./offline/route.ts";
import { TALK_END } from "./conversation/addresses.ts";
import { answerTalk } from "./conversation/thread-route.ts";
import { answerPage } from "./static-page/route.ts";
import type { ReaderContext, ReaderDeps } from "./frame/reader-context.ts";
import { answerSection, previewSection } from "./section/route.ts";
import { answerSearch, answerSuggestions } from "./search/route.ts";
import { answerShortLink } from "./story/short-link.ts";
import { createStoryPreviews, type PreviewLook } from "./story/preview.ts";
import { answerOldAddress, answerStory } from "./story/route.ts";
import type { Story } from "#stories/story.ts";
import { answerTrending } from "./rankings/trending/route.ts";

const decoded = (pathname: string): string => {
  try {
    return decodeURIComponent(pathname).normalize("NFC");
  } catch {
    return pathname;
  }
};

const STORY_PATH = /^\/[^/]+\/\d{4}\/\d{2}\/\d{2}\/[^/]+$/;

/** What answers a request within its frame. */
type Answer = (frame: Frame, url: URL, c: Context) => Promise<Response>;

/** The pages, on whatever the context reads from. */
export function createPages(context: ReaderContext): Hono {
  const frameOf = createFrames(context);
  const app = new Hono({ strict: false });

  const page = (answer: Answer) => async (c: Context) => {
    const frame = await frameOf(c.req.raw);
    return answer(frame, new URL(c.req.url), c);
  };
  const name = (c: Context, parameter: string) => decoded(c.req.param(parameter) ?? "");

  app.get(
    "/",
    page((frame) => answerHome(context, frame)),
  );
  app.get(
    "/robots.txt",
    page(async (frame) => answerRobots(frame)),
  );
  app.get(
    "/:file{[0-9a-f]{32}\\.txt}",
    page((frame, _url, c) => answerIndexNowKey(context, frame, name(c, "file"))),
  );
  app.get(
    "/sitemap.xml",
    page((frame) => answerSitemapIndex(context, frame)),
  );
  app.get(
    "/news-sitemap.xml",
    page((frame) => answerNewsSitemap(context, frame)),
  );
  app.get(
    "/sitemaps/:file",
    page((frame, _url, c) => answerSitemap(context, frame, name(c, "file"))),
  );
  for (const file of FEED_FILES) {
    const feed = (of: (c: Context) => FeedOf) =>
      page((frame, _url, c) => answerFeed(context, frame, of(c), file));
    const slug = (c: Context) => name(c, "slug");
    app.get(
      `/${file}`,
      feed(() => ({ kind: "site" })),
    );
    app.get(
      `/topics/:slug/${file}`,
      feed((c) => ({ kind: "topic", slug: slug(c) })),
    );
    app.get(
      `/authors/:slug/${file}`,
      feed((c) => ({ kind: "author", slug: slug(c) })),
    );
    app.get(
      `/:slug/${file}`,
      feed((c) => ({ kind: "section", slug: slug(c) })),
    );
  }
  app.get(
    "/most-read",
    page((frame) => answerMostRead(context, frame)),
  );
  app.get(
    "/most-read/:day",
    page((frame, _url, c) => answerMostRead(context, frame, name(c, "day"))),
  );
  app.get(
    "/trending",
    page((frame) => answerTrending(context, frame)),
  );
  app.get(
    "/search",
    page((frame, url) => answerSearch(context, frame, url)),
  );
  app.get("/search/suggestions", (c) => answerSuggestions(context, new URL(c.req.url)));
  app.get(
    "/oembed",
    page((frame, url) => answerOembed(context, frame, url)),
  );
  app.get(
    "/embed/:id",
    page((frame, _url, c) => answerEmbed(context, frame, name(c, "id"))),
  );
  app.get(
    "/saved",
    page(async (frame) => answerSaved(frame)),
  );
  app.get(
    "/offline",
    page(async (frame) => answerOffline(frame)),
  );
  app.get(
    "/manifest.webmanifest",
    page(async (frame) => answerManifest(frame)),
  );
  app.get(
    "/s/:id",
    page((frame, _url, c) => answerShortLink(context, frame, name(c, "id"))),
  );
  app.get(
    "/topics/:slug",
    page((frame, url, c) => answerLabel(context, frame, url, "topic", name(c, "slug"))),
  );
  app.get(
    "/authors/:slug",
    page((frame, url, c) => answerLabel(context, frame, url, "author", name(c, "slug"))),
  );
  app.get(
    "/pages/:slug",
    page((frame, _url, c) => answerPage(context, frame, name(c, "slug"))),
  );
  if (context.development === true)
    app.get(
      "/gallery/:part?",
      page(
        async (frame, _url, c) =>
          answerGallery(frame, name(c, "part")) ?? notFoundPage(context, frame),
      ),
    );
  app.get("/:file{accent-[0-9a-f]{6}\\.css}", (c) => {
    const { accent } = context.edition();
    return c.req.path === accentPath(accent) ? cachedStyle(accentStyle(accent)) : c.notFound();
  });
  app.get(
    "/:section",
    page((frame, url, c) => answerSection(context, frame, url, name(c, "section"))),
  );
  app.get(
    "*",
    page((frame, url) => {
      const path = decoded(url.pathname);
      const before = path.slice(0, -TALK_END.length);
      if (path.endsWith(TALK_END) && STORY_PATH.test(before))
        return answerTalk(context, frame, url, before);
      return STORY_PATH.test(path)
        ? answerStory(context, frame, url, path)
        : answerOldAddress(context, frame, path);
    }),
  );

  app.notFound(page((frame) => notFoundPage(context, frame)));
  // The front answers failures: it counts those of the database, and shows a copy of before where it has one.
  app.onError((error) => {
    throw error;
  });
  return app;
}

/** The reader face: every page of the site. What ends a request is thrown, for the front to answer. */
export function createReader(deps: ReaderDeps): Hono {
  return createPages(contextOf(deps));
}

/**
 * Makes a front as it would look with an arrangement that is not published; undefined for a front that is none.
 * @throws what reading it throws
 */
export function createFrontPreview(
  deps: ReaderDeps,
): (key: string, draft: FrontContent) => Promise<string | undefined> {
  const context = contextOf(deps);
  const frameOf = createFrames(context);
  return async (key, draft) => {
    const frame = await frameOf(new Request(context.siteUrl));
    return key === HOME
      ? previewHome(context, frame, draft)
      : previewSection(context, frame, key, draft);
  };
}

/** Pages of stories that are not published, for those who write them and those to whom they send a link. */
export function createStoryPreview(
  deps: ReaderDeps,
): (story: Story, look: PreviewLook) => Promise<string> {
  return createStoryPreviews(contextOf(deps));
}

/** Frames for pages that are not among the reader's own routes. */
export function createReaderFrames(deps: ReaderDeps): (request: Request) => Promise<Frame> {
  return createFrames(contextOf(deps));
}

/** The pages of errors, in the look of the site, for the front. */
export function createReaderErrors(deps: ReaderDeps): (status: number) => Promise<string> {
  return createErrorPages(contextOf(deps));
}
