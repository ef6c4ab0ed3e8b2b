import { z } from "zod";
import { absoluteUrl, CARD_HEIGHT, CARD_WIDTH, cardPath } from "#distribution/addresses.ts";
import { parseQuery } from "#platform/http/query.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Story } from "#stories/story.ts";
import type { Frame } from "../frame/frame.ts";
import { escapeText } from "../frame/html-text.ts";
import type { ReaderContext } from "../frame/reader-context.ts";
import { cachedText } from "../frame/respond.ts";

/** Size of the frame that a card is shown in, in CSS pixels; a page that has less room gets less. */
const FRAME = { width: 600, height: 260 };

const Pixels = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, "need a whole number of pixels")
  .transform(Number)
  .optional();
const Query = z.strictObject({
  url: z.string({ error: "need the address of a story" }).max(2000),
  maxwidth: Pixels,
  maxheight: Pixels,
  format: z.string().optional(),
});

/** The address that programs ask about the story of `shortId`, for the head of its page. */
export function oembedLink(siteUrl: string, shortId: string): string {
  const asked = encodeURIComponent(`${siteUrl}/s/${shortId}`);
  return `<link rel="alternate" type="application/json+oembed" href="${escapeText(siteUrl)}/oembed?url=${asked}">`;
}

/** The story at an address of this site: its own, a short or an older one. */
async function findStory(
  context: ReaderContext,
  siteUrl: string,
  address: string,
): Promise<Story | undefined> {
  const url = URL.parse(address);
  if (url === null || url.host !== new URL(siteUrl).host || !/^https?:$/.test(url.protocol))
    return undefined;
  const { archive } = context;
  const shortId = /^\/s\/([0-9a-z]{1,20})$/i.exec(url.pathname)?.[1];
  const path =
    shortId === undefined
      ? await archive.findCurrentPath(url.pathname)
      : await archive.findPathByShortId(shortId);
  return path === undefined ? undefined : archive.findStoryByPath(path);
}

/** `/oembed?url=`: how another site shows a story of this one (oEmbed 1.0, type `rich`). */
export async function answerOembed(
  context: ReaderContext,
  frame: Frame,
  url: URL,
): Promise<Response> {
  const query = parseQuery(url, Query);
  if (query.format !== undefined && query.format !== "json")
    return new Response("Only format=json is offered.", { status: 501 });
  const { siteUrl, edition } = frame;
  const story = await findStory(context, siteUrl, query.url);
  if (story === undefined) throw new Refusal("notFound", "no published story has this address");
  const most = { width: query.maxwidth ?? Infinity, height: query.maxheight ?? Infinity };
  const width = Math.min(FRAME.width, most.width);
  const height = Math.min(FRAME.height, most.height);
  const [author] = story.authors;
  const embed = {
    version: "1.0",
    type: "rich",
    title: story.headline,
    ...(author === undefined
      ? {}
      : {
          author_name: author.name,
          author_url: absoluteUrl(siteUrl, `/authors/${author.slug}`),
        }),
    provider_name: edition.name,
    provider_url: `${siteUrl}/`,
    cache_age: 3600,
    ...(CARD_WIDTH > most.width || CARD_HEIGHT > most.height
      ? {}
      : {
          thumbnail_url: siteUrl + cardPath(story),
          thumbnail_width: CARD_WIDTH,
          thumbnail_height: CARD_HEIGHT,
        }),
    width,
    height,
    html:
      `<iframe src="${escapeText(siteUrl)}/embed/${story.shortId}" width="${width}" height="${height}" frameborder="0" loading="lazy"` +
      ` sandbox="allow-popups allow-popups-to-escape-sandbox" title="${escapeText(story.headline)}"></iframe>`,
  };
  return cachedText(JSON.stringify(embed), "application/json", {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    tags: [`story:${story.id}`],
  });
}
