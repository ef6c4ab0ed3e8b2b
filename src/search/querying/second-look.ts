import { tokensOf } from "#arabic/analysis/analyse.ts";
import type { Tier, WordForms } from "./word-forms.ts";

/** A word of the query, and how much it tells (idf of BM25). */
export type TellingWord = { readonly forms: WordForms; readonly telling: number };

/** What can be read of a story. */
export type ReadText = {
  readonly headline: string;
  readonly standfirst: string;
  readonly body: string;
};

/** Letters of a story that are looked at. */
const LETTERS = 4000;
/** Words that follow one another in the query, so near in the text and in that order, count as a pair. */
const PAIR_WORDS = 4;
const PAIR_GAIN = 0.5;
/** A passage of so many words that has several words of the query says more than the same words far apart. */
const PASSAGE_WORDS = 25;
const PASSAGE_GAIN = 0.15;
/** News, and whatever explains something, says in its first words what it is about. */
const FIRST_WORDS = 12;
const FIRST_GAIN = 0.4;
/** Whoever looks for a story that they know types its headline. */
const HEADLINE_GAIN = 1;
/** What a form counts by its tier: other forms of a stem less, so that a headline typed as it stands wins. */
const WORTH: Readonly<Record<Tier, number>> = [1, 0.95, 0.8];

/** A word of the query where a text has it. */
type Place = { readonly at: number; readonly word: number; readonly worth: number };

/**
 * What the scores by postings do not know: where the words of a query stand in a story. Gives for a text what its story
 * gains: for words that stand together as in the query, in one passage, in the first words, in the headline. The gains
 * were chosen on development sets with both their halves in view (`npm run bench retrieval`, docs/decisions/0012).
 */
export function closenessTo(words: readonly TellingWord[]): (text: ReadText) => number {
  const byForm = new Map<string, { readonly word: number; readonly worth: number }[]>();
  for (const [word, { forms }] of words.entries())
    for (const [form, tier] of forms.forms) {
      const known = byForm.get(form);
      const one = { word, worth: WORTH[tier] };
      if (known === undefined) byForm.set(form, [one]);
      else known.push(one);
    }
  const tellings = words.map(({ telling }) => telling);
  const all = tellings.reduce((sum, one) => sum + one, 0);
  const placesIn = (text: string): Place[] =>
    tokensOf(text).flatMap(({ exact, position }) =>
      (byForm.get(exact) ?? []).map((one) => ({ ...one, at: position })),
    );
  return ({ headline, standfirst, body }) => {
    const inHeadline = placesIn(headline);
    const inText = placesIn(`${standfirst} ${body}`.slice(0, LETTERS));
    const covered = told(inHeadline, tellings);
    return (
      (all === 0 ? 0 : HEADLINE_GAIN * covered * (covered / all) ** 2) +
      PAIR_GAIN * pairs(inText, tellings) +
      PASSAGE_GAIN * bestPassage(inText, tellings) +
      FIRST_GAIN *
        told(
          inText.filter(({ at }) => at < FIRST_WORDS),
          tellings,
        )
    );
  };
}

/** How much the words at these places tell, each once. */
function told(places: readonly Place[], tellings: readonly number[]): number {
  const best = new Map<number, number>();
  for (const { word, worth } of places) if (worth > (best.get(word) ?? 0)) best.set(word, worth);
  let sum = 0;
  for (const [word, worth] of best) sum += worth * (tellings[word] ?? 0);
  return sum;
}

/** How much the pairs of the query tell that stand together: as much as the word of each that tells less. */
function pairs(places: readonly Place[], tellings: readonly number[]): number {
  // By word: the place where it was seen last, and how well it fitted there.
  const last: (Place | undefined)[] = tellings.map(() => undefined);
  const best = tellings.map(() => 0);
  for (const place of places) {
    const before = last[place.word - 1];
    if (before !== undefined && place.at > before.at && place.at - before.at <= PAIR_WORDS)
      best[place.word] = Math.max(best[place.word] ?? 0, before.worth * place.worth);
    last[place.word] = place;
  }
  return best.reduce(
    (sum, worth, word) =>
      sum + (worth === 0 ? 0 : worth * Math.min(tellings[word - 1] ?? 0, tellings[word] ?? 0)),
    0,
  );
}

/** The most that the words of one passage tell. */
function bestPassage(places: readonly Place[], tellings: readonly number[]): number {
  // Of each word, how often the passage at hand has it by each worth.
  const inside = tellings.map(() => new Map<number, number>());
  const best = tellings.map(() => 0);
  let sum = 0;
  let most = 0;
  const change = ({ word, worth }: Place, by: 1 | -1): void => {
    const counts = inside[word];
    if (counts === undefined) return;
    const count = (counts.get(worth) ?? 0) + by;
    if (count === 0) counts.delete(worth);
    else counts.set(worth, count);
    const now = Math.max(0, ...counts.keys());
    sum += (now - (best[word] ?? 0)) * (tellings[word] ?? 0);
    best[word] = now;
  };
  let start = 0;
  for (const place of places) {
    change(place, 1);
    for (let first = places[start]; first !== undefined; first = places[start]) {
      if (place.at - first.at < PASSAGE_WORDS) break;
      change(first, -1);
      start += 1;
    }
    most = Math.max(most, sum);
  }
  return most;
}
