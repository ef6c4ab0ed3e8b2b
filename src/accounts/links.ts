import { Refusal } from "#platform/refusal.ts";

/** A link that was used, replaced, withdrawn or is too old, or never was: nobody is told which. */
export function deadLink(): Refusal {
  return new Refusal("notFound", "the link is used, too old or never was", {
    told: {
      ar: "هذا الرابط استُعمل من قبل أو انتهت صلاحيته. اطلب رابطًا جديدًا.",
      en: "This link was used before or is too old. Ask for a new one.",
    },
  });
}
