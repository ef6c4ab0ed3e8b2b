import { fold } from "#arabic/fold.ts";
import { Refusal, type Told } from "#platform/refusal.ts";
import { COMMON_STEMS, KEYBOARD_ROWS } from "./common-passwords/stems.ts";

/** Letters that a password has at least. At most there is only the bound in bytes, which keeps the work bounded. */
export const MIN_PASSWORD_LETTERS = 8;
/** Bytes of UTF-8 that a password has at most. */
export const MAX_PASSWORD_BYTES = 1024;

/** What a password must not be made of, beside what everybody uses: words that belong to the person or the site. */
export type PasswordContext = {
  readonly email?: string;
  readonly name?: string;
  readonly site?: readonly string[];
};

/** What is wrong with a password. */
export type PasswordFault = "short" | "long" | "common" | "own";

const TOLD: Readonly<Record<PasswordFault, Told>> = {
  short: {
    ar: "كلمة المرور قصيرة: اكتب 8 أحرف أو أكثر. جملة من كلمات عدة أسهل حفظًا وأصعب تخمينًا.",
    en: "The password is short: use 8 letters or more. A sentence of several words is easier to keep and harder to guess.",
  },
  long: { ar: "كلمة المرور أطول من المسموح به.", en: "The password is longer than allowed." },
  common: {
    ar: "كلمة المرور هذه شائعة ويسهل تخمينها. اختر غيرها.",
    en: "This password is common and easy to guess. Choose another.",
  },
  own: {
    ar: "كلمة المرور هذه تشبه اسمك أو بريدك أو اسم الموقع. اختر غيرها.",
    en: "This password resembles your name, your address or the site's name. Choose another.",
  },
};

/** Signs that people put for letters: p@ssw0rd. */
const DISGUISES: ReadonlyMap<string, string> = new Map([
  ["@", "a"],
  ["4", "a"],
  ["3", "e"],
  ["1", "i"],
  ["!", "i"],
  ["0", "o"],
  ["$", "s"],
  ["5", "s"],
  ["7", "t"],
]);

const lettersOf = (text: string): string => fold(text).replaceAll(/[^\p{L}\p{N}]/gu, "");
const trimmed = (text: string): string => text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
const undisguised = (text: string): string =>
  Array.from(text, (sign) => DISGUISES.get(sign) ?? sign).join("");

const isOneThingRepeated = (text: string): boolean => /^(.{1,4}?)\1+$/su.test(text);

const ROWS = KEYBOARD_ROWS.flatMap((row) => [row, Array.from(row).reverse().join("")]);
const isAlongTheKeys = (text: string): boolean =>
  text.length >= 4 && ROWS.some((row) => `${row}${row}`.includes(text));

/** Whether digits alone are a date or a year and its like, or run up or down. */
const isDateOrRun = (text: string): boolean =>
  /^(?:(?:19|20)\d\d)+$/.test(text) ||
  /^(?:0?[1-9]|[12]\d|3[01])(?:0?[1-9]|1[0-2])(?:19|20)\d\d$/.test(text) ||
  /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text) ||
  isAlongTheKeys(text);

/** The words that a password seems to be made of, each way of reading it. */
function readingsOf(password: string): string[] {
  const lower = fold(password);
  return [
    lower,
    trimmed(lower),
    undisguised(lower),
    trimmed(undisguised(lower)),
    undisguised(trimmed(lower)),
  ].map((reading) => reading.replaceAll(/[^\p{L}\p{N}]/gu, ""));
}

/** A word and at most a few signs around it, such as Warraq2026! */
const isMadeOf = (password: string, word: string): boolean => {
  if (word.length < 3) return false;
  const readings = readingsOf(password).filter((reading) => reading.includes(word));
  return readings.some((reading) => {
    const rest = reading.replaceAll(word, "").replaceAll(/\d/g, "");
    return rest.length < 4;
  });
};

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3);

function isCommon(password: string): boolean {
  const letters = lettersOf(password);
  if (isOneThingRepeated(password) || isOneThingRepeated(letters)) return true;
  if (/^\d+$/.test(letters)) return isDateOrRun(letters);
  return readingsOf(password).some((reading) => {
    if (COMMON_STEMS.has(reading) || isOneThingRepeated(reading) || isAlongTheKeys(reading))
      return true;
    // Two common words side by side: iloveyou + admin.
    for (let at = 3; at <= reading.length - 3; at += 1)
      if (COMMON_STEMS.has(reading.slice(0, at)) && COMMON_STEMS.has(reading.slice(at)))
        return true;
    return false;
  });
}

/**
 * What is wrong with `password`; undefined when it may be used. Any letters in any composition are fine (OWASP ASVS
 * 5.0, V6.2): what counts is the length, and that it is not among the first that somebody would try.
 */
export function passwordFault(
  password: string,
  context: PasswordContext = {},
): PasswordFault | undefined {
  const text = password.normalize("NFC");
  if (Buffer.byteLength(password, "utf8") > MAX_PASSWORD_BYTES) return "long";
  if (Array.from(text).length < MIN_PASSWORD_LETTERS) return "short";
  const own = [
    ...wordsOf(context.name ?? ""),
    ...wordsOf((context.email ?? "").split("@")[0] ?? ""),
    ...(context.site ?? []).flatMap(wordsOf),
    lettersOf(context.email ?? ""),
    lettersOf(context.name ?? ""),
  ];
  if (own.some((word) => isMadeOf(text, word))) return "own";
  return isCommon(text) ? "common" : undefined;
}

/**
 * Lets pass a password that may be used.
 * @throws Refusal `invalid`, with what is wrong for the person to read
 */
export function demandGoodPassword(password: string, context: PasswordContext = {}): void {
  const fault = passwordFault(password, context);
  if (fault !== undefined)
    throw new Refusal("invalid", `Cannot use the password: it is ${fault}`, { told: TOLD[fault] });
}
