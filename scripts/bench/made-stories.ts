import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";

const SAMPLE = join(import.meta.dirname, "../../fixtures/sample/stories.jsonl");

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

/**
 * Writes `count` stories to `file` as import JSONL: paragraphs of the sample edition in new combinations, about 430
 * words each, spread over two years before `until`.
 */
export async function writeMadeStories(file: string, count: number, until: Date): Promise<void> {
  const sample = readFileSync(SAMPLE, "utf8")
    .trim()
    .split("\n")
    .map(
      (line) =>
        JSON.parse(line) as {
          headline: string;
          body_html: string;
          section: string;
          topics: string[];
          authors: string[];
        },
    );
  const paragraphs = sample.flatMap(({ body_html }) =>
    [...body_html.matchAll(/<p>([^<]{150,})<\/p>/g)].map((match) => match[1] ?? ""),
  );
  const random = randomFrom(7);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError("Cannot pick from an empty list");
    return item;
  };
  const out = createWriteStream(file);
  for (let number = 0; number < count; number += 1) {
    const [one, two] = [pick(sample), pick(sample)];
    const at = new Date(until.getTime() - Math.floor(random() * 2 * 365 * 86_400) * 1000);
    out.write(
      `${JSON.stringify({
        id: `made-${number}`,
        headline: `${one.headline} ${number}`,
        standfirst: pick(paragraphs).slice(0, 140),
        body_text: Array.from({ length: 8 }, () => pick(paragraphs)).join("\n\n"),
        section: one.section,
        topics: [...new Set([...one.topics, ...two.topics])].slice(0, 4),
        authors: one.authors,
        published_at: at.toISOString(),
      })}\n`,
    );
  }
  out.end();
  await finished(out);
}
