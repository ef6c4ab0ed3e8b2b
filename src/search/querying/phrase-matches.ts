import { readerOf, takeVarint } from "../indexing/postings.ts";
import type { PostingRow, Postings } from "./read-postings.ts";
import type { SegmentView } from "./snapshot.ts";

/**
 * Stories of a segment in which the words stand one after the other.
 * @param words for each word of the phrase the forms that it may have
 * @returns ordinals
 */
export function phraseMatches(
  segment: SegmentView,
  words: readonly ReadonlySet<number>[],
  postings: Postings,
): number[] {
  const rows = words.map((forms) =>
    [...forms].flatMap((form) =>
      (postings.get(form) ?? []).filter((row) => row.segment === segment.id),
    ),
  );
  if (rows.length === 0 || rows.some((list) => list.length === 0)) return [];
  const seen = new Uint8Array(segment.documents);
  for (const [index, list] of rows.entries())
    for (const row of list)
      eachOrdinal(row, (ordinal) => {
        if (seen[ordinal] === index) seen[ordinal] = index + 1;
      });
  // Where the phrase may end so far, by story.
  let ends: Map<number, Set<number>> | undefined;
  for (const list of rows) {
    const next = new Map<number, Set<number>>();
    for (const row of list)
      eachPlace(
        row,
        (ordinal) => seen[ordinal] === rows.length && (ends === undefined || ends.has(ordinal)),
        (ordinal, place) => {
          if (ends !== undefined && ends.get(ordinal)?.has(place - 1) !== true) return;
          const places = next.get(ordinal);
          if (places === undefined) next.set(ordinal, new Set([place]));
          else places.add(place);
        },
      );
    ends = next;
  }
  return [...(ends ?? new Map<number, Set<number>>()).keys()];
}

function eachOrdinal(row: PostingRow, visit: (ordinal: number) => void): void {
  const reader = readerOf(row.postings);
  let ordinal = 0;
  for (let left = row.documents; left > 0; left -= 1) {
    ordinal += takeVarint(reader);
    reader.at += 1;
    visit(ordinal);
  }
}

function eachPlace(
  row: PostingRow,
  wanted: (ordinal: number) => boolean,
  visit: (ordinal: number, place: number) => void,
): void {
  const places = readerOf(row.positions ?? new Uint8Array());
  eachOrdinal(row, (ordinal) => {
    const isWanted = wanted(ordinal);
    let place = 0;
    for (let left = takeVarint(places); left > 0; left -= 1) {
      place += takeVarint(places);
      if (isWanted) visit(ordinal, place);
    }
  });
}
