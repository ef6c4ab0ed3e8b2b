import { fold } from "#arabic/fold.ts";
import {
  ARABIC_READINGS,
  LATIN_LOOKS,
  MASKS,
  SIGNS_AMONG_ARABIC,
  SIGNS_AMONG_LATIN,
} from "./letters.ts";

type Reading = {
  /** Arabic letters that it may be among Arabic ones. */
  readonly arabic: string;
  /** Latin letters and digits that it may be among Latin ones. */
  readonly latin: string;
  readonly script: "arabic" | "latin" | "digit" | "mask";
};

/** A sign of a text, as the letters that it may be read as. */
export type Unit = Reading & {
  /** Folded, as it was written. */
  readonly sign: string;
  /** Where it stands in the text (UTF-16 code units; end not included). */
  readonly at: number;
  readonly end: number;
  /** First or last unit of a piece: a run of signs without anything between. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** What stands before a piece: signs without a space, a space too, or more than anybody leaves within a word. */
  readonly gap: "none" | "signs" | "space" | "wide";
};

/** Signs between two pieces that still join them. */
const WIDEST_GAP = 6;
/** No real word repeats a letter more often; of longer runs this much is read. */
const MOST_REPEATED = 2;

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const ARABIC = /\p{Script=Arabic}/u;
const DIGIT = /[0-9]/u;
const SPACE = /\s/u;
const APOSTROPHE = /['\u2019\u2018`\u02bc]/u;
const MARK = /\p{M}/u;

function readingOf(sign: string): Reading {
  if (APOSTROPHE.test(sign)) return { arabic: "", latin: "'", script: "mask" };
  const arabic = SIGNS_AMONG_ARABIC.get(sign) ?? "";
  if (!LETTER_OR_DIGIT.test(sign))
    return { arabic, latin: SIGNS_AMONG_LATIN.get(sign) ?? "", script: "mask" };
  if (DIGIT.test(sign))
    return { arabic, latin: sign + (SIGNS_AMONG_LATIN.get(sign) ?? ""), script: "digit" };
  if (ARABIC.test(sign))
    return { arabic: ARABIC_READINGS.get(sign) ?? sign, latin: "", script: "arabic" };
  const latin = LATIN_LOOKS.get(sign) ?? sign;
  return { arabic: SIGNS_AMONG_ARABIC.get(latin) ?? "", latin, script: "latin" };
}

/** Texts use few signs, again and again. */
const MOST_KEPT = 5000;
const foldedSigns = new Map<string, string>();

function foldSign(sign: string): string {
  let folded = foldedSigns.get(sign);
  if (folded === undefined) {
    if (foldedSigns.size >= MOST_KEPT) foldedSigns.clear();
    foldedSigns.set(sign, (folded = fold(sign)));
  }
  return folded;
}

type Sign = { readonly sign: string; readonly at: number; readonly end: number };

/** The folded signs of a text, marks left out, each with its place. */
function signsOf(text: string): Sign[] {
  const signs: Sign[] = [];
  let at = 0;
  for (const written of text) {
    const end = at + written.length;
    for (const sign of foldSign(written)) if (!MARK.test(sign)) signs.push({ sign, at, end });
    at = end;
  }
  return signs;
}

/** Whether the last two pieces are this one sign already: ك ك ك ك says no more than ك ك. */
const isRun = (units: readonly Unit[], sign: string): boolean =>
  units.length >= MOST_REPEATED &&
  units
    .slice(-MOST_REPEATED)
    .every((unit) => unit.sign === sign && unit.isFirst && unit.isLast && unit.gap !== "none");

/**
 * Reads a text as the letters that its signs may stand for, parted into pieces where something stands between them.
 * Masks (ك*ب) and apostrophes belong to a piece only between two letters of it, $ also before one. Runs of one sign are cut to two. Takes
 * time in proportion to the text.
 */
export function readUnits(text: string): Unit[] {
  const signs = signsOf(text);
  const units: { -readonly [Field in keyof Unit]: Unit[Field] }[] = [];
  let gap: Unit["gap"] = "wide";
  let [between, repeated] = [0, 0];
  let isOpen = false;
  for (const [index, { sign, at, end }] of signs.entries()) {
    const isLetter = LETTER_OR_DIGIT.test(sign);
    const isWithin = isOpen && LETTER_OR_DIGIT.test(signs[index + 1]?.sign ?? "");
    const isOpening = sign === "$" && LETTER_OR_DIGIT.test(signs[index + 1]?.sign ?? "");
    if (!isLetter && !isOpening && !(isWithin && (MASKS.has(sign) || APOSTROPHE.test(sign)))) {
      if (isOpen) [gap, between, isOpen] = ["signs", 0, false];
      between += 1;
      if (between > WIDEST_GAP) gap = "wide";
      else if (gap === "signs" && SPACE.test(sign)) gap = "space";
      continue;
    }
    const last = units.at(-1);
    const isAlone = !isOpen && !LETTER_OR_DIGIT.test(signs[index + 1]?.sign ?? "");
    if (isAlone && isRun(units, sign)) {
      if (last !== undefined) last.end = end;
      continue;
    }
    repeated = isOpen && sign === last?.sign ? repeated + 1 : 1;
    if (repeated > MOST_REPEATED) {
      if (last !== undefined) last.end = end;
      continue;
    }
    if (isOpen && last !== undefined) last.isLast = false;
    units.push({
      ...readingOf(sign),
      sign,
      at,
      end,
      isFirst: !isOpen,
      isLast: true,
      gap: isOpen ? "none" : last === undefined ? "wide" : gap,
    });
    isOpen = true;
  }
  return units;
}
