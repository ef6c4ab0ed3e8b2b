import { raw } from "hono/html";
import type { Trending } from "#readership/trending.ts";
import type { Edition } from "#stories/story.ts";
import { hrefOf, htmlOf, type Markup } from "../frame/html-text.ts";
import type { MostRead } from "#readership/most-read.ts";
import { frameStrings, rankingStrings } from "../strings.ts";
import { ownLanguage } from "./card.tsx";

/** A topic as chips show it. */
export type Chip = { readonly slug: string; readonly name: string };

const SHOWN = 5;
const kept = new WeakMap<object, { edition: Edition; html: string }>();

/** What is made once for each snapshot of a list, since it stands on every page until the next one. */
function keptBox(snapshot: object, edition: Edition, make: () => Markup): Markup {
  const found = kept.get(snapshot);
  if (found !== undefined && found.edition === edition) return raw(found.html);
  const html = htmlOf(make());
  kept.set(snapshot, { edition, html });
  return raw(html);
}

/** The five most read, and what they were chosen by. */
export const MostReadBox = ({ list, edition }: { list: MostRead; edition: Edition }) =>
  keptBox(list, edition, () => (
    <section class="box rank" aria-labelledby="most-read">
      <h2 id="most-read">
        <a href="/most-read">{frameStrings.mostRead}</a>
      </h2>
      <p class="why">
        {rankingStrings.why} {rankingStrings.basis(list.basis, edition.digits)}{" "}
        <a href="/most-read">{rankingStrings.everyDay}</a>
      </p>
      <ol>
        {list.stories.slice(0, SHOWN).map(({ card, counted }) => (
          <li>
            <a href={hrefOf(card.path)} {...ownLanguage(card, edition)}>
              {card.headline}
            </a>
            {counted > 0 && list.basis !== "editors" ? (
              <small>{rankingStrings.views(counted, list.basis, edition.digits)}</small>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  ));

/** Topics as chips, for the rail or as a strip below the sections. */
export const TrendingBox = ({
  trending,
  edition,
  look,
}: {
  trending: Trending;
  edition: Edition;
  look: "box" | "strip";
}) => {
  const make = () => (
    <section class={`${look} trending`} aria-labelledby="trending">
      <h2 id="trending">
        <a href="/trending">{frameStrings.trending}</a>
      </h2>
      {trending.basis === "newest" && look === "box" ? (
        <p class="why">{rankingStrings.trendingNewest}</p>
      ) : null}
      {trending.topics.length === 0 ? (
        <p class="why">{rankingStrings.noTopics}</p>
      ) : (
        <Chips topics={trending.topics.slice(0, look === "box" ? 8 : 12)} />
      )}
    </section>
  );
  return look === "box" ? keptBox(trending, edition, make) : make();
};

/** Links to topics. */
export const Chips = ({ topics }: { topics: readonly Chip[] }) => (
  <ul class="chips">
    {topics.map((topic) => (
      <li>
        <a href={hrefOf(`/topics/${topic.slug}`)}>{topic.name}</a>
      </li>
    ))}
  </ul>
);
