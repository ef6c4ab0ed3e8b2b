import { formatDay, formatWeekday } from "#arabic/dates.ts";
import type { Edition } from "#stories/story.ts";
import type { NewsletterKind } from "./subscribers.ts";

/** Words of others between our own: their direction must not turn the sentence. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

/** Which list the most read of a mail come from. */
export type ListBasis = "today" | "24h" | "7d" | "editors";

/** Names of the newsletters, as readers see them. */
export const NEWSLETTER_NAMES: Readonly<Record<NewsletterKind, string>> = {
  daily: "الأكثر قراءة اليوم",
  weekly: "حصاد الأسبوع",
  issues: "رسائل التحرير",
};

/** What each newsletter is, in a sentence. */
export const NEWSLETTER_NOTES: Readonly<Record<NewsletterKind, string>> = {
  daily: "رسالة كل مساء بأكثر مواد اليوم قراءة.",
  weekly: "رسالة واحدة في الأسبوع بأكثر ما قرأه القرّاء فيه.",
  issues: "رسائل يكتبها المحررون في المناسبات والملفات الخاصة.",
};

/** Sentences of the newsletter's mails. */
export const mailStrings = {
  dailySubject: (day: string, first: string) => `الأكثر قراءة ${formatWeekday(day)}: ${first}`,
  dailyTitle: (day: string, edition: Edition) =>
    `الأكثر قراءة، ${formatWeekday(day)} ${formatDay(day, edition)}`,
  weeklySubject: (first: string) => `حصاد الأسبوع: ${first}`,
  weeklyTitle: (from: string, to: string, edition: Edition) =>
    `حصاد الأسبوع من ${formatDay(from, edition)} إلى ${formatDay(to, edition)}`,
  basis: (basis: ListBasis): string => {
    switch (basis) {
      case "today":
        return "مرتبة بحسب مجموع المشاهدات في هذا اليوم.";
      case "24h":
        return "مشاهدات اليوم قليلة، فالترتيب بمشاهدات آخر يوم كامل.";
      case "7d":
        return "مشاهدات اليوم قليلة، فالترتيب بمشاهدات آخر أسبوع.";
      case "editors":
        return "المشاهدات أقل من أن ترتّب قائمة، فهذه مختارات المحررين.";
    }
  },
  weeklyBasis: "مرتبة بحسب مجموع المشاهدات في أيام الأسبوع السبعة.",
  readOn: "اقرأ المادة",
  allMostRead: "القائمة كاملة",
  why: (kind: NewsletterKind, edition: Edition) =>
    `تصلك هذه الرسالة لأنك مشترك في نشرة «${NEWSLETTER_NAMES[kind]}» من ${isolated(edition.name)}.`,
  leave: "إلغاء الاشتراك",
  change: "تعديل التفضيلات",
  noTracking: "لا نعرف من فتح هذه الرسالة، ونعدّ النقرات جملةً لا أفراداً.",
  confirmSubject: (edition: Edition) => `أكّد اشتراكك في نشرة ${edition.name}`,
  confirmText: (edition: Edition) =>
    `وصلنا طلب بالاشتراك في نشرة ${isolated(edition.name)} بهذا العنوان. لا يبدأ الاشتراك إلا إذا أكّدته.`,
  confirmButton: "تأكيد الاشتراك",
  confirmClosing:
    "إن لم تطلب ذلك فتجاهل هذه الرسالة، ولن تصلك رسائل أخرى. ينتهي الرابط بعد سبعة أيام.",
  knownSubject: (edition: Edition) => `اشتراكك في نشرة ${edition.name}`,
  knownText: (edition: Edition) =>
    `وصلنا طلب بالاشتراك في نشرة ${isolated(edition.name)} بهذا العنوان، وهو مشترك من قبل. تستطيع أن تختار ما يصلك أو أن تلغي الاشتراك.`,
  knownButton: "تعديل التفضيلات",
  knownClosing: "إن لم تطلب ذلك فتجاهل هذه الرسالة، ويبقى اشتراكك كما هو.",
};
