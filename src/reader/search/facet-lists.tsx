import { formatNumber, withDigits } from "#arabic/digits.ts";
import type { Facets } from "#search/search-result.ts";
import type { Edition } from "#stories/story.ts";
import { keptFields, searchHref } from "./addresses.ts";
import type { Asked } from "./load.ts";
import { searchStrings } from "./strings.ts";

type FacetLink = { readonly name: string; readonly count: number; readonly href: string };

const FacetList = ({
  id,
  title,
  links,
  edition,
}: {
  id: string;
  title: string;
  links: readonly FacetLink[];
  edition: Edition;
}) =>
  links.length === 0 ? null : (
    <section class="facet" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul>
        {links.map(({ name, count, href }) => (
          <li>
            <a href={href}>
              {name} <span class="facet-count">{formatNumber(count, edition.digits)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );

/** By what the results can be narrowed, as plain links with the number of results that each leaves. */
export const FacetLists = ({
  asked,
  facets,
  edition,
}: {
  asked: Asked;
  facets: Facets;
  edition: Edition;
}) => (
  <section class="box" aria-labelledby="narrow">
    <h2 id="narrow">{searchStrings.narrow}</h2>
    <FacetList
      id="facet-section"
      title={searchStrings.section}
      edition={edition}
      links={
        asked.section === undefined
          ? facets.sections.map(({ slug, name, count }) => ({
              name,
              count,
              href: searchHref(asked, { section: slug }),
            }))
          : []
      }
    />
    <FacetList
      id="facet-topic"
      title={searchStrings.topic}
      edition={edition}
      links={
        asked.topic === undefined
          ? facets.topics.map(({ slug, name, count }) => ({
              name,
              count,
              href: searchHref(asked, { topic: slug }),
            }))
          : []
      }
    />
    <FacetList
      id="facet-year"
      title={searchStrings.year}
      edition={edition}
      links={
        facets.years.length < 2
          ? []
          : facets.years.map(({ year, count }) => ({
              name: withDigits(String(year), edition.digits),
              count,
              href: searchHref(asked, { from: `${year}-01-01`, to: `${year}-12-31` }),
            }))
      }
    />
    <form action="/search" class="facet between">
      <fieldset>
        <legend>{searchStrings.between}</legend>
        {keptFields(asked, ["from", "to"]).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <label>
          {searchStrings.from} <input type="date" name="from" value={asked.from} />
        </label>
        <label>
          {searchStrings.to} <input type="date" name="to" value={asked.to} />
        </label>
        <button type="submit">{searchStrings.apply}</button>
      </fieldset>
    </form>
  </section>
);
