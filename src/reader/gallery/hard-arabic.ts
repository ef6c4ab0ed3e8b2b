import type { StaticPage } from "#site/pages.ts";
import type { MostRead } from "#readership/most-read.ts";
import type { Trending } from "#readership/trending.ts";
import type { Edition, Picture, Section, Story, StoryCard } from "#stories/story.ts";

/** Matter that is hard to set: long words, vowel marks, mixed scripts, digits, brackets, ZWNJ. Written for this page. */
const HEADLINES = [
  "سوق «الورّاقين» يعود بعد 31 عامًا: أفاستسقيناكموها؟",
  "مُدَرِّبُونَ يُشَكِّلُونَ النَّصَّ كُلَّهُ، والقارئ يَفْهَمُ بلا تشكيل",
  "شركة Warraq تطلق الإصدار 2.5 (النسخة التجريبية) من برنامجها API",
  "كلمة",
  "هل ترتفع الأسعار بنسبة 3.5% في 2026؟ الإجابة: «نعم، ولكن…»",
  "خبر طويل العنوان جدًّا يختبر انكسار الأسطر في البطاقات الضيقة والعريضة معًا، وفيه فاصلة، ثم نقطتان: ثم بقية لا تنتهي",
  "کتابخانه‌ای در تهران می‌گوید: نام‌های فارسی در متن عربی",
  "السلسلة [الثالثة]: (أ) ثم (ب) ثم {ج} في سطر واحد",
] as const;

const COLOURS = ["#d9cbb0", "#bcd0da", "#cfd8c4", "#e6d3c7"] as const;

/** An edition that the parts are shown in. */
export const galleryEdition: Edition = {
  code: "ar",
  name: "الورّاق",
  tagline: "أخبار تُقرأ على مهل",
  description: "صفحة تعرض أجزاء الموقع بنصوص صعبة.",
  lang: "ar",
  zone: "Asia/Riyadh",
  digits: "latn",
  months: "gulf",
  hijriOffset: 0,
  accent: "#a5201b",
  logo: undefined,
  readingSpeed: undefined,
  navigation: undefined,
  social: [],
  requireSecondFactor: false,
  version: 1,
};

/** A static page with a heading, a list and a link. */
export const galleryPage: StaticPage = {
  slug: "about",
  title: "من نحن",
  description: "صحيفة عربية مستقلة تكتب لقارئ لا وقت لديه للضجيج.",
  bodyHtml:
    "<h2>ما نلتزم به</h2><ul><li>نذكر المصدر.</li><li>نصحّح الخطأ علنًا.</li></ul>" +
    '<p>اقرأ <a href="/pages/corrections">سياسة التصويب</a> (Corrections policy، 2026).</p>',
  bodyText: "ما نلتزم به",
  publishedAt: new Date("2026-11-01T08:00:00Z"),
  updatedAt: undefined,
};

export const gallerySections: readonly Section[] = [
  { slug: "world", name: "العالم", description: "وصف القسم في سطر واحد." },
  { slug: "opinion", name: "رأي", description: "" },
  { slug: "اقتصاد-وأعمال", name: "اقتصاد وأعمال", description: "قسم لعنوانه حروف عربية." },
  { slug: "culture", name: "ثقافة", description: "كتب ومسارح." },
];

const picture = (index: number): Picture => ({
  id: `00000000-0000-7000-8000-00000000000${index % 10}`,
  width: 1600,
  height: 1067,
  focus: { x: 0.2, y: 0.7 },
  colour: COLOURS[index % COLOURS.length] ?? "#d9cbb0",
  alt: "وصف الصورة لمن لا يراها",
  caption: "تعليق على الصورة.",
  credit: "رسم: مرسم الورّاق",
});

/** A card of a story; every third has no picture, every fourth no standfirst. */
export function galleryCard(index: number): StoryCard {
  const section = gallerySections[index % gallerySections.length];
  const id = `01980000-0000-7000-8000-${String(index).padStart(12, "0")}`;
  return {
    id,
    shortId: `k${index}`,
    path: `/${section?.slug ?? "world"}/2026/11/23/عنوان-${index}`,
    headline: HEADLINES[index % HEADLINES.length] ?? "",
    standfirst:
      index % 4 === 3 ? "" : "مقدمة قصيرة تقول ما في الخبر، وفيها رقم 48,210 وكلمة Latin.",
    lang: "ar",
    direction: "rtl",
    section: { slug: section?.slug ?? "world", name: section?.name ?? "العالم" },
    authors:
      index % 2 === 0
        ? [{ slug: "سلمى-الحداد", name: "سلمى الحدّاد" }]
        : [
            { slug: "نادر", name: "نادر" },
            { slug: "john-smith", name: "John Smith" },
          ],
    wordCount: [1, 150, 276, 575, 1518, 14_000][index % 6] ?? 1,
    publishedAt: new Date(Date.UTC(2026, 10, 23, 12 - (index % 12), 5)),
    updatedAt: index % 3 === 1 ? new Date(Date.UTC(2026, 10, 23, 12, 5)) : undefined,
    picture: index % 3 === 2 ? undefined : picture(index),
  };
}

