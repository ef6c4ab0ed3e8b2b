import { nounEndings, openings, verbEndings, type Opening } from "./clitics.ts";
import { dictionary, type Dictionary } from "./dictionary.ts";
import type { Lexicon } from "./lexicon.ts";
import { unknownStem } from "./unknown-stem.ts";

/** How much more doubtful than the best reading the second may be. */
const SECOND_WITHIN = 0.25;

/** Costs of readings by what they are, beside those of their parts. */
const PERSON = 0.2;
const SAME_ADJECTIVE = 0.1;
const NEW_NISBA = 0.3;

const MAX_KEYS = 2;
const MAX_LETTERS = 24;

const ARABIC_WORD = /^[\u0621-\u064a\u066e-\u06d3\u0750-\u077f]+$/u;

/** Letters of Persian and Urdu, and the Arabic letters that Arabic writers use for them. */
const LOANED_LETTERS = new Map(
  Object.entries({ پ: "ب", چ: "ج", ژ: "ج", گ: "غ", ڤ: "ف", ٹ: "ت", ڈ: "د", ڑ: "ر", ں: "ن" }),
);

/**
 * The stem keys of a folded word, at most two: words of one dictionary word share one. Readings
 * that the dictionary knows go first, the least doubtful first; a word it does not know loses what
 * the forms of the lexicon show to be a clitic or an ending. Keys of verbs begin with +, so that
 * كتب the verb and كتب the plural of كتاب stay apart. No key for what is not written in Arabic.
 *
 * Source: of our own design; measured beside light10 and Snowball by `npm run bench stem`.
 *
 * @example
 * stemKeys('والباكستانيه', shippedLexicon()) // => ["باكستان"]
 * stemKeys('2026', shippedLexicon()) // => []
 */
export function stemKeys(folded: string, lexicon: Lexicon): readonly string[] {
  if (folded.length < 2 || !ARABIC_WORD.test(folded)) return [];
  const word = folded.replace(/[پچژگڤٹڈڑں]/gu, (letter) => LOANED_LETTERS.get(letter) ?? letter);
  if (word.length > MAX_LETTERS) return [word];
  const cache = cacheOf(lexicon);
  const before = cache.get(word);
  if (before !== undefined) return before;
  const known = knownReadings(word, dictionary());
  const keys = known.length > 0 ? known : [unknownStem(word, lexicon)];
  if (cache.size >= CACHED_WORDS) cache.clear();
  cache.set(word, keys);
  return keys;
}

/** Words of a language repeat: the keys of this many are kept. */
const CACHED_WORDS = 20_000;

const caches = new WeakMap<Lexicon, Map<string, readonly string[]>>();

function cacheOf(lexicon: Lexicon): Map<string, readonly string[]> {
  let cache = caches.get(lexicon);
  if (cache === undefined) caches.set(lexicon, (cache = new Map()));
  return cache;
}

type Note = (key: string, cost: number) => void;

function knownReadings(word: string, known: Dictionary): string[] {
  const costs = new Map<string, number>();
  const note: Note = (key, cost) => {
    const before = costs.get(key);
    if (before === undefined || cost < before) costs.set(key, cost);
  };
  for (const opening of openings(word)) {
    noteNouns(opening, known, note);
    noteVerbs(opening, known, note);
  }
  if (costs.size <= 1) return [...costs.keys()];
  const ranked = [...costs].sort(([, a], [, b]) => a - b);
  const limit = (ranked[0]?.[1] ?? 0) + SECOND_WITHIN;
  return ranked
    .slice(0, MAX_KEYS)
    .filter(([, cost]) => cost <= limit)
    .map(([key]) => key);
}

const NISBA_ENDINGS = ["", "ه", "ا", "ين", "ون", "ان", "ات", "تين", "تان"];

function noteNouns(opening: Opening, known: Dictionary, note: Note): void {
  if (opening.takes === "present") return;
  const { rest, cost, isDefinite } = opening;
  for (const key of known.places.get(rest) ?? []) note(key, cost);
  if (known.people.has(rest)) note(rest, cost + PERSON);
  noteNisba(opening, known, note);
  for (const ending of nounEndings(rest, isDefinite)) {
    const keys = known.nouns.get(ending.base);
    if (keys === undefined) continue;
    const isFeminine = !ending.hasPronoun && rest === `${ending.base}ه`;
    const isSame = isFeminine && known.adjectives.has(ending.base);
    for (const key of keys) note(key, cost + (isSame ? SAME_ADJECTIVE : ending.cost));
  }
}

/** باكستاني goes back to the place; ذهبي is a word of its own, though made from ذهب. */
function noteNisba({ rest, cost }: Opening, known: Dictionary, note: Note): void {
  const base = nisbaBase(rest);
  if (base === undefined) return;
  const place = known.nisbas.get(base);
  if (place !== undefined) note(place, cost + 0.1);
  else if (base.length >= 3 && (known.nouns.has(base) || known.nouns.has(`${base}ه`)))
    note(`${base}ي`, cost + NEW_NISBA);
}

/** What stands before the ي of a nisba, whatever ending follows it. */
function nisbaBase(word: string): string | undefined {
  for (const ending of NISBA_ENDINGS) {
    const at = word.length - ending.length - 1;
    if (at >= 2 && word.charAt(at) === "ي" && word.endsWith(ending)) return word.slice(0, at);
  }
  return undefined;
}

function noteVerbs(opening: Opening, known: Dictionary, note: Note): void {
  if (opening.takes === "noun") return;
  const takes = opening.takes === "any" ? "any" : "present";
  for (const { stem, tense, cost, before } of verbEndings(opening.rest, takes))
    for (const reading of known[tense].get(stem) ?? [])
      if (before.includes(reading.kind)) note(reading.key, opening.cost + cost + reading.cost);
}
