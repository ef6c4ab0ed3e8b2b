import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fold } from "#arabic/fold.ts";
import { words } from "#arabic/words.ts";
import { isStopWord } from "#arabic/analysis/stop-words.ts";
import { converted } from "../convert-news.ts";

const DATA = join(import.meta.dirname, "../../../shared/data");

/** A story in the import format. */
export type Line = { readonly id: string; readonly headline: string } & Readonly<
  Record<string, unknown>
>;

/** A query, the kind of variant that it is, and the stories that answer it. */
export type SetQuery = {
  readonly kind: string;
  readonly text: string;
  readonly relevant: readonly string[];
};

/** Stories and the queries that are asked of them. */
export type RetrievalSet = {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly queries: readonly SetQuery[];
};

const rowsOf = <Row>(path: string): Row[] =>
  gunzipSync(readFileSync(join(DATA, path)))
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

/** Whether the sets that are measured by are on this machine. */
export const hasSets = (): boolean => existsSync(join(DATA, "retrieval"));

/** The news stories, in the import format. */
export function newsLines(): Line[] {
  return rowsOf<unknown>("news/ant-jawhara.jsonl.gz").map((row) => converted(row) as Line);
}

type QueryRow = { kind?: string; query: string; relevant: string[] };
type DocumentRow = { id: string; title: string; text: string };

/** A small generator of the same numbers in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LETTERS = Array.from("ابتجحخدذرزسشصضطظعغفقكلمنهوي");
const MARKS = Array.from("\u064e\u064f\u0650\u0652\u0651");

/** What people make of the words of a headline when they type it. */
const VARIANTS: Readonly<Record<string, (words: string[], random: () => number) => string[]>> = {
  headline: (words) => words,
  "hamza dropped": (words) => words.map((word) => word.replaceAll(/[أإآ]/gu, "ا")),
  "Persian keyboard": (words) =>
    words.map((word) => word.replaceAll(/[يى]/gu, "\u06cc").replaceAll("ك", "\u06a9")),
  "final letters": (words) =>
    words.map((word) =>
      word.replace(/ة$/u, "ه").replace(/ى$|ي$/u, (end) => (end === "ى" ? "ي" : "ى")),
    ),
  tashkeel: (words, random) =>
    words.map((word) =>
      Array.from(word, (letter) =>
        random() < 0.5 ? letter + MARKS[Math.floor(random() * MARKS.length)] : letter,
      ).join(""),
    ),
  tatweel: (words) => words.map((word) => word.replace(/(?<=[بتسشصطعفقكلمنهي])(?=\p{L})/u, "ـــ")),
  "last word unfinished": (words) => [
    ...words.slice(0, -1),
    (words.at(-1) ?? "").slice(0, Math.max(3, Math.ceil((words.at(-1) ?? "").length * 0.6))),
  ],
  typo: (words, random) => {
    const longest = words.reduce((best, word) => (word.length > best.length ? word : best), "");
    const at = 1 + Math.floor(random() * Math.max(1, longest.length - 2));
    const letter = LETTERS[Math.floor(random() * LETTERS.length)] ?? "ا";
    const letters = Array.from(longest);
    const kinds = [
      () => letters.toSpliced(at, 1),
      () => letters.toSpliced(at, 0, letter),
      () => letters.toSpliced(at, 1, letter),
      () => letters.toSpliced(at - 1, 2, letters[at] ?? "", letters[at - 1] ?? ""),
    ];
    const typed = (kinds[Math.floor(random() * kinds.length)] ?? (() => letters))().join("");
    return words.map((word) => (word === longest ? typed : word));
  },
};

/** Telling words of a headline, six at most, as somebody types who remembers it. */
const remembered = (headline: string): string[] =>
  words(headline)
    .filter((word) => word.length > 2 && !/\d/.test(word) && !isStopWord(fold(word)))
    .slice(0, 6);

/**
 * Known items: headlines of the news as people would type them, in every kind of variant, and the queries of the set that
 * came with the news. Headlines that several stories share are answered by each of them.
 */
export function knownItems(every: number): RetrievalSet {
  const lines = newsLines();
  const random = randomFrom(11);
  const bySame = new Map<string, string[]>();
  const keyOf = (text: string): string => remembered(text).map(fold).join(" ");
  for (const { id, headline } of lines)
    bySame.set(keyOf(headline), [...(bySame.get(keyOf(headline)) ?? []), id]);
  const queries: SetQuery[] = rowsOf<QueryRow>("retrieval/ant-known-item-dev.queries.jsonl.gz").map(
    ({ kind, query, relevant }) => ({ kind: `set: ${kind ?? ""}`, text: query, relevant }),
  );
  for (const [index, { headline }] of lines.entries()) {
    if (index % every !== 0) continue;
    const typed = remembered(headline);
    if (typed.length < 4) continue;
    const relevant = bySame.get(keyOf(headline)) ?? [];
    for (const [kind, vary] of Object.entries(VARIANTS))
      queries.push({ kind, text: vary(typed, random).join(" "), relevant });
  }
  return { name: "known items of the news", lines, queries };
}

/** Questions whose answers stand in one paragraph of an encyclopedia. */
export function paragraphQuestions(): RetrievalSet {
  return {
    name: "paragraph questions",
    lines: rowsOf<DocumentRow>("retrieval/arcd-train.docs.jsonl.gz").map(({ id, title, text }) => ({
      id,
      headline: title,
      body_text: text,
      published_at: "2020-01-01",
      section: "موسوعة",
    })),
    queries: rowsOf<QueryRow>("retrieval/arcd-train.queries.jsonl.gz").map(
      ({ query, relevant }) => ({
        kind: "question",
        text: query,
        relevant,
      }),
    ),
  };
}
