import { visibleText } from "#arabic/visible-text.ts";
import type { Submission } from "../submission.ts";
import { hold, pass, refuse, type Verdict } from "../verdict.ts";

const MOST_LETTERS = 3000;
/** Lines of a comment that fills the screen with hardly anything. */
const MOST_LINES = 60;

/** Is there something to read, and not too much of it? */
export function length({ text }: Submission): Verdict {
  const letters = Array.from(visibleText(text)).length;
  if (letters === 0)
    return refuse("length", "empty", {
      ar: "التعليق فارغ: اكتب شيئًا أولًا.",
      en: "The comment is empty: write something first.",
    });
  if (letters > MOST_LETTERS)
    return refuse("length", "tooLong", {
      ar: `التعليق أطول من ${MOST_LETTERS} حرف. اختصره أو قسّمه.`,
      en: `The comment is over ${MOST_LETTERS} letters. Shorten it or split it.`,
    });
  if (text.split("\n").length > MOST_LINES)
    return hold("length", "tooManyLines", {
      ar: "يملأ التعليق الشاشة بأسطر كثيرة.",
      en: "The comment fills the screen with lines.",
    });
  return pass("length");
}
