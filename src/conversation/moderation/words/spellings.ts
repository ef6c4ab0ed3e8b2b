import { dictionary } from "#arabic/analysis/dictionary.ts";
import { shippedLexicon } from "#arabic/analysis/lexicon.ts";
import { fold } from "#arabic/fold.ts";

const ARABIC_WORD = /^[\u0621-\u064a]+$/u;

/** Letters that many write for one another, by ear; in short words too many others come out. */
const CONFUSED: readonly (readonly [string, string])[] = [
  ["ذ", "د"],
  ["ذ", "ز"],
  ["ظ", "ض"],
  ["ض", "ظ"],
  ["ث", "ت"],
];
const SHORTEST_CONFUSED = 4;

/** Whether an Arabic word is one that the analysis knows: a word of its own, not a way to write another. */
export function isKnownWord(folded: string): boolean {
  const { nouns, people, places, past } = dictionary();
  const bare = folded.startsWith("ال") ? folded.slice(2) : folded;
  return (
    shippedLexicon().countOf(folded) > 0 ||
    shippedLexicon().countOf(bare) > 0 ||
    shippedLexicon().countOf(`ال${bare}`) > 0 ||
    nouns.has(bare) ||
    people.has(bare) ||
    places.has(bare) ||
    past.has(folded)
  );
}

/** The broken plurals that a noun may have by its form. */
function pluralsByForm(word: string): string[] {
  const [a = "", b = "", c = "", d = ""] = word;
  if (word.length === 3 && c === "ي") return [`ا${a}${b}ياء`];
  if (word.length === 3) return [`${a}${b}ا${c}`, `ا${a}${b}ا${c}`, `${a}${b}و${c}`];
  if (word.length === 4 && c === "ي" && b !== "ي" && b !== "و")
    return [`${a}${b}${d}اء`, `${a}${b}ا${d}`];
  if (word.length === 4 && c === "ا") return [`${a}${b}ي${d}`];
  return [];
}

function knownPlurals(word: string): string[] {
  const found: string[] = [];
  for (const [form, keys] of dictionary().nouns)
    if (form !== word && keys.includes(word)) found.push(form);
  return found;
}

/** The hamza without its seat, as many type it (لءيم). */
export const withBareHamza = (text: string): string =>
  text.normalize("NFC").replaceAll(/[\u0624\u0626]/gu, "\u0621");

/**
 * The folded spellings of a listed word: itself, its broken plurals as the dictionary has them or, where it does not
 * know the word, as its form lets expect them, and what those sound like who write by ear; none that is a word of its
 * own. Given forms are taken as they are.
 */
export function spellingsOf(text: string, forms: readonly string[]): string[] {
  const word = fold(text);
  const given = new Set([word, ...forms.map(fold)]);
  if (!ARABIC_WORD.test(word) || word.length < 3) return [...given];
  const known = knownPlurals(word);
  const guessed =
    known.length > 0 ? known : pluralsByForm(word).filter((form) => !isKnownWord(form));
  const all = new Set([...given, ...guessed, fold(withBareHamza(text))]);
  for (const form of given) {
    if (form.length < SHORTEST_CONFUSED) continue;
    for (const [letter, heard] of CONFUSED) {
      const other = form.replaceAll(letter, heard);
      if (!isKnownWord(other)) all.add(other);
    }
    if (form.endsWith("ء") && !isKnownWord(form.slice(0, -1))) all.add(form.slice(0, -1));
  }
  return [...all];
}
