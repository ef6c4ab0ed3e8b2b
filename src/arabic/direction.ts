const RTL_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

const FIRST_LETTER = /\p{L}/u;

const ADDRESS = /^(?:[a-z][a-z0-9+.-]{0,30}:\/\/|www\.|@)|^[^@]{1,64}@[^@]{1,255}$/iu;

const TOKEN = /\S+/gu;

/** From this share of right-to-left words on, a text is right-to-left whatever it begins with. */
const RTL_SHARE = 0.4;

/** From this share on it is, when it also begins with a right-to-left word. */
const RTL_SHARE_WHEN_FIRST = 0.2;

/**
 * The base direction of a text. Every word counts by its first letter; links, e-mail addresses and
 * handles don't count. At least 40 % right-to-left words, or 20 % when the first word is one, make
 * the text right-to-left. A text without letters is right-to-left, as the page around it.
 *
 * The first strong letter alone (`dir="auto"`, rules P2 and P3) fails on «BBC: ...» before Arabic
 * text, and a bare majority fails on Arabic that names foreign products; Latin names inside Arabic
 * are far more common than the reverse, hence the lower bar.
 *
 * Source: Unicode Standard Annex 9, P2 and P3, for the strong letter; the share of words with its
 * bar of 40 % as in the Closure Library's direction estimate.
 *
 * @example
 * directionOf('BBC: القمة العربية تبدأ اليوم') // => "rtl"
 * directionOf('The word سلام means peace') // => "ltr"
 * directionOf('2026!') // => "rtl"
 */
export function directionOf(text: string): "rtl" | "ltr" {
  let rtlWords = 0;
  let allWords = 0;
  let isRtlFirst = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (ADDRESS.test(token)) continue;
    const letter = FIRST_LETTER.exec(token)?.[0];
    if (letter === undefined) continue;
    const isRtl = RTL_LETTER.test(letter);
    if (allWords === 0) isRtlFirst = isRtl;
    allWords += 1;
    if (isRtl) rtlWords += 1;
  }
  if (allWords === 0) return "rtl";
  const share = rtlWords / allWords;
  return share >= (isRtlFirst ? RTL_SHARE_WHEN_FIRST : RTL_SHARE) ? "rtl" : "ltr";
}
