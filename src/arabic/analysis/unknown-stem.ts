import { openings, type Opening } from "./clitics.ts";
import type { Lexicon } from "./lexicon.ts";

const MIN_STEM = 3;

/**
 * The key of a word that the dictionary does not know: the article always goes; a particle of one
 * letter goes when the lexicon has seen the rest more often than the whole; plural and feminine
 * endings go where enough is left.
 *
 * Source: after the light stemming of Larkey, Ballesteros and Connell (2007), the choice by
 * attested forms added.
 *
 * @example
 * unknownStem('والبلاكبيري', shippedLexicon()) // => "بلاكبيري"
 */
export function unknownStem(word: string, lexicon: Lexicon): string {
  return withoutEnding(bareOf(word, lexicon), lexicon);
}

function bareOf(word: string, lexicon: Lexicon): { rest: string; isDefinite: boolean } {
  const whole: Opening = { rest: word, cost: 0, isDefinite: false, takes: "any" };
  let best = whole;
  let bestScore = lexicon.countOf(word) + 0.5;
  for (const opening of openings(word)) {
    if (opening.takes === "present" || opening.rest.length < MIN_STEM) continue;
    if (opening.isDefinite) return opening;
    const score =
      lexicon.countOf(opening.rest) +
      (opening.isDefinite ? 0 : lexicon.countOf(`ال${opening.rest}`));
    const isLongAnd = word.startsWith("و") && opening.rest.length === word.length - 1;
    const bonus = isLongAnd && opening.rest.length >= 4 ? 0.6 : 0;
    if (score + bonus > bestScore) {
      best = opening;
      bestScore = score + bonus;
    }
  }
  return best;
}

const ENDINGS: readonly (readonly [string, number, boolean])[] = [
  ["ات", 3, true],
  ["يون", 4, true],
  ["يين", 4, true],
  ["ون", 3, false],
  ["ين", 3, false],
  ["ان", 3, false],
  ["تهم", 3, true],
  ["تها", 3, true],
  ["ها", 3, true],
  ["هم", 4, true],
  ["ه", 3, true],
  ["ا", 4, false],
];

function withoutEnding(
  { rest, isDefinite }: { rest: string; isDefinite: boolean },
  lexicon: Lexicon,
): string {
  for (const [ending, least, isPlain] of ENDINGS) {
    const body = rest.slice(0, rest.length - ending.length);
    if (!rest.endsWith(ending) || body.length < least) continue;
    const stem = ending.startsWith("ي") ? `${body}ي` : body;
    const isAttested = lexicon.countOf(stem) > 0 || lexicon.countOf(`${stem}ه`) > 0;
    if (isPlain || isAttested || (isDefinite && ending !== "ان" && ending !== "ا")) return stem;
  }
  return rest;
}
