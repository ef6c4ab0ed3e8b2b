import { analyse, type Token } from "#arabic/analysis/analyse.ts";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import { isQuestionWord } from "#arabic/analysis/stop-words.ts";

/** A word that was asked for. */
export type QueryWord = {
  readonly exact: string;
  readonly folded: string;
  readonly keys: readonly string[];
  /** True of the last word where nothing follows it: it may not be finished. */
  readonly isLast: boolean;
};

/** Words one after the other, as written between quotes. */
export type QueryPhrase = { readonly words: readonly QueryWord[] };

/** What a reader asks for, understood. */
export type ParsedQuery = {
  readonly words: readonly QueryWord[];
  readonly phrases: readonly QueryPhrase[];
  readonly without: readonly QueryPhrase[];
  /** Asked as a question: whatever answers it need not repeat its words. */
  readonly isQuestion: boolean;
  /** Words beyond what one query may have: they play no part. */
  readonly ignored: number;
};

/** Words and phrases that one query may have; what comes after them is left out, and the reader is told. */
const MOST_WORDS = 16;
const MOST_PHRASES = 4;
/** Alone it is the beginning of any word. */
const ARTICLE = "ال";

const QUOTED =
  /(?<minus>(?<![^\s(])[-\u2212\u2013])?(?:"(?<straight>[^"]*)"|«(?<angle>[^»]*)»|[“„](?<curly>[^”“]*)[”“])/gu;
const MINUS = /(?<![^\s(])[-\u2212\u2013](?=[\p{L}\p{N}])[^\s]*/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Understands a query: words, "phrases" in any kind of quotes, and -words that must not be there. A quote that is left
 * open is no quote. Stop words and question words count only where nothing else was asked. Nothing in a query is an
 * error. Takes time in proportion to its length.
 */
export function parseSearchText(text: string, lexicon: Lexicon): ParsedQuery {
  const phrases: QueryPhrase[] = [];
  const without: QueryPhrase[] = [];
  // Marks of direction stand between a minus and its word where a phone put them.
  const plain = text.replace(INVISIBLE, "");
  for (const { groups = {} } of plain.matchAll(QUOTED)) {
    const inside = groups["straight"] ?? groups["angle"] ?? groups["curly"] ?? "";
    const words = analyse(inside, lexicon).slice(0, MOST_WORDS).map(asWord);
    if (words.length > 0) (groups["minus"] === undefined ? phrases : without).push({ words });
  }
  let rest = plain.replace(QUOTED, " ");
  const endsOpen = /[\p{L}\p{M}\p{N}]$/u.test(rest);
  rest = rest.replace(MINUS, (word) => {
    const words = analyse(word, lexicon).map(asWord);
    if (words.length > 0) without.push({ words });
    return " ";
  });
  const tokens = analyse(rest, lexicon);
  const last = endsOpen ? tokens.at(-1) : undefined;
  const known = new Set<string>();
  const asked = tokens
    .filter(({ folded }) => folded !== ARTICLE && !known.has(folded) && known.add(folded))
    .map((token) => ({ token, word: { ...asWord(token), isLast: token === last } }));
  const telling = asked.filter(({ token }) => !token.isStop && !isQuestionWord(token.folded));
  const chosen = telling.length > 0 ? telling : phrases.length > 0 ? [] : asked;
  return {
    words: chosen.slice(0, MOST_WORDS).map(({ word }) => word),
    phrases: phrases.slice(0, MOST_PHRASES),
    without: without.slice(0, MOST_PHRASES),
    isQuestion:
      /[؟?]/u.test(rest) || asked.slice(0, 2).some(({ token }) => isQuestionWord(token.folded)),
    ignored:
      Math.max(0, chosen.length - MOST_WORDS) +
      Math.max(0, phrases.length - MOST_PHRASES) +
      Math.max(0, without.length - MOST_PHRASES),
  };
}

const asWord = ({ exact, folded, keys }: Token): QueryWord => ({
  exact,
  folded,
  keys,
  isLast: false,
});
