import MiniSearch from "minisearch";
import type { Pool } from "pg";
import { fold } from "../../src/arabic/fold.ts";
import { words } from "../../src/arabic/words.ts";
import type { Corpus, SetQuery } from "./retrieval-sets.ts";
import { openSearchDatabase } from "./search-database.ts";

/** Something that finds documents of a set: their ids, the best first. */
export type Engine = {
  readonly name: string;
  open(corpus: Corpus): Promise<OpenEngine>;
};

export type OpenEngine = {
  search(query: SetQuery, limit: number): Promise<readonly string[]>;
  close?(): Promise<void>;
};

/** The product's search, over the documents as its stories. */
export const OURS: Engine = {
  name: "ours",
  open: async ({ lines }) => {
    const database = await openSearchDatabase(lines);
    const { search, sources } = database;
    return {
      search: async ({ query }, limit) => {
        const { hits } = await search.find({ text: query, sort: "relevance", limit });
        return hits.map(({ card }) => sources.get(card.id) ?? "");
      },
      close: () => database.close(),
    };
  },
};

function miniSearch(name: string, processTerm?: (term: string) => string): Engine {
  return {
    name,
    open: async ({ documents }) => {
      const index = new MiniSearch({
        fields: ["title", "text"],
        ...(processTerm === undefined ? {} : { processTerm }),
      });
      await index.addAllAsync([...documents]);
      return {
        search: async ({ query }, limit) =>
          index
            .search(query)
            .slice(0, limit)
            .map(({ id }) => String(id)),
      };
    },
  };
}

/** The peers: any word of the query may match, which served them best. */
export function peers(pool: Pool): Engine[] {
  return [
    postgresArabic(pool),
    miniSearch("MiniSearch"),
    miniSearch("MiniSearch with our fold", fold),
  ];
}

function postgresArabic(pool: Pool): Engine {
  return {
    name: "PostgreSQL arabic, ts_rank_cd",
    open: async ({ documents }) => {
      await pool.query("DROP TABLE IF EXISTS peer");
      await pool.query("CREATE TABLE peer (id text, words tsvector)");
      await pool.query(
        `INSERT INTO peer SELECT id, setweight(to_tsvector('arabic', title), 'A') || to_tsvector('arabic', body)
         FROM unnest($1::text[], $2::text[], $3::text[]) AS given (id, title, body)`,
        [
          documents.map(({ id }) => id),
          documents.map(({ title }) => title),
          documents.map(({ text }) => text),
        ],
      );
      await pool.query("CREATE INDEX ON peer USING gin (words)");
      await pool.query("ANALYZE peer");
      const search: OpenEngine["search"] = async ({ query }, limit) => {
        const { rows } = await pool.query<{ id: string }>(
          `SELECT id FROM peer, to_tsquery('arabic', $1) AS asked WHERE words @@ asked
           ORDER BY ts_rank_cd(words, asked) DESC, id LIMIT $2`,
          [words(query).join(" | "), limit],
        );
        return rows.map(({ id }) => id);
      };
      return { search };
    },
  };
}
