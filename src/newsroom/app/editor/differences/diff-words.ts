import { diffSequence } from "./diff-sequence.ts";

/** A piece of a comparison: in both texts, only in the older one, or only in the newer one. */
export type Piece = { readonly kind: "same" | "removed" | "added"; readonly text: string };

const BLANK = /^\s*$/u;

const graphemes = new Intl.Segmenter("ar", { granularity: "grapheme" });
const WORD_LETTER = /^[\p{L}\p{N}\p{M}\u0640]/u;

type TokenKind = "word" | "blank" | "sign";

const kindOf = (grapheme: string): TokenKind => {
  if (WORD_LETTER.test(grapheme)) return "word";
  return BLANK.test(grapheme) ? "blank" : "sign";
};

/** A text as words with their marks, runs of blanks, and single signs; put together they give the text. */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let last: TokenKind = "sign";
  for (const { segment } of graphemes.segment(text)) {
    const kind = kindOf(segment);
    if (kind !== "sign" && kind === last) tokens[tokens.length - 1] += segment;
    else tokens.push(segment);
    last = kind;
  }
  return tokens;
}

/** A blank that stays between two changes joins them: whole phrases are read easier than every other word. */
function withoutLoneBlanks(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed !== "") out.push({ kind: "removed", text: removed });
    if (added !== "") out.push({ kind: "added", text: added });
    removed = "";
    added = "";
  };
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    const isBetween = removed !== "" && added !== "" && next !== undefined && next.kind !== "same";
    if (piece.kind === "removed") removed += piece.text;
    else if (piece.kind === "added") added += piece.text;
    else if (BLANK.test(piece.text) && isBetween) {
      removed += piece.text;
      added += piece.text;
    } else {
      flush();
      out.push(piece);
    }
  }
  flush();
  return out;
}

/**
 * What became of a text, word by word: what was removed stands before what was added in its place. Words are compared
 * as they are written, so a change of tashkeel shows; no piece begins or ends within a letter and its marks.
 */
export function diffWords(before: string, after: string): Piece[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
  const [older, newer] = [tokensOf(before), tokensOf(after)];
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  for (const { kind, size } of diffSequence(older, newer)) {
    const text = (kind === "added" ? newer.slice(j, j + size) : older.slice(i, i + size)).join("");
    pieces.push({ kind, text });
    if (kind !== "added") i += size;
    if (kind !== "removed") j += size;
  }
  return withoutLoneBlanks(pieces);
}

/** How alike two texts are, from 0 to 1: the share of their words that stands in both. */
export function likeness(before: string, after: string): number {
  const words = (text: string) => tokensOf(text).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const [older, newer] = [words(before), words(after)];
  if (older.length + newer.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of older) left.set(word, (left.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of newer) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    both += 1;
  }
  return (2 * both) / (older.length + newer.length);
}
