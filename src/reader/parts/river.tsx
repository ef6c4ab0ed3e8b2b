import type { Edition, StoryCard } from "#stories/story.ts";
import { hrefOf } from "../frame/html-text.ts";
import { listStrings } from "../strings.ts";
import { Card } from "./card.tsx";

/** A page of a list: where it lives and whether it goes on. */
export type ListPage = {
  readonly path: string;
  readonly isFirst: boolean;
  readonly cursor: string | undefined;
};

/** Stories below each other, the newest first. */
export const River = ({
  stories,
  edition,
  hasSection = false,
  hasAuthors = false,
}: {
  stories: readonly StoryCard[];
  edition: Edition;
  hasSection?: boolean;
  hasAuthors?: boolean;
}) => (
  <div class="river">
    {stories.map((card) => (
      <Card
        card={card}
        edition={edition}
        level={2}
        look="side river-card"
        hasSection={hasSection}
        hasAuthors={hasAuthors}
        hasStandfirst
        meta="both"
        picture={{ sizes: "(min-width: 40rem) 14rem, 7rem" }}
      />
    ))}
  </div>
);

/** Plain links to the rest of a list and back to its beginning. */
export const Onward = ({ page }: { page: ListPage }) =>
  page.cursor === undefined && page.isFirst ? null : (
    <p class="onward">
      {page.cursor === undefined ? null : (
        <a
          class="go"
          rel="next"
          href={`${hrefOf(page.path)}?cursor=${encodeURIComponent(page.cursor)}`}
        >
          {listStrings.more}
        </a>
      )}
      {page.isFirst ? null : <a href={hrefOf(page.path)}>{listStrings.onFirstPage}</a>}
    </p>
  );
