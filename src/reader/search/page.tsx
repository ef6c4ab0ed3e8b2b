import { raw } from "hono/html";
import { isDay } from "#arabic/zone-days.ts";
import { withDigits } from "#arabic/digits.ts";
import { MAX_QUERY_LETTERS, type Hit } from "#search/search-result.ts";
import type { Edition } from "#stories/story.ts";
import { documentOf } from "../frame/document.ts";
import type { Frame } from "../frame/frame.ts";
import { hrefOf } from "../frame/html-text.ts";
import { Card, minutesOf, ownLanguage } from "../parts/card.tsx";
import { PictureFrame } from "../parts/picture.tsx";
import { TrendingBox } from "../parts/ranking.tsx";
import { When } from "../parts/when.tsx";
import { searchHref } from "./addresses.ts";
import { FacetLists } from "./facet-lists.tsx";
import type { SearchPageData } from "./load.ts";
import { SearchForm } from "./search-form.tsx";
import { searchStrings } from "./strings.ts";

/** A result: where it is, what it is, and the words that were asked for where they stand. */
const Result = ({ hit, edition }: { hit: Hit; edition: Edition }) => {
  const { card } = hit;
  const own = ownLanguage(card, edition);
  return (
    <li>
      <article class="card side hit">
        {card.picture === undefined ? null : (
          <PictureFrame picture={card.picture} use={{ sizes: "(min-width: 40rem) 10rem, 6rem" }} />
        )}
        <div class="card-text">
          <p class="kicker">{card.section.name}</p>
          <h2>
            <a href={hrefOf(card.path)} {...own}>
              {raw(hit.headlineHtml)}
            </a>
          </h2>
          {hit.snippetHtml === "" ? null : (
            <p class="snippet" {...own}>
              {raw(hit.snippetHtml)}
            </p>
          )}
          <p class="card-meta">
            <span>{minutesOf(card, edition)}</span>
            <When instant={card.publishedAt} edition={edition} />
          </p>
        </div>
      </article>
    </li>
  );
};

/** How many were found, and what was done where it is not all that was asked. */
const Summary = ({ data, edition }: { data: SearchPageData; edition: Edition }) => {
  const { asked, result } = data;
  if (data.isTooLong)
    return (
      <p class="found" role="status">
        {searchStrings.tooLong(MAX_QUERY_LETTERS, edition.digits)}
      </p>
    );
  if (result === undefined) return null;
  const { meant, total } = result;
  return (
    <div class="found" role="status">
      <p class="found-count">
        {total === 0
          ? searchStrings.nothing(asked.q)
          : searchStrings.found(total, asked.q, edition.digits)}
      </p>
      {total > 0 && result.fit === "some" ? <p>{searchStrings.some}</p> : null}
      {total > 0 && result.fit === "guessed" && meant !== undefined ? (
        <p>{searchStrings.guessed(meant)}</p>
      ) : null}
      {meant !== undefined && (total === 0 || result.fit !== "all") ? (
        <p class="meant">
          {searchStrings.meant} <a href={searchHref(asked, { q: meant })}>{meant}</a>؟
        </p>
      ) : null}
      {result.ignored > 0 ? <p>{searchStrings.ignored}</p> : null}
      {total === 0 && isNarrowed(data) ? <p>{searchStrings.nothingNarrowed}</p> : null}
    </div>
  );
};

const isNarrowed = ({ asked }: SearchPageData): boolean =>
  [asked.section, asked.topic, asked.author, asked.from, asked.to].some(
    (value) => value !== undefined,
  );

const shownDay = (day: string, edition: Edition): string =>
  isDay(day) ? withDigits(day.split("-").toReversed().join("/"), edition.digits) : day;

