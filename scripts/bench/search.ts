import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergeSegments } from "#search/merge-segments.ts";
import { writeMadeStories } from "./made-stories.ts";
import { median, type BenchRow } from "./row.ts";
import { benchSearchQuality } from "./search-quality.ts";
import { openSearchDatabase, type SearchDatabase } from "./search-database.ts";
import { hasSets, knownItems, newsLines, type Line } from "./search-sets.ts";

const STORIES = 100_000;
const DAY_MS = 86_400_000;

/** So many stories: the news over and over, each time a few days earlier, or made ones where the news is not here. */
async function* manyStories(): AsyncGenerator<Line> {
  if (!hasSets()) {
    const folder = mkdtempSync(join(tmpdir(), "warraq-bench-search-"));
    const file = join(folder, "made.jsonl");
    await writeMadeStories(file, STORIES, new Date());
    for (const line of readFileSync(file, "utf8").trim().split("\n"))
      yield JSON.parse(line) as Line;
    rmSync(folder, { recursive: true, force: true });
    return;
  }
  const news = newsLines();
  for (let number = 0; number < STORIES; number += 1) {
    const story = news[number % news.length];
    const round = Math.floor(number / news.length);
    if (story === undefined) return;
    const day = Date.parse(String(story["published_at"]).slice(0, 10));
    yield round === 0
      ? story
      : {
          ...story,
          id: `${story.id}-${round}`,
          url: `${String(story["url"])}?${round}`,
          published_at: new Date(day - round * 3 * DAY_MS).toISOString(),
        };
  }
}

/** Words that most stories have, one by one and together. */
const COMMONEST = ["في", "من", "تونس", "على", "في تونس", "رئيس تونس اليوم", "قال", '"في تونس"'];
const TYPED = ["ت", "تون", "رئيس الحك", "النادي ال", "وزي", "في تون", "المنستي", "ادا"];

function percentile(times: readonly number[], share: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
}

async function timesOf<T>(items: readonly T[], ask: (item: T) => Promise<unknown>) {
  const times: number[] = [];
  for (const item of items) {
    const begun = performance.now();
    await ask(item);
    times.push(performance.now() - begun);
  }
  return times;
}

async function sizes({ pool }: SearchDatabase): Promise<{ index: number; text: number }> {
  const { rows } = await pool.query<{ index: string; text: string }>(
    `SELECT (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'search\\_%' AND relkind = 'r') AS index,
            (SELECT sum(octet_length(headline) + octet_length(standfirst) + octet_length(body_text)) FROM story) AS text`,
  );
  return { index: Number(rows[0]?.index), text: Number(rows[0]?.text) };
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** How soon 100,000 stories are searched, how large their index is, and what it finds. */
export async function benchSearch(): Promise<BenchRow[]> {
  const database = await openSearchDatabase(manyStories());
  try {
    const { pool, search } = database;
    const never = new AbortController().signal;
    while (await mergeSegments(pool, never));
    await pool.query(
      "DELETE FROM search_posting p USING search_segment s WHERE s.id = p.segment AND NOT s.live",
    );
    for (const table of ["search_posting", "search_document", "search_segment", "search_form"])
      await pool.query(`VACUUM FULL ${table}`);
    await pool.query("ANALYZE");
    const find = (text: string) => search.find({ text, sort: "relevance", limit: 10 });
    const ordinary = hasSets()
      ? knownItems(100)
          .queries.filter((_, index) => index % 3 === 0)
          .map(({ text }) => text)
      : ["مرصد الجبل", "قطار المدينة", "أسواق الكتب القديمة", "القمح"];
    await find("تونس");
    const common = await timesOf([...COMMONEST, ...COMMONEST, ...COMMONEST], find);
    const usual = await timesOf(ordinary, find);
    await search.suggest("تو");
    const typed = await timesOf([...TYPED, ...TYPED, ...TYPED], (text) => search.suggest(text));
    const { index, text } = await sizes(database);
    const row = (what: string, times: readonly number[], budgetMs: number): BenchRow => ({
      what: `search over ${STORIES} stories: ${what} (${times.length} queries)`,
      figure: `p50 ${median(times).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms`,
      budget: `p95 ≤ ${budgetMs} ms`,
      met: percentile(times, 0.95) <= budgetMs,
    });
    return [
      row("ordinary queries", usual, 100),
      row("the commonest words", common, 300),
      row("suggestions", typed, 30),
      {
        what: "search: size of the index beside the text's",
        figure: `${megabytes(index)} beside ${megabytes(text)}, ${(index / text).toFixed(1)} ×`,
        budget: "",
        met: undefined,
      },
      {
        what: "search: stories indexed a second",
        figure: (STORIES / database.indexSeconds).toFixed(0),
        budget: "",
        met: undefined,
      },
      ...(await benchSearchQuality()),
    ];
  } finally {
    await database.close();
  }
}
