/** Which digits a text shows: Western (0 to 9) or Arabic-Indic (٠ to ٩). CLDR names both so. */
export type Digits = "latn" | "arab";

const ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩";
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

const WESTERN_VALUE = new Map<string, string>(
  [ARABIC_INDIC, PERSIAN].flatMap((set) =>
    Array.from(set, (digit, value): [string, string] => [digit, String(value)]),
  ),
);

const GROUPED = new Intl.NumberFormat("en", { maximumFractionDigits: 3 });

/**
 * A number for readers, with its thousands grouped and at most three decimals: 48,210 or ٤٨٬٢١٠. A
 * minus sign carries a direction mark, so that it stays before its number in Arabic text.
 *
 * Source: CLDR 48, locale "ar", symbols of the numbering systems latn and arab.
 *
 * @throws RangeError when the value is not finite
 * @example
 * formatNumber(48210, 'latn') // => "48,210"
 * formatNumber(48210, 'arab') // => "٤٨٬٢١٠"
 * formatNumber(3.5, 'arab') // => "٣٫٥"
 */
export function formatNumber(value: number, digits: Digits): string {
  if (!Number.isFinite(value))
    throw new RangeError(`Cannot format a number: need a finite value, got ${value}`);
  const amount = GROUPED.format(Math.abs(value));
  const isNegative = value < 0 && amount !== "0";
  if (digits === "latn") return (isNegative ? "\u200e-" : "") + amount;
  const localized = withDigits(amount.replaceAll(",", "\u066c").replace(".", "\u066b"), "arab");
  return (isNegative ? "\u061c-" : "") + localized;
}

/**
 * The text with every Western, Arabic-Indic and Persian digit shown in the digits asked for; all
 * else stays, also points and commas (in «2.3.4» they are no decimal separator).
 *
 * Source: Unicode, blocks Basic Latin and Arabic.
 *
 * @example
 * withDigits('14:05', 'arab') // => "١٤:٠٥"
 * withDigits('عام ٢٠٢٦ و۱۴۰۵', 'latn') // => "عام 2026 و1405"
 */
export function withDigits(text: string, digits: Digits): string {
  const western = text.replace(/[٠-٩۰-۹]/gu, (digit) => WESTERN_VALUE.get(digit) ?? digit);
  if (digits === "latn") return western;
  return western.replace(/[0-9]/gu, (digit) => ARABIC_INDIC.charAt(Number(digit)));
}

/**
 * The whole number that a text holds, in Western, Arabic-Indic or Persian digits, with or without
 * grouping; undefined when it holds anything else or more than Number.MAX_SAFE_INTEGER.
 *
 * Source: CLDR 48, locale "ar", grouping by thousands with «,» or «٬».
 *
 * @example
 * parseDigits('٤٨٬٢١٠') // => 48210
 * parseDigits(' 90 ') // => 90
 * parseDigits('4,82') === undefined // => true
 */
export function parseDigits(text: string): number | undefined {
  const plain = withDigits(text, "latn").trim();
  if (!/^(?:[0-9]+|[0-9]{1,3}(?:[,\u066c][0-9]{3})+)$/u.test(plain)) return undefined;
  const value = Number(plain.replace(/[,\u066c]/gu, ""));
  return Number.isSafeInteger(value) ? value : undefined;
}
