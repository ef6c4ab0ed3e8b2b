import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { judge } from "../../../src/conversation/moderation/judge.ts";
import { scoreComment } from "../../../src/conversation/moderation/scoring/score.ts";
import { KINDS, THRESHOLDS } from "../../../src/conversation/moderation/scoring/weights.ts";
import { compileWords } from "../../../src/conversation/moderation/words/compile-words.ts";
import { findWords } from "../../../src/conversation/moderation/words/find-words.ts";
import {
  readWordList,
  shippedWordList,
} from "../../../src/conversation/moderation/words/word-list-text.ts";
import type { BenchRow } from "../row.ts";

const MODERATION = join(import.meta.dirname, "../../../src/conversation/moderation");
const NEWS = join(import.meta.dirname, "../../../../shared/data/news/ant-jawhara.jsonl.gz");

const rowsOf = (path: string): string[][] =>
  readFileSync(join(MODERATION, path), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));

const words = compileWords(readWordList(shippedWordList()));
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

/** Sentences as long as comments. */
function sentences(): string[] {
  if (!existsSync(NEWS)) return [];
  return gunzipSync(readFileSync(NEWS))
    .toString("utf8")
    .trim()
    .split("\n")
    .flatMap((line) => (JSON.parse(line) as { body: string }).body.split(/[.!؟\n]+/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= 20 && sentence.length <= 300);
}

function evasionRow(): BenchRow {
  const rows = rowsOf("words/vectors/evasions.txt");
  const caught = rows.filter(([listed, text = ""]) =>
    findWords(text, words).hits.some((hit) => hit.listed === listed),
  );
  const listed = new Set(rows.map(([word]) => word));
  return {
    what: `spellings around the word list that are caught (${rows.length} of ${listed.size} words)`,
    figure: percent(caught.length, rows.length),
    budget: "≥ 95 %",
    met: caught.length >= rows.length * 0.95,
  };
}

function falseHitRow(texts: readonly string[]): BenchRow {
  if (texts.length === 0)
    return { what: "false hits: no news beside us", figure: "–", budget: "≤ 1 %", met: undefined };
  const hit = texts.filter((text) => findWords(text, words).hits.length > 0);
  return {
    what: `sentences of news that the word list holds (${texts.length}; those that really name a dog too)`,
    figure: percent(hit.length, texts.length),
    budget: "≤ 1 %",
    met: hit.length <= texts.length / 100,
  };
}

function scorerRows(texts: readonly string[]): BenchRow[] {
  const rows = rowsOf("scoring/vectors/comments.txt");
  return KINDS.map((kind) => {
    const isHeld = (text: string): boolean =>
      scoreComment(text, words).some(
        (score) => score.kind === kind && score.score >= THRESHOLDS[kind],
      );
    const held = rows.filter(([, text = ""]) => isHeld(text));
    const right = held.filter(([label]) => label !== "fine");
    const own = held.filter(([label]) => label === kind);
    const all = rows.filter(([label]) => label === kind);
    const ofNews = texts.filter(isHeld).length;
    return {
      what: `scorer, ${kind}: precision / recall on ${rows.length} comments of our own; held of news`,
      figure: `${percent(right.length, held.length)} / ${percent(own.length, all.length)}; ${texts.length === 0 ? "–" : percent(ofNews, texts.length)}`,
      budget: "≥ 90 % / –; –",
      met: right.length >= held.length * 0.9,
    };
  });
}

function costRow(texts: readonly string[]): BenchRow {
  const sample =
    texts.length > 0 ? texts.slice(0, 3000) : rowsOf("words/vectors/innocents.txt").flat();
  const submission = (text: string) => ({
    text,
    story: {
      isClosed: false,
      ageDays: 0,
      closesAfterDays: null,
      mode: "after",
      risk: "none",
    } as const,
    reader: {
      accountAgeHours: 99,
      approved: 9,
      rejectedRecently: 0,
      decidedRecently: 0,
      isTrusted: false,
      mustWait: false,
    },
    recentTexts: [],
    isEdit: false,
  });
  const begun = process.cpuUsage();
  for (const text of sample) judge(submission(text), { words });
  const { user, system } = process.cpuUsage(begun);
  const milliseconds = (user + system) / 1000 / sample.length;
  return {
    what: "all ten phases on a comment, processor time",
    figure: `${milliseconds.toFixed(2)} ms`,
    budget: "≤ 5 ms",
    met: milliseconds <= 5,
  };
}

/** What the word list and the scorer catch, and what they hold without need. */
export function benchModeration(): Promise<BenchRow[]> {
  const texts = sentences();
  return Promise.resolve([evasionRow(), falseHitRow(texts), ...scorerRows(texts), costRow(texts)]);
}
