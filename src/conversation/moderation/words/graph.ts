import {
  ARABIC_AFTER,
  ARABIC_AFTER_TA,
  ARABIC_BEFORE,
  ARABIC_BEFORE_SHORT,
  LATIN_AFTER,
  LATIN_BEFORE,
} from "./clitics.ts";
import { ARABIZI, SHORT_VOWELS } from "./letters.ts";

/** A place in a graph of spellings: which letters lead on, and which may be repeated here. */
export type Place = {
  readonly id: number;
  readonly next: Map<string, Place[]>;
  /** Letters that change nothing here: the last one again; in Latin spellings also short vowels. */
  readonly loops: Set<string>;
  /** The spellings that are whole here. */
  readonly whole: number[];
  /** The spellings that are whole here once something follows: words whose ة became ت. */
  readonly open: number[];
  /** Letters of the listed word read so far. */
  readonly depth: number;
};

/** Spellings with what may stand before and after them. */
export type Graph = {
  readonly before: Place;
  readonly words: Place;
  readonly after: Place;
  readonly afterTa: Place;
};

let places = 0;

const placeAt = (depth: number): Place => ({
  id: (places += 1),
  next: new Map(),
  loops: new Set(),
  whole: [],
  open: [],
  depth,
});

function step(from: Place, letter: string): Place {
  const known = from.next.get(letter)?.[0];
  if (known !== undefined) return known;
  const place = placeAt(from.depth + 1);
  place.loops.add(letter);
  from.next.set(letter, [place]);
  return place;
}

/** What is whole after the affixes `list`; the number only says that it is. */
function affixes(list: readonly string[]): Place {
  const root = placeAt(0);
  for (const affix of list) {
    let place = root;
    for (const letter of affix) place = step(place, letter);
    place.whole.push(0);
  }
  return root;
}

/** A folded spelling, and the number of the listed word that it is one of. */
export type Spelling = {
  readonly letters: string;
  readonly word: number;
  readonly isOpen?: boolean;
};

/** The graph of Arabic spellings; words of two letters take less around them. */
export function arabicGraph(spellings: readonly Spelling[], size: "short" | "long"): Graph {
  const words = placeAt(0);
  for (const { letters, word, isOpen } of spellings) {
    let place = words;
    for (const letter of letters) place = step(place, letter);
    const list = isOpen === true ? place.open : place.whole;
    if (!list.includes(word)) list.push(word);
  }
  const isShort = size === "short";
  return {
    before: affixes(isShort ? ARABIC_BEFORE_SHORT : ARABIC_BEFORE),
    words,
    after: affixes(isShort ? [] : ARABIC_AFTER),
    afterTa: affixes(isShort ? [] : ARABIC_AFTER_TA),
  };
}

/** ة at a word's end is a vowel in Latin letters. */
const TA_MARBUTA = ["a", "ah", "eh", "e", "h"];

/** The ways to write one letter lead from `from` to one place; short vowels may follow. */
function latinStep(from: Place, letter: string, steps: Map<string, Place>): Place {
  const key = `${from.id} ${letter}`;
  const known = steps.get(key);
  if (known !== undefined) return known;
  const place = placeAt(from.depth + 1);
  steps.set(key, place);
  for (const vowel of SHORT_VOWELS) place.loops.add(vowel);
  for (const spelled of letter === "ة" ? TA_MARBUTA : (ARABIZI.get(letter) ?? [])) {
    let at = from;
    for (const sign of spelled.slice(0, -1)) {
      const between = placeAt(at.depth);
      at.next.set(sign, [...(at.next.get(sign) ?? []), between]);
      at = between;
    }
    const last = spelled.slice(-1);
    at.next.set(last, [...(at.next.get(last) ?? []), place]);
    place.loops.add(last);
  }
  return place;
}

/** The graph of Latin spellings of Arabic words, and of words that are Latin themselves. */
export function latinGraph(spellings: readonly Spelling[], foreign: readonly Spelling[]): Graph {
  const words = placeAt(0);
  const steps = new Map<string, Place>();
  for (const { letters, word } of spellings) {
    let place = words;
    for (const letter of letters) place = latinStep(place, letter, steps);
    if (!place.whole.includes(word)) place.whole.push(word);
  }
  for (const { letters, word } of foreign) {
    let place = words;
    for (const letter of letters) place = step(place, letter);
    if (!place.whole.includes(word)) place.whole.push(word);
  }
  const after = affixes(LATIN_AFTER);
  return { before: affixes(LATIN_BEFORE), words, after, afterTa: after };
}
