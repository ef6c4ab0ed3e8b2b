import { likeness, similarityKey } from "../similarity.ts";
import type { Submission } from "../submission.ts";
import { hold, pass, refuse, type Verdict } from "../verdict.ts";

/** Texts that share so much are one text with a few words changed. */
const ALIKE = 0.8;

/** Has the reader said this already today? */
export function repeat({ text, recentTexts, isEdit }: Submission): Verdict {
  if (isEdit) return pass("repeat", "edit");
  const key = similarityKey(text);
  if (key === "") return pass("repeat", "short");
  if (recentTexts.some((other) => similarityKey(other) === key))
    return refuse("repeat", "repeated", {
      ar: "سبق أن كتبت هذا التعليق اليوم، ولا حاجة إلى تكراره.",
      en: "You have posted this comment today already; once is enough.",
    });
  const alike = recentTexts.find((other) => likeness(other, text) >= ALIKE);
  if (alike !== undefined)
    return hold(
      "repeat",
      "alike",
      {
        ar: "يشبه كثيرًا تعليقًا آخر كتبه القارئ نفسه اليوم.",
        en: "Much like another comment that the same reader wrote today.",
      },
      [alike.slice(0, 200)],
    );
  return pass("repeat");
}
