import { readingMinutes, readingTimePhrase } from "#arabic/reading-time.ts";
import type { PlacedCard } from "#site/arrange.ts";
import type { Edition, StoryCard } from "#stories/story.ts";
import { talkStrings } from "../conversation/strings.ts";
import type { CountedCard } from "../frame/reader-context.ts";
import { hrefOf } from "../frame/html-text.ts";
import { listStrings } from "../strings.ts";
import { PictureFrame, type PictureUse } from "./picture.tsx";
import { When } from "./when.tsx";

/** What of a story a place on a page shows. */
export type CardShow = {
  readonly card: PlacedCard & CountedCard;
  readonly edition: Edition;
  /** Look of the card: a class that the style sheet knows. */
  readonly look?: string;
  readonly level?: 2 | 3;
  readonly picture?: PictureUse | undefined;
  readonly hasSection?: boolean;
  readonly hasStandfirst?: boolean;
  readonly hasAuthors?: boolean;
  readonly meta?: "none" | "when" | "minutes" | "both";
};

/** Language and direction of a story that is not in the edition's language. */
export function ownLanguage(
  card: { readonly lang: string; readonly direction: "rtl" | "ltr" },
  edition: Edition,
): { lang?: string; dir?: "rtl" | "ltr" } {
  return card.lang === edition.lang ? {} : { lang: card.lang, dir: card.direction };
}

/** Reading time of a story in words. */
export function minutesOf(card: StoryCard, edition: Edition): string {
  const pace = card.lang === edition.lang ? edition.readingSpeed : undefined;
  return readingTimePhrase(readingMinutes(card.wordCount, card.lang, pace), edition.digits);
}

/** Names of authors as one line, without links. */
export function authorNames(card: StoryCard): string {
  return card.authors.map((author) => author.name).join(` ${listStrings.and}`);
}

/** A story in a list. The headline is its only link and covers the whole card. */
export function Card(props: CardShow) {
  const { card, edition, look = "", level = 3, picture, meta = "when" } = props;
  const headline = (
    <a href={hrefOf(card.path)} {...ownLanguage(card, edition)}>
      {card.headline}
    </a>
  );
  return (
    <article class={`card ${look}`}>
      {picture !== undefined && card.picture !== undefined ? (
        <PictureFrame picture={card.picture} use={picture} />
      ) : null}
      <div class="card-text">
        {card.kicker !== undefined ? (
          <p class="kicker own-kicker">{card.kicker}</p>
        ) : props.hasSection === true ? (
          <p class="kicker">{card.section.name}</p>
        ) : null}
        {level === 2 ? <h2>{headline}</h2> : <h3>{headline}</h3>}
        {props.hasStandfirst === true && card.standfirst !== "" ? (
          <p class="card-standfirst" {...ownLanguage(card, edition)}>
            {card.standfirst}
          </p>
        ) : null}
        {props.hasAuthors === true && card.authors.length > 0 ? (
          <p class="card-authors">{authorNames(card)}</p>
        ) : null}
        {meta === "none" ? null : (
          <p class="card-meta">
            {meta === "when" ? null : <span>{minutesOf(card, edition)}</span>}
            {meta === "minutes" ? null : (
              <When instant={card.publishedAt} edition={edition} isRelative />
            )}
            {card.comments === undefined ? null : (
              <span>{talkStrings.count(card.comments, edition.digits)}</span>
            )}
          </p>
        )}
      </div>
    </article>
  );
}
