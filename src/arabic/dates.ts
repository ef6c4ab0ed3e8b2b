import { countPhraseAfter } from "./counts.ts";
import { withDigits, type Digits } from "./digits.ts";
import { dayOf, isDay, offsetMs, previousDay, shiftDay } from "./zone-days.ts";

/** How an edition writes its dates. */
export type DateStyle = {
  digits: Digits;
  /** Month names: يناير (Gulf, Egypt), كانون الثاني (Levant, Iraq), جانفي (Algeria, Tunisia). */
  months: "gulf" | "levant" | "maghreb";
  /** Show the Hijri day beside the Gregorian, moved by a day where the sighting differs. */
  hijri?: { offsetDays: -1 | 0 | 1 };
};

const MONTHS = {
  gulf: "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(" "),
  levant:
    "كانون الثاني،شباط،آذار،نيسان،أيار،حزيران،تموز،آب،أيلول،تشرين الأول،تشرين الثاني،كانون الأول".split(
      "،",
    ),
  maghreb: "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(" "),
};

const HIJRI_MONTHS =
  "محرم،صفر،ربيع الأول،ربيع الآخر،جمادى الأولى،جمادى الآخرة،رجب،شعبان،رمضان،شوال،ذو القعدة،ذو الحجة".split(
    "،",
  );

const WEEKDAYS = "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت".split(" ");

const MINUTE_MS = 60_000;

const HIJRI_PARTS = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", {
  timeZone: "UTC",
  day: "numeric",
  month: "numeric",
  year: "numeric",
});

/**
 * A day in words: «23 نوفمبر 2026».
 *
 * Source: CLDR 48, locales "ar", "ar-LB", "ar-TN" (month names), pattern d MMMM y.
 *
 * @param day yyyy-mm-dd
 * @throws RangeError when `day` is no real day
 * @example
 * formatDay('2026-11-23', { digits: 'latn', months: 'gulf' }) // => "23 نوفمبر 2026"
 * formatDay('2026-11-23', { digits: 'arab', months: 'levant' }) // => "٢٣ تشرين الثاني ٢٠٢٦"
 * formatDay('2026-01-05', { digits: 'latn', months: 'maghreb' }) // => "5 جانفي 2026"
 */
export function formatDay(day: string, style: DateStyle): string {
  const date = utcDate(day);
  const month = MONTHS[style.months][date.getUTCMonth()] ?? "";
  return withDigits(`${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`, style.digits);
}

/**
 * The name of a day's weekday: «الاثنين».
 *
 * Source: CLDR 48, locale "ar", wide day names.
 *
 * @param day yyyy-mm-dd
 * @throws RangeError when `day` is no real day
 * @example
 * formatWeekday('2026-11-23') // => "الاثنين"
 */
export function formatWeekday(day: string): string {
  return WEEKDAYS[utcDate(day).getUTCDay()] ?? "";
}

/**
 * Weekday and day: «الاثنين 23 نوفمبر 2026».
 *
 * Source: CLDR 48, locale "ar", full date, without its comma, as Arabic newspapers print it.
 *
 * @param day yyyy-mm-dd
 * @throws RangeError when `day` is no real day
 * @example
 * formatFullDay('2026-11-23', { digits: 'latn', months: 'gulf' }) // => "الاثنين 23 نوفمبر 2026"
 */
export function formatFullDay(day: string, style: DateStyle): string {
  return `${formatWeekday(day)} ${formatDay(day, style)}`;
}

/**
 * Weekday and day, with the Hijri day where the style shows it, as on a newspaper's nameplate.
 *
 * Source: decision of the house, after the nameplates of Arabic newspapers.
 *
 * @param day yyyy-mm-dd
 * @throws RangeError when `day` is no real day
 * @example
 * formatNameplateDay('2026-11-23', { digits: 'latn', months: 'gulf', hijri: { offsetDays: 0 } }) // => "الاثنين 23 نوفمبر 2026، الموافق 13 جمادى الآخرة 1448 هـ"
 * formatNameplateDay('2026-11-23', { digits: 'latn', months: 'gulf' }) // => "الاثنين 23 نوفمبر 2026"
 */
export function formatNameplateDay(day: string, style: DateStyle): string {
  const gregorian = formatFullDay(day, style);
  return style.hijri === undefined
    ? gregorian
    : `${gregorian}، الموافق ${formatHijri(day, style)} هـ`;
}

/**
 * A day in the Umm al-Qura calendar: «13 جمادى الآخرة 1448». `style.hijri.offsetDays` moves it a day
 * where the sighting of the moon differed. The calendar's table covers 1300 to 1600 of the Hijra
 * (1882 to 2174); outside it the arithmetic calendar answers.
 *
 * Source: Umm al-Qura calendar as in CLDR and ICU ("islamic-umalqura").
 *
 * @param day yyyy-mm-dd
 * @throws RangeError when `day` is no real day
 * @example
 * formatHijri('2026-11-23', { digits: 'latn', months: 'gulf' }) // => "13 جمادى الآخرة 1448"
 * formatHijri('2026-11-23', { digits: 'arab', months: 'gulf', hijri: { offsetDays: -1 } }) // => "١٢ جمادى الآخرة ١٤٤٨"
 */
