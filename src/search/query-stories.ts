import type { Pool } from "pg";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import { dayBounds, isDay } from "#arabic/zone-days.ts";
import { Refusal } from "#platform/refusal.ts";
import { listCardsById } from "#stories/read.ts";
import { parseResultCursor, resultCursor, type ResultPosition } from "./querying/cursor.ts";
import { nameFacets } from "./querying/facets.ts";
import { guessRare, guessUnknown, meantText } from "./querying/guess-words.ts";
import { findNumbers } from "./querying/narrowing.ts";
import { LOOKED_AT, pageOfResults, type ResultPage } from "./querying/page-of-results.ts";
import { parseSearchText, type ParsedQuery, type QueryWord } from "./querying/parse-query.ts";
import { phraseMatches } from "./querying/phrase-matches.ts";
import { readPostings, type Postings } from "./querying/read-postings.ts";
import { scoreStories, type Part } from "./querying/score.ts";
import { selectStories, type Demand, type Narrowing, type Selection } from "./querying/select.ts";
import { markAll, snippetOf, type MarkedForms } from "./querying/snippet.ts";
import type { Snapshot } from "./querying/snapshot.ts";
import { readTexts } from "./querying/story-texts.ts";
import { findForms, type WordForms } from "./querying/word-forms.ts";
import {
  MAX_QUERY_LETTERS,
  type Hit,
  type SearchInput,
  type SearchResult,
} from "./search-result.ts";

/** What a query needs of its node. */
export type QueryContext = {
  readonly pool: Pool;
  readonly snapshot: Snapshot;
  readonly lexicon: Lexicon;
  readonly edition: { readonly code: string; readonly zone: string };
  readonly now: Date;
};

/** Where a list of results begins, and how long it is. */
type Place = { readonly after: ResultPosition | undefined; readonly limit: number };

/** So few stories with so many words may be there by chance, where the last word was not finished. */
const FEW = 3;
const LONG = 4;
/** Where no story has all words: stories must have words that tell this share of what all tell. */
const ENOUGH = 0.5;
/** An answer seldom repeats its question: fewer of its words will do. */
const ENOUGH_FOR_ANSWER = 0.2;

const NOTHING: SearchResult = {
  total: 0,
  fit: "all",
  hits: [],
  cursor: undefined,
  facets: { sections: [], topics: [], years: [] },
  meant: undefined,
  ignored: 0,
};

/**
 * Finds published stories: those that have every word of the query in any of its forms, the best first; where there are
 * none, first words that nothing has are taken for ones that are alike, then stories with most of the words are found.
 * @throws Refusal `invalid` for a text that is too long, a day that is none, or a cursor of another list
 */
export async function queryStories(
  context: QueryContext,
  input: SearchInput,
): Promise<SearchResult> {
  const { pool, snapshot, lexicon } = context;
  const text = input.text.normalize("NFC");
  if (text.length > MAX_QUERY_LETTERS)
    throw new Refusal("invalid", `parameter q: need at most ${MAX_QUERY_LETTERS} letters`);
  const byScore = input.sort === "relevance";
  const after = input.cursor === undefined ? undefined : parseResultCursor(input.cursor, byScore);
  const times = timesOf(input, context.edition.zone);
  const query = parseSearchText(text, lexicon);
  if (query.words.length + query.phrases.length === 0)
    return { ...NOTHING, ignored: query.ignored };
  const narrowing = await findNumbers(pool, context.edition.code, input);
  if (narrowing === undefined) return { ...NOTHING, ignored: query.ignored };

  // By score the best are chosen among more than a page shows.
  const first: Place = byScore
    ? { after: undefined, limit: LOOKED_AT }
    : { after, limit: input.limit };
  const run = async (words: readonly WordForms[], phrases: PhraseForms) => {
    const parts = [...words.map((forms): Part => ({ kind: "word", forms })), ...phrases.asked];
    const postings = await readPostings(
      pool,
      snapshot,
      new Set(words.flatMap(({ tiers }) => [...tiers.keys()])),
      phrases.numbers,
    );
    const scores = scoreStories(snapshot, parts, postings);
    const excluded = excludedBy(snapshot, phrases.without, postings);
    const select = (demand: Demand, place: Place): Selection =>
      selectStories(snapshot, scores, {
        demand,
        excluded,
        byScore,
        ...place,
        narrowing: { ...narrowing, ...times },
        now: context.now,
        zone: context.edition.zone,
      });
    const demand: Demand = { parts: parts.length };
    return { words, scores, select, demand, all: select(demand, first) };
  };

  const phrases = await formsOfPhrases(pool, query);
  const known = await findForms(pool, query.words);
  const guessed = await guessUnknown(context, known);
  let found = await run(guessed, phrases);
  const isEmpty = found.all.total === 0;
  const isMeagre = found.all.total <= FEW && query.words.length >= LONG;
  if ((isEmpty || isMeagre) && query.words.length > 0 && !query.isQuestion) {
    const wider = await guessRare(context, guessed, found.scores.frequencies, !isEmpty);
    if (wider !== undefined) {
      const again = await run(wider, phrases);
      if (again.all.total > 0) found = again;
    }
  }
  const { words, all, select, scores } = found;
  let demand: Demand = found.demand;
  const isAll = all.total > 0 && !query.isQuestion;
  let selection = all;
  if (!isAll) {
    demand = { share: query.isQuestion ? ENOUGH_FOR_ANSWER : ENOUGH };
    selection = select(demand, first);
    if (selection.total === 0) {
      demand = { share: 0 };
      selection = select(demand, first);
    }
  }
  const results: ResultPage = byScore
    ? await pageOfResults(pool, selection, {
        words: words.map((forms, index) => ({ forms, telling: scores.tellings[index] ?? 0 })),
        after,
        limit: input.limit,
        rest: (position) => select(demand, { after: position, limit: input.limit }),
      })
    : { ...selection, texts: new Map() };
  const marks = [...words.map(({ forms }) => forms), ...phrases.marks];
  const [hits, facets] = await Promise.all([
    readHits(context, results, marks),
    nameFacets(pool, selection.facets),
  ]);
  const last = results.page.at(-1);
  return {
    total: selection.total,
    fit: isAll ? (words.some(({ instead }) => instead !== undefined) ? "guessed" : "all") : "some",
    hits,
    cursor: results.hasMore && last !== undefined ? resultCursor(last) : undefined,
    facets,
    meant: meantText(text, words, lexicon),
    ignored: query.ignored,
  };
}

