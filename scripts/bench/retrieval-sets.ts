import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { isStopWord } from "../../src/arabic/analysis/stop-words.ts";
import { fold } from "../../src/arabic/fold.ts";
import { words } from "../../src/arabic/words.ts";
import { converted } from "../convert-news.ts";

const DATA = join(import.meta.dirname, "../../../shared/data");

/** A text that can be found; a title counts as headline. */
export type SetDocument = { readonly id: string; readonly title: string; readonly text: string };

/** A story in the import format. */
export type Line = { readonly id: string } & Readonly<Record<string, unknown>>;

/** A query, how it was typed, and the documents that are right. */
export type SetQuery = {
  readonly kind: string;
  readonly query: string;
  readonly relevant: readonly string[];
};

/** Documents that sets ask of. */
export type Corpus = {
  readonly documents: readonly SetDocument[];
  /** The same documents as stories. */
  readonly lines: readonly Line[];
};

/** Queries that have right answers among the documents of a corpus. */
export type RetrievalSet = {
  readonly name: string;
  /** Do all words have to be found (known item), or is it a question in whole sentences? */
  readonly isQuestion: boolean;
  /** The same object for sets that ask of the same documents. */
  readonly corpus: Corpus;
  readonly queries: readonly SetQuery[];
};

function rowsOf<Row>(path: string): Row[] {
  return gunzipSync(readFileSync(join(DATA, path)))
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

/** The sets that lie beside the project; none on a machine without them. */
export function retrievalSets(): RetrievalSet[] {
  if (!existsSync(join(DATA, "retrieval/ant-known-item-dev.queries.jsonl.gz"))) return [];
  return [...newsSets(), ...paragraphSets()];
}

/** The news stories as stories of the product; undefined on a machine without them. */
export function newsLines(): Line[] | undefined {
  if (!existsSync(join(DATA, "news/ant-jawhara.jsonl.gz"))) return undefined;
  return rowsOf<unknown>("news/ant-jawhara.jsonl.gz").map((row) => converted(row) as Line);
}

/** Every so manieth headline is asked for. */
const EVERY = 100;

function newsSets(): RetrievalSet[] {
  type Story = { id: string; title: string; summary: string; body: string };
  type Query = { kind: string; query: string; relevant: string[] };
  const stories = rowsOf<Story>("news/ant-jawhara.jsonl.gz");
  const documents = stories.map(({ id, title, summary, body }) => ({
    id,
    title,
    text: `${summary}\n${body}`,
  }));
  const corpus = { documents, lines: newsLines() ?? [] };
  const set = (name: string, queries: readonly Query[]): RetrievalSet => ({
    name,
    isQuestion: false,
    corpus,
    queries: queries.flatMap((query) => [
      query,
      ...variantsOf(query.query).map((variant) => ({ ...variant, relevant: query.relevant })),
    ]),
  });
  const headlines = documents.flatMap(({ title }, index): Query[] => {
    const query = remembered(title);
    if (index % EVERY !== 0 || query.split(" ").length < 4) return [];
    // Headlines that say the same are answered by each of them.
    const relevant = documents.filter((other) => remembered(other.title) === query);
    return [{ kind: "headline", query, relevant: relevant.map(({ id }) => id) }];
  });
  return [
    set("known item in news", rowsOf<Query>("retrieval/ant-known-item-dev.queries.jsonl.gz")),
    set("known item in news, other headlines", headlines),
  ];
}

/** Telling words of a headline, six at most, as somebody types who remembers it. */
const remembered = (headline: string): string =>
  words(headline)
    .filter((word) => word.length > 2 && !/\d/.test(word) && !isStopWord(fold(word)))
    .slice(0, 6)
    .join(" ");

function paragraphSets(): RetrievalSet[] {
  type Paragraph = { id: string; title: string; text: string };
  type Question = { query: string; relevant: string[] };
  const documents = rowsOf<Paragraph>("retrieval/arcd-train.docs.jsonl.gz");
  const queries = rowsOf<Question>("retrieval/arcd-train.queries.jsonl.gz").map(
    ({ query, relevant }) => ({ kind: "question", query, relevant }),
  );
  const set = (name: string, own: readonly SetDocument[]): RetrievalSet => ({
    name,
    isQuestion: true,
    corpus: {
      documents: own,
      lines: own.map(({ id, title, text }) => ({
        id,
        // A story needs a headline: where a paragraph has none it gets one without a word.
        headline: title === "" ? "…" : title,
        body_text: text,
        published_at: "2020-01-01",
        section: "موسوعة",
      })),
    },
    queries,
  });
  return [
    set(
      "paragraph questions A (text only)",
      documents.map((one) => ({ ...one, title: "" })),
    ),
    set("paragraph questions B (with titles)", documents),
  ];
}

type Variant = Omit<SetQuery, "relevant">;

const MARKS = ["\u064e", "\u064f", "\u0650", "\u0652", "\u0651\u064e"];

/** The ways in which readers type one query; chosen by the query itself, so each run has the same. */
function variantsOf(query: string): Variant[] {
  const seed = seedOf(query);
  const variant = (kind: string, changed: string): Variant[] =>
    changed === query ? [] : [{ kind, query: changed }];
  return [
    ...variant("typed without hamza", query.replace(/[أإآ]/gu, "ا").replace(/ء$|ء(?= )/gu, "")),
    ...variant("hamza on every alef", query.replace(/(?<= |^)(ال)?ا(?!ل)/gu, "$1أ")),
    ...variant("Persian keyboard", query.replace(/[يى]/gu, "ی").replaceAll("ك", "ک")),
    ...variant("unfinished last word", withoutEnd(query)),
    ...variant("one typo", withTypo(query, seed)),
    ...variant(
      "tashkeel added",
      Array.from(query, (letter, at) =>
        /\p{L}/u.test(letter) ? letter + (MARKS[(seed + at) % MARKS.length] ?? "") : letter,
      ).join(""),
    ),
    ...variant("ه for ة", query.replaceAll("ة", "ه")),
    ...variant("ى for ي at the end", query.replace(/ي(?= |$)/gu, "ى")),
    ...variant(
      "tatweel",
      query.replace(/(?<=[سشصضطظعغفقكلمنهيبتثجحخ])(?=\p{L}{2})/u, "\u0640\u0640"),
    ),
  ];
}

function seedOf(text: string): number {
  let seed = 7;
  for (const letter of text) seed = (Math.imul(seed, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return seed;
}

function withoutEnd(query: string): string {
  const parts = query.split(" ");
  const last = parts.pop() ?? "";
  return [...parts, last.slice(0, Math.max(3, Math.ceil(last.length * 0.6)))].join(" ");
}

const TYPED = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";

/** One letter of one word of at least five letters left out, doubled, swapped or another. */
function withTypo(query: string, seed: number): string {
  const parts = query.split(" ");
  const long = parts.flatMap((part, index) => (part.length >= 5 ? [index] : []));
  const index = long[seed % Math.max(1, long.length)];
  if (index === undefined) return query;
  const word = parts[index] ?? "";
  const at = 1 + (seed % (word.length - 2));
  const [head, letter, next, tail] = [
    word.slice(0, at),
    word.charAt(at),
    word.charAt(at + 1),
    word.slice(at + 1),
  ];
  const edits = [
    head + tail,
    head + letter + letter + tail,
    head + next + letter + word.slice(at + 2),
    head + TYPED.charAt(seed % TYPED.length) + tail,
  ];
  parts[index] = edits[(seed >>> 3) % edits.length] ?? word;
  return parts.join(" ");
}
