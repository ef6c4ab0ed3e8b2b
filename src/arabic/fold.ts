/*
 * Nonspacing marks of the Latin, Greek, Cyrillic, Hebrew and Arabic scripts. Marks of Indic and
 * South-East Asian scripts are vowels of their words and stay.
 */
const SPELLING_MARKS = new RegExp(
  `[${[
    "\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe20-\\ufe2f", // any alphabet
    "\\u0483-\\u0487", // Cyrillic
    "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7", // Hebrew
    "\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed",
    "\\u0897-\\u089f\\u08ca-\\u08e1\\u08e3-\\u08ff", // Arabic, as the line before
  ].join("")}]`,
  "gu",
);

const TATWEEL = /\u0640/gu;

const LONG_MARK_RUNS = /(\p{M}{30})\p{M}+/gu;

const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cs}]/gu;

/** Letters that are one letter to a reader who searches, and the form that stands for all of them. */
const SAME_LETTER = new Map<string, string>([
  ...pairs("\u0671\u0672\u0673\u0675", "ا"),
  ...pairs("\u0649\u06cc\u06d2", "ي"),
  ...pairs("\u0629\u06be\u06c1\u06c3\u06d5", "ه"),
  ...pairs("\u06a9\u06aa", "ك"),
  ["\u0674", ""],
  ["\u066b", "."],
  ["\u066c", ","],
  ["ς", "σ"],
  ...Array.from("٠١٢٣٤٥٦٧٨٩", (digit, value): [string, string] => [digit, String(value)]),
  ...Array.from("۰۱۲۳۴۵۶۷۸۹", (digit, value): [string, string] => [digit, String(value)]),
]);

const LETTERS_WITH_A_SAME = new RegExp(`[${[...SAME_LETTER.keys()].join("")}]`, "gu");

function pairs(letters: string, standIn: string): [string, string][] {
  return Array.from(letters, (letter) => [letter, standIn]);
}

/**
 * The search key of a text: two spellings of a word that a reader takes for the same give the same
 * key. Compatibility forms are resolved (NFKD, then NFC again at the end); vowel marks, tatweel and
 * invisible characters go; alef and the seats of the hamza lose it (أ إ آ ٱ to ا, ؤ to و, ئ to ي);
 * ى and Persian ی become ي, ة becomes ه, Persian ک becomes ك; Arabic and Persian digits become
 * Western; Latin letters lose case and accent. A hamza that stands alone (ء) stays. Spaces and
 * punctuation stay. Folding a folded text changes nothing.
 *
 * For keys only: the text itself is never replaced by its key.
 *
 * Source: Unicode Standard Annex 15 (normalization forms); the letter classes are those of light
 * normalization in Arabic retrieval (Larkey, Ballesteros and Connell, SIGIR 2002), with the hamza
 * seats added.
 *
 * @example
 * fold('مُحَمَّد') // => "محمد"
 * fold('إسلام آباد') // => "اسلام اباد"
 * fold('مسؤولة في المستشفى') // => "مسووله في المستشفي"
 * fold('٢٠٢٦ Café') // => "2026 cafe"
 */
export function fold(text: string): string {
  return boundMarks(withoutSpellingMarks(text))
    .normalize("NFKD")
    .toLowerCase()
    .replace(SPELLING_MARKS, "")
    .replace(TATWEEL, "")
    .replace(HIDDEN, "")
    .replace(LETTERS_WITH_A_SAME, (letter) => SAME_LETTER.get(letter) ?? letter)
    .normalize("NFC");
}

/**
 * The text without vowel marks and accents that are written as characters of their own; letters
 * that are one character with their mark (أ, é) stay whole.
 *
 * Source: Unicode 17, General_Category Mn in the blocks of the alphabetic scripts.
 *
 * @example
 * withoutSpellingMarks('قَصَبَة') // => "قصبة"
 * withoutSpellingMarks('أُمّ') // => "أم"
 */
export function withoutSpellingMarks(text: string): string {
  return text.replace(SPELLING_MARKS, "");
}

/**
 * The text with at most 30 combining marks in a row, so that normalizing it takes linear time: the
 * canonical ordering of an endless run of marks takes the square of its length.
 *
 * Source: Unicode Standard Annex 15, section 13, Stream-Safe Text Format (30 marks are more than
 * any language writes).
 *
 * @example
 * boundMarks('مُحَمَّد') // => "مُحَمَّد"
 * boundMarks('a' + '\u0301'.repeat(99)).length // => 31
 */
export function boundMarks(text: string): string {
  return text.replace(LONG_MARK_RUNS, "$1");
}
