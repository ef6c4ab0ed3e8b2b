import { withDigits, type Digits } from "./digits.ts";
import { offsetMs } from "./zone-days.ts";

/** City by whose clock a zone is named in the news; zones with one clock share a line's city. */
const CITIES = new Map<string, string>(
  `
  Asia/Riyadh الرياض
  Asia/Dubai دبي
  Asia/Qatar الدوحة
  Asia/Kuwait الكويت
  Asia/Bahrain المنامة
  Asia/Muscat مسقط
  Asia/Aden عدن
  Asia/Baghdad بغداد
  Asia/Amman عمّان
  Asia/Damascus دمشق
  Asia/Beirut بيروت
  Asia/Gaza غزة
  Asia/Hebron الخليل
  Asia/Jerusalem القدس
  Africa/Cairo القاهرة
  Africa/Khartoum الخرطوم
  Africa/Juba جوبا
  Africa/Tripoli طرابلس
  Africa/Tunis تونس
  Africa/Algiers الجزائر
  Africa/Casablanca الدار البيضاء
  Africa/El_Aaiun العيون
  Africa/Nouakchott نواكشوط
  Africa/Mogadishu مقديشو
  Africa/Djibouti جيبوتي
  Indian/Comoro موروني
  Africa/Addis_Ababa أديس أبابا
  Africa/Asmara أسمرة
  Africa/Nairobi نيروبي
  Africa/Kampala كمبالا
  Africa/Dar_es_Salaam دار السلام
  Africa/Kigali كيغالي
  Africa/Kinshasa كينشاسا
  Africa/Lagos لاغوس
  Africa/Ndjamena نجامينا
  Africa/Niamey نيامي
  Africa/Bamako باماكو
  Africa/Dakar داكار
  Africa/Accra أكرا
  Africa/Abidjan أبيدجان
  Africa/Johannesburg جوهانسبرغ
  Africa/Harare هراري
  Africa/Luanda لواندا
  Africa/Maputo مابوتو
  Asia/Tehran طهران
  Europe/Istanbul إسطنبول
  Asia/Nicosia نيقوسيا
  Asia/Kabul كابول
  Asia/Karachi كراتشي
  Asia/Kolkata نيودلهي
  Asia/Colombo كولومبو
  Asia/Kathmandu كاتماندو
  Asia/Dhaka دكا
  Asia/Yangon يانغون
  Asia/Bangkok بانكوك
  Asia/Ho_Chi_Minh هو تشي منه
  Asia/Jakarta جاكرتا
  Asia/Kuala_Lumpur كوالالمبور
  Asia/Singapore سنغافورة
  Asia/Manila مانيلا
  Asia/Shanghai بكين
  Asia/Hong_Kong هونغ كونغ
  Asia/Taipei تايبيه
  Asia/Seoul سيول
  Asia/Pyongyang بيونغ يانغ
  Asia/Tokyo طوكيو
  Asia/Tashkent طشقند
  Asia/Almaty ألماتي
  Asia/Baku باكو
  Asia/Tbilisi تبليسي
  Asia/Yerevan يريفان
  Indian/Maldives ماليه
  Europe/London لندن
  Europe/Dublin دبلن
  Europe/Lisbon لشبونة
  Europe/Paris باريس
  Europe/Brussels بروكسل
  Europe/Amsterdam أمستردام
  Europe/Berlin برلين
  Europe/Vienna فيينا
  Europe/Zurich جنيف
  Europe/Rome روما
  Europe/Vatican الفاتيكان
  Europe/Madrid مدريد
  Europe/Athens أثينا
  Europe/Warsaw وارسو
  Europe/Prague براغ
  Europe/Budapest بودابست
  Europe/Belgrade بلغراد
  Europe/Sarajevo سراييفو
  Europe/Bucharest بوخارست
  Europe/Sofia صوفيا
  Europe/Stockholm ستوكهولم
  Europe/Oslo أوسلو
  Europe/Copenhagen كوبنهاغن
  Europe/Helsinki هلسنكي
  Europe/Kyiv كييف
  Europe/Minsk مينسك
  Europe/Moscow موسكو
  Europe/Malta فاليتا
  Atlantic/Reykjavik ريكيافيك
  America/New_York نيويورك
  America/Detroit ديترويت
  America/Chicago شيكاغو
  America/Denver دنفر
  America/Phoenix فينيكس
  America/Los_Angeles لوس أنجلوس
  America/Anchorage أنكوراج
  Pacific/Honolulu هونولولو
  America/Toronto تورونتو
  America/Vancouver فانكوفر
  America/Halifax هاليفاكس
  America/St_Johns سانت جونز
  America/Mexico_City مكسيكو سيتي
  America/Havana هافانا
  America/Panama بنما
  America/Bogota بوغوتا
  America/Lima ليما
  America/Caracas كراكاس
  America/La_Paz لاباز
  America/Santiago سانتياغو
  America/Sao_Paulo ساو باولو
  America/Argentina/Buenos_Aires بوينس آيرس
  America/Montevideo مونتيفيديو
  Australia/Sydney سيدني
  Australia/Melbourne ملبورن
  Australia/Brisbane بريزبن
  Australia/Perth بيرث
  Australia/Adelaide أديليد
  Pacific/Auckland أوكلاند
  `
    .trim()
    .split("\n")
    .map((line): [string, string] => {
      const [zone = "", ...city] = line.trim().split(" ");
      return [zone, city.join(" ")];
    }),
);

