import type { Submission } from "../submission.ts";
import { pass, refuse, type Verdict } from "../verdict.ts";

/** Is the conversation open? */
export function closed({ story, isEdit }: Submission): Verdict {
  if (story.mode === "off")
    return refuse("closed", "off", {
      ar: "التعليق غير متاح على هذه المادة.",
      en: "This story takes no comments.",
    });
  const isOver = story.closesAfterDays !== null && story.ageDays >= story.closesAfterDays;
  if (!isEdit && (story.isClosed || isOver))
    return refuse("closed", story.isClosed ? "closed" : "closedByAge", {
      ar: "أُغلق النقاش على هذه المادة. تبقى التعليقات السابقة للقراءة.",
      en: "The conversation on this story is closed. What was said remains to be read.",
    });
  return pass("closed", "open");
}
