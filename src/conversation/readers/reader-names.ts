import type { Pool, PoolClient } from "pg";
import { fold } from "#arabic/fold.ts";
import { stripHidden } from "#arabic/visible-text.ts";
import { Refusal, type Told } from "#platform/refusal.ts";

/** Letters of a display name, at least and at most. */
export const NAME_LETTERS = { least: 2, most: 40 } as const;

/** What is wrong with a display name. */
export type NameFault = "short" | "long" | "hidden" | "signs" | "mixed" | "staff" | "taken";

const TOLD: Readonly<Record<NameFault, Told>> = {
  short: {
    ar: "الاسم قصير: اكتب حرفين أو أكثر.",
    en: "The name is short: use two letters or more.",
  },
  long: { ar: "الاسم طويل: الحد 40 حرفًا.", en: "The name is long: 40 letters at most." },
  hidden: {
    ar: "في الاسم رموز لا تُرى أو تقلب اتجاه الكتابة. اكتبه من جديد.",
    en: "The name holds signs that are invisible or turn the text. Type it anew.",
  },
  signs: {
    ar: "اكتب الاسم بحروف وأرقام فقط، ويجوز بينها مسافة أو شرطة أو نقطة.",
    en: "Use letters and digits; spaces, hyphens and full stops may stand between them.",
  },
  mixed: {
    ar: "اكتب كل كلمة من الاسم بحروف لغة واحدة.",
    en: "Write each word of the name in the letters of one script.",
  },
  staff: {
    ar: "هذا الاسم يشبه اسمًا من أسماء التحرير أو الموقع. اختر غيره.",
    en: "This name resembles that of the staff or the site. Choose another.",
  },
  taken: {
    ar: "هذا الاسم مأخوذ أو يشبه اسم قارئ آخر. اختر غيره.",
    en: "This name is taken, or resembles another reader's. Choose another.",
  },
};

/** Letters of other scripts, and digits, that look like Latin ones. Source: Unicode Technical Standard 39, confusables. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: "a",
    е: "e",
    о: "o",
    р: "p",
    с: "c",
    у: "y",
    х: "x",
    і: "i",
    ј: "j",
    ѕ: "s",
    к: "k",
    м: "m",
    т: "t",
    н: "h",
    в: "b",
    ԁ: "d",
    ո: "n",
    ս: "u",
    α: "a",
    ο: "o",
    ρ: "p",
    ν: "v",
    τ: "t",
    ι: "i",
    κ: "k",
    υ: "u",
    χ: "x",
    η: "n",
    ω: "w",
    "0": "o",
    "1": "l",
    i: "l",
    "5": "s",
    "|": "l",
    // Arabic letters of other languages that look like those of Arabic.
    گ: "ك",
    ڪ: "ك",
    ڤ: "ف",
    پ: "ب",
    ہ: "ه",
    ھ: "ه",
    ە: "ه",
    ۀ: "ه",
    ے: "ي",
    ې: "ي",
    ۍ: "ي",
    ێ: "ي",
    ٮ: "ب",
    ٯ: "ق",
    ں: "ن",
    ڒ: "ر",
    ۆ: "و",
    ۇ: "و",
    ۋ: "و",
  }),
);

const RESERVED = [
  "التحرير",
  "المحرر",
  "رئيس التحرير",
  "فريق التحرير",
  "غرفة الأخبار",
  "المشرف",
  "مشرف",
  "الإشراف",
  "الإدارة",
  "إدارة الموقع",
  "المدير",
  "الموقع الرسمي",
  "ورّاق",
  "admin",
  "administrator",
  "moderator",
  "editor",
  "staff",
  "newsroom",
  "warraq",
  "official",
  "قارئ محذوف",
  "حساب محذوف",
];

const SCRIPTS = [
  /\p{Script=Arabic}/u,
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Armenian}/u,
];

/**
 * What two names have in common that readers would take for the same: folded (marks, tatweel, hamza seats, case), letters
 * that look alike made one, repeated letters and everything between words left out.
 */
export function nameKey(name: string): string {
  return Array.from(fold(name), (letter) => LOOKS_LIKE.get(letter) ?? letter)
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .join("")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replaceAll(/(.)\1+/gu, "$1");
}

/** A display name as it is kept: composed one way, single spaces. */
export function cleanName(name: string): string {
  return name.normalize("NFC").trim().replaceAll(/\s+/gu, " ");
}

/** What is wrong with the form of a cleaned name; undefined when nothing is. Whether it is taken only the database knows. */
export function nameFault(name: string, taken: { readonly site: string }): NameFault | undefined {
  if (
    stripHidden(name) !== name ||
    /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0\u2800]/u.test(name)
  )
    return "hidden";
  const letters = Array.from(name.replaceAll(/\p{M}/gu, "")).length;
  if (letters < NAME_LETTERS.least) return "short";
  if (letters > NAME_LETTERS.most || Array.from(name).length > 60) return "long";
  if (!/^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|[ .'’_-](?=[\p{L}\p{N}]))*$/u.test(name)) return "signs";
  if (!/\p{L}/u.test(name) || /\p{M}{4}/u.test(name)) return "signs";
  const isMixed = name
    .split(/[ .'’_-]/u)
    .some((word) => SCRIPTS.filter((script) => script.test(word)).length > 1);
  if (isMixed) return "mixed";
  const key = nameKey(name);
  if (key.length < NAME_LETTERS.least) return "short";
  const isReserved = [...RESERVED, taken.site].some((word) => nameKey(word) === key);
  return isReserved ? "staff" : undefined;
}

/** A name that may not be taken. */
export function wrongName(fault: NameFault): Refusal {
  return new Refusal("invalid", `Cannot take the name: ${fault}`, { told: TOLD[fault] });
}

/**
 * Lets pass a name that is well formed and resembles neither the staff's nor another reader's.
 * @param options.own the reader who has a name already
 * @throws Refusal `invalid` with what is wrong
 */
export async function demandGoodName(
  db: Pool | PoolClient,
  name: string,
  options: { readonly site: string; readonly own?: string; readonly staff: readonly string[] },
): Promise<void> {
  const fault = nameFault(name, options);
  if (fault !== undefined) throw wrongName(fault);
  const key = nameKey(name);
  if (options.staff.some((colleague) => nameKey(colleague) === key)) throw wrongName("staff");
  const { rows } = await db.query<{ id: string }>("SELECT id FROM reader WHERE name_key = $1", [
    key,
  ]);
  if (rows.some(({ id }) => id !== options.own)) throw wrongName("taken");
}
