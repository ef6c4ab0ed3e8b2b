import type { Told } from "#platform/refusal.ts";

const REASONS = {
  insult: { ar: "فيه إهانة لشخص أو جماعة.", en: "It insults a person or a group." },
  hate: { ar: "فيه تحريض أو كراهية.", en: "It incites or spreads hatred." },
  harassment: { ar: "فيه ملاحقة لقارئ أو لكاتب.", en: "It harasses a reader or a writer." },
  threat: { ar: "فيه تهديد.", en: "It threatens somebody." },
  coarse: {
    ar: "لغته لا تليق بالنقاش هنا.",
    en: "Its language does not suit the conversation here.",
  },
  spam: { ar: "إعلان أو تعليق مزعج.", en: "It is advertising or spam." },
  offTopic: { ar: "لا صلة له بموضوع المادة.", en: "It has nothing to do with the story." },
  misleading: { ar: "فيه معلومات مضللة.", en: "It misleads." },
  privacy: { ar: "فيه بيانات شخصية.", en: "It holds personal data." },
  illegal: { ar: "محتوى غير قانوني.", en: "It is illegal content." },
  other: { ar: "يخالف قواعد المشاركة.", en: "It breaks the rules of the conversation." },
} as const satisfies Record<string, Told>;

/** Why a comment is rejected, or a reader warned. */
export type RejectReason = keyof typeof REASONS;

/** The reasons in their order. */
export const REJECT_REASONS = [
  "insult",
  "hate",
  "harassment",
  "threat",
  "coarse",
  "spam",
  "offTopic",
  "misleading",
  "privacy",
  "illegal",
  "other",
] as const satisfies readonly RejectReason[];

/** A reason as readers read it. */
export const reasonTold = (reason: RejectReason): Told => REASONS[reason];

/** What a reader can report a comment for. */
export const REPORT_CATEGORIES = [
  "insult",
  "hate",
  "threat",
  "spam",
  "misleading",
  "privacy",
  "other",
  "illegal",
] as const;

/** A sentence with what a moderator adds of their own words. */
export function withNote({ ar, en }: Told, note: string): Told {
  const own = note.trim();
  return own === "" ? { ar, en } : { ar: `${ar} ${own}`, en: `${en} ${own}` };
}
