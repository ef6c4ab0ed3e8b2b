import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { learnForms } from "#arabic/analysis/lexicon.ts";
import { fold } from "#arabic/fold.ts";

/*
 * Writes src/arabic/analysis/lemmas/attested.ts: the forms of the sample edition, and the commoner
 * tokens of people's names on Wikidata (CC0; where they lie beside the project).
 */
const ROOT = join(import.meta.dirname, "../..");
const NAMES = join(ROOT, "../shared/data/gazetteer/wikidata-person-name-tokens.jsonl.gz");
const OUT = join(ROOT, "src/arabic/analysis/lemmas/attested.ts");
const LEAST_SEEN = 2;
const LEAST_NAMED = 12;
const LETTERS_A_LINE = 110;

const sample = readFileSync(join(ROOT, "fixtures/sample/stories.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const story = JSON.parse(line) as { headline: string; standfirst: string; body_html: string };
    return `${story.headline} ${story.standfirst} ${story.body_html.replaceAll(/<[^>]*>/g, " ")}`;
  });
const counts = new Map([...learnForms(sample)].filter(([, count]) => count >= LEAST_SEEN));

if (existsSync(NAMES))
  for (const line of gunzipSync(readFileSync(NAMES)).toString("utf8").trim().split("\n")) {
    const { ar, freq } = JSON.parse(line) as { ar: string; freq: number };
    const form = fold(ar);
    if (freq >= LEAST_NAMED && /^[\u0621-\u064a]{3,}$/u.test(form))
      counts.set(form, (counts.get(form) ?? 0) + Math.round(Math.log2(freq)));
  }

const lines: string[] = [];
let line = "";
for (const [form, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const entry = count === 1 ? form : `${form}:${count}`;
  if (line.length + entry.length > LETTERS_A_LINE) {
    lines.push(line);
    line = "";
  }
  line = line === "" ? entry : `${line} ${entry}`;
}
lines.push(line);
writeFileSync(
  OUT,
  `/**
 * Folded forms with how often they were seen in the sample edition, and tokens of names on Wikidata
 * (CC0). Written by scripts/lexicon/make-attested.ts.
 */
export const ATTESTED = \`
${lines.join("\n")}
\`;
`,
);
console.log(`${counts.size} forms in ${lines.length} lines`);
