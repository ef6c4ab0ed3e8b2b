import { formatNumber, withDigits, type Digits } from "./digits.ts";

/** A noun in the forms that a count asks of it. */
type Forms = {
  /** With 0: a whole phrase. */
  none: string;
  /** With 1: a whole phrase, the number after the noun. */
  one: string;
  /** With 2, as subject (ـان) and after a preposition or in a construct (ـين): no number at all. */
  two: string;
  twoOblique: string;
  /** With 3 to 10: plural in the genitive. */
  few: string;
  /** With 11 to 99: singular in the accusative. */
  many: string;
  /** With whole hundreds and what follows them by 1 or 2: singular in the genitive. */
  other: string;
};

const NOUNS = {
  article: masculine("مقال", "مقالات", "مقالًا"),
  author: masculine("كاتب", "كتّاب", "كاتبًا"),
  character: masculine("حرف", "أحرف", "حرفًا"),
  click: feminine("نقرة", "نقرات"),
  comment: masculine("تعليق", "تعليقات", "تعليقًا"),
  correction: masculine("تصحيح", "تصحيحات", "تصحيحًا"),
  day: timeUnit(masculine("يوم", "أيام", "يومًا")),
  device: masculine("جهاز", "أجهزة", "جهازًا"),
  file: masculine("ملف", "ملفات", "ملفًا"),
  hour: timeUnit(feminine("ساعة", "ساعات")),
  message: feminine("رسالة", "رسائل"),
  minute: timeUnit(feminine("دقيقة", "دقائق")),
  month: timeUnit(masculine("شهر", "أشهر", "شهرًا")),
  person: masculine("شخص", "أشخاص", "شخصًا"),
  picture: feminine("صورة", "صور"),
  place: masculine("مكان", "أماكن", "مكانًا"),
  reader: masculine("قارئ", "قراء", "قارئًا"),
  reply: masculine("رد", "ردود", "ردًّا"),
  report: masculine("بلاغ", "بلاغات", "بلاغًا"),
  result: feminine("نتيجة", "نتائج"),
  revision: feminine("نسخة", "نسخ"),
  second: timeUnit(feminine("ثانية", "ثوانٍ")),
  section: masculine("قسم", "أقسام", "قسمًا"),
  share: feminine("مشاركة", "مشاركات"),
  story: masculine("خبر", "أخبار", "خبرًا"),
  subscriber: masculine("مشترك", "مشتركين", "مشتركًا"),
  topic: masculine("موضوع", "مواضيع", "موضوعًا"),
  update: masculine("تحديث", "تحديثات", "تحديثًا"),
  user: masculine("مستخدم", "مستخدمين", "مستخدمًا"),
  view: feminine("مشاهدة", "مشاهدات"),
  visit: feminine("زيارة", "زيارات"),
  visitor: masculine("زائر", "زوار", "زائرًا"),
  vote: masculine("صوت", "أصوات", "صوتًا"),
  week: timeUnit(masculine("أسبوع", "أسابيع", "أسبوعًا")),
  word: feminine("كلمة", "كلمات"),
  year: timeUnit(feminine("سنة", "سنوات")),
} satisfies Record<string, Forms>;

/** A noun that the site counts. */
export type CountedNoun = keyof typeof NOUNS;

/**
 * The nouns that the site counts, by their names in the code.
 *
 * Source: decision of the house: what its pages, mails and reports count.
 *
 * @example
 * COUNTED_NOUNS.includes('view') // => true
 */
export const COUNTED_NOUNS: readonly CountedNoun[] = Object.keys(NOUNS).filter(isCountedNoun);

function isCountedNoun(name: string): name is CountedNoun {
  return name in NOUNS;
}

/** The plural categories of Arabic, as CLDR names them. */
export type PluralForm = "zero" | "one" | "two" | "few" | "many" | "other";

function masculine(singular: string, plural: string, accusative: string): Forms {
  return {
    none: `لا ${plural}`,
    one: `${singular} واحد`,
    two: `${singular}ان`,
    twoOblique: `${singular}ين`,
    few: plural,
    many: accusative,
    other: singular,
  };
}

function feminine(singular: string, plural: string): Forms {
  const stem = singular.replace(/ة$/u, "ت");
  return {
    none: `لا ${plural}`,
    one: `${singular} واحدة`,
    two: `${stem}ان`,
    twoOblique: `${stem}ين`,
    few: plural,
    many: singular,
    other: singular,
  };
}

function timeUnit(forms: Forms): Forms {
  return { ...forms, none: `0 ${forms.other}` };
}

/**
 * Which of the six Arabic plural forms a whole number takes: 0 zero, 1 one, 2 two, then by the last
 * two digits 03 to 10 few, 11 to 99 many, 00 to 02 other.
 *
 * Source: CLDR 48, supplemental/plurals, cardinal rules of "ar".
 *
 * @throws RangeError when the count is negative or not whole
 * @example
 * pluralForm(103) // => "few"
 * pluralForm(111) // => "many"
 * pluralForm(100) // => "other"
 */
export function pluralForm(count: number): PluralForm {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError(`Cannot choose a plural form: need a whole number >= 0, got ${count}`);
  if (count === 0) return "zero";
  if (count === 1) return "one";
  if (count === 2) return "two";
  const lastTwo = count % 100;
  if (lastTwo >= 3 && lastTwo <= 10) return "few";
  return lastTwo >= 11 ? "many" : "other";
}

/**
 * A count with its noun, as a subject or alone: «لا تعليقات»، «تعليق واحد»، «تعليقان»، «3 تعليقات»،
 * «11 تعليقًا»، «100 تعليق». Units of time say 0 as a number («0 دقيقة»).
 *
 * Source: CLDR 48, plural rules of "ar"; the forms by the grammar of the counted noun (تمييز العدد).
 *
 * @param count whole number, 0 or more
 * @throws RangeError when the count is negative or not whole
 * @example
 * countPhrase(0, 'comment', 'latn') // => "لا تعليقات"
 * countPhrase(1, 'view', 'latn') // => "مشاهدة واحدة"
 * countPhrase(2, 'story', 'latn') // => "خبران"
 * countPhrase(103, 'view', 'latn') // => "103 مشاهدات"
 * countPhrase(11, 'comment', 'arab') // => "١١ تعليقًا"
 * countPhrase(48211, 'view', 'latn') // => "48,211 مشاهدة"
 */
export function countPhrase(count: number, noun: CountedNoun, digits: Digits): string {
  return phrase(count, NOUNS[noun], digits, NOUNS[noun].two);
}

/**
 * A count with its noun after a preposition or in a construct («قبل ساعتين»، «منذ يومين»): as
 * `countPhrase`, but the dual ends in ـين.
 *
 * Source: CLDR 48, relative time of "ar"; the grammar of the dual.
 *
 * @param count whole number, 0 or more
 * @throws RangeError when the count is negative or not whole
 * @example
 * countPhraseAfter(2, 'hour', 'latn') // => "ساعتين"
 * countPhraseAfter(35, 'minute', 'latn') // => "35 دقيقة"
 */
export function countPhraseAfter(count: number, noun: CountedNoun, digits: Digits): string {
  return phrase(count, NOUNS[noun], digits, NOUNS[noun].twoOblique);
}

function phrase(count: number, forms: Forms, digits: Digits, dual: string): string {
  const form = pluralForm(count);
  if (form === "zero") return withDigits(forms.none, digits);
  if (form === "one") return forms.one;
  if (form === "two") return dual;
  return `${formatNumber(count, digits)} ${forms[form]}`;
}
