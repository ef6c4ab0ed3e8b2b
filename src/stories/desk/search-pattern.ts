import { fold } from "#arabic/fold.ts";
import { stripHidden } from "#arabic/visible-text.ts";

/** Letters of a text that is looked for at most. */
const MAX_LETTERS = 200;

/** Letters that the folding takes for one, and how a database finds all of them. */
const SAME: Readonly<Record<string, string>> = {
  ا: "[اأإآٱ]",
  و: "[وؤ]",
  ي: "[يىئی]",
  ه: "[هة]",
  ك: "[كک]",
};
/** Vowel marks and tatweel may stand between any two letters. */
const MARKS = "[\\u0640\\u064b-\\u065f\\u0670]*";

const DIGITS = "٠١٢٣٤٥٦٧٨٩";

const patternOf = (letter: string): string => {
  if (/^[0-9]$/.test(letter)) return `[${letter}${DIGITS.at(Number(letter)) ?? ""}]`;
  return SAME[letter] ?? letter.replace(/[^\p{L}\p{N}]/u, (sign) => `\\${sign}`);
};

/**
 * A regular expression of PostgreSQL that finds a text in any spelling of its Arabic letters, each word as the beginning
 * of or within one, in this order. It has no part that a text could make slow.
 */
export function searchPattern(text: string): string {
  const words = fold(stripHidden(Array.from(text).slice(0, MAX_LETTERS).join("")))
    .split(/\s+/)
    .filter((word) => word !== "");
  return words.map((word) => Array.from(word, patternOf).join(MARKS)).join(".*");
}