export function formatHijri(day: string, style: DateStyle): string {
  const shifted = utcDate(shiftDay(day, style.hijri?.offsetDays ?? 0));
  const parts = HIJRI_PARTS.formatToParts(shifted);
  const part = (type: "day" | "month" | "year"): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value);
  const month = HIJRI_MONTHS[part("month") - 1] ?? "";
  return withDigits(`${part("day")} ${month} ${part("year")}`, style.digits);
}

/**
 * The time on the clock of a zone, 24 hours: «14:05».
 *
 * Source: CLDR 48, locale "ar", pattern HH:mm.
 *
 * @throws RangeError when the instant is invalid or the zone unknown
 * @example
 * formatTime(new Date('2026-11-23T11:05:00Z'), 'Asia/Riyadh', 'latn') // => "14:05"
 */
export function formatTime(instant: Date, zone: string, digits: Digits): string {
  return withDigits(localIso(instant, offsetMs(instant, zone)).slice(-8, -3), digits);
}

/**
 * Day and time on the clock of a zone: «23 نوفمبر 2026، 14:05».
 *
 * Source: CLDR 48, locale "ar", patterns d MMMM y and HH:mm.
 *
 * @throws RangeError when the instant is invalid or outside the years 1 to 9999, or the zone unknown
 * @example
 * formatDateTime(new Date('2026-11-23T11:05:00Z'), 'Asia/Riyadh', { digits: 'latn', months: 'gulf' }) // => "23 نوفمبر 2026، 14:05"
 */
export function formatDateTime(instant: Date, zone: string, style: DateStyle): string {
  const local = localIso(instant, offsetMs(instant, zone));
  return `${formatDay(local.slice(0, -9), style)}، ${withDigits(local.slice(-8, -3), style.digits)}`;
}

/**
 * How long ago an instant was, as a news site says it: «الآن» below a minute (and for clocks that run
 * ahead), then minutes, then hours up to 24, then «أمس» while it was yesterday in the zone, then the
 * date.
 *
 * Source: CLDR 48, locale "ar", relative time; the dual after a preposition by grammar.
 *
 * @param zone the edition's zone, which decides what yesterday is
 * @throws RangeError when an instant is invalid or the zone unknown
 * @example
 * formatRelative(new Date('2026-11-23T11:30:00Z'), new Date('2026-11-23T12:05:00Z'), { digits: 'latn', months: 'gulf' }, 'Asia/Riyadh') // => "قبل 35 دقيقة"
 * formatRelative(new Date('2026-11-23T10:05:00Z'), new Date('2026-11-23T12:05:00Z'), { digits: 'latn', months: 'gulf' }, 'Asia/Riyadh') // => "قبل ساعتين"
 */
export function formatRelative(then: Date, now: Date, style: DateStyle, zone = "UTC"): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / MINUTE_MS);
  if (minutes < 1) return "الآن";
  if (minutes < 60) return `قبل ${countPhraseAfter(minutes, "minute", style.digits)}`;
  if (minutes < 24 * 60)
    return `قبل ${countPhraseAfter(Math.floor(minutes / 60), "hour", style.digits)}`;
  const day = dayOf(then, zone);
  return day === previousDay(dayOf(now, zone)) ? "أمس" : formatDay(day, style);
}

/**
 * An instant in ISO 8601 with the offset of a zone, for machines: always Western digits, to the
 * second. Offsets of long ago that have seconds are rounded to the minute; the instant stays right.
 *
 * Source: RFC 3339, date-time; HTML, `time` element.
 *
 * @throws RangeError when the instant is invalid or the zone unknown
 * @example
 * isoWithOffset(new Date('2015-01-13T14:00:00Z'), 'Asia/Dubai') // => "2015-01-13T18:00:00+04:00"
 * isoWithOffset(new Date('2026-07-01T12:00:00Z'), 'America/St_Johns') // => "2026-07-01T09:30:00-02:30"
 */
export function isoWithOffset(instant: Date, zone: string): string {
  const minutes = Math.round(offsetMs(instant, zone) / MINUTE_MS);
  const sign = minutes < 0 ? "-" : "+";
  const two = (value: number): string => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${localIso(instant, minutes * MINUTE_MS)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function localIso(instant: Date, offset: number): string {
  return new Date(instant.getTime() + offset).toISOString().slice(0, -5);
}

function utcDate(day: string): Date {
  if (!isDay(day))
    throw new RangeError(
      `Cannot format a day: need a real one as yyyy-mm-dd, got ${JSON.stringify(day)}`,
    );
  return new Date(`${day}T00:00:00Z`);
}
