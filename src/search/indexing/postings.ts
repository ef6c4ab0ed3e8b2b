/**
 * Postings of a form in a segment. For each story: the distance to the ordinal before (varint), then one byte: a bit for
 * each field but the body, and in the three highest bits how often the body has it, 7 at most. Places are apart, since
 * only phrases ask for them: how many, then their distances (varints).
 */

/** Fields of a story, each by its bit. The body has no bit: it is counted. */
export const FIELD = { headline: 1, standfirst: 2, topics: 4, authors: 8, captions: 16 } as const;
export const BODY_SHIFT = 5;
export const MOST_COUNTED = 7;

/** Bytes that grow as they are written. */
export type Bytes = { buffer: Uint8Array; length: number };

export const noBytes = (capacity: number = 16): Bytes => ({
  buffer: new Uint8Array(capacity),
  length: 0,
});

function room(bytes: Bytes, more: number): void {
  if (bytes.length + more <= bytes.buffer.length) return;
  const grown = new Uint8Array(Math.max(bytes.buffer.length * 2, bytes.length + more));
  grown.set(bytes.buffer.subarray(0, bytes.length));
  bytes.buffer = grown;
}

export function putByte(bytes: Bytes, value: number): void {
  room(bytes, 1);
  bytes.buffer[bytes.length++] = value;
}

export function putBytes(bytes: Bytes, more: Uint8Array): void {
  room(bytes, more.length);
  bytes.buffer.set(more, bytes.length);
  bytes.length += more.length;
}

/** @param value a whole number from 0 to 2^31 - 1 */
export function putVarint(bytes: Bytes, value: number): void {
  room(bytes, 5);
  let rest = value;
  while (rest > 127) {
    bytes.buffer[bytes.length++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes.buffer[bytes.length++] = rest;
}

export const written = (bytes: Bytes): Buffer =>
  Buffer.from(bytes.buffer.buffer, bytes.buffer.byteOffset, bytes.length);

/** Reads varints and bytes one after the other. */
export type Reader = { readonly bytes: Uint8Array; at: number };

export const readerOf = (bytes: Uint8Array): Reader => ({ bytes, at: 0 });

export function takeVarint(reader: Reader): number {
  const { bytes } = reader;
  let value = 0;
  let shift = 0;
  for (;;) {
    const byte = bytes[reader.at++] ?? 0;
    value |= (byte & 127) << shift;
    if (byte < 128) return value;
    shift += 7;
  }
}

/** The postings of one form while a segment is made. */
export type PostingList = {
  documents: number;
  last: number;
  readonly postings: Bytes;
  readonly positions: Bytes;
};

export const noPostings = (): PostingList => ({
  documents: 0,
  last: 0,
  postings: noBytes(),
  positions: noBytes(),
});

/** Adds a story, whose ordinal is above all before it, with the places of the form in ascending order. */
export function addPosting(
  list: PostingList,
  ordinal: number,
  fields: number,
  places: readonly number[],
): void {
  putVarint(list.postings, ordinal - list.last);
  putByte(list.postings, fields);
  putVarint(list.positions, places.length);
  let before = 0;
  for (const place of places) {
    putVarint(list.positions, place - before);
    before = place;
  }
  list.last = ordinal;
  list.documents += 1;
}
