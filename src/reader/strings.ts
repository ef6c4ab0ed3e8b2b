import { countPhrase } from "#arabic/counts.ts";
import { withDigits, type Digits } from "#arabic/digits.ts";
import type { Basis } from "#readership/most-read.ts";

const numbered = (text: string, digits: Digits): string => withDigits(text, digits);

/** Sentences of the frame: masthead, navigation, footer. */
export const frameStrings = {
  skip: "تجاوز إلى المحتوى",
  sections: "الأقسام",
  home: "الرئيسية",
  search: "البحث",
  mostRead: "الأكثر قراءة",
  trending: "مواضيع شائعة",
  newsletter: "النشرة البريدية",
  alerts: "التنبيهات",
  countingRules: "كيف نعدّ المشاهدات",
  transparency: "كيف نراجع التعليقات",
  footerPages: "صفحات الموقع",
  pageTitle: (title: string, edition: string) => `${title} | ${edition}`,
  hijri: (date: string) => `${date} هـ`,
  toHome: (edition: string) => `${edition}: الصفحة الأولى`,
  backToTop: "إلى أعلى الصفحة",
  breaking: "عاجل",
  social: "حساباتنا",
  networks: {
    x: "إكس",
    facebook: "فيسبوك",
    instagram: "إنستغرام",
    youtube: "يوتيوب",
    telegram: "تيليغرام",
    whatsapp: "واتساب",
    tiktok: "تيك توك",
    linkedin: "لينكدإن",
    threads: "ثريدز",
    snapchat: "سناب شات",
  },
};

/** Sentences of static pages. */
export const pageStrings = {
  changed: "آخر تحديث:",
  aboutUs: "عن الصحيفة",
};

/** Sentences of the panel of preferences. */
export const preferenceStrings = {
  panel: "المظهر",
  readingPanel: "إعدادات القراءة",
  theme: "لون الصفحة",
  themes: {
    auto: "تلقائي",
    light: "فاتح",
    sepia: "ورقي",
    dark: "داكن",
    contrast: "تباين عالٍ",
  },
  leading: "تباعد الأسطر",
  leadings: { tight: "متقارب", normal: "معتاد", wide: "واسع" },
  light: "خفيف",
  lightHint: "بلا خطوط تُحمَّل: الصفحة أسرع والبيانات أقل.",
};

/** Sentences of cards and lists. */
export const listStrings = {
  more: "المزيد",
  older: "المزيد من الأقدم",
  moreOf: (name: string) => `المزيد من ${name}`,
  newest: "أحدث الأخبار",
  by: "بقلم",
  and: "و",
  allOf: (name: string) => `كل مواد ${name}`,
  onFirstPage: "العودة إلى الأحدث",
  topic: "موضوع",
  author: "كاتب",
};

