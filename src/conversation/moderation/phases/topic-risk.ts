import { isNewcomer, type Submission } from "../submission.ts";
import { hold, pass, type Verdict } from "../verdict.ts";

/** Has the editor said that this subject asks for care? */
export function topicRisk(submission: Submission): Verdict {
  const { story, reader } = submission;
  if (reader.isTrusted || story.risk === "none") return pass("risk", "none");
  if (story.risk === "high")
    return hold("risk", "highRisk", {
      ar: "عدّ المحرر موضوع هذه المادة حسّاسًا: تُراجع كل التعليقات.",
      en: "The editor marked this subject as sensitive: every comment is looked at.",
    });
  if (isNewcomer(submission))
    return hold("risk", "watched", {
      ar: "طلب المحرر متابعة هذه المادة، والقارئ جديد.",
      en: "The editor wants this story watched, and the reader is new.",
    });
  return pass("risk", "known");
}
