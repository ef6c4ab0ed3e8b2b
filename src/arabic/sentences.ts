/** A mark that may end a sentence with what closes after it, up to the blank; or the end of a line. */
const END = /[.!?؟۔\u203d…。！？]+[\p{Pe}\p{Pf}"'\u061c\u200e\u200f]*|[\n\r\u0085\u2028\u2029]+/gu;

/** What stands before a name or a number and ends in a point: titles, pages, eras. */
const ABBREVIATIONS = new Set(
  "د أ م ص ج ط ت ه هـ ق.م ب.ظ أ.د د.أ ا.د رقم تحق Mr Mrs Ms Dr Prof St No vs Jr Sr Inc Ltd Co U.S U.K U.N e.g i.e etc".split(
    " ",
  ),
);

const LAST_WORD = /[\p{L}\p{M}\u0640.]{1,12}$/u;

const FIRST_CHARACTER = /^[\p{L}\p{N}]/u;

/**
 * The sentences of a text in order, without the blanks around them. A sentence ends with . ! ? ؟ ۔
 * or … and the quotation marks and brackets that close after them, before a blank, and at every line
 * end. A point does not end it after a title, an initial or another known abbreviation (د. أ.د. ص.),
 * nor within a number or an address; a point whose space was forgotten between two Arabic words
 * does. The Arabic comma and semicolon part clauses, not sentences.
 *
 * Source: Unicode Standard Annex 29, section 5, tailored: its rules end a sentence after «د.»,
 * because Arabic has no capitals to tell.
 *
 * @example
 * sentencesOf('وصل الوفد. هل بدأت القمة؟ نعم!') // => ["وصل الوفد.","هل بدأت القمة؟","نعم!"]
 * sentencesOf('قال د. سامي إن النمو بلغ 3.5 في المئة.') // => ["قال د. سامي إن النمو بلغ 3.5 في المئة."]
 */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  const take = (end: number): void => {
    const sentence = text.slice(start, end).trim();
    if (sentence !== "") sentences.push(sentence);
    start = end;
  };
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (endsSentence(text, match.index, match[0])) take(end);
  }
  take(text.length);
  return sentences;
}

function endsSentence(text: string, at: number, mark: string): boolean {
  if (/^[\n\r\u0085\u2028\u2029]/u.test(mark)) return true;
  const before = text.slice(Math.max(0, at - 16), at);
  const after = text.slice(at + mark.length, at + mark.length + 16);
  const isPoint = mark.startsWith(".") && !mark.startsWith("..");
  const word = LAST_WORD.exec(before)?.[0] ?? "";
  if (after === "" || /^\s/u.test(after)) return !(isPoint && isAbbreviation(word));
  if (!isPoint) return FIRST_CHARACTER.test(after) && !/^\p{N}/u.test(after);
  return (
    /\p{Script=Arabic}{3}$/u.test(before) &&
    /^\p{Script=Arabic}{2}/u.test(after) &&
    !/[.\p{Nd}]/u.test(word) &&
    !isAbbreviation(word)
  );
}

function isAbbreviation(word: string): boolean {
  if (ABBREVIATIONS.has(word)) return true;
  return /^(?:\p{L}\p{M}*\.)*\p{L}\p{M}*$/u.test(word);
}
