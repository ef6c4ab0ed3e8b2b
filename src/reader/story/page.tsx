import { raw } from "hono/html";
import { zoneName } from "#arabic/zone-names.ts";
import { CARD_HEIGHT, CARD_WIDTH, cardPath } from "#distribution/addresses.ts";
import { storyData } from "#distribution/structured-data.ts";
import type { Edition, Story } from "#stories/story.ts";
import { shownInstant } from "../frame/date-texts.ts";
import { talkHref } from "../conversation/addresses.ts";
import { talkStrings } from "../conversation/strings.ts";
import { documentOf } from "../frame/document.ts";
import { siteFacts, type Frame } from "../frame/frame.ts";
import { oembedLink } from "../distribution/oembed-route.ts";
import { feedLinks } from "../distribution/feed-links.ts";
import { escapeText, hrefOf } from "../frame/html-text.ts";
import { Card, minutesOf, ownLanguage } from "../parts/card.tsx";
import { PictureFrame } from "../parts/picture.tsx";
import { Chips, MostReadBox, TrendingBox } from "../parts/ranking.tsx";
import { StoryTools } from "../parts/story-tools.tsx";
import { listStrings, storyStrings } from "../strings.ts";
import type { StoryPageData } from "./load.ts";

/** The body, its first paragraph opened by place and agency where the story has them. */
function bodyOf(story: Story): string {
  const dateline = storyStrings.dateline(story.place, story.agency);
  return dateline !== "" && story.bodyHtml.startsWith("<p>")
    ? `<p><span class="dateline">${escapeText(dateline)}</span> ${story.bodyHtml.slice(3)}`
    : story.bodyHtml;
}

const Authors = ({ story }: { story: Story }) => (
  <p class="byline">
    {listStrings.by}{" "}
    {story.authors.map((author, index) => (
      <>
        {index === 0 ? "" : ` ${listStrings.and}`}
        <a href={hrefOf(`/authors/${author.slug}`)} rel="author">
          {author.name}
        </a>
      </>
    ))}
  </p>
);

const About = ({
  story,
  edition,
  comments,
}: {
  story: Story;
  edition: Edition;
  comments: number;
}) => {
  const published = shownInstant(story.publishedAt, edition);
  const updated =
    story.updatedAt === undefined ? undefined : shownInstant(story.updatedAt, edition);
  const zone = zoneName(edition.zone, { at: story.publishedAt, digits: edition.digits });
  return (
    <div class="about" role="group" aria-label={storyStrings.aboutStory}>
      {story.authors.length > 0 ? <Authors story={story} /> : null}
      {story.agency !== "" ? <p class="source">{storyStrings.source(story.agency)}</p> : null}
      <p>
        <span class="label">{storyStrings.publishedAt}</span>{" "}
        <time datetime={published.iso}>{published.text}</time>
        {updated === undefined ? <span class="zone"> {zone}</span> : null}
      </p>
      {updated === undefined ? null : (
        <p>
          <span class="label">{storyStrings.updatedAt}</span>{" "}
          <time datetime={updated.iso}>{updated.text}</time>
          <span class="zone"> {zone}</span>
        </p>
      )}
      <p class="minutes">{minutesOf(story, edition)}</p>
      {comments === 0 ? null : (
        <p>
          <a href="#join">{talkStrings.count(comments, edition.digits)}</a>
        </p>
      )}
      {story.corrections.length > 0 ? (
        <p>
          <a href="#corrections">{storyStrings.correctedBelow}</a>
        </p>
      ) : null}
    </div>
  );
};

const Corrections = ({ story, edition }: { story: Story; edition: Edition }) => (
  <section class="corrections" id="corrections" aria-labelledby="corrections-title">
    <h2 id="corrections-title">{storyStrings.corrections(story.corrections.length)}</h2>
    {story.corrections.map((correction) => {
      const at = shownInstant(correction.notedAt, edition);
      return (
        <p>
          <time datetime={at.iso}>{at.text}</time> {correction.note}
        </p>
      );
    })}
  </section>
);

const Join = ({ path, count, edition }: { path: string; count: number; edition: Edition }) => (
  <section class="join" aria-labelledby="join">
    <div>
      <h2 id="join">{talkStrings.join}</h2>
      <p>{count === 0 ? talkStrings.none : talkStrings.count(count, edition.digits)}</p>
    </div>
    <a class="go" href={talkHref(path)} data-quote={talkStrings.quoteThis}>
      {count === 0 ? talkStrings.openFirst : talkStrings.open}
    </a>
  </section>
);

const LeadPicture = ({ story }: { story: Story }) => {
  const picture = story.picture;
  if (picture === undefined) return null;
  return (
    <figure class="lead-picture" id="opening">
      <PictureFrame
        picture={picture}
        use={{ sizes: "(min-width: 80rem) 53rem, (min-width: 64rem) 66vw, 100vw", isFirst: true }}
        alt={picture.alt}
      />
      {picture.caption === "" && picture.credit === "" ? null : (
        <figcaption>
          {picture.caption === "" ? null : <span class="caption">{picture.caption}</span>}{" "}
          {picture.credit === "" ? null : <span class="credit">{picture.credit}</span>}
        </figcaption>
      )}
    </figure>
  );
};