/** Sentences of the boxes of most read and trending, and of their pages. */
export const rankingStrings = {
  why: "تُختار هذه القائمة بحسب مجموع المشاهدات اليومية.",
  basis: (basis: Basis, digits: Digits): string => {
    switch (basis) {
      case "today":
        return "";
      case "24h":
        return numbered("مشاهدات اليوم ما زالت قليلة، فالترتيب الآن بمشاهدات آخر 24 ساعة.", digits);
      case "7d":
        return numbered("مشاهدات اليوم ما زالت قليلة، فالترتيب الآن بمشاهدات آخر 7 أيام.", digits);
      case "editors":
        return "المشاهدات ما زالت أقل من أن ترتّب قائمة، فهذه مختارات المحررين.";
    }
  },
  everyDay: "قائمة كل يوم",
  views: (count: number, basis: Basis | "pastDay", digits: Digits): string => {
    const phrase = countPhrase(count, "view", digits);
    switch (basis) {
      case "pastDay":
        return phrase;
      case "today":
        return `${phrase} اليوم`;
      case "24h":
        return numbered(`${phrase} في 24 ساعة`, digits);
      case "7d":
        return numbered(`${phrase} في 7 أيام`, digits);
      case "editors":
        return "";
    }
  },
  pageToday: "الأكثر قراءة اليوم",
  pageOn: (day: string) => `الأكثر قراءة يوم ${day}`,
  live: "قائمة حيّة تتجدّد على مدار اليوم.",
  final: "قائمة نهائية ليوم مضى.",
  settling: "انتهى اليوم قبل قليل، وتصير قائمته نهائية بعد ربع ساعة من انتهائه.",
  raw: (count: number, digits: Digits) => `المجموع الخام ${countPhrase(count, "view", digits)}`,
  noViews: "لم تُحسب في هذا اليوم أي مشاهدة، فلا قائمة له.",
  days: "أيام سابقة",
  previousDay: "اليوم السابق",
  nextDay: "اليوم التالي",
  today: "اليوم",
  chooseDay: "تصفّح الأيام",
  description: (edition: string) =>
    `أكثر مواد ${edition} قراءة، مرتبة بحسب مجموع المشاهدات اليومية، مع أرشيف لكل يوم.`,
  trendingWhy: "مواضيع يقبل عليها القرّاء الآن أكثر من المعتاد.",
  trendingNewest: "القراءات ما زالت أقل من أن تُظهر الشائع، فهذه مواضيع أحدث المواد.",
  trendingDescription: (edition: string) => `المواضيع التي يقبل عليها قرّاء ${edition} الآن.`,
  rulesTitle: "كيف نعدّ المشاهدات",
  rulesIntro: "القائمة للقرّاء، فمن حقهم أن يعرفوا كيف تُصنع. هذه قواعدها كاملة.",
  readRules: "كيف نعدّ المشاهدات؟",
  noTopics: "لا مواضيع بعد. ستظهر هنا متى نُشرت مواد تحمل مواضيع.",
};

/** Sentences of the story page. */
export const storyStrings = {
  preview: "معاينة: هذه المادة لم تُنشر بعد بهذه الصيغة. الرابط خاص بك ويتوقف بعد أيام، فلا تنشره.",
  untitled: "بلا عنوان",
  publishedAt: "نشر في",
  updatedAt: "آخر تحديث",
  source: (agency: string) => `المصدر: ${agency}`,
  dateline: (place: string, agency: string) => [place, agency].filter(Boolean).join(" - "),
  aboutStory: "عن هذه المادة",
  correctedBelow: "في هذه المادة تصحيح",
  tools: "أدوات القراءة",
  readingMode: "وضع القراءة",
  fontSize: "حجم الخط",
  smaller: "تصغير الخط",
  larger: "تكبير الخط",
  resetSize: "إعادة الخط إلى حجمه المعتاد",
  listen: "استماع",
  stopListening: "إيقاف الاستماع",
  print: "طباعة",
  share: "مشاركة",
  shareDevice: "مشاركة من الجهاز",
  copyLink: "نسخ الرابط",
  copied: "نُسخ الرابط",
  shareOn: {
    whatsapp: "واتساب",
    telegram: "تلغرام",
    x: "إكس",
    facebook: "فيسبوك",
  },
  shortAddress: "الرابط المختصر",
  topics: "مواضيع هذه المادة",
  corrections: (count: number) => (count === 1 ? "تصحيح" : "تصحيحات"),
  related: "مواد ذات صلة",
  newestIn: (section: string) => `أحدث ما في ${section}`,
  progress: "تقدّم القراءة",
};

/** Sentences of the front page. */
export const homeStrings = {
  empty: "لم تُنشر أي مادة بعد.",
  picks: "في الصفحة الأولى",
};

