import { withPeerDatabase } from "./peer-database.ts";
import { OURS, peers, type Engine, type OpenEngine } from "./retrieval-peers.ts";
import { retrievalSets, type RetrievalSet, type SetQuery } from "./retrieval-sets.ts";
import type { BenchRow } from "./row.ts";

const LIMIT = 10;

/** Place of the first right document, from 1; 0 when it is not among the first ten. */
type Outcome = { readonly query: SetQuery; readonly rank: number };

async function outcomesOf(open: OpenEngine, set: RetrievalSet): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const query of set.queries) {
    const found = await open.search(query, LIMIT);
    outcomes.push({ query, rank: found.findIndex((id) => query.relevant.includes(id)) + 1 });
  }
  return outcomes;
}

type Figures = { readonly first: number; readonly ten: number; readonly mrr: number };

function figuresOf(outcomes: readonly Outcome[]): Figures {
  const share = (holds: (rank: number) => boolean): number =>
    outcomes.filter(({ rank }) => holds(rank)).length / outcomes.length;
  const reciprocal = outcomes.reduce((sum, { rank }) => sum + (rank === 0 ? 0 : 1 / rank), 0);
  return {
    first: share((rank) => rank === 1),
    ten: share((rank) => rank > 0),
    mrr: reciprocal / outcomes.length,
  };
}

const shown = ({ first, ten, mrr }: Figures): string =>
  `${first.toFixed(3)} / ${ten.toFixed(3)} / ${mrr.toFixed(3)}`;

const WHAT = "success@1 / success@10 / MRR@10";

/** Each half of the questions by itself: what helps one of them only is an accident of that half. */
function halfRows(outcomes: readonly Outcome[]): BenchRow[] {
  return [0, 1].map((half) => {
    const own = outcomes.filter((_, index) => index % 2 === half);
    return {
      what: `… of these, every second from the ${half === 0 ? "first" : "second"} (${own.length})`,
      figure: shown(figuresOf(own)),
      budget: "",
      met: undefined,
    };
  });
}

/** The kinds in which a known item is asked for, each with its share at the first place. */
function kindRows(outcomes: readonly Outcome[]): BenchRow[] {
  const kinds = Map.groupBy(outcomes, ({ query }) => query.kind);
  return [...kinds].map(([kind, own]) => {
    const figures = figuresOf(own);
    return {
      what: `… of these, ${kind} (${own.length})`,
      figure: shown(figures),
      budget: "success@1 ≥ 0.95",
      met: figures.first >= 0.95,
    };
  });
}

/** Does search find what readers look for? Our search beside three peers, on development sets where they lie beside the project. */
export async function benchRetrieval(): Promise<BenchRow[]> {
  const sets = retrievalSets();
  if (sets.length === 0)
    return [{ what: "retrieval: no sets to measure by", figure: "–", budget: "", met: undefined }];
  return withPeerDatabase(async (pool) => {
    const rows = new Map(sets.map((set) => [set, [] as BenchRow[]]));
    for (const [corpus, own] of Map.groupBy(sets, (set) => set.corpus))
      for (const engine of [OURS, ...peers(pool)]) {
        const open = await engine.open(corpus);
        for (const set of own) {
          const outcomes = await outcomesOf(open, set);
          rows.get(set)?.push(...rowsOf(engine, set, outcomes));
        }
        await open.close?.();
      }
    return [...rows.values()].flat();
  });
}

function rowsOf(engine: Engine, set: RetrievalSet, outcomes: readonly Outcome[]): BenchRow[] {
  const figures = figuresOf(outcomes);
  if (engine !== OURS)
    return [{ what: `… ${engine.name}`, figure: shown(figures), budget: "", met: undefined }];
  const all: BenchRow = {
    what: `${set.name}, ${outcomes.length} queries, ${WHAT}: ${engine.name}`,
    figure: shown(figures),
    budget: set.isQuestion ? "ahead of every peer" : "≥ 0.99 / 1.00 / –",
    met: set.isQuestion ? undefined : figures.first >= 0.99 && figures.ten >= 0.995,
  };
  return [all, ...(set.isQuestion ? halfRows(outcomes) : kindRows(outcomes))];
}