/** The matter of a story's page. */
export function StoryMatter({
  frame,
  data,
  isReading,
  preview,
}: {
  frame: Frame;
  data: StoryPageData;
  isReading: boolean;
  preview?: "shared" | "bare";
}) {
  const { story, mostRead, trending, related } = data;
  const { edition } = frame;
  const own = ownLanguage(story, edition);
  return (
    <>
      <div class="progress" aria-hidden="true"></div>
      <main id="main">
        {preview === "shared" ? (
          <p class="preview-line" role="note">
            {storyStrings.preview}
          </p>
        ) : null}
        <div class="wrap story">
          {/* Views are counted of pages that name their story. */}
          <article class="piece" data-story={preview === undefined ? story.id : undefined}>
            <header class="piece-head" id={story.picture === undefined ? "opening" : undefined}>
              {story.section.slug === "" ? null : (
                <p class="kicker">
                  <a href={hrefOf(`/${story.section.slug}`)}>{story.section.name}</a>
                </p>
              )}
              <h1 {...own}>{story.headline}</h1>
              {story.standfirst === "" ? null : (
                <p class="standfirst" {...own}>
                  {story.standfirst}
                </p>
              )}
            </header>
            <About story={story} edition={edition} comments={data.comments} />
            <StoryTools
              path={story.path}
              shortUrl={`${frame.siteUrl}/s/${story.shortId}`}
              headline={story.headline}
              isReading={isReading}
              saveModule={frame.assets.saved.script}
            />
            <LeadPicture story={story} />
            <div class="body" {...own}>
              {raw(bodyOf(story))}
            </div>
            <footer class="piece-foot">
              {story.corrections.length > 0 ? (
                <Corrections story={story} edition={edition} />
              ) : null}
              {story.topics.length > 0 ? (
                <nav class="piece-topics" aria-label={storyStrings.topics}>
                  <Chips topics={story.topics} />
                </nav>
              ) : null}
            </footer>
            {preview === undefined ? (
              <Join path={story.path} count={data.comments} edition={edition} />
            ) : null}
          </article>
          <aside class="rail">
            <MostReadBox list={mostRead} edition={edition} />
            <TrendingBox trending={trending} edition={edition} look="box" />
          </aside>
        </div>
        {related.length > 0 ? (
          <section class="related wrap" aria-labelledby="related">
            <h2 class="band-title" id="related">
              {data.relatedBy === "matter" ? (
                storyStrings.related
              ) : (
                <a href={hrefOf(`/${story.section.slug}`)}>
                  {storyStrings.newestIn(story.section.name)}
                </a>
              )}
            </h2>
            <div class="row four">
              {related.map((card) => (
                <Card
                  card={card}
                  edition={edition}
                  picture={{ sizes: "(min-width: 64rem) 18rem, (min-width: 40rem) 50vw, 8rem" }}
                  look="side-phone"
                />
              ))}
            </div>
          </section>
        ) : null}
      </main>
    </>
  );
}

const articleTags = ({ edition }: Frame, story: Story): string =>
  [
    ["published_time", shownInstant(story.publishedAt, edition).iso],
    ...(story.updatedAt === undefined
      ? []
      : [["modified_time", shownInstant(story.updatedAt, edition).iso]]),
    ["section", story.section.name],
  ]
    .map(([name, text]) => `<meta property="article:${name}" content="${escapeText(text ?? "")}">`)
    .join("");

/** The first paint shows headline and picture together: a phone lays out once instead of with each piece that arrives. */
const OPENING_AT_ONCE = '<link rel="expect" href="#opening" blocking="render">';

/** The whole page of a story. */
export function storyPage(frame: Frame, data: StoryPageData, isReading: boolean): string {
  const { story } = data;
  return documentOf(
    frame,
    {
      title: story.headline,
      description: story.standfirst === "" ? story.bodyText.slice(0, 400) : story.standfirst,
      path: story.path,
      kind: "story",
      current: story.section.slug,
      picture: {
        url: cardPath(story),
        alt: story.headline,
        size: { width: CARD_WIDTH, height: CARD_HEIGHT },
      },
      lang: story.lang,
      isReading,
      headlines: story.headline,
      text: story.standfirst + story.bodyText,
      extra:
        OPENING_AT_ONCE +
        articleTags(frame, story) +
        feedLinks("/", frame.edition.name, ["feed.xml"]) +
        oembedLink(frame.siteUrl, story.shortId) +
        storyData(siteFacts(frame), story, data.comments),
    },
    <StoryMatter frame={frame} data={data} isReading={isReading} />,
  );
}

/** The page of a story that is not published: as readers would see it, for no machine to keep. */
export function storyPreviewPage(
  frame: Frame,
  data: StoryPageData,
  preview: "shared" | "bare",
): string {
  const { story } = data;
  return documentOf(
    frame,
    {
      title: story.headline === "" ? storyStrings.untitled : story.headline,
      description: "",
      path: undefined,
      kind: "story",
      current: story.section.slug,
      lang: story.lang,
      isIndexed: false,
      headlines: story.headline,
      text: story.standfirst + story.bodyText,
    },
    <StoryMatter frame={frame} data={data} isReading={false} preview={preview} />,
  );
}
