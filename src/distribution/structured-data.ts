import type {
  BreadcrumbList,
  CollectionPage,
  Graph,
  ImageObject,
  NewsArticle,
  NewsMediaOrganization,
  SearchAction,
  Thing,
  WebSite,
  WithActionConstraints,
} from "schema-dts";
import type { Edition, Story, StoryCard } from "#stories/story.ts";
import { absoluteUrl, cardPath, CARD_HEIGHT, CARD_WIDTH, sharedPicture } from "./addresses.ts";

/** What structured data needs to know of the site. */
export type SiteFacts = {
  readonly edition: Pick<Edition, "name" | "description" | "lang">;
  readonly siteUrl: string;
  /** Root-relative address of the site's square picture, and its side in pixels. */
  readonly logo: { readonly path: string; readonly size: number };
};

const picture = (url: string, width: number, height: number): ImageObject => ({
  "@type": "ImageObject",
  url,
  width: String(width),
  height: String(height),
});

const organisation = ({ edition, siteUrl, logo }: SiteFacts): NewsMediaOrganization => ({
  "@type": "NewsMediaOrganization",
  name: edition.name,
  url: `${siteUrl}/`,
  logo: picture(siteUrl + logo.path, logo.size, logo.size),
});

/** A step on the way to a page. */
type Crumb = { readonly name: string; readonly path: string };

const breadcrumbs = (site: SiteFacts, crumbs: readonly Crumb[]): BreadcrumbList => ({
  "@type": "BreadcrumbList",
  itemListElement: [{ name: site.edition.name, path: "/" }, ...crumbs].map(
    ({ name, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: absoluteUrl(site.siteUrl, path),
    }),
  ),
});

function article(site: SiteFacts, story: Story, commentCount: number | undefined): NewsArticle {
  const { siteUrl } = site;
  const lead = story.picture === undefined ? undefined : sharedPicture(siteUrl, story.picture);
  const publisher = organisation(site);
  return {
    "@type": "NewsArticle",
    mainEntityOfPage: absoluteUrl(siteUrl, story.path),
    headline: story.headline,
    ...(story.standfirst === "" ? {} : { description: story.standfirst }),
    image: [
      picture(siteUrl + cardPath(story), CARD_WIDTH, CARD_HEIGHT),
      ...(lead === undefined ? [] : [picture(lead.url, lead.width, lead.height)]),
    ],
    datePublished: story.publishedAt.toISOString(),
    dateModified: (story.updatedAt ?? story.publishedAt).toISOString(),
    author:
      story.authors.length === 0
        ? { "@type": "NewsMediaOrganization", name: site.edition.name, url: `${siteUrl}/` }
        : story.authors.map(({ name, slug }) => ({
            "@type": "Person" as const,
            name,
            url: absoluteUrl(siteUrl, `/authors/${slug}`),
          })),
    publisher,
    articleSection: story.section.name,
    ...(story.topics.length === 0 ? {} : { keywords: story.topics.map(({ name }) => name) }),
    wordCount: story.wordCount,
    inLanguage: story.lang,
    isAccessibleForFree: true,
    speakable: { "@type": "SpeakableSpecification", cssSelector: ["h1", ".standfirst"] },
    ...(story.corrections.length === 0
      ? {}
      : {
          correction: story.corrections.map(({ note, notedAt }) => ({
            "@type": "CorrectionComment" as const,
            text: note,
            datePublished: notedAt.toISOString(),
          })),
        }),
    ...(commentCount === undefined ? {} : { commentCount }),
  };
}

/**
 * What search engines are told of a story, as the script element of its page.
 * @param commentCount comments that readers see; undefined while a story has no conversation
 */
export function storyData(site: SiteFacts, story: Story, commentCount?: number): string {
  const { slug, name } = story.section;
  return dataElement([
    article(site, story, commentCount),
    breadcrumbs(site, [
      { name, path: `/${slug}` },
      { name: story.headline, path: story.path },
    ]),
  ]);
}

/** A comment as search engines are told of it. */
export type CommentFacts = {
  /** Root-relative address. */
  readonly path: string;
  readonly author: string;
  readonly text: string;
  readonly createdAt: Date;
  readonly likes: number;
};

/** What search engines are told of a page of comments on a story. */
export function commentsData(
  site: SiteFacts,
  page: {
    readonly story: Pick<Story, "headline" | "path">;
    readonly count: number;
    readonly comments: readonly CommentFacts[];
  },
): string {
  const { story, comments } = page;
  const about: NewsArticle = {
    "@type": "NewsArticle",
    headline: story.headline,
    url: absoluteUrl(site.siteUrl, story.path),
    commentCount: page.count,
    comment: comments.map(({ path, author, text, createdAt, likes }) => ({
      "@type": "Comment" as const,
      url: site.siteUrl + path,
      author: { "@type": "Person" as const, name: author },
      text,
      datePublished: createdAt.toISOString(),
      upvoteCount: likes,
    })),
  };
  return dataElement([about]);
}

/** A page that lists stories. */
export type ListFacts = {
  readonly name: string;
  readonly description: string;
  /** Root-relative, decoded. */
  readonly path: string;
  readonly stories: readonly Pick<StoryCard, "path">[];
};

const collection = (site: SiteFacts, list: ListFacts): CollectionPage => ({
  "@type": "CollectionPage",
  name: list.name,
  ...(list.description === "" ? {} : { description: list.description }),
  url: absoluteUrl(site.siteUrl, list.path),
  inLanguage: site.edition.lang,
  mainEntity: {
    "@type": "ItemList",
    itemListElement: list.stories.map(({ path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      url: absoluteUrl(site.siteUrl, path),
    })),
  },
});

/** What search engines are told of a page that lists stories, in the order of the list. */
export function listData(site: SiteFacts, list: ListFacts): string {
  return dataElement([
    collection(site, list),
    breadcrumbs(site, [{ name: list.name, path: list.path }]),
  ]);
}

/** What search engines are told on the front page: the site, how to search it, who makes it, and the list. */
export function siteData(site: SiteFacts, stories: ListFacts["stories"]): string {
  const { edition, siteUrl } = site;
  const search: WithActionConstraints<SearchAction> = {
    "@type": "SearchAction",
    target: { "@type": "EntryPoint", urlTemplate: `${siteUrl}/search?q={query}` },
    "query-input": "required name=query",
  };
  const whole: WebSite = {
    "@type": "WebSite",
    name: edition.name,
    url: `${siteUrl}/`,
    inLanguage: edition.lang,
    publisher: organisation(site),
    potentialAction: search,
  };
  const { name, description } = edition;
  return dataElement([whole, collection(site, { name, description, path: "/", stories })]);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/**
 * JSON inside a data block of a page. No sign of it can end the element, open a comment or a script: what HTML could
 * read stands as an escape of JSON (WHATWG HTML, 4.12.1.3).
 */
function dataElement(things: readonly Thing[]): string {
  const graph: Graph = { "@context": "https://schema.org", "@graph": things };
  const json = JSON.stringify(graph).replace(/[<>&\u2028\u2029]/g, (sign) => ESCAPES[sign] ?? "");
  return `<script type="application/ld+json">${json}</script>`;
}
