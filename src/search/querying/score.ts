import { BODY_SHIFT, FIELD } from "../indexing/postings.ts";
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

/** What a form counts by its tier: as it was typed, spelled alike, of the same stem. */
const TIER_WEIGHTS = [1, 0.95, 0.6] as const;
/** How soon more of the same word adds nothing (k1 of BM25). */
const SATURATION = 1;
/** Any field: a posting has at least one. */
const ANY = 0xff;

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
  /** How much each part tells (idf of BM25). */
  readonly tellings: readonly number[];
};

/**
 * Scores every story: the sum over the parts of BM25. Every form of a word counts, the less the further it is from what
 * was typed, so that a story with the word as it was typed comes before one with another form of it. Fields and forms are
 * weighted before the sum is damped (BM25F, Robertson, Zaragoza and Taylor, CIKM 2004).
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
  const scratch = scratchOf(snapshot);
  const { counts, having } = scratch;
  for (const part of parts) {
    const frequency =
      part.kind === "word"
        ? countWord(snapshot, part.forms, postings, scratch, only)
        : countPhrase(snapshot, part.words, postings, scratch);
    const telling = tells(documents, frequency);
    const factor = telling * (part.kind === "word" ? part.forms.weight * (SATURATION + 1) : 1);
    const damping = part.kind === "word" ? SATURATION : 0;
    for (let at = 0; at < frequency; at += 1) {
      const number = having[at] ?? 0;
      const count = counts[number] ?? 0;
      counts[number] = 0;
      total[number] = (total[number] ?? 0) + (factor * count) / (count + damping);
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
  return { total, matched, share, frequencies, tellings };
}

/** How much it tells that a story has what `frequency` of all have (the idf of BM25). */
const tells = (documents: number, frequency: number): number =>
  Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));

/** How often each story has the part at hand (0 again after it), and the numbers of those that have it. */
type Counted = { readonly counts: Float32Array; readonly having: Uint32Array };

/** One for each snapshot, since scoring does not wait: large arrays made for every query keep the collector busy. */
const scratches = new WeakMap<Snapshot, Counted>();

function scratchOf(snapshot: Snapshot): Counted {
  const known = scratches.get(snapshot);
  if (known !== undefined) return known;
  const made = {
    counts: new Float32Array(snapshot.documents),
    having: new Uint32Array(snapshot.documents),
  };
  scratches.set(snapshot, made);
  return made;
}

/** Counts a word in each story that has it. @returns how many have it */
function countWord(
  snapshot: Snapshot,
  { tiers }: WordForms,
  postings: Postings,
  { counts, having }: Counted,
  only: Field | undefined,
): number {
  const { bodyNorms, byId } = snapshot;
  const wanted = only === undefined ? ANY : FIELD[only];
  let frequency = 0;
  for (const [form, tier] of tiers) {
    const weight = TIER_WEIGHTS[tier];
    for (const row of postings.get(form) ?? []) {
      const base = byId.get(row.segment)?.base;
      if (base === undefined) continue;
      const bytes = row.postings;
      let at = 0;
      let number = base;
      for (let left = row.documents; left > 0; left -= 1) {
        let byte = bytes[at++] ?? 0;
        number += byte & 127;
        for (let shift = 7; byte > 127; shift += 7) {
          byte = bytes[at++] ?? 0;
          number += (byte & 127) << shift;
        }
        const fields = bytes[at++] ?? 0;
        if ((fields & wanted) === 0) continue;
        const before = counts[number] ?? 0;
        if (before === 0) having[frequency++] = number;
        counts[number] =
          before +
          weight *
            ((WEIGHT_OF_FIELDS[fields & BITS] ?? 0) +
              (fields >> BODY_SHIFT) * (bodyNorms[number] ?? 1));
      }
    }
  }
  return frequency;
}

/** A phrase counts once in each story that has it: it tells as its words do together, were they found apart. */
function countPhrase(
  snapshot: Snapshot,
  words: readonly ReadonlySet<number>[],
  postings: Postings,
  { counts, having }: Counted,
): number {
  let frequency = 0;
  for (const segment of snapshot.segments)
    for (const ordinal of phraseMatches(segment, words, postings)) {
      counts[segment.base + ordinal] = 1;
      having[frequency++] = segment.base + ordinal;
    }
  return frequency;
}
