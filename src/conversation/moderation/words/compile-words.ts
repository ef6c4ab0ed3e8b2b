import { fold } from "#arabic/fold.ts";
import { words as wordsIn } from "#arabic/words.ts";
import { arabicGraph, latinGraph, type Graph, type Spelling } from "./graph.ts";
import { spellingsOf, withBareHamza } from "./spellings.ts";

/** An entry of a word list: a word or a phrase, more forms of it, and innocent words that look like it. */
export type ListedWord = {
  readonly text: string;
  readonly forms: readonly string[];
  readonly except: readonly string[];
};

/** A word list, ready to look for in texts. */
export type CompiledWords = {
  readonly long: Graph;
  readonly short: Graph;
  readonly latin: Graph;
  /** Folded spelling of each single word, by its number. */
  readonly singles: readonly string[];
  /** The entries: which words, one after the other, each by the number of its single word. */
  readonly phrases: readonly { readonly text: string; readonly parts: readonly number[] }[];
  /** The entries that begin with a single word, by its number. */
  readonly byFirst: ReadonlyMap<number, readonly number[]>;
  /** Folded words that are never hits. */
  readonly except: ReadonlySet<string>;
};

const ARABIC_LETTERS = /^[\u0621-\u064a]+$/u;
const LATIN_WORD = /^[a-z0-9']+$/u;

type Numbered = { readonly text: string; readonly forms: readonly string[] };

function arabicSpellings(singles: readonly Numbered[]): Spelling[] {
  return singles.flatMap(({ text, forms }, word) =>
    spellingsOf(text, forms)
      .filter((letters) => ARABIC_LETTERS.test(letters))
      .flatMap((letters): Spelling[] => {
        const plain = { letters, word };
        if (letters.length < 4 || !letters.endsWith("ه")) return [plain];
        const stem = letters.slice(0, -1);
        return [plain, { letters: `${stem}ت`, word, isOpen: true }, { letters: `${stem}ات`, word }];
      }),
  );
}

/** In Latin letters the word itself and its given forms; a final ة is kept apart from ه. */
function latinSpellings(singles: readonly Numbered[]): Spelling[] {
  return singles.flatMap(({ text, forms }, word) =>
    [text, ...forms].flatMap((form): Spelling[] => {
      const letters = fold(withBareHamza(form));
      if (!ARABIC_LETTERS.test(letters) || letters.length < 3) return [];
      const isFeminine = /ة[\p{M}]*$/u.test(form);
      return [{ letters: isFeminine ? `${letters.slice(0, -1)}ة` : letters, word }];
    }),
  );
}

/** Makes a word list ready. Takes time in proportion to the list. */
export function compileWords(list: readonly ListedWord[]): CompiledWords {
  const singles: Numbered[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (text: string, forms: readonly string[]): number => {
    const key = [text, ...forms].map(fold).join(" ");
    let number = numbers.get(key);
    if (number === undefined) {
      numbers.set(key, (number = singles.length));
      singles.push({ text, forms });
    }
    return number;
  };
  const phrases = list.flatMap(({ text, forms }) => {
    const parts = wordsIn(text);
    const [only] = parts;
    if (only === undefined) return [];
    const numbered =
      parts.length === 1 ? [numberOf(only, forms)] : parts.map((part) => numberOf(part, []));
    return [{ text, parts: numbered }];
  });
  const byFirst = Map.groupBy(phrases.keys(), (phrase) => phrases[phrase]?.parts[0] ?? -1);
  const spellings = arabicSpellings(singles);
  const foreign = singles.flatMap(({ text, forms }, word): Spelling[] =>
    [text, ...forms]
      .map(fold)
      .filter((letters) => LATIN_WORD.test(letters))
      .map((letters) => ({ letters, word })),
  );
  return {
    long: arabicGraph(
      spellings.filter(({ letters }) => letters.length > 2),
      "long",
    ),
    short: arabicGraph(
      spellings.filter(({ letters }) => letters.length <= 2),
      "short",
    ),
    latin: latinGraph(latinSpellings(singles), foreign),
    singles: singles.map(({ text }) => fold(text)),
    phrases,
    byFirst,
    except: new Set(list.flatMap(({ except }) => except.map(fold))),
  };
}