/** The published rules of counting: what a view is, what is counted, what is kept. */
export const countingRules = (zone: string, digits: Digits): readonly [string, string][] => [
  [
    "ما المشاهدة؟",
    "صفحة مادة بقيت ظاهرة أمام القارئ ثانية كاملة. وإذا غادرها ثم عاد إليها بزر الرجوع فتلك مشاهدة جديدة.",
  ],
  [
    "مجموعان لكل مادة",
    "المجموع الخام هو كل مشاهدة وصلتنا، والمجموع المحسوب هو ما يبقى منها بعد تطبيق هذه القواعد. والترتيب بالمحسوب وحده.",
  ],
  [
    "ما لا يُحسب",
    numbered(
      "زيارات البرامج الآلية، والصفحات التي يجلبها المتصفح مسبقًا ولا يفتحها القارئ، ومشاهدات فريق التحرير بعد تسجيل الدخول، وتكرار القارئ نفسه للمادة نفسها خلال 30 دقيقة من آخر مشاهدة حُسبت له.",
      digits,
    ),
  ],
  [
    "سقف للعنوان الواحد",
    numbered("لا تُحسب من عنوان واحد على الشبكة أكثر من 60 مشاهدة للمادة الواحدة في الساعة.", digits),
  ],
  [
    "متى يبدأ اليوم؟",
    `اليوم هو يوم التقويم ${zone}، من أول لحظة فيه إلى أول لحظة من اليوم التالي. وتُحسب المشاهدة لليوم الذي وقعت فيه.`,
  ],
  [
    "متى تستقر القائمة؟",
    numbered(
      "قائمة اليوم لا تتأخر عن القراءة أكثر من 3 ثوانٍ، وقائمة كل يوم مضى تصير نهائية بعد 15 دقيقة من انتهائه.",
      digits,
    ),
  ],
  [
    "إذا قلّت المشاهدات",
    numbered(
      "تكفي المدة إذا كان فيها 5 مواد لكل منها مشاهدة محسوبة. فإن لم تكفِ مشاهدات اليوم رجعنا إلى آخر 24 ساعة، ثم إلى آخر 7 أيام، ثم إلى مختارات المحررين، ونذكر أيها استعملنا. وعند التعادل يتقدم الأحدث.",
      digits,
    ),
  ],
  [
    "الخصوصية",
    "لا نحفظ عنوان القارئ. نميّزه ببصمة تُحسب من عنوانه ومتصفحه ورقم عشوائي يحفظه متصفحه يومًا واحدًا، وتدخلها قيمة سرّية تتغير كل يوم، ثم تُمحى البصمات بانقضاء يومها.",
  ],
];

/** Sentences of pages that say what went wrong. */
export const errorStrings = {
  notFound: {
    title: "لا صفحة في هذا العنوان",
    text: "ربما نُقلت المادة أو كُتب العنوان ناقصًا. جرّب أحد الأقسام، أو ابدأ مما ينشر ويُقرأ الآن.",
  },
  gone: {
    title: "هذه المادة لم تعد منشورة",
    text: "رفعها المحررون من الموقع، فلا تظهر في القوائم ولا في نتائج البحث.",
  },
  failed: {
    title: "تعذّر عرض هذه الصفحة",
    text: "حدث خلل عندنا، لا عندك. سجّلناه وسنصلحه. جرّب إعادة تحميل الصفحة بعد قليل.",
  },
  busy: {
    title: "طلبات كثيرة في وقت قصير",
    text: "وصلتنا من عندك طلبات أكثر مما نجيب عنه دفعة واحدة. أعد المحاولة بعد لحظات.",
  },
  away: {
    title: "نعود بعد قليل",
    text: "لا نستطيع عرض هذه الصفحة الآن. أعد المحاولة بعد دقيقة، فما قرأته من قبل قد يُعرض ريثما نعود.",
  },
  invalid: {
    title: "العنوان غير صحيح",
    text: "في العنوان جزء لا نفهمه. تحقّق منه أو ابدأ من الصفحة الأولى.",
  },
  toHome: "إلى الصفحة الأولى",
};
