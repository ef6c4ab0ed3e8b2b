import {
  putByte,
  putBytes,
  putVarint,
  readerOf,
  takeVarint,
  type PostingList,
} from "./postings.ts";

/** Where the stories of a segment go in the one that it is merged into. */
export type Moved = {
  /** What is added to every ordinal where all stories go along; undefined where some do not. */
  readonly base: number | undefined;
  /** New ordinal by the old one; -1 where the story does not go along. */
  readonly places: Int32Array;
};

/** Adds the postings of a form in one segment to those of the segment that it is merged into. */
export function appendPostings(
  list: PostingList,
  row: { readonly documents: number; readonly postings: Buffer; readonly positions: Buffer },
  { base, places }: Moved,
): void {
  if (base === undefined) appendLiving(list, row, places);
  else appendAll(list, row, base);
}

/** All stories go along: only the first distance changes, the rest is copied as it is. */
function appendAll(
  list: PostingList,
  row: { readonly documents: number; readonly postings: Buffer; readonly positions: Buffer },
  base: number,
): void {
  const reader = readerOf(row.postings);
  putVarint(list.postings, takeVarint(reader) + base - list.last);
  putBytes(list.postings, row.postings.subarray(reader.at));
  putBytes(list.positions, row.positions);
  const walk = readerOf(row.postings);
  let last = base;
  for (let left = row.documents; left > 0; left -= 1) {
    last += takeVarint(walk);
    walk.at += 1;
  }
  list.last = last;
  list.documents += row.documents;
}

function appendLiving(
  list: PostingList,
  row: { readonly documents: number; readonly postings: Buffer; readonly positions: Buffer },
  places: Int32Array,
): void {
  const postings = readerOf(row.postings);
  const positions = readerOf(row.positions);
  let ordinal = 0;
  for (let left = row.documents; left > 0; left -= 1) {
    ordinal += takeVarint(postings);
    const fields = row.postings[postings.at++] ?? 0;
    const start = positions.at;
    for (let more = takeVarint(positions); more > 0; more -= 1) takeVarint(positions);
    const place = places[ordinal] ?? -1;
    if (place === -1) continue;
    putVarint(list.postings, place - list.last);
    putByte(list.postings, fields);
    putBytes(list.positions, row.positions.subarray(start, positions.at));
    list.last = place;
    list.documents += 1;
  }
}
