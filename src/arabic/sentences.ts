/** A mark that may end a sentence with what closes after it; or the end of a line. */
const END =
  /[.!?؟۔\u203d…。！？]+[\p{Pe}\p{Pf}"'\u201c\u061c\u200e\u200f]*|[\n\r\u0085\u2028\u2029]+/gu;

const LINE_END = /^[\n\r\u0085\u2028\u2029]/u;

/** What ends in a point and stands before a name or a number; single letters are known as such. */
const ABBREVIATIONS = new Set(
  "رقم تحق ود Mr Mrs Ms Dr Prof St No vs Jr Sr Gen Sen Rep Gov Lt Col Inc Ltd Co e.g i.e".split(
    " ",
  ),
);

const INITIALS = /^(?:\p{L}\p{M}*\.)*\p{L}\p{M}*$/u;

const LAST_WORD = /[\p{L}\p{M}\u0640.]{1,12}$/u;

const LIST_NUMBER = /^\s*\p{Nd}{1,3}$/u;

const WORD_CHARACTER = /[\p{L}\p{N}]/u;

const MOST_AROUND = 16;

/**
 * The sentences of a text in order, without the blanks around them. A sentence ends with . ! ? ؟ ۔
 * or … and the quotation marks and brackets that close after them, before a blank, and at every line
 * end. A point does not end it after a title, an initial or another known abbreviation (د. أ.د. ص.),
 * nor within a number or an address; a point whose space was forgotten between two Arabic words
 * does. Marks that stand alone belong to the sentence before them. The Arabic comma and semicolon part
 * clauses, not sentences.
 *
 * Source: Unicode Standard Annex 29, section 5, tailored: its rules end a sentence after «د.»,
 * because Arabic has no capitals to tell.
 *
 * @example
 * sentencesOf('وصل الوفد. هل بدأت القمة؟ نعم!') // => ["وصل الوفد.","هل بدأت القمة؟","نعم!"]
 * sentencesOf('قال د. سامي إن النمو بلغ 3.5 في المئة.') // => ["قال د. سامي إن النمو بلغ 3.5 في المئة."]
 */
export function sentencesOf(text: string): string[] {
  const spans: { from: number; to: number }[] = [];
  let from = 0;
  let isAfterLineEnd = true;
  for (const { 0: mark, index } of text.matchAll(END)) {
    const isLineEnd = LINE_END.test(mark);
    if (isLineEnd || endsSentence(text, from, index, mark)) take(index + mark.length, isLineEnd);
  }
  take(text.length, true);
  return spans.map((span) => text.slice(span.from, span.to).trim()).filter(Boolean);

  function take(to: number, isLineEnd: boolean): void {
    const last = spans.at(-1);
    const isMarksOnly = !WORD_CHARACTER.test(text.slice(from, to));
    if (isMarksOnly && last !== undefined && !isAfterLineEnd) last.to = to;
    else spans.push({ from, to });
    from = to;
    isAfterLineEnd = isLineEnd;
  }
}

function endsSentence(text: string, start: number, at: number, mark: string): boolean {
  const before = text.slice(Math.max(start, at - MOST_AROUND), at);
  const after = text.slice(at + mark.length, at + mark.length + MOST_AROUND);
  const isPoint = mark.startsWith(".") && !mark.startsWith("..");
  if (/[([]$/u.test(before)) return false;
  if (/^[。！？]/u.test(mark)) return true;
  if (/^\s|^$/u.test(after)) return !(isPoint && isShortForm(before, start === at - before.length));
  if (!/^(?=\p{L})\p{Script=Arabic}/u.test(after)) return false;
  return (
    !isPoint ||
    (/(?:(?=\p{L})\p{Script=Arabic}\p{M}*){3}$/u.test(before) &&
      /^(?:(?=\p{L})\p{Script=Arabic}\p{M}*){2}/u.test(after) &&
      !isShortForm(before, false))
  );
}

/** Whether what stands before a point is an abbreviation, an initial or the number of a list. */
function isShortForm(before: string, isWholeSentence: boolean): boolean {
  if (isWholeSentence && LIST_NUMBER.test(before)) return true;
  const word = LAST_WORD.exec(before)?.[0] ?? "";
  if (/\p{Nd}\s?$/u.test(before.slice(0, before.length - word.length))) return false;
  return ABBREVIATIONS.has(word) || INITIALS.test(word);
}
