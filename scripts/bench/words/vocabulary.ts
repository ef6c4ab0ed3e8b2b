import { editCost } from "../../../src/arabic/analysis/near.ts";

const MAX_LETTERS = 24;
const MIN_LETTERS = 3;

/**
 * The folded form and every form with one letter left out. Two forms that are one edit apart (a
 * letter more, less, another or swapped with its neighbour) have a key in common. Only the form
 * itself below 3 letters and above 24.
 *
 * Source: the symmetric deletion of W. Garbe's SymSpell, with one deletion.
 *
 */
function deletionKeys(folded: string): string[] {
  const keys = new Set([folded]);
  if (folded.length < MIN_LETTERS || folded.length > MAX_LETTERS) return [...keys];
  for (let at = 0; at < folded.length; at += 1)
    keys.add(folded.slice(0, at) + folded.slice(at + 1));
  return [...keys];
}

/** A form that may have been meant, how often it was seen, and how far it is from what was typed. */
export type NearForm = { readonly form: string; readonly count: number; readonly cost: number };

/** Forms that can be asked for those one edit away. */
export type Vocabulary = {
  /** The forms nearest to `folded`, the likeliest first; the form itself, where known, is the first. */
  near(folded: string, limit: number): NearForm[];
};

/**
 * A vocabulary in memory: about 12 bytes for each letter of its distinct forms.
 *
 * Source: as `deletionKeys`.
 *
 */
export function createVocabulary(
  forms: Iterable<readonly [form: string, count: number]>,
): Vocabulary {
  const all = Array.from(forms);
  const pairs = all.flatMap(([form], index) =>
    deletionKeys(form).map((key) => hashOf(key) * 2 ** 21 + index),
  );
  const sorted = Float64Array.from(pairs).sort();
  return {
    near: (folded, limit) => {
      const seen = new Map<string, NearForm>();
      for (const key of deletionKeys(folded))
        for (const index of indexesOf(sorted, hashOf(key))) {
          const [form = "", count = 0] = all[index] ?? [];
          const cost = editCost(folded, form);
          if (cost <= 1) seen.set(form, { form, count, cost });
        }
      return [...seen.values()].sort((a, b) => rank(b) - rank(a)).slice(0, limit);
    },
  };
}

/** The likeliest first: ten times as frequent makes up for a quarter of an edit. */
function rank({ cost, count }: NearForm): number {
  return cost === 0 ? Infinity : Math.log10(count + 1) / 4 - cost;
}

function* indexesOf(sorted: Float64Array, hash: number): Generator<number> {
  const from = hash * 2 ** 21;
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < sorted.length && (sorted[at] ?? 0) < from + 2 ** 21; at += 1)
    yield (sorted[at] ?? 0) - from;
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
