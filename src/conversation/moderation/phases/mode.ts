import type { Submission } from "../submission.ts";
import { hold, pass, type Verdict } from "../verdict.ts";

/** Are all comments looked at before they are published? */
export function mode({ story, reader }: Submission): Verdict {
  if (story.mode !== "before" || reader.isTrusted) return pass("mode", story.mode);
  return hold("mode", "before", {
    ar: "تُراجع التعليقات على هذه المادة قبل نشرها.",
    en: "Comments on this story are looked at before they are published.",
  });
}
