import { z } from "zod";
import { MAX_QUERY_LETTERS } from "#search/search-result.ts";

const MAX_NAME_LENGTH = 200;

const name = z.string().min(1, "need a value").max(MAX_NAME_LENGTH, "need at most 200 letters");
const limit = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/, "need a whole number from 1 to 100")
  .transform(Number)
  .default(10)
  .meta({ description: "عدد العناصر: من 1 إلى 100، وهو 10 إن لم يُذكر" });
const cursor = z
  .string()
  .regex(/^[\w.~-]{1,300}$/, "need a cursor as an answer gave it")
  .optional()
  .meta({ description: "مؤشر الصفحة التالية كما جاء في الجواب السابق، من غير تغيير" });

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "need a day such as 2026-11-23");

/** Parameters of each list; whatever else a query holds is refused. */
export const QUERIES = {
  none: z.object({}),
  stories: z.object({
    section: name.optional().meta({ description: "اسم القسم في العنوان" }),
    topic: name.optional().meta({ description: "اسم الموضوع في العنوان" }),
    author: name.optional().meta({ description: "اسم الكاتب في العنوان" }),
    lang: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "need a language tag such as ar")
      .optional()
      .meta({ description: "لغة المواد، مثل ar" }),
    cursor,
    limit,
  }),
  mostRead: z.object({
    day: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, "need a day such as 2026-11-23")
      .optional()
      .meta({ description: "يوم بتوقيت الطبعة، مثل 2026-11-23، وهو اليوم إن لم يُذكر" }),
    limit,
  }),
  trending: z.object({ limit }),
  search: z.object({
    q: z
      .string({ error: "need what to search for" })
      .min(1, "need what to search for")
      .max(MAX_QUERY_LETTERS, `need at most ${MAX_QUERY_LETTERS} letters`)
      .meta({
        description: "كلمات البحث؛ وما بين علامتي تنصيص عبارة بنصها، وما قبله علامة طرح مستبعد",
      }),
    section: name.optional().meta({ description: "اسم القسم في العنوان" }),
    topic: name.optional().meta({ description: "اسم الموضوع في العنوان" }),
    author: name.optional().meta({ description: "اسم الكاتب في العنوان" }),
    from: day.optional().meta({ description: "أول يوم بتوقيت الطبعة، وهو داخل في البحث" }),
    to: day.optional().meta({ description: "آخر يوم بتوقيت الطبعة، وهو داخل في البحث" }),
    sort: z
      .enum(["relevance", "newest"], { error: "need relevance or newest" })
      .default("relevance")
      .meta({ description: "الأقرب إلى الطلب أولًا، أو الأحدث أولًا" }),
    cursor,
    limit,
  }),
  topics: z.object({ cursor, limit }),
} as const;

const url = z
  .string()
  .startsWith("/")
  .meta({ format: "uri-reference", description: "عنوان نسبي من جذر الموقع" });
const instant = z.iso
  .datetime({ offset: true })
  .meta({ description: "وقت بصيغة ISO 8601 مع فارق توقيت الطبعة" });
const nextCursor = z
  .string()
  .nullable()
  .meta({ description: "مؤشر الصفحة التالية، أو null في آخر صفحة" });
const counted = z.int().min(0).meta({ description: "المشاهدات المحسوبة، وبها ترتَّب القوائم" });

const Label = z
  .strictObject({ slug: z.string(), name: z.string(), url })
  .meta({ id: "Label", description: "اسم له صفحة" });

const Picture = z
  .strictObject({
    url: url.meta({ description: "الصورة بصيغة JPEG، وعرضها 1200 بكسل على الأكثر" }),
    webp: z
      .array(z.strictObject({ url, width: z.int() }))
      .meta({ description: "الصورة بصيغة WebP بعدة مقاسات" }),
    width: z.int().meta({ description: "عرض الأصل بالبكسل" }),
    height: z.int().meta({ description: "ارتفاع الأصل بالبكسل" }),
    alt: z.string().meta({ description: "وصف الصورة لمن لا يراها" }),
    caption: z.string(),
    credit: z.string(),
  })
  .meta({ id: "Picture", description: "صورة المادة" });

