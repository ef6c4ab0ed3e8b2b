import { pictureUrl } from "#media/picture-url.ts";
import { absoluteUrl } from "#distribution/addresses.ts";
import type { Story } from "#stories/story.ts";
import { notFoundPage } from "../errors/route.ts";
import { shownInstant } from "../frame/date-texts.ts";
import type { Frame } from "../frame/frame.ts";
import { escapeText, htmlOf } from "../frame/html-text.ts";
import { Nameplate } from "../frame/masthead.tsx";
import type { ReaderContext } from "../frame/reader-context.ts";
import { cachedPage } from "../frame/respond.ts";

/** The policy of the one page that other sites may show in a frame: it loads its style, faces and picture, nothing else. */
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

const Matter = ({ frame, story }: { frame: Frame; story: Story }) => {
  const { siteUrl, edition } = frame;
  const published = shownInstant(story.publishedAt, edition);
  return (
    <article class="embed-card" lang={story.lang} dir={story.direction}>
      {story.picture === undefined ? null : (
        <img class="embed-picture" src={pictureUrl(story.picture.id, 480)} alt="" />
      )}
      <div class="embed-words">
        <p class="embed-section">{story.section.name}</p>
        <h1>
          <a href={absoluteUrl(siteUrl, story.path)} target="_blank" rel="noopener">
            {story.headline}
          </a>
        </h1>
        {story.standfirst === "" ? null : <p class="embed-standfirst">{story.standfirst}</p>}
        <p class="embed-foot">
          <a class="plate" href={`${siteUrl}/`} target="_blank" rel="noopener">
            <Nameplate edition={edition} />
          </a>
          <time datetime={published.iso}>{published.text}</time>
        </p>
      </div>
    </article>
  );
};

function embedPage(frame: Frame, story: Story): string {
  const { edition, assets, siteUrl } = frame;
  return (
    `<!doctype html><html lang="${escapeText(edition.lang)}" dir="rtl"><head><meta charset="utf-8">` +
    `<title>${escapeText(story.headline)}</title><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<meta name="robots" content="noindex"><link rel="canonical" href="${escapeText(absoluteUrl(siteUrl, story.path))}">` +
    `<link rel="stylesheet" href="${assets.embedStyle}"></head><body>` +
    htmlOf(<Matter frame={frame} story={story} />) +
    "</body></html>"
  );
}

/** `/embed/{short id}`: a story as a small card that other sites may show, without any script. */
export async function answerEmbed(
  context: ReaderContext,
  frame: Frame,
  shortId: string,
): Promise<Response> {
  const path = await context.archive.findPathByShortId(shortId);
  const story = path === undefined ? undefined : await context.archive.findStoryByPath(path);
  if (story === undefined) return notFoundPage(context, frame);
  const answer = cachedPage(embedPage(frame, story), {
    maxAgeSeconds: 60,
    staleSeconds: 3600,
    tags: [`story:${story.id}`],
  });
  answer.headers.set("Content-Security-Policy", POLICY);
  // Empty: this page goes without it, since it names no ancestors but all or none.
  answer.headers.set("X-Frame-Options", "");
  return answer;
}