function timesOf({ from, to }: SearchInput, zone: string): Pick<Narrowing, "from" | "until"> {
  for (const [name, day] of [
    ["from", from],
    ["to", to],
  ] as const)
    if (day !== undefined && !isDay(day))
      throw new Refusal("invalid", `parameter ${name}: need a day such as 2026-11-23`);
  return {
    ...(from === undefined ? {} : { from: dayBounds(from, zone).start.getTime() }),
    ...(to === undefined ? {} : { until: dayBounds(to, zone).end.getTime() }),
  };
}

type PhraseForms = {
  readonly asked: readonly Part[];
  readonly without: readonly (readonly ReadonlySet<number>[])[];
  readonly numbers: ReadonlySet<number>;
  /** The forms of each phrase, to be marked. */
  readonly marks: MarkedForms;
};

/** The forms that words between quotes may have: as written, or spelled alike. What must not be there may be of any form. */
async function formsOfPhrases(pool: Pool, { phrases, without }: ParsedQuery): Promise<PhraseForms> {
  const all = [...phrases, ...without].flatMap(({ words }) => words);
  const forms = new Map<QueryWord, WordForms>();
  for (const one of await findForms(pool, all)) forms.set(one.word, one);
  const numbersOf = (word: QueryWord, anyForm: boolean): ReadonlySet<number> =>
    new Set(
      [...(forms.get(word)?.tiers ?? [])].flatMap(([form, tier]) =>
        anyForm || tier < 2 ? [form] : [],
      ),
    );
  const askedNumbers = phrases.map(({ words }) => words.map((word) => numbersOf(word, false)));
  const withoutNumbers = without.map(({ words }) =>
    words.map((word) => numbersOf(word, words.length === 1)),
  );
  return {
    asked: askedNumbers.map((words) => ({ kind: "phrase", words })),
    without: withoutNumbers,
    numbers: new Set([...askedNumbers, ...withoutNumbers].flat().flatMap((set) => [...set])),
    marks: phrases.map(
      ({ words }) => new Set(words.flatMap((word) => [...(forms.get(word)?.forms.keys() ?? [])])),
    ),
  };
}

function excludedBy(
  snapshot: Snapshot,
  without: readonly (readonly ReadonlySet<number>[])[],
  postings: Postings,
): Uint8Array {
  const excluded = new Uint8Array(snapshot.documents);
  for (const words of without)
    for (const segment of snapshot.segments)
      for (const ordinal of phraseMatches(segment, words, postings))
        excluded[segment.base + ordinal] = 1;
  return excluded;
}

async function readHits(
  { pool }: QueryContext,
  { page, texts: known }: ResultPage,
  marks: MarkedForms,
): Promise<Hit[]> {
  const ids = page.map(({ storyId }) => storyId);
  if (ids.length === 0) return [];
  const [cards, texts] = await Promise.all([listCardsById(pool, ids), readTexts(pool, ids, known)]);
  return cards.map((card) => {
    const { standfirst, body } = texts.get(card.id) ?? { standfirst: "", body: "" };
    return {
      card,
      headlineHtml: markAll(card.headline, marks),
      snippetHtml: snippetOf(standfirst === "" ? body : `${standfirst} ${body}`, marks),
    };
  });
}
