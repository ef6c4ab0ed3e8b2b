import type { Edition, StoryCard } from "#stories/story.ts";
import { listData } from "#distribution/structured-data.ts";
import { documentOf } from "../frame/document.ts";
import { siteFacts, type Frame } from "../frame/frame.ts";
import { feedLinks } from "../distribution/feed-links.ts";
import { isVoices, Voice } from "../home/bands.tsx";
import { Card } from "../parts/card.tsx";
import { pictureForCards } from "../parts/picture.tsx";
import { MostReadBox, TrendingBox } from "../parts/ranking.tsx";
import { Onward, River } from "../parts/river.tsx";
import { listStrings } from "../strings.ts";
import type { SectionData } from "./load.ts";

const OPENING = 4;
/** Ways in which a section opens; sections take them in turn. */
const OPENINGS = ["opening-wide", "opening-beside", "opening-turned"] as const;

const Opening = ({
  stories,
  edition,
  look,
  isArranged,
}: {
  stories: readonly StoryCard[];
  edition: Edition;
  look: string;
  /** Editors said which story leads. */
  isArranged: boolean;
}) => {
  const pictured = isArranged ? undefined : stories.find((card) => card.picture !== undefined);
  const lead = pictured ?? stories[0];
  return (
    <div class={`opening ${look}`}>
      {lead === undefined ? null : (
        <Card
          card={lead}
          edition={edition}
          level={2}
          look="lead"
          hasStandfirst
          meta="both"
          picture={{ sizes: "(min-width: 64rem) 50rem, 100vw", isFirst: true }}
        />
      )}
      <div class="row three">
        {stories
          .filter((card) => card !== lead)
          .map((card) => (
            <Card
              card={card}
              edition={edition}
              level={2}
              look="side-phone"
              picture={{ sizes: "(min-width: 64rem) 18rem, (min-width: 40rem) 33vw, 7rem" }}
            />
          ))}
      </div>
    </div>
  );
};

const VoicesOpening = ({
  stories,
  edition,
}: {
  stories: readonly StoryCard[];
  edition: Edition;
}) => (
  <div class="voices-grid voices-open">
    {stories.map((card) => (
      <Voice card={card} edition={edition} level={2} />
    ))}
  </div>
);

/** A section's front, or a later page of its list. */
export function sectionPage(frame: Frame, data: SectionData): string {
  const { edition } = frame;
  const { section, stories, isFirst } = data;
  const about = section.description === "" ? listStrings.allOf(section.name) : section.description;
  const path = `/${section.slug}`;
  const turn = frame.sections.findIndex((one) => one.slug === section.slug);
  const opening = isFirst ? stories.slice(0, OPENING) : [];
  const picture = opening.find((card) => card.picture !== undefined)?.picture;
  return documentOf(
    frame,
    {
      title: section.name,
      description: about,
      path,
      kind: "list",
      current: section.slug,
      picture: picture === undefined ? undefined : pictureForCards(picture),
      isIndexed: isFirst,
      extra:
        feedLinks(path, section.name) +
        (isFirst
          ? listData(siteFacts(frame), { name: section.name, description: about, path, stories })
          : ""),
    },
    <main id="main" class="section-front">
      <div class="wrap">
        <TrendingBox trending={data.trending} edition={edition} look="strip" />
      </div>
      <header class="front-head">
        <div class="wrap">
          <h1>{section.name}</h1>
          {section.description === "" ? null : <p>{section.description}</p>}
        </div>
      </header>
      {opening.length === 0 ? null : (
        <div class="wrap">
          {isVoices(section.slug) ? (
            <VoicesOpening stories={opening} edition={edition} />
          ) : (
            <Opening
              stories={opening}
              edition={edition}
              isArranged={data.pinned.length > 0}
              look={OPENINGS[Math.max(0, turn) % OPENINGS.length] ?? OPENINGS[0]}
            />
          )}
        </div>
      )}
      <div class="columns wrap">
        <div>
          <River
            stories={isFirst ? stories.slice(OPENING) : stories}
            edition={edition}
            hasAuthors={isVoices(section.slug)}
          />
          <Onward page={{ path, isFirst, cursor: data.cursor }} />
        </div>
        <aside class="rail">
          <MostReadBox list={data.mostRead} edition={edition} />
        </aside>
      </div>
    </main>,
  );
}