const summary = {
  id: z.uuid().meta({ description: "معرّف المادة، وهو ما يُرسل إلى /views" }),
  short_id: z.string().meta({ description: "المعرّف القصير في عنوان المشاركة /s/…" }),
  url,
  headline: z.string(),
  standfirst: z.string(),
  section: Label,
  topics: z.array(Label),
  authors: z.array(Label),
  lang: z.string(),
  dir: z.enum(["rtl", "ltr"]),
  published_at: instant,
  updated_at: instant.nullable().meta({ description: "آخر تحديث يهم القارئ، أو null" }),
  reading_minutes: z.int().min(1),
  word_count: z.int().min(0),
  picture: Picture.nullable(),
};

const Story = z.strictObject(summary).meta({ id: "Story", description: "مادة في قائمة" });

const WholeStory = z
  .strictObject({
    ...summary,
    agency: z.string().meta({ description: "الوكالة أو المصدر" }),
    place: z.string().meta({ description: "مكان الخبر" }),
    corrections: z.array(z.strictObject({ note: z.string(), noted_at: instant })),
    body_html: z.string().meta({ description: "المتن بلغة HTML، وروابط الموقع فيه من جذره" }),
    body_text: z.string().meta({ description: "المتن نصًّا، وبين كل فقرتين سطر فارغ" }),
  })
  .meta({ id: "WholeStory", description: "مادة كاملة" });

const Stories = z
  .strictObject({ stories: z.array(Story), cursor: nextCursor })
  .meta({ id: "Stories", description: "مواد منشورة، الأحدث أولًا" });

const MostRead = z
  .strictObject({
    day: z.iso.date(),
    basis: z.enum(["today", "24h", "7d", "editors"]).meta({
      description:
        "ما بُنيت عليه القائمة: مشاهدات اليوم، أو آخر 24 ساعة، أو آخر 7 أيام، أو اختيار المحررين",
    }),
    stories: z.array(
      z.strictObject({
        id: z.uuid(),
        headline: z.string(),
        url,
        counted,
        raw: z.int().min(0).meta({ description: "كل المشاهدات التي وصلت" }),
      }),
    ),
  })
  .meta({ id: "MostRead", description: "الأكثر قراءة في يوم" });

const trendBasis = z
  .enum(["readers", "newest"])
  .meta({ description: "بإقبال القراء الآن، أو من أحدث المواد حين تقل المشاهدات" });

const Trending = z
  .strictObject({
    basis: trendBasis,
    topics: z.array(
      z.strictObject({
        slug: z.string(),
        name: z.string(),
        url,
        basis: trendBasis,
        stories: z.int().min(0).meta({ description: "مواده التي قُرئت في آخر ثلاث ساعات" }),
        counted: counted.meta({ description: "مشاهداته المحسوبة في آخر ثلاث ساعات" }),
      }),
    ),
  })
  .meta({ id: "Trending", description: "مواضيع شائعة" });

const SearchResults = z
  .strictObject({
    total: z.int().min(0).meta({ description: "عدد كل النتائج" }),
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        headline: z.string(),
        url,
        published_at: instant,
        snippet_html: z
          .string()
          .meta({ description: "موضع من المادة فيه ما طُلب، ولا وسم فيه غير <mark>" }),
      }),
    ),
    fit: z.enum(["all", "guessed", "some"]).meta({
      description:
        "كل الكلمات في كل نتيجة، أو بعد حمل كلمة مجهولة على ما يشبهها، أو لا مادة فيها كل الكلمات فهذه أقربها",
    }),
    meant: z.string().nullable().meta({ description: "ما يُظن أنه المقصود، أو null" }),
    cursor: nextCursor,
  })
  .meta({ id: "SearchResults", description: "نتائج البحث" });

const described = z.strictObject({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  url,
});

const Sections = z
  .strictObject({ sections: z.array(described) })
  .meta({ id: "Sections", description: "أقسام الطبعة بترتيبها" });

const Topics = z
  .strictObject({ topics: z.array(described), cursor: nextCursor })
  .meta({ id: "Topics", description: "مواضيع لها مواد منشورة" });

const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
  })
  .meta({ id: "Problem", description: "سبب الرفض (RFC 9457)" });

/** What each address answers, by the names that the OpenAPI document uses. */
export const ANSWERS = {
  Stories,
  Story,
  WholeStory,
  MostRead,
  Trending,
  SearchResults,
  Sections,
  Topics,
  Label,
  Picture,
  Problem,
} as const;

export type StoryJson = z.infer<typeof Story>;
export type WholeStoryJson = z.infer<typeof WholeStory>;
export type LabelJson = z.infer<typeof Label>;
export type PictureJson = z.infer<typeof Picture>;
