import { dictionary } from "#arabic/analysis/dictionary.ts";
import type { CompiledWords } from "./compile-words.ts";
import { isKnownWord } from "./spellings.ts";
import { readUnits, type Unit } from "./units.ts";
import { walk, type Budget, type Walked } from "./walk.ts";

/** A listed word in a text: the entry of the list, and where (UTF-16 code units; end not included). */
export type WordHit = { readonly listed: string; readonly at: number; readonly end: number };

/** What a text holds of a word list; `isCut`: only its beginning was read. */
export type FoundWords = { readonly hits: readonly WordHit[]; readonly isCut: boolean };

/** Longer than any comment: what is beyond is not read. */
const MOST_READ = 20_000;
const LONGEST_SPLIT_PIECE = 6;
/** Steps of reading for each code unit: three times what real texts take. */
const STEPS_FOR_EACH = 40;

type Piece = {
  readonly first: number;
  readonly last: number;
  readonly text: string;
  readonly arabic: number;
  readonly latin: number;
  readonly isPlain: boolean;
};

function piecesOf(units: readonly Unit[]): Piece[] {
  const pieces: Piece[] = [];
  let first = 0;
  for (const [last, unit] of units.entries()) {
    if (!unit.isLast) continue;
    const own = units.slice(first, last + 1);
    pieces.push({
      first,
      last,
      text: own.map(({ sign }) => sign).join(""),
      arabic: own.filter(({ script }) => script === "arabic").length,
      latin: own.filter(({ script }) => script === "latin").length,
      isPlain: own.every(({ script }) => script === "arabic"),
    });
    first = last + 1;
  }
  return pieces;
}

const sizeOf = ({ first, last }: Piece): number => last - first + 1;

/** The feminine that ثورات and ثورتها come from. */
const feminineBase = (word: string, after: string): string =>
  after.startsWith("ات") || after.startsWith("ت") ? `${word}ه` : "";

/** A word that only looks like a listed one with something around it, and is one of its own: ثورة beside ثور. */
function isAnotherWord(units: readonly Unit[], walked: Walked, first: number): boolean {
  const text = (from: number, to: number): string =>
    units
      .slice(from, to + 1)
      .map(({ sign }) => sign)
      .join("");
  const { nouns, people, places, past } = dictionary();
  const word = text(walked.from, walked.to);
  const keys = nouns.get(word) ?? [word];
  const isForeign = (form: string): boolean => {
    const own = nouns.get(form);
    if (own !== undefined) return !own.some((key) => keys.includes(key));
    return people.has(form) || places.has(form);
  };
  const [before, after] = [text(first, walked.from - 1), text(walked.to + 1, walked.last)];
  if (after !== "" && (isForeign(word + after) || isForeign(feminineBase(word, after))))
    return true;
  if (after !== "" && before === "" && "وفبكل".includes(word.charAt(0)))
    if (isKnownWord(word.slice(1) + after)) return true;
  if (before.length !== 1) return false;
  const whole = before + word + after;
  return isForeign(whole) || past.has(before + word);
}

/** Whether what was read within one piece is the listed word. */
function isWordOfPiece(units: readonly Unit[], piece: Piece, walked: Walked): boolean {
  if (piece.isPlain) return !isAnotherWord(units, walked, piece.first);
  if (piece.arabic === 0) return piece.latin >= 2;
  const own = units.slice(piece.first, piece.last + 1);
  const foreign = own.filter(({ script }) => script === "latin" || script === "digit").length;
  return piece.arabic >= 2 && foreign <= piece.arabic + 1;
}

/**
 * Whether a word was taken apart: letter by letter, or in pieces of which one is no word. Two words that happen to
 * stand beside each other are none.
 */
function isTakenApart(pieces: readonly Piece[], units: readonly Unit[], walked: Walked): boolean {
  if (pieces.every((piece) => sizeOf(piece) === 1)) return pieces.length >= 3;
  const isBare = walked.from === pieces[0]?.first && walked.to === walked.last;
  if (!isBare || pieces.some((piece) => sizeOf(piece) > LONGEST_SPLIT_PIECE)) return false;
  if (pieces.every(({ latin, arabic }) => latin > 0 && arabic === 0))
    return pieces.slice(1).every(({ first }) => units[first]?.gap === "signs");
  return pieces.some((piece) =>
    sizeOf(piece) === 1 ? piece.text !== "و" : piece.arabic > 0 && !isKnownWord(piece.text),
  );
}

