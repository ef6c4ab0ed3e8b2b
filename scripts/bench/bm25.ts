import { analyse, type Token } from "../../src/arabic/analysis/analyse.ts";
import type { Lexicon } from "../../src/arabic/analysis/lexicon.ts";
import { isQuestionWord } from "../../src/arabic/analysis/stop-words.ts";
import type { SetDocument, SetQuery } from "./retrieval-sets.ts";
import { createVocabulary, type Vocabulary } from "./words/vocabulary.ts";

/** What the ranking weighs; found by trying on the development sets. */
export const WEIGHTS = {
  k1: 1,
  b: 0.8,
  title: 3,
  exact: 1,
  folded: 0.95,
  stem: 0.6,
  prefix: 0.6,
  near: 0.6,
  /** For each pair of query words that follow one another in the text too. */
  pair: 0.6,
};

type Posting = { readonly document: number; readonly weight: number; readonly positions: number[] };

/** An index in memory that ranks as the product's does: for tuning, and as a check on it. */
export type MemoryIndex = { search(query: SetQuery, limit: number): string[] };

/** The words of a query, by what may stand for them in the documents. */
type Asked = { readonly forms: ReadonlyMap<number, number>; readonly position: number };

/** Indexes the documents by their analysis. */
export function createMemoryIndex(
  documents: readonly SetDocument[],
  lexicon: Lexicon,
  weights = WEIGHTS,
): MemoryIndex {
  const forms = new Map<string, number>();
  const folded: string[] = [];
  const postings: Map<number, Posting>[] = [];
  const byFolded = new Map<string, number[]>();
  const byKey = new Map<string, number[]>();
  const lengths: number[] = [];
  const put = (map: Map<string, number[]>, key: string, form: number): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [form]);
    else list.push(form);
  };
  const formOf = (token: Token): number => {
    const known = forms.get(token.exact);
    if (known !== undefined) return known;
    const form = forms.size;
    forms.set(token.exact, form);
    folded.push(token.folded);
    postings.push(new Map());
    put(byFolded, token.folded, form);
    for (const key of token.keys) put(byKey, key, form);
    return form;
  };
  for (const [document, { title, text }] of documents.entries()) {
    let length = 0;
    const index = (tokens: Token[], weight: number, offset: number): void => {
      for (const token of tokens) {
        const own = postings[formOf(token)];
        if (own === undefined) continue;
        const before = own.get(document);
        const positions = before?.positions ?? [];
        positions.push(token.position + offset);
        own.set(document, { document, weight: (before?.weight ?? 0) + weight, positions });
        length += token.isStop ? 0 : 1;
      }
    };
    const heading = analyse(title, lexicon);
    index(heading, weights.title, 0);
    index(analyse(text, lexicon), 1, heading.length + 10);
    lengths.push(length);
  }
  const average = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
  const counts = new Map<string, number>();
  for (const [form, text] of folded.entries())
    counts.set(text, (counts.get(text) ?? 0) + (postings[form]?.size ?? 0));
  const vocabulary = createVocabulary(counts);
  const sortedFolded = [...byFolded.keys()].sort();

  const formsOf = (token: Token, isUnfinished: boolean): Map<number, number> => {
    const found = new Map<number, number>();
    const note = (form: number, weight: number): void => {
      if (weight > (found.get(form) ?? 0)) found.set(form, weight);
    };
    const own = forms.get(token.exact);
    if (own !== undefined) note(own, weights.exact);
    for (const form of byFolded.get(token.folded) ?? []) note(form, weights.folded);
    for (const key of token.keys) for (const form of byKey.get(key) ?? []) note(form, weights.stem);
    if (isUnfinished && token.folded.length >= 2)
      for (const text of startingWith(sortedFolded, token.folded))
        for (const form of byFolded.get(text) ?? []) note(form, weights.prefix);
    if (found.size === 0)
      for (const form of nearForms(vocabulary, byFolded, byKey, token, lexicon))
        note(form, weights.near);
    return found;
  };

  return {
    search: (query, limit) => {
      const tokens = analyse(query.query, lexicon);
      const telling = tokens.filter(({ isStop, folded: key }) => !isStop && !isQuestionWord(key));
      const asked = (telling.length > 0 ? telling : tokens).map((token): Asked => {
        const isLast = token === tokens.at(-1);
        return { forms: formsOf(token, query.isUnfinished && isLast), position: token.position };
      });
      const scores = scoresOf(asked, postings, lengths, average, weights);
      return [...scores]
        .sort(([, a], [, b]) => b - a)
        .slice(0, limit)
        .map(([document]) => documents[document]?.id ?? "");
    },
  };
}

function* startingWith(sorted: readonly string[], start: string): Generator<string> {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < start) low = middle + 1;
    else high = middle;
  }
  for (let at = low; (sorted[at] ?? "").startsWith(start); at += 1) yield sorted[at] ?? "";
}

/** Forms of the likeliest words one edit away, with their relatives by stem. */
function nearForms(
  vocabulary: Vocabulary,
  byFolded: ReadonlyMap<string, number[]>,
  byKey: ReadonlyMap<string, number[]>,
  token: Token,
  lexicon: Lexicon,
): number[] {
  return vocabulary.near(token.folded, 3).flatMap(({ form }) => {
    const keys = analyse(form, lexicon)[0]?.keys ?? [];
    return [...(byFolded.get(form) ?? []), ...keys.flatMap((key) => byKey.get(key) ?? [])];
  });
}

function scoresOf(
  asked: readonly Asked[],
  postings: readonly ReadonlyMap<number, Posting>[],
  lengths: readonly number[],
  average: number,
  weights: typeof WEIGHTS,
): Map<number, number> {
  const scores = new Map<number, number>();
  let before: { places: Map<number, Set<number>>; position: number; idf: number } | undefined;
  for (const { forms, position } of asked) {
    const frequency = new Map<number, number>();
    const places = new Map<number, Set<number>>();
    for (const [form, weight] of forms)
      for (const [document, posting] of postings[form] ?? []) {
        frequency.set(document, (frequency.get(document) ?? 0) + weight * posting.weight);
        let own = places.get(document);
        if (own === undefined) places.set(document, (own = new Set()));
        for (const place of posting.positions) own.add(place);
      }
    const count = frequency.size;
    const idf = Math.log(1 + (lengths.length - count + 0.5) / (count + 0.5));
    for (const [document, tf] of frequency) {
      const norm = weights.k1 * (1 - weights.b + (weights.b * (lengths[document] ?? 0)) / average);
      const word = (idf * tf * (weights.k1 + 1)) / (tf + norm);
      scores.set(document, (scores.get(document) ?? 0) + word);
    }
    if (before !== undefined && position - before.position <= 2)
      addPairs(scores, before, { places, idf }, weights.pair);
    before = { places, position, idf };
  }
  return scores;
}

type Placed = { readonly places: ReadonlyMap<number, ReadonlySet<number>>; readonly idf: number };

function addPairs(
  scores: Map<number, number>,
  first: Placed,
  second: Placed,
  weight: number,
): void {
  for (const [document, places] of second.places) {
    const others = first.places.get(document);
    if (others === undefined) continue;
    const isPair = [...places].some((place) => others.has(place - 1) || others.has(place - 2));
    if (isPair)
      scores.set(document, (scores.get(document) ?? 0) + weight * Math.min(first.idf, second.idf));
  }
}
