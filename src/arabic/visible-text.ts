/** Characters that end a line or a page, tabs included. */
const LINE_ENDS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

/** Characters that show nothing and stay, each where it does its work. */
const KEPT = [
  "\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{2,6}\\u{e007f}", // a flag spelled in tags
  "(?<=\\p{L}\\p{M}*)\\u200c(?=\\p{L})", // ZWNJ between letters
  "(?<=\\p{L}\\p{M}*)\\u200d", // ZWJ after a letter keeps its joined form
  "(?<=\\p{Extended_Pictographic}[\\p{Emoji_Modifier}\\ufe0f]?)\\u200d(?=\\p{Extended_Pictographic})",
  "(?<=\\p{Emoji})[\\ufe0e\\ufe0f]",
  "[\\u200e\\u200f\\u061c]", // marks that set one neutral sign right
].join("|");

/** Controls other than tab and line feed, lone surrogates, noncharacters, all that is invisible. */
const HIDDEN =
  "[\\0-\\u0008\\v-\\u001f\\u007f-\\u009f\\p{Cs}\\p{Noncharacter_Code_Point}\\ufff9-\\ufffb\\p{Default_Ignorable_Code_Point}]";

const KEPT_OR_HIDDEN = new RegExp(`(${KEPT})|${HIDDEN}`, "gu");

const IMPLICIT_MARKS = /([\u200e\u200f\u061c])[\u200e\u200f\u061c]+/gu;

const BLANKS = /[\s\u2800]+/gu;

const SHOWN = /[^\s\u200c-\u200f\u061c]/u;

const STACKED_MARKS = /(\p{M}{8})\p{M}+/gu;

/**
 * The text without what no reader sees and what makes a text look other than it is: control
 * characters, direction overrides, embeddings and isolates, zero-width fillers, soft hyphens, tags
 * outside flags, surrogates without a partner. Line feeds, tabs and spaces stay. Kept where they do
 * their work: ZWNJ between letters (as Persian writes it), ZWJ after a letter or within an emoji,
 * the emoji selectors, and single implicit marks (LRM, RLM, ALM), which set a neutral sign right and
 * can't turn text over.
 *
 * Source: Unicode Standard Annex 9, section 2; Unicode Technical Report 36, section 3; Boucher and
 * Anderson, "Trojan Source: Invisible Vulnerabilities", USENIX Security 2023.
 *
 * @example
 * stripHidden('\u202eعنوان\u202c') // => "عنوان"
 * stripHidden('سطر\u0000\nسطر\u00ad') // => "سطر\nسطر"
 * stripHidden('می\u200cخواهم') === 'می\u200cخواهم' // => true
 */
export function stripHidden(text: string): string {
  return text.replace(KEPT_OR_HIDDEN, "$1").replace(IMPLICIT_MARKS, "$1");
}

/**
 * A text fit for a field of one line, such as a headline: as `stripHidden`, and line ends, tabs and
 * any run of blanks become one space, none at the edges; a letter keeps at most 8 marks (Arabic
 * writes 3), so that no pile of marks covers the lines around it. A text of nothing visible gives
 * an empty string.
 *
 * Source: as `stripHidden`; Unicode Standard Annex 44, property White_Space.
 *
 * @example
 * visibleText('  عاجل:\n\u202eقمة  عربية\u200f ') // => "عاجل: قمة عربية"
 * visibleText('\u200f\u200e\u00a0') // => ""
 */
export function visibleText(text: string): string {
  const line = stripHidden(text.replace(LINE_ENDS, " "))
    .replace(STACKED_MARKS, "$1")
    .replace(BLANKS, " ");
  let end = line.length;
  while (end > 0 && !SHOWN.test(line.charAt(end - 1))) end -= 1;
  return line.slice(Math.max(0, line.search(SHOWN)), end);
}
