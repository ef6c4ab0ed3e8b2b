import type { Edition, StoryCard } from "#stories/story.ts";
import { siteData } from "#distribution/structured-data.ts";
import { documentOf } from "../frame/document.ts";
import { siteFacts, type Frame } from "../frame/frame.ts";
import { feedLinks } from "../distribution/feed-links.ts";
import { NewsletterBox } from "../distribution/newsletter/page.tsx";
import { Card } from "../parts/card.tsx";
import { pictureForCards } from "../parts/picture.tsx";
import { MostReadBox, TrendingBox } from "../parts/ranking.tsx";
import { homeStrings, listStrings } from "../strings.ts";
import { Bands } from "./bands.tsx";
import type { HomeData } from "./load.ts";

const LEAD_SIZES = "(min-width: 80rem) 46rem, (min-width: 64rem) 60vw, 100vw";
const SIDE_SIZES = "(min-width: 64rem) 10rem, (min-width: 40rem) 30vw, 7rem";
const ROW_SIZES = "(min-width: 64rem) 18rem, (min-width: 40rem) 50vw, 7rem";

const Hero = ({ data, edition }: { data: HomeData; edition: Edition }) => (
  <section class="hero wrap" aria-label={homeStrings.picks}>
    {data.lead === undefined ? (
      <p>{homeStrings.empty}</p>
    ) : (
      <Card
        card={data.lead}
        edition={edition}
        level={2}
        look="lead"
        hasSection
        hasStandfirst
        meta="both"
        picture={{ sizes: LEAD_SIZES, isFirst: true }}
      />
    )}
    <div class="hero-side">
      {data.side.map((card) => (
        <Card
          card={card}
          edition={edition}
          level={2}
          look="side"
          hasSection
          hasStandfirst
          picture={{ sizes: SIDE_SIZES }}
        />
      ))}
    </div>
  </section>
);

const Newest = ({ stories, edition }: { stories: readonly StoryCard[]; edition: Edition }) => (
  <section class="box timeline" aria-labelledby="newest">
    <h2 id="newest">{listStrings.newest}</h2>
    <div class="timeline-list">
      {stories.map((card) => (
        <Card card={card} edition={edition} look="moment" hasSection />
      ))}
    </div>
  </section>
);

/** The matter of the front page. */
export const HomeMatter = ({ data, edition }: { data: HomeData; edition: Edition }) => (
  <main id="main" class="home">
    <div class="wrap">
      <TrendingBox trending={data.trending} edition={edition} look="strip" />
    </div>
    <Hero data={data} edition={edition} />
    {data.row.length === 0 ? null : (
      <div class="wrap">
        <div class="row four ruled">
          {data.row.map((card) => (
            <Card
              card={card}
              edition={edition}
              level={2}
              look="side-phone"
              hasSection
              picture={{ sizes: ROW_SIZES }}
            />
          ))}
        </div>
      </div>
    )}
    <div class="columns wrap">
      <Newest stories={data.newest} edition={edition} />
      <aside class="rail">
        <MostReadBox list={data.mostRead} edition={edition} />
      </aside>
    </div>
    <Bands bands={data.bands} edition={edition} />
    <NewsletterBox />
  </main>
);

const storiesOf = (data: HomeData): readonly StoryCard[] =>
  [data.lead, ...data.side, ...data.row, ...data.newest].filter((card) => card !== undefined);

const headlinesOf = (data: HomeData): string =>
  [data.lead, ...data.side, ...data.row].map((card) => card?.headline ?? "").join("\n");

/** The whole front page. */
export function homePage(frame: Frame, data: HomeData): string {
  const { edition } = frame;
  return documentOf(
    frame,
    {
      title: undefined,
      description: edition.description,
      path: "/",
      kind: "front",
      current: "home",
      extra: feedLinks("/", edition.name) + siteData(siteFacts(frame), storiesOf(data)),
      headlines: headlinesOf(data),
      picture: data.lead?.picture === undefined ? undefined : pictureForCards(data.lead.picture),
    },
    <HomeMatter data={data} edition={edition} />,
  );
}
