/*
 * What a sign may stand for when somebody writes around a word list. Arabic letters here are those of
 * `arabic/fold`: without marks, seats of the hamza, ة or ى.
 */

const pairs = (signs: string, standsFor: string): [string, string][] =>
  Array.from(signs, (sign) => [sign, standsFor]);

/** Letters of other languages in Arabic script, and Arabic letters without dots, by the Arabic letters they are read as. */
export const ARABIC_READINGS: ReadonlyMap<string, string> = new Map([
  ...pairs("پٻڀݐݒݓݔݕݖ", "ب"),
  ["ٮ", "بتثني"],
  ...pairs("ٹٺټٽٿ", "ت"),
  ...pairs("چڃڄڇݘ", "ج"),
  ...pairs("ځݗݮݯ", "ح"),
  ...pairs("څڂ", "خ"),
  ...pairs("ڈډڊڋڍڏڐۮݙݚ", "د"),
  ...pairs("ڌڎ", "ذ"),
  ...pairs("ڑڒړڔڕږۯݛݬݱ", "ر"),
  ...pairs("ژڗڙ", "ز"),
  ...pairs("ښڛݽ", "س"),
  ...pairs("ڜۺݜݭݰ", "ش"),
  ...pairs("ڝ", "ص"),
  ...pairs("ڞۻ", "ض"),
  ...pairs("ڟ", "ظ"),
  ...pairs("ڠۼݝݞݟ", "غ"),
  ...pairs("ڤڢڣڥڦݠݡ", "ف"),
  ["ڡ", "فق"],
  ["ٯ", "قف"],
  ...pairs("ڧڨ", "ق"),
  ...pairs("گڭڬڮګڰڲڳڴݢݣݤݿ", "ك"),
  ...pairs("ڵڶڷڸݪ", "ل"),
  ...pairs("ݥݦ", "م"),
  ["ں", "نب"],
  ...pairs("ڻڼڽڹݧݨݩ", "ن"),
  ...pairs("ۀۂھۿ", "ه"),
  ...pairs("ۄۅۆۇۈۉۊۋۏݸݹ", "و"),
  ...pairs("ۍێېۑےۓݵݶݷ", "ي"),
]);

/** Digits, Latin letters and signs between Arabic letters, by the letters they are read as: by sound or by shape. */
export const SIGNS_AMONG_ARABIC: ReadonlyMap<string, string> = new Map([
  ["0", "هو"],
  ["1", "ال"],
  ["2", "اء"],
  ["3", "ع"],
  ["4", "شع"],
  ["5", "خه"],
  ["6", "طظ"],
  ["7", "حخ"],
  ["8", "قغ"],
  ["9", "قصوض"],
  ["a", "اع"],
  ["b", "ب"],
  ["c", "كس"],
  ["d", "دض"],
  ["e", "اي"],
  ["f", "ف"],
  ["g", "غجق"],
  ["h", "هح"],
  ["i", "ايل"],
  ["j", "جل"],
  ["k", "كق"],
  ["l", "لا"],
  ["m", "م"],
  ["n", "ن"],
  ["o", "وه"],
  ["p", "ب"],
  ["q", "ق"],
  ["r", "ر"],
  ["s", "سص"],
  ["t", "تط"],
  ["u", "و"],
  ["v", "فح"],
  ["w", "و"],
  ["x", "خ"],
  ["y", "ي"],
  ["z", "زذظ"],
  ["@", "ا"],
  ["$", "سش"],
  ["|", "ال"],
  ["!", "ال"],
]);

/** Signs that hide a letter when they stand between two: any letter, or none. */
export const MASKS: ReadonlySet<string> = new Set("*#%&+~^?؟!@$|•●✱×");

/** Letters of Cyrillic and Greek that look like Latin ones. */
export const LATIN_LOOKS: ReadonlyMap<string, string> = new Map(
  Array.from("аеорсхкмвнтуіјѕԁɡαοκνρτιε", (letter, at) => [
    letter,
    "aeopcxkmbhtyijsdgaokvptie".charAt(at),
  ]),
);

/** Digits and signs within Latin words, by the letters they stand for; digits are Arabizi letters besides. */
export const SIGNS_AMONG_LATIN: ReadonlyMap<string, string> = new Map([
  ["@", "a"],
  ["4", "a"],
  ["0", "o"],
  ["1", "il"],
  ["!", "i"],
  ["|", "il"],
  ["$", "s"],
]);

/** How Arabic letters are written in Latin ones, by ear and by the digits of chats. */
export const ARABIZI: ReadonlyMap<string, readonly string[]> = new Map([
  ["ا", ["a", "aa", "2"]],
  ["ء", ["2", "a", "'", "y", "i"]],
  ["ب", ["b"]],
  ["ت", ["t"]],
  ["ث", ["th", "t"]],
  ["ج", ["j", "g", "dj"]],
  ["ح", ["7", "h"]],
  ["خ", ["5", "kh", "7'", "x"]],
  ["د", ["d"]],
  ["ذ", ["th", "dh", "z", "d", "4"]],
  ["ر", ["r"]],
  ["ز", ["z"]],
  ["س", ["s"]],
  ["ش", ["sh", "ch", "4"]],
  ["ص", ["s", "9"]],
  ["ض", ["d", "dh", "9'", "9"]],
  ["ط", ["t", "6"]],
  ["ظ", ["z", "dh", "6'", "th"]],
  ["ع", ["3", "a"]],
  ["غ", ["gh", "8", "3'", "g"]],
  ["ف", ["f"]],
  ["ق", ["q", "9", "8", "k", "g", "2"]],
  ["ك", ["k", "c"]],
  ["ل", ["l"]],
  ["م", ["m"]],
  ["ن", ["n"]],
  ["ه", ["h"]],
  ["و", ["w", "o", "u"]],
  ["ي", ["y", "i", "e"]],
]);

/** Short vowels, which Latin spellings write and Arabic ones do not; the apostrophe parts syllables. */
export const SHORT_VOWELS = "aeiou'";
