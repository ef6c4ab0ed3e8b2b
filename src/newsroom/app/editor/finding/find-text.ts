import { fold } from "#arabic/fold.ts";

/** A place in a text, in UTF-16 units: from the first one to behind the last. */
export type Span = { readonly from: number; readonly to: number };

/** How to look: `exact` letter by letter, else as readers read (without tashkeel, hamza seats, case). */
export type FindOptions = { readonly exact?: boolean; readonly wholeWords?: boolean };

/** A letter with the marks on it: what folding never parts. */
const CLUSTER = /[^\p{M}]\p{M}*|\p{M}+/gu;
const WORD_LETTER = /[\p{L}\p{N}\p{M}\u0640]/u;
const BLANK = /^\s+$/u;

const folded = new Map<string, string>();
const MOST_REMEMBERED = 20_000;

function foldCluster(cluster: string, exact: boolean): string {
  if (BLANK.test(cluster)) return " ";
  if (exact) return cluster;
  const known = folded.get(cluster);
  if (known !== undefined) return known;
  const key = fold(cluster);
  if (folded.size >= MOST_REMEMBERED) folded.clear();
  folded.set(cluster, key);
  return key;
}

type Folded = {
  readonly key: string;
  /** For each unit of the key, where its cluster begins and ends in the text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
};

function foldWithPlaces(text: string, exact: boolean): Folded {
  let key = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(CLUSTER)) {
    const part = foldCluster(match[0], exact);
    key += part;
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
  }
  return { key, starts, ends };
}

const isPartOfWord = (text: string, at: number): boolean => {
  const code = text.codePointAt(at);
  return code !== undefined && WORD_LETTER.test(String.fromCodePoint(code));
};

/**
 * Where `query` stands in `text`, in order and never overlapping. Tashkeel, tatweel, the seats of the hamza, ى and ة,
 * the digits' script and Latin case play no part unless `exact`; a run of blanks of any kind is a blank. A match takes
 * whole letters with the marks on them, so that replacing it leaves no mark behind.
 */
export function findInText(text: string, query: string, options: FindOptions = {}): Span[] {
  const exact = options.exact === true;
  const wanted = foldWithPlaces(query, exact).key;
  if (wanted === "") return [];
  const { key, starts, ends } = foldWithPlaces(text, exact);
  const found: Span[] = [];
  let at = key.indexOf(wanted);
  while (at !== -1) {
    const last = at + wanted.length - 1;
    const [from, to] = [starts[at], ends[last]];
    const isWhole =
      (at === 0 || starts[at - 1] !== from) &&
      (last === key.length - 1 || starts[last + 1] !== starts[last]);
    const fits =
      isWhole &&
      from !== undefined &&
      to !== undefined &&
      (options.wholeWords !== true ||
        (!(from > 0 && isPartOfWord(text, from - 1)) && !isPartOfWord(text, to)));
    if (fits) found.push({ from, to });
    at = key.indexOf(wanted, fits ? last + 1 : at + 1);
  }
  return found;
}