/** What the results are narrowed to; each can be taken away. */
const Chosen = ({ data, edition }: { data: SearchPageData; edition: Edition }) => {
  const { asked, names } = data;
  const chosen = [
    { name: names.section, without: { section: undefined } },
    { name: names.topic, without: { topic: undefined } },
    { name: names.author, without: { author: undefined } },
    {
      name:
        asked.from === undefined ? undefined : searchStrings.fromDay(shownDay(asked.from, edition)),
      without: { from: undefined },
    },
    {
      name: asked.to === undefined ? undefined : searchStrings.toDay(shownDay(asked.to, edition)),
      without: { to: undefined },
    },
  ].flatMap(({ name, without }) => (name === undefined ? [] : [{ name, without }]));
  if (chosen.length === 0) return null;
  return (
    <nav class="chosen" aria-label={searchStrings.chosen}>
      <ul class="chips">
        {chosen.map(({ name, without }) => (
          <li>
            <a href={searchHref(asked, without)} aria-label={searchStrings.remove(name)}>
              {name} <span aria-hidden="true">×</span>
            </a>
          </li>
        ))}
        {chosen.length > 1 ? (
          <li>
            <a class="clear-all" href={searchHref({ q: asked.q, sort: asked.sort })}>
              {searchStrings.clearAll}
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
};

const Order = ({ data }: { data: SearchPageData }) => {
  const { asked } = data;
  const sort = asked.sort ?? "relevance";
  const link = (order: "relevance" | "newest", name: string) => (
    <li>
      <a
        href={searchHref(asked, { sort: order })}
        aria-current={sort === order ? "true" : undefined}
      >
        {name}
      </a>
    </li>
  );
  return (
    <nav class="order" aria-label={searchStrings.order}>
      <ul>
        {link("relevance", searchStrings.byRelevance)}
        {link("newest", searchStrings.byNewest)}
      </ul>
    </nav>
  );
};

const Tips = ({ title, tips }: { title: string; tips: readonly string[] }) => (
  <section class="box tips" aria-labelledby="tips">
    <h2 id="tips">{title}</h2>
    <ul>
      {tips.map((tip) => (
        <li>{tip}</li>
      ))}
    </ul>
  </section>
);

/** What stands where there are no results: how to find some, what is read now, what is new. */
const WaysOn = ({ data, edition }: { data: SearchPageData; edition: Edition }) => (
  <div class="columns wrap ways">
    <div>
      <Tips
        title={searchStrings.tipsTitle}
        tips={
          data.result?.total === 0
            ? [...searchStrings.emptyTips, ...searchStrings.tips.slice(0, 1)]
            : searchStrings.tips
        }
      />
      {data.newest.length === 0 ? null : (
        <section class="box" aria-labelledby="newest">
          <h2 id="newest">{searchStrings.newest}</h2>
          <div class="lines">
            {data.newest.map((card) => (
              <Card card={card} edition={edition} look="line" hasSection />
            ))}
          </div>
        </section>
      )}
    </div>
    <aside class="rail">
      <TrendingBox trending={data.trending} edition={edition} look="box" />
    </aside>
  </div>
);

/** The page of a search. */
export function searchPage(frame: Frame, data: SearchPageData): string {
  const { edition, assets } = frame;
  const { asked, result } = data;
  const q = asked.q.slice(0, MAX_QUERY_LETTERS);
  return documentOf(
    frame,
    {
      title: q === "" || data.isTooLong ? searchStrings.title : searchStrings.titleOf(q),
      description: searchStrings.description(edition.name),
      path: undefined,
      kind: "list",
      current: "search",
      isIndexed: false,
      extra: `<link rel="stylesheet" href="${assets.search.style}"><script type="module" src="${assets.search.script}"></script>`,
      headlines: asked.q,
    },
    <main id="main">
      <header class="front-head search-head">
        <div class="wrap">
          <h1>{searchStrings.title}</h1>
          <SearchForm asked={{ ...asked, q }} />
          <Chosen data={data} edition={edition} />
          <Summary data={{ ...data, asked: { ...asked, q } }} edition={edition} />
        </div>
      </header>
      {result === undefined || result.total === 0 ? (
        <WaysOn data={data} edition={edition} />
      ) : (
        <div class="columns wrap">
          <section aria-label={searchStrings.results}>
            {result.total > 1 ? <Order data={data} /> : null}
            <ol class="hits">
              {result.hits.map((hit) => (
                <Result hit={hit} edition={edition} />
              ))}
            </ol>
            {result.cursor === undefined && asked.cursor === undefined ? null : (
              <p class="onward">
                {result.cursor === undefined ? null : (
                  <a class="go" rel="next" href={searchHref(asked, { cursor: result.cursor })}>
                    {searchStrings.more}
                  </a>
                )}
                {asked.cursor === undefined ? null : (
                  <a href={searchHref(asked)}>{searchStrings.toFirst}</a>
                )}
              </p>
            )}
          </section>
          <aside class="rail facets">
            <FacetLists asked={asked} facets={result.facets} edition={edition} />
          </aside>
        </div>
      )}
    </main>,
  );
}
