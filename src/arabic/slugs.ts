import { boundMarks, fold, withoutSpellingMarks } from "./fold.ts";
import { withDigits } from "./digits.ts";

const DEFAULT_MAX_LETTERS = 80;

/** Presentation forms and full-width letters: shapes of letters, not letters. */
const SHAPES = /[\ufb00-\ufdff\ufe70-\ufeff\uff00-\uffef]/gu;

const NOT_IN_SLUG = /[^\p{L}\p{M}\p{N}]+/gu;

const SILENT_IN_WORD = /[\u0640'\u2019\p{Default_Ignorable_Code_Point}\p{Cs}]/gu;

/**
 * The slug of a headline: its letters as they are written (hamza, ة and ى stay) in NFC, without
 * vowel marks and tatweel; Latin in lower case, digits Western, words joined by hyphens, cut after
 * the last word that fits. A headline without letters and digits gives an empty string: the caller
 * needs another name for it.
 *
 * Source: RFC 3987 (letters in addresses); Unicode Standard Annex 15 (NFC).
 *
 * @param options.maxLetters most characters (code points) of the slug, 80 unless told; only a first
 *   word longer than that is cut within
 * @example
 * slugOf('تعزيز التعاون الأمني ضد الإرهاب') // => "تعزيز-التعاون-الأمني-ضد-الإرهاب"
 * slugOf('قِمّة «العشرين» ٢٠٢٦: iPhone') // => "قمة-العشرين-2026-iphone"
 * slugOf('قمة عربية طارئة', { maxLetters: 9 }) // => "قمة-عربية"
 */
export function slugOf(text: string, options: { maxLetters?: number } = {}): string {
  const { maxLetters = DEFAULT_MAX_LETTERS } = options;
  const letters = boundMarks(text)
    .normalize("NFC")
    .replace(SHAPES, (shape) => shape.normalize("NFKC"))
    .replace(SILENT_IN_WORD, "");
  const slug = withDigits(withoutSpellingMarks(letters), "latn")
    .toLowerCase()
    .normalize("NFC")
    .replace(NOT_IN_SLUG, "-")
    .replace(/^-|-$/gu, "");
  return cutAtWord(slug, maxLetters);
}

function cutAtWord(slug: string, maxLetters: number): string {
  if (slug.length <= maxLetters) return slug;
  const letters = Array.from(slug.slice(0, 2 * maxLetters + 2));
  if (letters.length <= maxLetters) return slug;
  const cut = letters.slice(0, maxLetters).join("");
  if (letters[maxLetters] === "-") return cut;
  const lastHyphen = cut.lastIndexOf("-");
  return lastHyphen > 0 ? cut.slice(0, lastHyphen) : cut;
}

/**
 * The key under which a slug of any age is found: percent escapes decoded (upper or lower hex, once
 * or twice encoded, of UTF-8 or else windows-1256; a letter that was cut off at the end goes), then
 * folded, with everything that is no letter or digit as one hyphen. Equal for encoded and decoded, NFC and NFD, marked and bare.
 *
 * Source: RFC 3986, section 2.1 (percent encoding); WHATWG Encoding, windows-1256, which Arabic
 * sites used before UTF-8; `fold` for the letters.
 *
 * @param slug one segment of an address
 * @example
 * slugKey('%D8%A3%D9%85%D9%8A%D8%B1%D9%83%D8%A7') // => "اميركا"
 * slugKey('أميركا') === slugKey('%d8%a3%d9%85%d9%8a%d8%b1%d9%83%d8%a7') // => true
 * slugKey('قِمَّة--العشرين_') // => "قمه-العشرين"
 * slugKey('%DE%E3%C9') // => "قمه"
 */
export function slugKey(slug: string): string {
  const key = fold(decodeTolerantly(slug)).replace(/['\u2019]/gu, "");
  return key.replace(NOT_IN_SLUG, "-").replace(/^-|-$/gu, "");
}

/**
 * The key under which a whole old address is found: the keys of its path's segments, joined by
 * slashes; scheme, host, query, fragment and a last .html or .php play no part.
 *
 * Source: RFC 3986, section 3; `slugKey` for each segment.
 *
 * @example
 * addressKey('https://example.com/2015/01/13/%D9%82%D9%85%D8%A9/?utm_source=x') // => "2015/01/13/قمه"
 * addressKey('/News/قِمّة.html#top') // => "news/قمه"
 */
export function addressKey(address: string): string {
  const path = address
    .trim()
    .replace(/^(?:[a-z][a-z0-9+.-]{0,30}:)?\/\/[^/?#]*/iu, "")
    .replace(/[?#][^]*$/u, "")
    .replace(/\.(?:html?|php|aspx?)$/iu, "");
  return path
    .split("/")
    .map(slugKey)
    .filter((key) => key !== "")
    .join("/");
}

const CUT_AT_BYTES = 200;

/*
 * The cut is made on the whole encoded title; signs that go afterwards (quotation marks, dashes)
 * leave less than 200.
 */
const SHORTEST_CUT_BYTES = 140;

/** A cut slug encoded twice has five characters where it had three. */
const LONGEST_WRITING = 2 * CUT_AT_BYTES;

/**
 * Whether an old slug is the beginning of a full one as WordPress leaves it: percent-encoded, cut at
 * 200 bytes, so in the middle of a word, by some versions and proxies in the middle of an escape,
 * and perhaps with the «-2» of a second story of that name. Encoded or decoded form; a slug shorter
 * than such a cut (140 bytes encoded) is not taken for one, whatever it begins.
 *
 * Source: WordPress, wp-includes/formatting.php, `sanitize_title_with_dashes` and
 * `utf8_uri_encode($title, 200)`; wp-includes/post.php, `_truncate_post_slug`.
 *
 * @param oldSlug one segment of an old address
 * @param fullSlug the slug of the whole headline, uncut (`slugOf(headline, { maxLetters: Infinity })`)
 * @example
 * isCutOf(encodeURIComponent('قمة-'.repeat(20)).slice(0, 200), 'قمة-'.repeat(20)) // => true
 * isCutOf('%D9%82%D9%85%D8%A9', 'قمة-العشرين') // => false
 */
export function isCutOf(oldSlug: string, fullSlug: string): boolean {
  if (oldSlug.length > LONGEST_WRITING) return false;
  const encodedBytes = encodedLength(decodeTolerantly(oldSlug));
  if (encodedBytes < SHORTEST_CUT_BYTES || encodedBytes > CUT_AT_BYTES) return false;
  const full = lettersOf(fullSlug);
  const old = slugKey(oldSlug);
  return full.startsWith(lettersOf(old)) || full.startsWith(lettersOf(withoutNumber(old)));
}

/** Old slugs close the gap that a quotation mark leaves, ours make it a hyphen: so compared without. */
function lettersOf(slug: string): string {
  return slugKey(slug).replaceAll("-", "");
}

function withoutNumber(key: string): string {
  return key.replace(/-[0-9]{1,3}$/u, "");
}

function encodedLength(decoded: string): number {
  return encodeURIComponent(decoded.toWellFormed()).length;
}

function decodeTolerantly(text: string): string {
  const once = decodeEscapes(text);
  return /%[0-9a-f]{2}/iu.test(once) ? decodeEscapes(once) : once;
}

function decodeEscapes(text: string): string {
  return text.replace(/%[0-9a-f]?$/iu, "").replace(/(?:%[0-9a-f]{2})+/giu, (escapes) => {
    const bytes = Uint8Array.from(escapes.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
    return utf8Of(bytes) ?? new TextDecoder("windows-1256").decode(bytes);
  });
}

/** The bytes as UTF-8, without a last letter that was cut; undefined when they are something else. */
function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
