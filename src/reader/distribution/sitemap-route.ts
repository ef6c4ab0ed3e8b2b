import {
  NEWS_DAYS,
  writeNewsSitemap,
  writeRobots,
  writeSitemap,
  writeSitemapIndex,
} from "#distribution/sitemaps.ts";
import { notFoundPage } from "../errors/route.ts";
import type { Frame } from "../frame/frame.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { cachedText } from "../frame/respond.ts";

const XML = "application/xml";
const DAY_MS = 86_400_000;
/** A longer answer would push hundreds of pages out of memory: it is made anew for each who asks. */
const KEPT_LENGTH = 1_000_000;
const LISTS = "/sitemaps/lists.xml";
const storiesPath = (page: number): string => `/sitemaps/stories-${page}.xml`;
const keeping = (tags: readonly string[]) => ({ maxAgeSeconds: 300, staleSeconds: 3600, tags });

/** `/sitemap.xml`: the index. */
export async function answerSitemapIndex(context: ReaderContext, frame: Frame): Promise<Response> {
  const pages = await context.archive.addresses.listPages();
  const text = writeSitemapIndex(frame.siteUrl, [
    { path: LISTS, changedAt: pages.at(-1) },
    ...pages.map((changedAt, index) => ({ path: storiesPath(index + 1), changedAt })),
  ]);
  return cachedText(text, XML, keeping(["list"]));
}

/** `/sitemaps/{file}`: sections, topics and authors, or one page of the stories. */
export async function answerSitemap(
  context: ReaderContext,
  frame: Frame,
  file: string,
): Promise<Response> {
  const { addresses } = context.archive;
  if (file === "lists.xml") {
    const own = ["/", ...frame.sections.map(({ slug }) => `/${slug}`), "/most-read", "/trending"];
    const text = await writeSitemap(frame.siteUrl, [
      ...own.map((path) => ({ path })),
      ...(await addresses.listNamed()),
    ]);
    return answer(text);
  }
  const page = Number(/^stories-([1-9]\d{0,5})\.xml$/.exec(file)?.[1] ?? 0);
  const entries = page === 0 ? [] : await addresses.listPage(page - 1);
  if (entries.length === 0) return notFoundPage(context, frame);
  return answer(await writeSitemap(frame.siteUrl, entries));
}

function answer(text: string): Response {
  if (text.length <= KEPT_LENGTH) return cachedText(text, XML, keeping(["list"]));
  return new Response(text, {
    headers: { "Content-Type": `${XML}; charset=utf-8`, "Cache-Control": "no-store" },
  });
}

/** `/news-sitemap.xml`: the stories of the last two days. */
export async function answerNewsSitemap(context: ReaderContext, frame: Frame): Promise<Response> {
  const since = new Date(context.clock.now().getTime() - NEWS_DAYS * DAY_MS);
  const entries = await context.archive.addresses.listRecent(since);
  const text = writeNewsSitemap(frame.siteUrl, frame.edition, entries);
  return cachedText(text, XML, keeping(["list"]));
}

/** `/robots.txt`. */
export function answerRobots(frame: Frame): Response {
  return cachedText(writeRobots(frame.siteUrl), "text/plain", keeping([]));
}

/** `/{key}.txt`: shows search engines that pings for this site are sent by this site (IndexNow). */
export async function answerIndexNowKey(
  context: ReaderContext,
  frame: Frame,
  file: string,
): Promise<Response> {
  const key = await context.indexNowKey?.();
  return key !== undefined && file === `${key}.txt`
    ? cachedText(key, "text/plain", keeping([]))
    : notFoundPage(context, frame);
}