const BODY = `<p>فقرة أولى فيها <strong>نص ثقيل</strong> و<em>نص مميّز</em> و<a href="https://example.org/a">رابط خارجي</a>، ورقم 48,210 و٤٨٬٢١٠، ونسبة 68%، و«اقتباس داخل (قوسين)»، ولفظ Latin words ثم عودة إلى العربية.</p>
<h2>عنوان فرعي مُشَكَّلٌ</h2><p>فقرة ثانية تمتد على سطرين أو أكثر حتى يظهر طول السطر وتباعد الأسطر، وفيها كلمة طويلة أفاستسقيناكموها ومی‌خواهم.</p>
<blockquote class="quote"><p>اقتباس عادي من كلام أحدهم.</p><footer><cite>قائل الكلام</cite></footer></blockquote>
<h3>عنوان أصغر</h3><ul><li>بند أول</li><li>بند ثانٍ أطول من الأول حتى يمتد على أكثر من سطر واحد حين يضيق العرض</li></ul><ol start="9"><li>تاسعًا</li><li>عاشرًا</li></ol>
<figure class="pull-quote"><blockquote><p>«من يشترِ كتابًا مستعملًا يشترِ معه قارئًا لا يعرفه»</p></blockquote><figcaption>بائعة في السوق</figcaption></figure>
<aside class="fact-box" aria-label="للعلم"><p class="fact-box-title">للعلم</p><p>صندوق معلومة فيه رقم 1448 وتاريخ.</p></aside>
<hr><div class="table" role="region" tabindex="0" aria-label="جدول"><table><tbody><tr><th>المدينة</th><th>السكان</th></tr><tr><td>الرياض</td><td>7,676,654</td></tr></tbody></table></div>
<figure class="embed" data-embed="youtube"><a href="https://www.youtube.com/watch?v=00000000000" rel="noopener nofollow">شاهد المقطع على يوتيوب</a><button type="button" hidden>اضغط للتحميل</button></figure>
<p dir="ltr" lang="en">A paragraph in another direction.</p><p>فقرة أخيرة.</p>`;

/** A story with every part that a story can have. */
export const galleryStory: Story = {
  ...galleryCard(0),
  updatedAt: new Date("2026-11-23T13:05:00Z"),
  wordCount: 575,
  bodyHtml: BODY,
  bodyText: BODY.replaceAll(/<[^>]*>/g, " "),
  agency: "وكالات",
  place: "دبي",
  topics: [
    { slug: "أسواق-الكتب", name: "أسواق الكتب" },
    { slug: "x", name: "موضوع بلفظ Latin" },
  ],
  corrections: [
    {
      note: "ذكرت نسخة سابقة أن المشاركين 40، والصحيح 44.",
      notedAt: new Date("2026-11-23T14:00:00Z"),
    },
  ],
  revision: 3,
};

/** Cards enough for a front page. */
export const galleryCards: readonly StoryCard[] = Array.from({ length: 32 }, (_, index) =>
  galleryCard(index),
);

const COUNTS = [48_210, 31_774, 111, 103, 100, 11, 10, 3, 2, 1] as const;

/** A list whose counts take every plural form. */
export const galleryMostRead: MostRead = {
  day: "2026-11-23",
  basis: "today",
  stories: COUNTS.map((counted, index) => ({
    card: galleryCard(index),
    counted,
    raw: counted + 7,
  })),
};

/** Topics of all lengths. */
export const galleryTrending: Trending = {
  basis: "readers",
  topics: ["أسواق الكتب", "الطاقة الشمسية في القرى البعيدة", "AI", "كأس المدن", "قمح"].map(
    (name, index) => ({ slug: `t${index}`, name, basis: "readers", stories: 3, counted: 10 }),
  ),
};
