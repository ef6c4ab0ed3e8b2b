const isArabicIndic = document.documentElement.dataset["digits"] === "arab";

/**
 * A whole number below 1,000 in the digits of the page. By hand: the first use of Intl costs a slow phone a fifth of a
 * second, just when it would show the page.
 */
export const wholeNumber = (value: number): string =>
  isArabicIndic
    ? String(value).replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
    : String(value);

/** A share of a hundred with its sign: 120% or ١٢٠٪. */
export const percent = (value: number): string => wholeNumber(value) + (isArabicIndic ? "٪" : "%");
