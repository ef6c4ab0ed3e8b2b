import { documentOf } from "../frame/document.ts";
import type { Frame } from "../frame/frame.ts";
import type { Markup } from "../frame/html-text.ts";
import { freshPage } from "../frame/respond.ts";
import { HomeMatter } from "../home/page.tsx";
import { placeNewest } from "../home/load.ts";
import { Card } from "../parts/card.tsx";
import { PreferencesPanel } from "../parts/preferences.tsx";
import { Chips, MostReadBox, TrendingBox } from "../parts/ranking.tsx";
import { Onward, River } from "../parts/river.tsx";
import { StoryTools } from "../parts/story-tools.tsx";
import { When } from "../parts/when.tsx";
import { StoryMatter } from "../story/page.tsx";
import {
  galleryCard,
  galleryCards,
  galleryEdition,
  galleryMostRead,
  gallerySections,
  galleryStory,
  galleryTrending,
} from "./hard-arabic.ts";

const LOOKS = ["lead", "large", "side", "side-phone", "line", "beside"] as const;
const BASES = ["today", "24h", "7d", "editors"] as const;

const Shown = ({ name, children }: { name: string; children?: Markup | readonly Markup[] }) => (
  <section class="box">
    <h2>{name}</h2>
    {children}
  </section>
);

const PARTS: Readonly<Record<string, (frame: Frame) => Markup>> = {
  cards: () => (
    <>
      {LOOKS.map((look) => (
        <Shown name={look}>
          <div class="row three">
            {[0, 1, 2, 5].map((index) => (
              <Card
                card={galleryCard(index)}
                edition={galleryEdition}
                look={look}
                hasSection
                hasStandfirst
                hasAuthors
                meta="both"
                picture={{ sizes: "20rem" }}
              />
            ))}
          </div>
        </Shown>
      ))}
    </>
  ),
  boxes: () => (
    <div class="row three">
      {BASES.map((basis) => (
        <MostReadBox list={{ ...galleryMostRead, basis }} edition={galleryEdition} />
      ))}
      <TrendingBox trending={galleryTrending} edition={galleryEdition} look="box" />
      <TrendingBox
        trending={{ basis: "newest", topics: [] }}
        edition={galleryEdition}
        look="strip"
      />
      <Chips topics={galleryTrending.topics} />
      <p>
        <When instant={galleryStory.publishedAt} edition={galleryEdition} isRelative />
      </p>
    </div>
  ),
  river: () => (
    <>
      <River stories={galleryCards.slice(0, 6)} edition={galleryEdition} hasSection hasAuthors />
      <Onward page={{ path: "/world", isFirst: false, cursor: "abc" }} />
    </>
  ),
  tools: (frame) => (
    <>
      <StoryTools
        path={galleryStory.path}
        shortUrl="https://news.example/s/k0"
        headline={galleryStory.headline}
        isReading={false}
        saveModule={frame.assets.saved.script}
      />
      <PreferencesPanel isReading />
    </>
  ),
  story: (frame) => (
    <StoryMatter
      frame={frame}
      data={{
        story: galleryStory,
        mostRead: galleryMostRead,
        trending: galleryTrending,
        related: galleryCards.slice(1, 5),
        relatedBy: "matter",
        comments: 214,
      }}
      isReading={false}
    />
  ),
  front: () => (
    <HomeMatter
      data={{
        ...placeNewest(galleryCards),
        newest: galleryCards.slice(8, 18),
        bands: gallerySections.map((section) => ({
          section,
          stories: galleryCards.filter((card) => card.section.slug === section.slug),
        })),
        mostRead: galleryMostRead,
        trending: galleryTrending,
      }}
      edition={galleryEdition}
    />
  ),
};

/** `/gallery/{part}`, in development only: parts of pages with Arabic that is hard to set. */
export function answerGallery(frame: Frame, part: string): Response | undefined {
  const show = PARTS[part];
  const shown = { ...frame, edition: galleryEdition, sections: gallerySections };
  const head = {
    title: `gallery ${part}`,
    description: "",
    path: undefined,
    kind: part === "story" ? "story" : "list",
    isIndexed: false,
    headlines: "A",
    text: "A",
  } as const;
  if (part === "")
    return freshPage(
      documentOf(
        shown,
        head,
        <main id="main" class="wrap">
          <h1>gallery</h1>
          <ul>
            {Object.keys(PARTS).map((name) => (
              <li>
                <a href={`/gallery/${name}`}>{name}</a>
              </li>
            ))}
          </ul>
        </main>,
      ),
      200,
    );
  if (show === undefined) return undefined;
  const matter = show(shown);
  const isWhole = part === "story" || part === "front";
  return freshPage(
    documentOf(
      shown,
      head,
      isWhole ? (
        matter
      ) : (
        <main id="main" class="wrap">
          <h1>{part}</h1>
          {matter}
        </main>
      ),
    ),
    200,
  );
}
