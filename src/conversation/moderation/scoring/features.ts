import { fold } from "#arabic/fold.ts";
import { words as wordsIn } from "#arabic/words.ts";
import { linksIn } from "../phases/links.ts";
import type { CompiledWords } from "../words/compile-words.ts";
import { findWords } from "../words/find-words.ts";
import {
  CALL_TO_ACT,
  CONTACT,
  CONTEMPT,
  CURSE,
  MONEY,
  OFFER,
  POLITE_CALL,
  SECOND_PERSON,
  THREAT,
  WHOLE_GROUP,
} from "./cues.ts";

/** What the scorer sees of a text. */
export const FEATURES = [
  "listedWord",
  "contempt",
  "threat",
  "curse",
  "addressed",
  "secondPerson",
  "wholeGroup",
  "exclamations",
  "links",
  "shortener",
  "phone",
  "contact",
  "money",
  "offer",
  "callToAct",
  "hashtags",
  "emoji",
  "sameWord",
  "stretched",
  "capitals",
  "shortText",
] as const;

/** A feature of a text. */
export type FeatureName = (typeof FEATURES)[number];

/** How strongly a text has each feature: 0 to 3. */
export type Features = Readonly<Record<FeatureName, number>>;

const MOST = 3;
const capped = (count: number): number => Math.min(MOST, Math.max(0, count));

const PHONE = /(?:\+|00)?[0-9](?:[0-9 \-.]{6,14})[0-9]/gu;
const SHORTENER = /\b(?:bit\.ly|t\.me|wa\.me|tinyurl\.com|goo\.gl|cutt\.ly|is\.gd|t\.co)\b/giu;
const EMOJI = /\p{Extended_Pictographic}/gu;
const SIGNS = /[!؟?]{3,}|[!؟?](?:\s*[!؟?]){3,}/gu;
const STRETCHED = /(\p{L})\1{3,}|\u0640{3,}/gu;
const HASHTAG = /#[\p{L}\p{N}_]+/gu;

const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** Without what Arabic joins before a word, for the lists of cues. */
const withoutJoined = (word: string): string => word.replace(/^[وفبل](?=\p{L}{3})/u, "");

/** How much of a longer text is one word again and again. */
function sameWordOf(words: readonly string[]): number {
  if (words.length < 4) return 0;
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const share = Math.max(...counts.values()) / words.length;
  return share >= 0.5 ? MOST : share >= 0.34 ? 1 : 0;
}

/** Latin words in capitals, where they are more than an abbreviation. */
function capitalsOf(text: string): number {
  const letters = text.match(/[A-Za-z]/g) ?? [];
  const capitals = letters.filter((letter) => letter >= "A" && letter <= "Z").length;
  return letters.length >= 12 && capitals / letters.length > 0.7 ? 2 : 0;
}

/** Somebody is called by a name that is not a polite one. */
function callsOf(words: readonly string[]): number {
  return words.filter((word, at) => {
    const next = words[at + 1];
    return word === "يا" && next !== undefined && !POLITE_CALL.has(next);
  }).length;
}

/** The features of a text. Takes time in proportion to it. */
export function featuresOf(text: string, list: CompiledWords): Features {
  const words = wordsIn(text.slice(0, 5000)).map(fold);
  const count = (cues: ReadonlySet<string>): number =>
    capped(words.filter((word) => cues.has(word) || cues.has(withoutJoined(word))).length);
  return {
    listedWord: capped(findWords(text, list).hits.length),
    contempt: count(CONTEMPT),
    threat: count(THREAT),
    curse: count(CURSE),
    addressed: capped(callsOf(words)),
    secondPerson: Math.min(1, count(SECOND_PERSON)),
    wholeGroup: Math.min(1, count(WHOLE_GROUP)),
    exclamations: capped(countOf(text, SIGNS)),
    links: capped(linksIn(text).length),
    shortener: capped(countOf(text, SHORTENER)),
    phone: capped(countOf(fold(text), PHONE)),
    contact: count(CONTACT),
    money: count(MONEY),
    offer: count(OFFER),
    callToAct: count(CALL_TO_ACT),
    hashtags: capped(countOf(text, HASHTAG) - 2),
    emoji: capped((countOf(text, EMOJI) - 2) / 2),
    sameWord: sameWordOf(words),
    stretched: capped(countOf(text, STRETCHED)),
    capitals: capitalsOf(text),
    shortText: words.length <= 3 ? 1 : 0,
  };
}
