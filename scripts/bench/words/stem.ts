import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { grownLexicon, shippedLexicon } from "../../../src/arabic/analysis/lexicon.ts";
import { nameKeys, nameLikeness } from "../../../src/arabic/analysis/names.ts";
import { stemKeys } from "../../../src/arabic/analysis/stem.ts";
import { fold } from "../../../src/arabic/fold.ts";
import { light10 } from "./light10.ts";
import { withPeerDatabase } from "../peer-database.ts";
import type { BenchRow } from "../row.ts";

const DATA = join(import.meta.dirname, "../../../../shared/data");
const WORDS = join(DATA, "stem/ud-pud-wiki.words.jsonl.gz");
const NAMES = join(DATA, "gazetteer/wikidata-person-name-tokens.jsonl.gz");

const CONTENT = new Set(["NOUN", "VERB", "ADJ"]);

const linesOf = (path: string): string[] =>
  gunzipSync(readFileSync(path)).toString("utf8").trim().split("\n");

/** Content words of the treebank with the dictionary words they are forms of. */
function readWords(): Map<string, Set<string>> {
  const lemmas = new Map<string, Set<string>>();
  for (const line of linesOf(WORDS)) {
    const row = JSON.parse(line) as { word: string; lemma: string; upos: string };
    if (!CONTENT.has(row.upos) || !/^[\u0621-\u0652\u0670]+$/u.test(row.word)) continue;
    const own = lemmas.get(row.word) ?? new Set();
    lemmas.set(row.word, own.add(fold(row.lemma.replaceAll("`", ""))));
  }
  return lemmas;
}

/** Every two words that have a label in common. */
function pairsOf(labels: ReadonlyMap<string, Iterable<string>>): Set<string> {
  const groups = new Map<string, string[]>();
  for (const [word, own] of labels)
    for (const label of new Set(own)) groups.set(label, [...(groups.get(label) ?? []), word]);
  const pairs = new Set<string>();
  for (const group of groups.values()) {
    group.sort();
    for (const [index, first] of group.entries())
      for (const second of group.slice(index + 1)) pairs.add(`${first} ${second}`);
  }
  return pairs;
}

/** Share of the right pairs that are joined, and of the joined ones that are wrong. */
function quality(
  lemmas: ReadonlyMap<string, Set<string>>,
  keysOf: (word: string) => readonly string[],
): { joined: number; wrong: number } {
  const right = pairsOf(lemmas);
  const joined = pairsOf(new Map(Array.from(lemmas.keys(), (word) => [word, keysOf(word)])));
  const common = [...joined].filter((pair) => right.has(pair)).length;
  return { joined: common / right.size, wrong: 1 - common / joined.size };
}

const shown = ({ joined, wrong }: { joined: number; wrong: number }): string =>
  `${joined.toFixed(3)} / ${wrong.toFixed(3)}`;

async function snowballOf(words: readonly string[]): Promise<Map<string, string>> {
  return withPeerDatabase(async (pool) => {
    const { rows } = await pool.query<{ word: string; stem: string | null }>(
      "SELECT word, (ts_lexize('arabic_stem', word))[1] AS stem FROM unnest($1::text[]) AS word",
      [words],
    );
    return new Map(rows.map(({ word, stem }) => [word, stem ?? word]));
  });
}

/** Microseconds of processor time for a word: of words never met before, and of running text. */
function costOf(words: readonly string[]): { fresh: number; repeated: number } {
  const folded = words.map(fold);
  const time = (): number => {
    const lexicon = grownLexicon([]);
    const begun = process.cpuUsage();
    for (const word of folded) stemKeys(word, lexicon);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / folded.length;
  };
  const runs = Array.from({ length: 8 }, time);
  const begun = process.cpuUsage();
  for (const word of folded) stemKeys(word, shippedLexicon());
  for (const word of folded) stemKeys(word, shippedLexicon());
  const { user, system } = process.cpuUsage(begun);
  return { fresh: Math.min(...runs), repeated: (user + system) / folded.length / 2 };
}

/** How often the Arabic spelling of a Latin name is the first, or among the first five, of all Arabic names. */
function namesFound(): { first: number; five: number; asked: number } {
  const rows = linesOf(NAMES).map(
    (line) => JSON.parse(line) as { ar: string; en: string; freq: number },
  );
  const byKey = new Map<string, Map<string, number>>();
  const right = new Map<string, Set<string>>();
  for (const { ar, en, freq } of rows) {
    const folded = fold(ar);
    right.set(en, (right.get(en) ?? new Set()).add(folded));
    for (const key of nameKeys(folded)) {
      const own = byKey.get(key) ?? new Map<string, number>();
      byKey.set(key, own.set(folded, (own.get(folded) ?? 0) + freq));
    }
  }
  const asked = rows.filter(({ freq, en }) => freq >= 20 && en.length >= 4).slice(0, 600);
  let [first, five] = [0, 0];
  for (const { en } of asked) {
    const candidates = new Map(nameKeys(en).flatMap((key) => [...(byKey.get(key) ?? [])]));
    const found = [...candidates]
      .map(([name, freq]) => ({ name, score: nameLikeness(en, name) + Math.log10(freq) / 20 }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 5)
      .map(({ name }) => right.get(en)?.has(name) === true);
    if (found[0] === true) first += 1;
    if (found.includes(true)) five += 1;
  }
  return { first: first / asked.length, five: five / asked.length, asked: asked.length };
}

/** Which words of a treebank of news and encyclopedia our stems join, beside light10 and Snowball; names in Latin letters. */
export async function benchStem(): Promise<BenchRow[]> {
  if (!existsSync(WORDS))
    return [
      {
        what: "stems: no words to measure by",
        figure: "–",
        budget: "≥ 0.75 / ≤ 0.15",
        met: undefined,
      },
    ];
  const lemmas = readWords();
  const words = [...lemmas.keys()];
  const ours = quality(lemmas, (word) => stemKeys(fold(word), shippedLexicon()));
  const snowball = await snowballOf(words);
  const cost = costOf(words);
  const names = namesFound();
  const row = (what: string, figure: string): BenchRow => ({
    what,
    figure,
    budget: "",
    met: undefined,
  });
  return [
    {
      what: `stems: pairs of one word joined / joined pairs wrong (${words.length} content words)`,
      figure: shown(ours),
      budget: "≥ 0.75 / ≤ 0.15",
      met: ours.joined >= 0.75 && ours.wrong <= 0.15,
    },
    row(
      "the same by Snowball (PostgreSQL arabic)",
      shown(quality(lemmas, (word) => [snowball.get(word) ?? word])),
    ),
    row("the same by light10", shown(quality(lemmas, (word) => [light10(word)]))),
    row("the same by folding alone", shown(quality(lemmas, (word) => [fold(word)]))),
    {
      what: "stem keys of a word never met / of a word met before, processor time",
      figure: `${cost.fresh.toFixed(1)} µs / ${cost.repeated.toFixed(1)} µs`,
      budget: "≤ 7 µs / –",
      met: cost.fresh <= 7,
    },
    row(
      `${names.asked} names in Latin letters: the Arabic one first / among five of 52,000`,
      `${names.first.toFixed(2)} / ${names.five.toFixed(2)}`,
    ),
  ];
}