/** Older names of the same zones, still in settings and exports. */
const OLDER_NAMES = new Map<string, string>([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Istanbul", "Europe/Istanbul"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Asia/Tel_Aviv", "Asia/Jerusalem"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Egypt", "Africa/Cairo"],
  ["Libya", "Africa/Tripoli"],
  ["Turkey", "Europe/Istanbul"],
]);

const UTC_NAMES = new Set(
  "UTC GMT Z Etc/UTC Etc/GMT Etc/UCT Etc/Universal Etc/Zulu Etc/Greenwich Etc/GMT0 Etc/GMT+0 Etc/GMT-0 GMT0 Greenwich UCT Universal Zulu".split(
    " ",
  ),
);

/** Midwinter of the north: the time of year that gives most zones their standard offset. */
const STANDARD_TIME = new Date("2026-01-15T12:00:00Z");

/**
 * How the news names a zone's clock: «بتوقيت الرياض», for UTC «بتوقيت غرينتش». A zone without a city in
 * our list is named by its offset from Greenwich, «بتوقيت غرينتش +5:30», with a direction mark that
 * keeps the sign before its number.
 *
 * Source: IANA Time Zone Database for the zones; city names as Arabic news agencies write them.
 *
 * @param options.at the instant whose offset a zone without a city shows; its January offset of 2026
 *   unless told
 * @param options.digits digits of that offset, Western unless told
 * @throws RangeError when the zone is unknown
 * @example
 * zoneName('Asia/Riyadh') // => "بتوقيت الرياض"
 * zoneName('UTC') // => "بتوقيت غرينتش"
 * zoneName('+05:30') // => "بتوقيت غرينتش \u200e+5:30"
 */
export function zoneName(zone: string, options: { at?: Date; digits?: Digits } = {}): string {
  if (UTC_NAMES.has(zone)) return "بتوقيت غرينتش";
  const city = CITIES.get(OLDER_NAMES.get(zone) ?? zone);
  if (city !== undefined) return `بتوقيت ${city}`;
  const minutes = Math.round(offsetMs(options.at ?? STANDARD_TIME, zone) / 60_000);
  if (minutes === 0) return "بتوقيت غرينتش";
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const size = rest === 0 ? `${hours}` : `${hours}:${String(rest).padStart(2, "0")}`;
  const shown = withDigits(`${minutes < 0 ? "-" : "+"}${size}`, options.digits ?? "latn");
  return `بتوقيت غرينتش \u200e${shown}`;
}
