const MAX_LETTERS = 24;
const MIN_LETTERS = 3;

/** Letters that one hand takes for another: beside it on the Arabic keyboard, alike in sound or in shape. */
const KEYBOARD = ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"];
const ALIKE = [
  "بتثني",
  "جحخ",
  "دذ",
  "رز",
  "سشص",
  "صض",
  "ضظ",
  "طظ",
  "طت",
  "عغ",
  "فق",
  "قكغ",
  "ذز",
  "ثس",
  "حه",
  "ءاعه",
  "وي",
  "ضد",
];

const NEIGHBOURS: ReadonlySet<string> = new Set([
  ...KEYBOARD.flatMap((row) =>
    Array.from({ length: row.length - 1 }, (_, at) => row.slice(at, at + 2)),
  ),
  ...ALIKE.flatMap((group) => Array.from(group).flatMap((a) => Array.from(group, (b) => a + b))),
]);

const isNear = (a: string, b: string): boolean => NEIGHBOURS.has(a + b) || NEIGHBOURS.has(b + a);

/**
 * The folded form and every form with one letter left out. Two forms that are one edit apart (a
 * letter more, less, another or swapped with its neighbour) have a key in common. Only the form
 * itself below 3 letters and above 24.
 *
 * Source: the symmetric deletion of W. Garbe's SymSpell, with one deletion.
 *
 * @example
 * deletionKeys('قمه') // => ["قمه","مه","قه","قم"]
 */
export function deletionKeys(folded: string): string[] {
  const keys = new Set([folded]);
  if (folded.length < MIN_LETTERS || folded.length > MAX_LETTERS) return [...keys];
  for (let at = 0; at < folded.length; at += 1)
    keys.add(folded.slice(0, at) + folded.slice(at + 1));
  return [...keys];
}

/**
 * How far a typed form is from a meant one: 0 the same, up to 1 for one edit, Infinity for more.
 * Edits that happen easily cost less: neighbours on the keyboard, letters alike in sound or shape,
 * swapped letters, a long vowel too many or too few, a letter doubled.
 *
 * Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors"
 * (1964); neighbours by the Arabic (101) keyboard.
 *
 * @example
 * editCost('الرياص', 'الرياض') // => 0.4
 * editCost('الرايض', 'الرياض') // => 0.5
 * editCost('قمه', 'قمم') // => 1
 * editCost('قمه', 'دوله') // => Infinity
 */
export function editCost(typed: string, meant: string): number {
  if (typed === meant) return 0;
  const [long, short] = typed.length >= meant.length ? [typed, meant] : [meant, typed];
  if (long.length - short.length > 1) return Infinity;
  let start = 0;
  while (start < short.length && long[start] === short[start]) start += 1;
  if (long.length > short.length)
    return long.slice(start + 1) === short.slice(start) ? lettersCost(long, start) : Infinity;
  const [a = "", b = "", c = "", d = ""] = [
    long[start],
    short[start],
    long[start + 1],
    short[start + 1],
  ];
  if (long.slice(start + 1) === short.slice(start + 1)) return isNear(a, b) ? 0.4 : 1;
  if (a === d && b === c && long.slice(start + 2) === short.slice(start + 2)) return 0.5;
  return Infinity;
}

/** The cost of a letter too many or too few at `at` of the longer form. */
function lettersCost(long: string, at: number): number {
  const letter = long.charAt(at);
  if (letter === long.charAt(at - 1)) return 0.4;
  return "اوي".includes(letter) ? 0.6 : 0.8;
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
 * @example
 * createVocabulary([['الرياض', 9], ['الرياضه', 4]]).near('الرياص', 1) // => [{ form: "الرياض", count: 9, cost: 0.4 }]
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
