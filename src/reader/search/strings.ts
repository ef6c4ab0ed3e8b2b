import { countPhrase } from "#arabic/counts.ts";
import { withDigits, type Digits } from "#arabic/digits.ts";

/** Sentences of the search page. */
export const searchStrings = {
  title: "البحث",
  titleOf: (query: string) => `نتائج البحث عن «${query}»`,
  label: "ابحث في الأخبار",
  placeholder: "كلمات، أو «عبارة بنصها»",
  go: "ابحث",
  clear: "امسح النص",
  suggestions: "اقتراحات البحث",
  suggested: (count: number, digits: Digits) =>
    count === 0 ? "لا اقتراحات" : `الاقتراحات: ${withDigits(String(count), digits)}`,
  topics: "مواضيع",
  people: "كتّاب",
  headlines: "عناوين",
  description: (edition: string) =>
    `ابحث في كل ما نشرته ${edition}: بالكلمة في أي صيغة لها، أو بالعبارة، أو بالقسم والموضوع والتاريخ.`,
  found: (count: number, query: string, digits: Digits) =>
    `${countPhrase(count, "result", digits)} عن «${query}»`,
  nothing: (query: string) => `لا نتائج عن «${query}»`,
  nothingNarrowed: "لا نتائج بهذه التصفية. أزل بعضها لترى أكثر.",
  some: "لا مادة فيها كل هذه الكلمات، فهذه أقرب ما وجدناه إليها.",
  guessed: (meant: string) => `لم نجد ما كتبته بحرفه، فهذه نتائج «${meant}».`,
  meant: "هل تقصد",
  ignored: "في البحث كلمات أكثر مما ننظر فيه، فأخذنا بأولها.",
  tooLong: (letters: number, digits: Digits) =>
    withDigits(`نص البحث أطول مما نقبل، والحد ${letters} حرف. اكتب أهم ما فيه من كلمات.`, digits),
  order: "الترتيب",
  byRelevance: "الأقرب إلى طلبك",
  byNewest: "الأحدث",
  narrow: "تصفية النتائج",
  chosen: "التصفية الحالية",
  remove: (name: string) => `أزل التصفية: ${name}`,
  clearAll: "أزل كل تصفية",
  section: "القسم",
  topic: "الموضوع",
  year: "السنة",
  author: "الكاتب",
  between: "بين يومين",
  from: "من يوم",
  to: "إلى يوم",
  fromDay: (day: string) => `من ${day}`,
  toDay: (day: string) => `إلى ${day}`,
  apply: "طبّق",
  more: "نتائج أكثر",
  toFirst: "العودة إلى أول النتائج",
  results: "النتائج",
  tipsTitle: "لتصل أسرع",
  tips: [
    "اكتب الكلمة في أي صيغة لها: «المدارس» تجد «مدرسة» و«مدارسنا»، بهمزة أو من غيرها.",
    "ضع العبارة بين علامتي تنصيص لتجدها بنصها: «مجلس الأمن».",
    "ضع علامة الطرح قبل كلمة لا تريدها: انتخابات -بلدية.",
    "اسم بحروف لاتينية يجد اسمه بالعربية.",
  ],
  emptyTips: [
    "تحقّق من إملاء الكلمات.",
    "جرّب كلمات أقل أو أعمّ.",
    "أزل علامات التنصيص إن لم تكن واثقًا من نص العبارة.",
  ],
  newest: "أحدث الأخبار",
} as const;
