import type { Pool } from "pg";
import { analyse } from "#arabic/analysis/analyse.ts";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import { stemKeys } from "#arabic/analysis/stem.ts";
import { dayBounds, isDay } from "#arabic/zone-days.ts";
import { Refusal } from "#platform/refusal.ts";
import { listCardsById } from "#stories/read.ts";
import { parseResultCursor, resultCursor } from "./querying/cursor.ts";
import { nameFacets } from "./querying/facets.ts";
import { findNumbers } from "./querying/narrowing.ts";
import { parseSearchText, type ParsedQuery, type QueryWord } from "./querying/parse-query.ts";
import { phraseMatches } from "./querying/phrase-matches.ts";
import { readPostings, type Postings } from "./querying/read-postings.ts";
import { scoreStories, type Part, type Scores } from "./querying/score.ts";
import { selectStories, type Demand, type Narrowing, type Selection } from "./querying/select.ts";
import { markAll, snippetOf, type MarkedForms } from "./querying/snippet.ts";
import type { Snapshot } from "./querying/snapshot.ts";
import {
  completeWord,
  correctWord,
  findForms,
  findNames,
  type WordForms,
} from "./querying/word-forms.ts";
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
    const select = (demand: Demand): Selection =>
      selectStories(snapshot, scores, {
        demand,
        excluded,
        byScore,
        after,
        narrowing: { ...narrowing, ...times },
        limit: input.limit,
        now: context.now,
        zone: context.edition.zone,
      });
    return { words, parts, scores, select, all: select({ parts: parts.length }) };
  };

  const phrases = await formsOfPhrases(pool, query);
  const known = await findForms(pool, query.words);
  const first = await guessUnknown(context, known);
  let found = await run(first, phrases);
  if (found.all.total === 0 && query.words.length > 0 && !query.isQuestion) {
    const wider = await guessRare(context, first, found.scores);
    if (wider !== undefined) {
      const again = await run(wider, phrases);
      if (again.all.total > 0) found = again;
    }
  }
  const { words, all, select } = found;
  const isAll = all.total > 0 && !query.isQuestion;
  const chosen = isAll ? all : select({ share: query.isQuestion ? ENOUGH_FOR_ANSWER : ENOUGH });
  const selection = chosen.total > 0 ? chosen : select({ share: 0 });
  const marks = [...words.map(({ forms }) => forms), ...phrases.marks];
  const [hits, facets] = await Promise.all([
    readHits(context, selection, marks),
    nameFacets(pool, selection.facets),
  ]);
  const last = selection.page.at(-1);
  return {
    total: selection.total,
    fit: isAll ? (words.some(({ instead }) => instead !== undefined) ? "guessed" : "all") : "some",
    hits,
    cursor: selection.hasMore && last !== undefined ? resultCursor(last) : undefined,
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
      ({ words }) => new Set(words.flatMap((word) => [...(forms.get(word)?.forms ?? [])])),
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

/** Words that are guessed in one query at most: each costs several looks at the vocabulary. */
const MOST_GUESSED = 4;

/** Words that the vocabulary has not: a name in Latin letters, the beginning of a word, a slip of the finger. */
async function guessUnknown(
  context: QueryContext,
  words: readonly WordForms[],
): Promise<WordForms[]> {
  let guessed = 0;
  return Promise.all(
    words.map(async (forms) => {
      if (forms.tiers.size > 0 || (guessed += 1) > MOST_GUESSED) return forms;
      return (await guess(context, forms.word)) ?? forms;
    }),
  );
}

async function guess(
  { pool, lexicon }: QueryContext,
  word: QueryWord,
): Promise<WordForms | undefined> {
  const name = await findNames(pool, word);
  if (name !== undefined) return name;
  if (word.isLast) {
    const completed = await completeWord(pool, word);
    if (completed.tiers.size > 0) return completed;
  }
  return correctWord(pool, word, (folded) => stemKeys(folded, lexicon));
}

/** Stories with a word in so small a share of all make it a rare one, which may be a slip of the finger. */
const RARE = 0.0005;

/** Where no story has all words: the last may be unfinished, and rare ones mistyped. Undefined where nothing is gained. */
async function guessRare(
  context: QueryContext,
  words: readonly WordForms[],
  scores: Scores,
): Promise<WordForms[] | undefined> {
  const { pool, lexicon, snapshot } = context;
  let isChanged = false;
  let guessed = 0;
  const wider = await Promise.all(
    words.map(async (forms, index): Promise<WordForms> => {
      if (forms.instead !== undefined || forms.weight < 1) return forms;
      const { word } = forms;
      const isRare = (scores.frequencies[index] ?? 0) <= Math.max(3, snapshot.documents * RARE);
      const more: WordForms[] = [];
      if (word.isLast) more.push(await completeWord(pool, word));
      if (isRare && (guessed += 1) <= MOST_GUESSED) {
        const corrected = await correctWord(pool, word, (folded) => stemKeys(folded, lexicon));
        if (corrected !== undefined) more.push(corrected);
      }
      if (more.every(({ tiers }) => tiers.size === 0)) return forms;
      isChanged = true;
      return more.reduce(joined, forms);
    }),
  );
  return isChanged ? wider : undefined;
}

/** A word with the forms of a guess beside its own; these come last. */
const joined = (forms: WordForms, guess: WordForms): WordForms => ({
  ...forms,
  tiers: new Map([...[...guess.tiers.keys()].map((form) => [form, 2] as const), ...forms.tiers]),
  forms: new Set([...forms.forms, ...guess.forms]),
  ...(guess.instead === undefined ? {} : { instead: guess.instead }),
});

function meantText(
  text: string,
  words: readonly WordForms[],
  lexicon: Lexicon,
): string | undefined {
  const instead = new Map(
    words.flatMap(({ word, instead }) => (instead === undefined ? [] : [[word.folded, instead]])),
  );
  if (instead.size === 0) return undefined;
  let meant = "";
  let at = 0;
  for (const { start, end, folded } of analyse(text, lexicon)) {
    const word = instead.get(folded);
    if (word === undefined || start < at) continue;
    meant += text.slice(at, start) + word;
    at = end;
  }
  return meant + text.slice(at);
}

/** Letters of a body that are read for a snippet. */
const SNIPPET_LETTERS = 12_000;
type TextRow = { id: string; standfirst: string; body: string };

async function readHits(
  { pool }: QueryContext,
  { page }: Selection,
  marks: MarkedForms,
): Promise<Hit[]> {
  const ids = page.map(({ storyId }) => storyId);
  if (ids.length === 0) return [];
  const [cards, { rows }] = await Promise.all([
    listCardsById(pool, ids),
    pool.query<TextRow>({
      name: "search_texts",
      text: `SELECT id, standfirst, left(body_text, ${SNIPPET_LETTERS}) AS body FROM story WHERE id = ANY($1::uuid[])`,
      values: [ids],
    }),
  ]);
  const texts = new Map(rows.map((row) => [row.id, row]));
  return cards.map((card) => {
    const { standfirst, body } = texts.get(card.id) ?? { standfirst: "", body: "" };
    return {
      card,
      headlineHtml: markAll(card.headline, marks),
      snippetHtml: snippetOf(standfirst === "" ? body : `${standfirst} ${body}`, marks),
    };
  });
}
