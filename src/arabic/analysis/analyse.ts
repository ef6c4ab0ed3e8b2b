import { boundMarks, fold, withoutSpellingMarks } from "../fold.ts";
import { wordSpans } from "../words.ts";
import type { Lexicon } from "./lexicon.ts";
import { stemKeys } from "./stem.ts";
import { isStopWord } from "./stop-words.ts";

/** A word of a text: where it stands, and how it looks. */
export type PlainToken = {
  /** Running number of the word in its text: words of a phrase follow one another. */
  readonly position: number;
  /** Where the word stands in the text as it was given (UTF-16 code units; end not included). */
  readonly start: number;
  readonly end: number;
  /** As a reader sees it, whatever vowel marks and tatweel it carries: hamza, ى and ة stay. */
  readonly exact: string;
};

/** A word of a text as search sees it, in three tiers: as it looks, folded, and by its stems. */
export type Token = PlainToken & {
  readonly folded: string;
  /** At most two; none for numbers and for words that are not written in Arabic letters. */
  readonly keys: readonly string[];
  readonly isStop: boolean;
};

/** Raised when texts are parted otherwise, or `exact` changes: an index must read them again. */
export const TOKEN_VERSION = "1";

const MAX_LETTERS = 64;

/** Runs of one kind of letter in a word: Arabic, digits with their signs, or anything else. */
const ARABIC = "\\p{Script=Arabic}--\\p{Nd}";

const PIECES = new RegExp(
  [
    "[[\\p{Script=Arabic}\\p{M}\\p{Cf}\\u0640]--\\p{Nd}]+",
    "\\p{Nd}(?:[\\p{Nd}.,\\u066b\\u066c]*\\p{Nd})?",
    "[^\\p{Script=Arabic}\\p{Nd}]+",
  ].join("|"),
  "gv",
);

const HAS_ARABIC = new RegExp(`[${ARABIC}]`, "v");

const HAS_OTHER = /[[^\p{Script=Arabic}\p{M}\p{Cf}\u0640]\p{Nd}]/v;

/** Small words that Arabic writes together with a number or a Latin word: و3، بـ50، الـGDP. */
const CLITICS_ONLY = /^[وف]?[بكل]?(?:ال|ل)?$/u;

const GROUPED_NUMBER = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;

const TATWEEL_AND_INVISIBLE = /[\u0640\p{Default_Ignorable_Code_Point}\p{Cs}]/gu;

/**
 * The words of a text, each with its place. Words are those of `words`; where Arabic letters meet
 * digits or Latin letters a word is parted (كوفيد19), and small words before them are dropped
 * (و3.5, الـGDP). Grouping signs of numbers go. Of a word longer than 64 letters only the beginning
 * counts. Takes time in proportion to the text.
 *
 * Source: Unicode Standard Annex 29 by way of `words`; Annex 15 for the compatibility forms.
 *
 * @example
 * tokensOf('بلغَ 48,210').map(({ exact }) => exact) // => ["بلغ","48210"]
 */
export function tokensOf(text: string): PlainToken[] {
  const tokens: PlainToken[] = [];
  for (const { word, start } of wordSpans(text))
    for (const piece of piecesOf(word)) {
      const from = start + piece.at;
      for (const exact of exactForms(piece.text))
        tokens.push({
          position: tokens.length,
          start: from,
          end: from + piece.text.length,
          exact,
        });
    }
  return tokens;
}

/**
 * The words of a text by `tokensOf` with all that the index keeps of each.
 *
 * Source: as `tokensOf`, `fold` and `stemKeys`.
 *
 * @example
 * analyse('قال', shippedLexicon()) // => [{ position: 0, start: 0, end: 3, exact: "قال", folded: "قال", keys: ["+قال"], isStop: false }]
 */
export function analyse(text: string, lexicon: Lexicon): Token[] {
  return tokensOf(text).map((token) => {
    const folded = fold(token.exact);
    return { ...token, folded, keys: stemKeys(folded, lexicon), isStop: isStopWord(folded) };
  });
}

type Piece = { readonly text: string; readonly at: number };

function piecesOf(word: string): Piece[] {
  if (PLAIN.test(word) || !HAS_ARABIC.test(word) || !HAS_OTHER.test(word))
    return [{ text: word, at: 0 }];
  const pieces = Array.from(word.matchAll(PIECES), (match) => ({
    text: match[0],
    at: match.index,
  }));
  return pieces.filter(({ text }, index) => {
    const isLast = index === pieces.length - 1;
    return isLast || !CLITICS_ONLY.test(text.replace(TATWEEL_AND_INVISIBLE, ""));
  });
}

/** Letters of Arabic with its vowel marks and tatweel: most words of most texts, and no rule above touches them. */
const PLAIN = /^[\u0621-\u063a\u0641-\u064a]+$/;
const MARKED = /^[\u0621-\u063a\u0640-\u0652]+$/;
const MARKS = /[\u0640\u064b-\u0652]+/g;

/** One form, or several where one sign stands for several words (ﷺ). */
function exactForms(piece: string): string[] {
  if (PLAIN.test(piece)) return [piece.slice(0, MAX_LETTERS)];
  if (MARKED.test(piece) && piece.length <= MAX_LETTERS) return [piece.replace(MARKS, "")];
  const form = withoutSpellingMarks(boundMarks(piece).normalize("NFKC"))
    .normalize("NFC")
    .replace(TATWEEL_AND_INVISIBLE, "")
    .toLowerCase()
    .replace(/[٠-٩۰-۹\u066b\u066c]/gu, fold);
  return form
    .split(" ")
    .filter((one) => fold(one) !== "")
    .map((one) => (GROUPED_NUMBER.test(one) ? one.replaceAll(",", "") : one.slice(0, MAX_LETTERS)));
}
