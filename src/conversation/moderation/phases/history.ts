import type { Submission } from "../submission.ts";
import { hold, pass, type Verdict } from "../verdict.ts";

/** From so many decisions on a share of them says something. */
const LEAST_DECIDED = 3;
/** Source: Coral's recent history rule. */
const MOST_REJECTED = 0.3;

/** What became of the reader's comments of the last seven days? */
export function history({ reader }: Submission): Verdict {
  if (reader.isTrusted) return pass("history", "trusted");
  if (reader.mustWait)
    return hold("history", "mustWait", {
      ar: "قرّر مشرف أن تُراجع تعليقات هذا القارئ قبل نشرها.",
      en: "A moderator wants to see this reader's comments first.",
    });
  const { rejectedRecently, decidedRecently } = reader;
  if (decidedRecently >= LEAST_DECIDED && rejectedRecently / decidedRecently > MOST_REJECTED)
    return hold(
      "history",
      "oftenRejected",
      {
        ar: "رُفض عدد من تعليقات هذا القارئ في الأيام السبعة الأخيرة.",
        en: "Several comments of this reader were rejected in the last seven days.",
      },
      [`${rejectedRecently}/${decidedRecently}`],
    );
  return pass("history");
}