type Found = {
  readonly word: number;
  readonly first: number;
  readonly last: number;
  readonly walked: Walked;
};

/** Every single word of the list, by the pieces that it takes. */
function findSingles(
  units: readonly Unit[],
  pieces: readonly Piece[],
  words: CompiledWords,
  budget: Budget,
): Found[] {
  const endAt = new Map(pieces.map(({ last }, index) => [last, index]));
  const startAt = new Map(pieces.map(({ first }, index) => [first, index]));
  const found: Found[] = [];
  for (const [index, piece] of pieces.entries()) {
    const take = (walks: readonly Walked[]): void => {
      for (const walked of walks) {
        const last = endAt.get(walked.last) ?? index;
        const covered = pieces.slice(index, last + 1);
        if (covered.some(({ text }) => words.except.has(text))) continue;
        const isHit =
          covered.length === 1
            ? isWordOfPiece(units, piece, walked)
            : isTakenApart(covered, units, walked);
        if (isHit) found.push({ word: walked.word, first: index, last, walked });
      }
    };
    const isOne = sizeOf(piece) === 1;
    if (piece.arabic > 0 || isOne) {
      take(walk(words.long, units, piece.first, "arabic", ({ gap }) => gap !== "wide", budget));
      if (piece.isPlain) take(walk(words.short, units, piece.first, "arabic", () => false, budget));
    }
    if (piece.arabic === 0 && (piece.latin > 0 || isOne))
      take(
        walk(
          words.latin,
          units,
          piece.first,
          "latin",
          (unit, at) => {
            const next = pieces[startAt.get(at) ?? -1];
            if (next === undefined || next.arabic > 0 || unit.gap === "wide") return false;
            return unit.gap === "signs" || (isOne && sizeOf(next) === 1);
          },
          budget,
        ),
      );
  }
  return found;
}

const ARTICLE_ALONE = new Set(["ال", "al", "el", "il"]);

/** The pieces that the rest of a phrase takes after `piece`; the last of them, or undefined. */
function lastOfPhrase(
  parts: readonly number[],
  piece: number,
  pieces: readonly Piece[],
  byFirst: ReadonlyMap<number, readonly Found[]>,
): number | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) return piece;
  const at = ARTICLE_ALONE.has(pieces[piece + 1]?.text ?? "") ? piece + 2 : piece + 1;
  const next = byFirst.get(at)?.find(({ word }) => word === part);
  return next === undefined ? undefined : lastOfPhrase(rest, next.last, pieces, byFirst);
}

/**
 * Finds the entries of a word list in a text, however they are spelled: with or without marks, tatweel, what Arabic
 * joins to words, letters repeated, spaced out, hidden, replaced by look-alikes or written in Latin. Never inside
 * other words. Takes time in proportion to the text, of which at most 20,000 code units are read.
 */
export function findWords(text: string, words: CompiledWords): FoundWords {
  const units = readUnits(text.slice(0, MOST_READ));
  const budget = { left: 1000 + STEPS_FOR_EACH * units.length };
  const pieces = piecesOf(units);
  const singles = findSingles(units, pieces, words, budget);
  const byFirst = Map.groupBy(singles, ({ first }) => first);
  const hits = new Map<string, WordHit>();
  for (const single of singles)
    for (const phrase of words.byFirst.get(single.word) ?? []) {
      const entry = words.phrases[phrase];
      if (entry === undefined) continue;
      const last = lastOfPhrase(entry.parts.slice(1), single.last, pieces, byFirst);
      if (last === undefined) continue;
      const at = units[pieces[single.first]?.first ?? 0]?.at ?? 0;
      const end = units[pieces[last]?.last ?? 0]?.end ?? at;
      const key = `${entry.text} ${at}`;
      if (!hits.has(key)) hits.set(key, { listed: entry.text, at, end });
    }
  const inOrder = [...hits.values()].sort((a, b) => a.at - b.at);
  return { hits: inOrder, isCut: text.length > MOST_READ || budget.left < 0 };
}
