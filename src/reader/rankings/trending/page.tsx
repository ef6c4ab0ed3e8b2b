import type { StoryCard } from "#stories/story.ts";
import { documentOf } from "../../frame/document.ts";
import type { Frame } from "../../frame/frame.ts";
import { hrefOf } from "../../frame/html-text.ts";
import { Card } from "../../parts/card.tsx";
import type { Trending } from "#readership/trending.ts";
import type { Chip } from "../../parts/ranking.tsx";
import { frameStrings, rankingStrings } from "../../strings.ts";

/** Trending topics, each with its newest stories. */
export type TrendingData = {
  readonly basis: Trending["basis"];
  readonly topics: readonly { readonly topic: Chip; readonly stories: readonly StoryCard[] }[];
};

/** The page of trending topics. */
export function trendingPage(frame: Frame, data: TrendingData): string {
  const { edition } = frame;
  return documentOf(
    frame,
    {
      title: frameStrings.trending,
      description: rankingStrings.trendingDescription(edition.name),
      path: "/trending",
      kind: "list",
      current: "trending",
    },
    <main id="main">
      <header class="front-head">
        <div class="wrap">
          <h1>{frameStrings.trending}</h1>
          <p>
            {data.basis === "readers" ? rankingStrings.trendingWhy : rankingStrings.trendingNewest}
          </p>
        </div>
      </header>
      <div class="wrap trends">
        {data.topics.length === 0 ? <p class="nothing">{rankingStrings.noTopics}</p> : null}
        {data.topics.map(({ topic, stories }, index) => (
          <section aria-labelledby={`topic-${index}`} class="trend">
            <h2 id={`topic-${index}`}>
              <a href={hrefOf(`/topics/${topic.slug}`)}>{topic.name}</a>
            </h2>
            <div class="lines">
              {stories.map((card) => (
                <Card card={card} edition={edition} look="line" hasSection />
              ))}
            </div>
          </section>
        ))}
      </div>
    </main>,
  );
}
