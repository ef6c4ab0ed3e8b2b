import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const DATA = join(import.meta.dirname, "../../../shared/data");

/** A text that can be found; a title counts as headline. */
export type SetDocument = { readonly id: string; readonly title: string; readonly text: string };

/** A query, how it was typed, and the documents that are right. */
export type SetQuery = {
  readonly kind: string;
  readonly query: string;
  readonly relevant: readonly string[];
  /** The last word is not finished: typed in the box of suggestions, or cut. */
  readonly isUnfinished: boolean;
};

/** Documents with queries that have right answers among them. */
export type RetrievalSet = {
  readonly name: string;
  /** Do all words have to be found (known item), or is it a question in whole sentences? */
  readonly isQuestion: boolean;
  readonly documents: readonly SetDocument[];
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
  return [newsSet(), ...paragraphSets()];
}

function newsSet(): RetrievalSet {
  type Story = { id: string; title: string; summary: string; body: string };
  type Query = { kind: string; query: string; relevant: string[] };
  const documents = rowsOf<Story>("news/ant-jawhara.jsonl.gz").map(
    ({ id, title, summary, body }) => ({
      id,
      title,
      text: `${summary}\n${body}`,
    }),
  );
  const queries = rowsOf<Query>("retrieval/ant-known-item-dev.queries.jsonl.gz");
  return {
    name: "known item in news",
    isQuestion: false,
    documents,
    queries: queries.flatMap((query) => [
      { ...query, isUnfinished: false },
      ...variantsOf(query.query).map((variant) => ({ ...variant, relevant: query.relevant })),
    ]),
  };
}

function paragraphSets(): RetrievalSet[] {
  type Paragraph = { id: string; title: string; text: string };
  type Question = { query: string; relevant: string[] };
  const documents = rowsOf<Paragraph>("retrieval/arcd-train.docs.jsonl.gz");
  const queries = rowsOf<Question>("retrieval/arcd-train.queries.jsonl.gz").map(
    ({ query, relevant }) => ({ kind: "question", query, relevant, isUnfinished: false }),
  );
  return [
    {
      name: "paragraph questions A (text only)",
      isQuestion: true,
      documents: documents.map((one) => ({ ...one, title: "" })),
      queries,
    },
    { name: "paragraph questions B (with titles)", isQuestion: true, documents, queries },
  ];
}

type Variant = Omit<SetQuery, "relevant">;

const MARKS = ["\u064e", "\u064f", "\u0650", "\u0652", "\u0651\u064e"];

/** The ways in which readers type one query; chosen by the query itself, so each run has the same. */
function variantsOf(query: string): Variant[] {
  const seed = seedOf(query);
  const variant = (kind: string, changed: string, isUnfinished = false): Variant[] =>
    changed === query ? [] : [{ kind, query: changed, isUnfinished }];
  return [
    ...variant("typed without hamza", query.replace(/[أإآ]/gu, "ا").replace(/ء$|ء(?= )/gu, "")),
    ...variant("hamza on every alef", query.replace(/(?<= |^)(ال)?ا(?!ل)/gu, "$1أ")),
    ...variant("Persian keyboard", query.replace(/[يى]/gu, "ی").replaceAll("ك", "ک")),
    ...variant("unfinished last word", withoutEnd(query), true),
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
