import { isNewcomer, type Submission } from "../submission.ts";
import { hold, pass, type Verdict } from "../verdict.ts";

/** Is this somebody whose first comments a person looks at first? */
export function newcomers(submission: Submission): Verdict {
  if (submission.story.mode !== "newcomersBefore") return pass("newcomer", "notAsked");
  if (!isNewcomer(submission)) return pass("newcomer", "known");
  return hold("newcomer", "newcomer", {
    ar: "من أول تعليقات هذا القارئ.",
    en: "One of this reader's first comments.",
  });
}
