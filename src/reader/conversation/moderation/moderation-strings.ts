import { countPhrase } from "#arabic/counts.ts";
import { formatNumber } from "#arabic/digits.ts";
import type { Edition } from "#stories/story.ts";

type Digits = Edition["digits"];

/** Sentences around reports, appeals and what was decided about a reader. */
export const moderationStrings = {
  reportTitle: "إبلاغ عن تعليق",
  reportIntro: "يراه مشرف من غرفة الأخبار، ويقرر إنسان لا آلة. لا يعلم صاحب التعليق من أبلغ عنه.",
  comment: "التعليق",
  category: "ما المخالفة؟",
  categories: {
    insult: "إهانة لشخص أو جماعة",
    hate: "تحريض أو كراهية",
    threat: "تهديد",
    spam: "إعلان أو تعليق مزعج",
    misleading: "معلومات مضللة",
    privacy: "بيانات شخصية",
    other: "سبب آخر",
    illegal: "محتوى غير قانوني",
  },
  explanation: "اشرح في سطر أو سطرين",
  explanationHint: "اختياري، إلا للمحتوى غير القانوني: اذكر لماذا تراه مخالفًا للقانون.",
  illegal: "للمحتوى غير القانوني فقط",
  location: "أين المخالفة في التعليق؟",
  name: "اسمك (اختياري)",
  email: "بريدك (اختياري، لنخبرك بالقرار ثم نحذفه)",
  goodFaith: "أقرّ بأن ما ذكرته صحيح ودقيق بحسب علمي.",
  send: "إرسال البلاغ",
  reported: "وصل بلاغك",
  reportedText: "سيراجعه مشرف. إن كنت مسجلًا وصلك القرار في تنبيهاتك.",
  known: "بلاغك عن هذا التعليق عندنا، وسيراجعه مشرف.",
  back: "عودة إلى المحادثة",
  missingIllegal: "للمحتوى غير القانوني: اشرح السبب في جملة، وأقرّ بصحة ما ذكرت.",
  wrongReport: "في البلاغ حقل ناقص أو غير صحيح.",
  appealTitle: "اعتراض على قرار",
  appealIntro: "يراجع اعتراضك مشرف، ويصلك جوابه في تنبيهاتك. لكل قرار اعتراض واحد خلال 30 يومًا.",
  appealText: "لماذا ترى أن القرار خطأ؟",
  appealSend: "إرسال الاعتراض",
  appealed: "وصل اعتراضك",
  appealedText: "سنراجعه ونخبرك بالنتيجة.",
  toNotices: "إلى تنبيهاتي",
  standingTitle: "مشاركتي",
  standing: {
    free: "مشاركتك في النقاش مفتوحة، ولا قرار في حقك.",
    warned: "وصلك تنبيه. اقرأه ثم أكمل.",
    suspended: "مشاركتك موقوفة مؤقتًا.",
    banned: "مشاركتك موقوفة.",
  },
  waits: "تُراجع تعليقاتك قبل نشرها.",
  until: "ينتهي الإيقاف",
  read: "قرأت التنبيه",
  appeal: "اعتراض على هذا القرار",
};

const line = (count: number, digits: Digits): string => formatNumber(count, digits);

/** Sentences of the transparency page. */
export const transparencyStrings = {
  title: "الشفافية في إدارة التعليقات",
  intro: "ما فعلناه بتعليقات القراء كل شهر، بالأرقام: لا أسماء ولا نصوص.",
  how: "كيف نراجع التعليقات",
  rules: [
    "يمر كل تعليق بخطوات مكتوبة: هل النقاش مفتوح، الطول، التكرار، قائمة الكلمات، الروابط، علامات الإساءة والإعلان، القراء الجدد، سجل القارئ، حساسية الموضوع.",
    "لا تحذف الآلة شيئًا: أقصى ما تفعله أن توقف التعليق ليراه مشرف، ومعه سبب كل خطوة. ولا يُرسل أي نص إلى جهة خارجية.",
    "من رُفض تعليقه أو أوقفت مشاركته يصله السبب كاملًا، وله أن يعترض خلال 30 يومًا. لا نوقف أحدًا في الخفاء.",
    "لكل قارئ أن يبلغ عن تعليق، ولو من غير حساب، ومن ذلك المحتوى غير القانوني.",
  ],
  comments: "التعليقات",
  held: "أوقفتها الخطوات الآلية ليراها مشرف",
  approved: "نشرها مشرف بعد النظر",
  rejected: "رفضها مشرف",
  deleted: "حذفها مشرف نهائيًا",
  reports: "البلاغات",
  reportsOfIllegal: "منها عن محتوى غير قانوني",
  reportsUpheld: "بلاغات أُخذ بها",
  appeals: "الاعتراضات",
  appealsGranted: "اعتراضات قُبلت",
  warned: "تنبيهات لقراء",
  suspended: "إيقاف مؤقت",
  banned: "إيقاف دائم",
  waited: "نصف القرارات صدر خلال",
  waitedFor: (minutes: number | null, digits: Digits): string =>
    minutes === null
      ? "–"
      : minutes < 60
        ? countPhrase(Math.max(1, Math.round(minutes)), "minute", digits)
        : countPhrase(Math.round(minutes / 60), "hour", digits),
  reasons: "أسباب الرفض والحذف",
  reason: {
    insult: "إهانة",
    hate: "تحريض أو كراهية",
    harassment: "ملاحقة",
    threat: "تهديد",
    coarse: "لغة لا تليق",
    spam: "إعلان أو إزعاج",
    offTopic: "خارج الموضوع",
    misleading: "معلومات مضللة",
    privacy: "بيانات شخصية",
    illegal: "محتوى غير قانوني",
    other: "سبب آخر",
  } as Readonly<Record<string, string>>,
  soFar: "حتى الآن",
  none: "لم يُكتب أي تعليق بعد.",
  number: line,
};
