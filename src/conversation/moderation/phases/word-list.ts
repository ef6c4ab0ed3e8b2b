import type { Policy, Submission } from "../submission.ts";
import { hold, pass, type Verdict } from "../verdict.ts";
import { findWords } from "../words/find-words.ts";

const MOST_SHOWN = 10;

/** Does it hold words of the newsroom's list, however they are spelled? */
export function wordList({ text, reader }: Submission, { words }: Policy): Verdict {
  if (reader.isTrusted) return pass("words", "trusted");
  const { hits, isCut } = findWords(text, words);
  if (hits.length > 0)
    return hold(
      "words",
      "listedWords",
      { ar: "فيه كلمات من قائمة الكلمات الموقوفة.", en: "It holds words of the word list." },
      hits.slice(0, MOST_SHOWN).map(({ listed, at, end }) => {
        const found = text.slice(at, end);
        return found === listed ? listed : `${listed} ← ${found}`;
      }),
    );
  if (isCut)
    return hold("words", "unreadable", {
      ar: "كُتب بطريقة تمنع فحصه كاملًا.",
      en: "It is written so that it could not be read to its end.",
    });
  return pass("words");
}
