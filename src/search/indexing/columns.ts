import { noBytes, putVarint, readerOf, takeVarint, written } from "./postings.ts";

/** What ranking, filters and facets know of a story without reading it. */
export type DocumentFacts = {
  readonly storyId: string;
  /** Publication, in milliseconds. */
  readonly time: number;
  readonly section: number;
  readonly headlineWords: number;
  readonly bodyWords: number;
  readonly topics: readonly number[];
  readonly authors: readonly number[];
};

/** The same for all stories of a segment, by ordinal. */
export type Columns = {
  /** 16 bytes each. */
  readonly ids: Uint8Array;
  readonly times: Float64Array;
  readonly sections: Int32Array;
  readonly headlineWords: Uint8Array;
  readonly bodyWords: Uint16Array;
  /** Where the topics of each begin in `topics`; one more than there are stories. Authors alike. */
  readonly topicStarts: Uint32Array;
  readonly topics: Int32Array;
  readonly authorStarts: Uint32Array;
  readonly authors: Int32Array;
};

/** Columns of so many stories as bytes, for `search_segment`. */
export function encodeColumns(documents: readonly DocumentFacts[]): Buffer {
  const count = documents.length;
  const ids = Buffer.alloc(count * 16);
  const times = Buffer.alloc(count * 8);
  const rest = noBytes(count * 12);
  for (const [ordinal, document] of documents.entries()) {
    ids.write(document.storyId.replaceAll("-", ""), ordinal * 16, "hex");
    times.writeDoubleLE(document.time, ordinal * 8);
    putVarint(rest, document.section);
    putVarint(rest, Math.min(255, document.headlineWords));
    putVarint(rest, Math.min(65_535, document.bodyWords));
    for (const list of [document.topics, document.authors]) {
      putVarint(rest, list.length);
      for (const id of list) putVarint(rest, id);
    }
  }
  return Buffer.concat([ids, times, written(rest)]);
}

/** The columns that `encodeColumns` wrote. */
export function decodeColumns(bytes: Buffer, count: number): Columns {
  const ids = Uint8Array.from(bytes.subarray(0, count * 16));
  const times = new Float64Array(count);
  const sections = new Int32Array(count);
  const headlineWords = new Uint8Array(count);
  const bodyWords = new Uint16Array(count);
  const topicStarts = new Uint32Array(count + 1);
  const authorStarts = new Uint32Array(count + 1);
  const topics: number[] = [];
  const authors: number[] = [];
  const reader = readerOf(bytes.subarray(count * 24));
  for (let ordinal = 0; ordinal < count; ordinal += 1) {
    times[ordinal] = bytes.readDoubleLE(count * 16 + ordinal * 8);
    sections[ordinal] = takeVarint(reader);
    headlineWords[ordinal] = takeVarint(reader);
    bodyWords[ordinal] = takeVarint(reader);
    for (let left = takeVarint(reader); left > 0; left -= 1) topics.push(takeVarint(reader));
    for (let left = takeVarint(reader); left > 0; left -= 1) authors.push(takeVarint(reader));
    topicStarts[ordinal + 1] = topics.length;
    authorStarts[ordinal + 1] = authors.length;
  }
  return {
    ids,
    times,
    sections,
    headlineWords,
    bodyWords,
    topicStarts,
    topics: Int32Array.from(topics),
    authorStarts,
    authors: Int32Array.from(authors),
  };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The id of the story with this ordinal, as UUID. */
export function storyIdAt(columns: Columns, ordinal: number): string {
  let id = "";
  for (let at = 0; at < 16; at += 1) {
    if (at === 4 || at === 6 || at === 8 || at === 10) id += "-";
    id += HEX[columns.ids[ordinal * 16 + at] ?? 0];
  }
  return id;
}

/** What the columns say of one story, as it was given. */
export function factsAt(columns: Columns, ordinal: number): DocumentFacts {
  return {
    storyId: storyIdAt(columns, ordinal),
    time: columns.times[ordinal] ?? 0,
    section: columns.sections[ordinal] ?? 0,
    headlineWords: columns.headlineWords[ordinal] ?? 0,
    bodyWords: columns.bodyWords[ordinal] ?? 0,
    topics: [
      ...columns.topics.subarray(columns.topicStarts[ordinal], columns.topicStarts[ordinal + 1]),
    ],
    authors: [
      ...columns.authors.subarray(columns.authorStarts[ordinal], columns.authorStarts[ordinal + 1]),
    ],
  };
}
