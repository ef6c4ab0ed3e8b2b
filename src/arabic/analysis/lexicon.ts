import { fold } from "../fold.ts";
import { words } from "../words.ts";
import { ADJECTIVES } from "./lemmas/adjectives.ts";
import { ATTESTED } from "./lemmas/attested.ts";
import { NAMES } from "./lemmas/names.ts";
import { NOUNS } from "./lemmas/nouns.ts";
import { PLACES } from "./lemmas/places.ts";
import { COMMON_VERBS, VERBS } from "./lemmas/verbs.ts";

/** Folded forms that were seen in real text, with how often: what decides where an unknown word is parted. */
export type Lexicon = {
  /** Changes when any key may change: kept beside an index, which is made anew when it differs. */
  readonly version: string;
  /** How often the folded form was seen; 0 when never. */
  countOf(folded: string): number;
};

/** Raised when the rules of stems change keys; what the word lists hold is part of the version by itself. */
const RULES_VERSION = 4;

const LEARNED = /^[\u0621-\u064a]{2,24}$/u;

let shipped: ReadonlyMap<string, number> | undefined;

function shippedCounts(): ReadonlyMap<string, number> {
  shipped ??= new Map(
    ATTESTED.split(/\s+/u)
      .filter(Boolean)
      .map((entry): [string, number] => {
        const [form = "", count = "1"] = entry.split(":");
        return [form, Number(count)];
      }),
  );
  return shipped;
}

function lexiconOf(counts: ReadonlyMap<string, number>, version: string): Lexicon {
  return { version, countOf: (folded) => counts.get(folded) ?? 0 };
}

let shippedOne: Lexicon | undefined;

/**
 * The lexicon that comes with the product: forms of its sample edition and of names.
 *
 * @example
 * shippedLexicon().countOf('قطار') > 0 // => true
 */
export function shippedLexicon(): Lexicon {
  shippedOne ??= lexiconOf(shippedCounts(), shippedVersion());
  return shippedOne;
}

/**
 * How often each folded Arabic form of 2 to 24 letters stands in the texts.
 *
 * @example
 * [...learnForms(['قال الوزير وقال', 'قال'])] // => [["قال",2],["الوزير",1],["وقال",1]]
 */
export function learnForms(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of words(text)) {
      const form = fold(word);
      if (LEARNED.test(form)) counts.set(form, (counts.get(form) ?? 0) + 1);
    }
  return counts;
}

/**
 * The shipped lexicon with what an archive taught: counts of one form add up.
 *
 * @example
 * grownLexicon([['بلاكبيري', 7]]).countOf('بلاكبيري') // => 7
 */
export function grownLexicon(learned: Iterable<readonly [form: string, count: number]>): Lexicon {
  const counts = new Map(shippedCounts());
  let sum = 0;
  for (const [form, count] of learned) {
    counts.set(form, (counts.get(form) ?? 0) + count);
    sum = (sum + (hashOf(form) ^ Math.imul(count, 0x9e3779b1))) | 0;
  }
  const mark = sum === 0 ? "" : `-${(sum >>> 0).toString(36)}`;
  return lexiconOf(counts, `${shippedVersion()}${mark}`);
}

let version: string | undefined;

function shippedVersion(): string {
  version ??= `${RULES_VERSION}.${hashOf(
    [ATTESTED, NOUNS, ADJECTIVES, VERBS, COMMON_VERBS, PLACES, NAMES].join("\n"),
  ).toString(36)}`;
  return version;
}

/** FNV-1a over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
