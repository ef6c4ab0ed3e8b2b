import { hasSets, knownItems, paragraphQuestions, type RetrievalSet } from "./search-sets.ts";
import { openSearchDatabase, type SearchDatabase } from "./search-database.ts";
import type { BenchRow } from "./row.ts";

/** How well a kind of query finds what answers it. */
type Figures = { queries: number; first: number; ten: number; reciprocal: number };

/** Asks every query of a set; figures by kind. */
export async function measure(
  { search, sources }: Pick<SearchDatabase, "search" | "sources">,
  set: RetrievalSet,
  onMiss: (kind: string, text: string, rank: number) => void = () => {},
): Promise<Map<string, Figures>> {
  const byKind = new Map<string, Figures>();
  for (const { kind, text, relevant } of set.queries) {
    const { hits } = await search.find({ text, sort: "relevance", limit: 10 });
    const rank = hits.findIndex(({ card }) => relevant.includes(sources.get(card.id) ?? ""));
    const figures = byKind.get(kind) ?? { queries: 0, first: 0, ten: 0, reciprocal: 0 };
    byKind.set(kind, figures);
    figures.queries += 1;
    if (rank === 0) figures.first += 1;
    else onMiss(kind, text, rank);
    if (rank !== -1) figures.ten += 1;
    if (rank !== -1) figures.reciprocal += 1 / (rank + 1);
  }
  return byKind;
}

const share = (part: number, whole: number): string => (part / whole).toFixed(3);

/** What the index finds: headlines as people type them, and questions, against the goals. */
export async function benchSearchQuality(): Promise<BenchRow[]> {
  if (!hasSets())
    return [
      { what: "search: quality", figure: "the sets are not here", budget: "", met: undefined },
    ];
  const rows: BenchRow[] = [];
  for (const set of [knownItems(20), paragraphQuestions()]) {
    const database = await openSearchDatabase(set.lines);
    try {
      for (const [kind, { queries, first, ten, reciprocal }] of await measure(database, set)) {
        const isKnown = kind !== "question";
        const isHeadline = kind.includes("headline");
        rows.push({
          what: `search, ${set.name}: ${kind} (${queries})`,
          figure: `first ${share(first, queries)}, in ten ${share(ten, queries)}, MRR@10 ${share(reciprocal, queries)}`,
          budget: isKnown ? `first ≥ ${isHeadline ? 0.99 : 0.95}` : "MRR@10 ≥ 0.95",
          met: isKnown
            ? first / queries >= (isHeadline ? 0.99 : 0.95)
            : reciprocal / queries >= 0.95,
        });
      }
    } finally {
      await database.close();
    }
  }
  return rows;
}
