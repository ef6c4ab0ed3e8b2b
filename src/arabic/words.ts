const TATWEEL_ONLY = /^[\u0640\p{M}\p{Cf}]*$/u;

const INVISIBLE = "\\u00ad\\u061c\\u200c-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff";

const REST = `[\\p{L}\\p{M}\\p{N}${INVISIBLE}]*`;

const JOINS = [
  "(?<=\\p{Nd})[.,\\u066b\\u066c](?=\\p{Nd})",
  "['\\u2019](?=\\p{L})(?!\\p{Script=Arabic})",
].join("|");

const WORD = new RegExp(`[\\p{L}\\p{N}]${REST}(?:(?:${JOINS})${REST})*`, "gu");

const INVISIBLE_ONE = new RegExp(`[${INVISIBLE}]`, "u");

/**
 * The words of a text, as written. A word is a run of letters, marks and digits of any script, so
 * «2026» inside Arabic text is one word among the others. What the rule leaves open:
 * - Tatweel is a letter within a word (كتـــاب is one word) and nothing alone: «ـ» between spaces
 *   is a dash.
 * - ZWNJ, ZWJ, the soft hyphen and direction marks do not part a word, and go from its end
 *   (Unicode Standard Annex 29, rule WB4). The zero width space parts words: that is its purpose.
 * - An apostrophe before a letter that is not Arabic joins (don't, l'eau: WB6 and WB7). Before an
 *   Arabic letter it is a quotation mark.
 * - A point or comma between two digits joins (3.5, 48,210: WB11 and WB12), and «90%» is the word
 *   «90»: signs are not read as words of their own. Between letters a point parts words, because
 *   in Arabic copy it is a full stop that lost its space.
 * - Hyphens, slashes and underscores part words: #اليوم_الوطني is read as two.
 * - In scripts without spaces (Chinese, Thai) a run is a phrase; words there need a dictionary.
 *
 * Source: Unicode Standard Annex 29, section 4, tailored as above.
 *
 * @example
 * words('في عام 2026، بلغت النسبة 90%') // => ["في","عام","2026","بلغت","النسبة","90"]
 * words("it's 3.5 ـ قال") // => ["it's","3.5","قال"]
 */
export function words(text: string): string[] {
  return wordSpans(text).map(({ word }) => word);
}

/** A word as written, and where it starts in its text (UTF-16 code units). */
export type WordSpan = { readonly word: string; readonly start: number };

/**
 * The words of a text by the rules of `words`, each with its place.
 *
 * @example
 * wordSpans('في عام')[1] // => { word: "عام", start: 3 }
 */
export function wordSpans(text: string): WordSpan[] {
  const found: WordSpan[] = [];
  for (const match of text.matchAll(WORD)) {
    const [run] = match;
    if (!TATWEEL_ONLY.test(run)) found.push({ word: withoutInvisibleEnd(run), start: match.index });
  }
  return found;
}

/**
 * How many words a text has, by the rules of `words`.
 *
 * @example
 * countWords('مُحَمَّد وعلي') // => 2
 * countWords(' … ـ ؟ ') // => 0
 */
export function countWords(text: string): number {
  let count = 0;
  for (const [run] of text.matchAll(WORD)) {
    if (!TATWEEL_ONLY.test(run)) count += 1;
  }
  return count;
}

function withoutInvisibleEnd(run: string): string {
  let end = run.length;
  while (INVISIBLE_ONE.test(run.charAt(end - 1))) end -= 1;
  return run.slice(0, end);
}
