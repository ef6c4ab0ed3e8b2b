import type { Pool } from "pg";
import { analyse } from "#arabic/analysis/analyse.ts";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import { stemKeys } from "#arabic/analysis/stem.ts";
import type { QueryWord } from "./parse-query.ts";
import type { Snapshot } from "./snapshot.ts";
import { completeWord, correctWord, findNames, type WordForms } from "./word-forms.ts";

type Context = {
  readonly pool: Pool;
  readonly snapshot: Snapshot;
  readonly lexicon: Lexicon;
};

/** Words that are guessed in one query at most: each costs several looks at the vocabulary. */
const MOST_GUESSED = 4;

/** Words that the vocabulary has not: a name in Latin letters, the beginning of a word, a slip of the finger. */
export async function guessUnknown(
  context: Context,
  words: readonly WordForms[],
): Promise<WordForms[]> {
  let guessed = 0;
  return Promise.all(
    words.map(async (forms) => {
      if (forms.tiers.size > 0 || (guessed += 1) > MOST_GUESSED) return forms;
      return (await guess(context, forms.word)) ?? forms;
    }),
  );
}

async function guess({ pool, lexicon }: Context, word: QueryWord): Promise<WordForms | undefined> {
  const name = await findNames(pool, word);
  if (name !== undefined) return name;
  if (word.isLast) {
    const completed = await completeWord(pool, word);
    if (completed.tiers.size > 0) return completed;
  }
  return correctWord(pool, word, (folded) => stemKeys(folded, lexicon));
}

/** Stories with a word in so small a share of all make it a rare one, which may be a slip of the finger. */
const RARE = 0.0005;

/**
 * Where no story has all words: the last may be unfinished, and rare ones mistyped. Undefined where nothing is gained.
 * @param onlyLast leaves rare words as they are
 */
export async function guessRare(
  context: Context,
  words: readonly WordForms[],
  frequencies: readonly number[],
  onlyLast: boolean,
): Promise<WordForms[] | undefined> {
  const { pool, lexicon, snapshot } = context;
  let isChanged = false;
  let guessed = 0;
  const wider = await Promise.all(
    words.map(async (forms, index): Promise<WordForms> => {
      if (forms.instead !== undefined || forms.weight < 1) return forms;
      const { word } = forms;
      const isRare = (frequencies[index] ?? 0) <= Math.max(3, snapshot.documents * RARE);
      const more: WordForms[] = [];
      if (word.isLast) more.push(await completeWord(pool, word));
      if (isRare && !onlyLast && (guessed += 1) <= MOST_GUESSED) {
        const corrected = await correctWord(pool, word, (folded) => stemKeys(folded, lexicon));
        if (corrected !== undefined) more.push(corrected);
      }
      if (more.every(({ tiers }) => tiers.size === 0)) return forms;
      isChanged = true;
      return more.reduce(joined, forms);
    }),
  );
  return isChanged ? wider : undefined;
}

/** A word with the forms of a guess beside its own; these come last. */
const joined = (forms: WordForms, guess: WordForms): WordForms => ({
  ...forms,
  tiers: new Map([...[...guess.tiers.keys()].map((form) => [form, 2] as const), ...forms.tiers]),
  forms: new Map([...[...guess.forms.keys()].map((form) => [form, 2] as const), ...forms.forms]),
  ...(guess.instead === undefined ? {} : { instead: guess.instead }),
});

/** The query with what was taken instead of its words; undefined where nothing was. */
export function meantText(
  text: string,
  words: readonly WordForms[],
  lexicon: Lexicon,
): string | undefined {
  const instead = new Map(
    words.flatMap(({ word, instead }) => (instead === undefined ? [] : [[word.folded, instead]])),
  );
  if (instead.size === 0) return undefined;
  let meant = "";
  let at = 0;
  for (const { start, end, folded } of analyse(text, lexicon)) {
    const word = instead.get(folded);
    if (word === undefined || start < at) continue;
    meant += text.slice(at, start) + word;
    at = end;
  }
  return meant + text.slice(at);
}
