import { BODY_SHIFT, FIELD, readerOf, takeVarint } from "../indexing/postings.ts";
import { phraseMatches } from "./phrase-matches.ts";
import type { Postings } from "./read-postings.ts";
import type { Snapshot } from "./snapshot.ts";
import type { WordForms } from "./word-forms.ts";

/** What a word in each field counts, beside one in the body of a story of usual length. */
const FIELD_WEIGHTS = [
  [FIELD.headline, 4],
  [FIELD.standfirst, 1.5],
  [FIELD.topics, 2],
  [FIELD.authors, 2],
  [FIELD.captions, 0.7],
] as const;
const WEIGHT_OF_FIELDS = Float32Array.from({ length: 32 }, (_, bits) =>
  FIELD_WEIGHTS.reduce((sum, [bit, weight]) => sum + ((bits & bit) === 0 ? 0 : weight), 0),
);
const BITS = 31;

/** A field that has a bit of its own. */
export type Field = keyof typeof FIELD;

/** A tier's share of the score. */
const TIER_WEIGHTS = [1, 0.95, 0.85] as const;
/** How soon more of the same word adds nothing (k1 of BM25). */
const SATURATION = 1.2;

/** A part of a query that a story has or has not. */
export type Part =
  | { readonly kind: "word"; readonly forms: WordForms }
  /** For each word of the phrase, the numbers of the forms that it may have. */
  | { readonly kind: "phrase"; readonly words: readonly ReadonlySet<number>[] };

/** What became of each story of the snapshot, by its number. */
export type Scores = {
  readonly total: Float32Array;
  /** Parts of the query that it has. */
  readonly matched: Uint8Array;
  /** Share of what all parts tell that its own tell, 0 to 1. */
  readonly share: Float32Array;
  /** Stories that have the part, for each part. */
  readonly frequencies: readonly number[];
};

/**
 * Scores every story: the sum over the parts of BM25, each word by the best of its tiers, so that a story with the word
 * as it was typed comes before one with another form of it. Fields are weighted before the sum is damped (BM25F,
 * Robertson, Zaragoza and Taylor, CIKM 2004).
 * @param only a field: words count where they stand in it
 */
export function scoreStories(
  snapshot: Snapshot,
  parts: readonly Part[],
  postings: Postings,
  only?: Field,
): Scores {
  const { documents } = snapshot;
  const total = new Float32Array(documents);
  const matched = new Uint8Array(documents);
  const share = new Float32Array(documents);
  const frequencies: number[] = [];
  const tellings: number[] = [];
  const partScores = new Float32Array(documents);
  for (const part of parts) {
    const telling =
      part.kind === "word"
        ? scoreWord(snapshot, part.forms, postings, partScores, only)
        : scorePhrase(snapshot, part.words, postings, partScores);
    let frequency = 0;
    for (let number = 0; number < documents; number += 1) {
      const score = partScores[number] ?? 0;
      if (score === 0) continue;
      partScores[number] = 0;
      frequency += 1;
      total[number] = (total[number] ?? 0) + score;
      matched[number] = (matched[number] ?? 0) + 1;
      share[number] = (share[number] ?? 0) + telling;
    }
    frequencies.push(frequency);
    tellings.push(telling);
  }
  const all = tellings.reduce((sum, one) => sum + one, 0);
  if (all > 0)
    for (let number = 0; number < documents; number += 1)
      share[number] = (share[number] ?? 0) / all;
  return { total, matched, share, frequencies };
}

/** How much it tells that a story has what `frequency` of all have (the idf of BM25). */
const tells = (documents: number, frequency: number): number =>
  Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));

/** Writes the score of a word into `scores`, for each story that has it. @returns how much the word tells */
function scoreWord(
  snapshot: Snapshot,
  { tiers, weight }: WordForms,
  postings: Postings,
  scores: Float32Array,
  only: Field | undefined,
): number {
  const { documents, bodyNorms, byId } = snapshot;
  const counts = new Float32Array(documents);
  let telling = 0;
  let frequency = 0;
  for (const tier of [0, 1, 2] as const) {
    let isTouched = false;
    for (const [form, formTier] of tiers) {
      if (formTier !== tier) continue;
      for (const row of postings.get(form) ?? []) {
        const base = byId.get(row.segment)?.base;
        if (base === undefined) continue;
        isTouched = true;
        const reader = readerOf(row.postings);
        let number = base;
        for (let left = row.documents; left > 0; left -= 1) {
          number += takeVarint(reader);
          const fields = row.postings[reader.at++] ?? 0;
          if (only !== undefined && (fields & FIELD[only]) === 0) continue;
          const before = counts[number] ?? 0;
          if (before === 0) frequency += 1;
          counts[number] =
            before +
            (WEIGHT_OF_FIELDS[fields & BITS] ?? 0) +
            (fields >> BODY_SHIFT) * (bodyNorms[number] ?? 1);
        }
      }
    }
    if (!isTouched) continue;
    // Words of one stem tell as much as they do together; the same holds for spellings.
    const tierTelling = tells(documents, frequency);
    telling = tierTelling;
    const factor = tierTelling * (TIER_WEIGHTS[tier] * weight) * (SATURATION + 1);
    for (let number = 0; number < documents; number += 1) {
      const count = counts[number] ?? 0;
      if (count === 0) continue;
      const score = (factor * count) / (count + SATURATION);
      if (score > (scores[number] ?? 0)) scores[number] = score;
    }
  }
  return telling;
}

/** A phrase tells as its words do together, were they found apart. */
function scorePhrase(
  snapshot: Snapshot,
  words: readonly ReadonlySet<number>[],
  postings: Postings,
  scores: Float32Array,
): number {
  const found: number[] = [];
  for (const segment of snapshot.segments)
    for (const ordinal of phraseMatches(segment, words, postings))
      found.push(segment.base + ordinal);
  const telling = tells(snapshot.documents, found.length);
  for (const number of found) scores[number] = telling;
  return telling;
}
