import type { Edition, StoryCard } from "#stories/story.ts";
import { hrefOf } from "../frame/html-text.ts";
import { Card, ownLanguage } from "../parts/card.tsx";
import { When } from "../parts/when.tsx";
import { listStrings } from "../strings.ts";
import type { HomeBand } from "./load.ts";

/** Slugs of sections whose stories are their authors' voices. */
const VOICES = new Set(["opinion", "views", "رأي", "آراء", "مقالات"]);

const THIRD = "(min-width: 64rem) 24rem, (min-width: 40rem) 50vw, 7rem";
const QUARTER = "(min-width: 64rem) 18rem, (min-width: 40rem) 50vw, 7rem";
const WIDE = "(min-width: 64rem) 42rem, 100vw";

/** Whether a section is one of opinions. */
export const isVoices = (slug: string): boolean => VOICES.has(slug);

const BandTitle = ({ band }: { band: HomeBand }) => (
  <h2 class="band-title" id={`band-${band.section.slug}`}>
    <a href={hrefOf(`/${band.section.slug}`)}>{band.section.name}</a>
  </h2>
);

type BandShow = { band: HomeBand; edition: Edition };

const picturedFirst = (stories: readonly StoryCard[]): readonly StoryCard[] => {
  const first = stories.find((card) => card.picture !== undefined);
  return first === undefined ? stories : [first, ...stories.filter((card) => card !== first)];
};

/** One large story beside a column of headlines. */
const Mosaic = ({ band, edition }: BandShow) => {
  const [first, ...others] = picturedFirst(band.stories);
  return (
    <section class="band mosaic wrap" aria-labelledby={`band-${band.section.slug}`}>
      <BandTitle band={band} />
      <div class="mosaic-grid">
        {first === undefined ? null : (
          <Card
            card={first}
            edition={edition}
            look="large"
            hasStandfirst
            picture={{ sizes: WIDE }}
          />
        )}
        <div class="mosaic-side">
          {others.slice(0, 3).map((card) => (
            <Card
              card={card}
              edition={edition}
              look="side"
              hasStandfirst
              picture={{ sizes: "(min-width: 64rem) 9rem, 7rem" }}
            />
          ))}
        </div>
      </div>
    </section>
  );
};

/** Equal cards in a row. */
const Row = ({ band, edition }: BandShow) => {
  const stories = band.stories.slice(0, band.stories.length >= 4 ? 4 : 3);
  return (
    <section class="band wrap" aria-labelledby={`band-${band.section.slug}`}>
      <BandTitle band={band} />
      <div class={`row ${stories.length === 4 ? "four" : "three"}`}>
        {stories.map((card) => (
          <Card
            card={card}
            edition={edition}
            look="side-phone"
            meta="minutes"
            picture={{ sizes: stories.length === 4 ? QUARTER : THIRD }}
          />
        ))}
      </div>
    </section>
  );
};

/** Two sections side by side, a picture and headlines each. */
const Pair = ({ bands, edition }: { bands: readonly HomeBand[]; edition: Edition }) => (
  <div class="band pair wrap">
    {bands.map((band) => {
      const [first, ...others] = picturedFirst(band.stories);
      return (
        <section aria-labelledby={`band-${band.section.slug}`}>
          <BandTitle band={band} />
          {first === undefined ? null : (
            <Card
              card={first}
              edition={edition}
              look="beside"
              hasStandfirst
              picture={{ sizes: "(min-width: 64rem) 18rem, (min-width: 40rem) 45vw, 100vw" }}
            />
          )}
          <div class="lines">
            {others.slice(0, 3).map((card) => (
              <Card card={card} edition={edition} look="line" />
            ))}
          </div>
        </section>
      );
    })}
  </div>
);

/** One story over the whole width, on ink. */
const Feature = ({ band, edition }: BandShow) => {
  const [first, ...others] = picturedFirst(band.stories);
  return (
    <section class="band feature" aria-labelledby={`band-${band.section.slug}`}>
      <div class="wrap">
        <BandTitle band={band} />
        {first === undefined ? null : (
          <Card
            card={first}
            edition={edition}
            look="large"
            hasStandfirst
            picture={{ sizes: WIDE }}
          />
        )}
        <div class="row three">
          {others.slice(0, 3).map((card) => (
            <Card card={card} edition={edition} look="line" meta="minutes" />
          ))}
        </div>
      </div>
    </section>
  );
};

/** Opinions: who speaks comes first. */
const Voices = ({ band, edition }: BandShow) => (
  <section class="band voices" aria-labelledby={`band-${band.section.slug}`}>
    <div class="wrap">
      <BandTitle band={band} />
      <div class="voices-grid">
        {band.stories.slice(0, 4).map((card) => (
          <Voice card={card} edition={edition} />
        ))}
      </div>
    </div>
  </section>
);

/** An opinion: its author, then what it says. */
export const Voice = ({
  card,
  edition,
  level = 3,
}: {
  card: StoryCard;
  edition: Edition;
  level?: 2 | 3;
}) => {
  const headline = (
    <a href={hrefOf(card.path)} {...ownLanguage(card, edition)}>
      {card.headline}
    </a>
  );
  return (
    <article class="card voice">
      <p class="voice-author">
        {card.authors.length === 0
          ? card.section.name
          : card.authors.map((author) => author.name).join(` ${listStrings.and}`)}
      </p>
      {level === 2 ? <h2>{headline}</h2> : <h3>{headline}</h3>}
      <p class="card-meta">
        <When instant={card.publishedAt} edition={edition} isRelative />
      </p>
    </article>
  );
};

/**
 * The bands of the front page, each with a look of its own: sections take the looks in turn, opinions have theirs and
 * come second.
 */
export function Bands({ bands, edition }: { bands: readonly HomeBand[]; edition: Edition }) {
  const voices = bands.find((band) => isVoices(band.section.slug));
  const others = bands.filter((band) => band !== voices);
  const [first, second, third, fourth, ...rest] = others;
  return (
    <>
      {first === undefined ? null : <Mosaic band={first} edition={edition} />}
      {voices === undefined ? null : <Voices band={voices} edition={edition} />}
      {second === undefined ? null : (
        <Pair bands={third === undefined ? [second] : [second, third]} edition={edition} />
      )}
      {fourth === undefined ? null : <Feature band={fourth} edition={edition} />}
      {rest.map((band, index) =>
        index % 2 === 0 ? (
          <Row band={band} edition={edition} />
        ) : (
          <Mosaic band={band} edition={edition} />
        ),
      )}
    </>
  );
}
