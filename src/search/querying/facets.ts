import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";
import type { Facets, NamedCount } from "../search-result.ts";
import type { FacetCounts } from "./select.ts";

const MOST_TOPICS = 8;
const MOST_SECTIONS = 12;
const MOST_YEARS = 12;

type Row = { kind: "section" | "topic"; id: number; slug: string; name: string };
const names = prepareQuery<Row>("search_facet_names", {
  sql: `SELECT 'section' AS kind, id, slug, name FROM section WHERE id = ANY($1::integer[])
        UNION ALL SELECT 'topic', id, slug, name FROM topic WHERE id = ANY($2::integer[])`,
});

const largest = (counts: ReadonlyMap<number, number>, most: number): [number, number][] =>
  [...counts].sort(([, one], [, other]) => other - one).slice(0, most);

/** The largest facets with their names. One query. */
export async function nameFacets(pool: Pool, counts: FacetCounts): Promise<Facets> {
  const sections = largest(counts.sections, MOST_SECTIONS);
  const topics = largest(counts.topics, MOST_TOPICS);
  const rows =
    sections.length + topics.length === 0
      ? []
      : await names.run(pool, [sections.map(([id]) => id), topics.map(([id]) => id)]);
  const named = (kind: Row["kind"], list: readonly [number, number][]): NamedCount[] =>
    list.flatMap(([id, count]) => {
      const row = rows.find((one) => one.kind === kind && one.id === id);
      return row === undefined ? [] : [{ slug: row.slug, name: row.name, count }];
    });
  return {
    sections: named("section", sections),
    topics: named("topic", topics),
    years: [...counts.years]
      .map(([year, count]) => ({ year, count }))
      .sort((one, other) => other.year - one.year)
      .slice(0, MOST_YEARS),
  };
}
