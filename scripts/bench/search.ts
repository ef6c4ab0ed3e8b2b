import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { mergeSegments } from "#search/merge-segments.ts";
import { writeMadeStories } from "./made-stories.ts";
import { busyMs } from "./processes.ts";
import { newsLines, retrievalSets, type Line } from "./retrieval-sets.ts";
import { median, type BenchRow } from "./row.ts";
import { openSearchDatabase } from "./search-database.ts";

const STORIES = 100_000;
const DAY_MS = 86_400_000;

/** So many stories: the news over and over, each time a few days earlier, or made ones where the news is not here. */
async function* manyStories(): AsyncGenerator<Line> {
  const news = newsLines();
  if (news === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "warraq-bench-search-"));
    const file = join(folder, "made.jsonl");
    await writeMadeStories(file, STORIES, new Date());
    for (const line of readFileSync(file, "utf8").trim().split("\n"))
      yield JSON.parse(line) as Line;
    rmSync(folder, { recursive: true, force: true });
    return;
  }
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
const TYPED = ["ت", "تون", "رئيس الحك", "النادي ال", "وزي", "في تون", "المنستي", "ادا", "تو", "ال"];

/** Headlines as people type them, with slips, other keyboards and unfinished words among them. */
function ordinaryQueries(): string[] {
  const [news] = retrievalSets();
  return news === undefined
    ? ["مرصد الجبل", "قطار المدينة", "أسواق الكتب القديمة", "القمح"]
    : news.queries.filter((_, index) => index % 3 === 0).map(({ query }) => query);
}

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;

/** Asks each of `items` after the other; wall time, and what of it processors were busy with. */
async function timed(
  what: string,
  items: readonly string[],
  options: {
    readonly ask: (item: string) => Promise<unknown>;
    readonly budgetMs: number;
    readonly serverPid: number;
  },
): Promise<BenchRow> {
  const times: number[] = [];
  const before = [process.cpuUsage(), busyMs(options.serverPid)] as const;
  for (const item of items) {
    const begun = performance.now();
    await options.ask(item);
    times.push(performance.now() - begun);
  }
  const { user, system } = process.cpuUsage(before[0]);
  const ownMs = (user + system) / 1000 / items.length;
  const serverMs = (busyMs(options.serverPid) - before[1]) / items.length;
  const high = percentile(times, 0.95);
  return {
    what: `search over ${STORIES} stories: ${what} (${items.length} queries)`,
    figure: `p50 ${median(times).toFixed(0)} ms, p95 ${high.toFixed(0)} ms; busy ${ownMs.toFixed(0)} + ${serverMs.toFixed(0)} ms a query (Node, PostgreSQL)`,
    budget: `p95 ≤ ${options.budgetMs} ms`,
    met: high <= options.budgetMs,
  };
}

type Sizes = Record<"index" | "text" | "postings" | "places" | "segments" | "vocabulary", number>;

/** Bytes of the index on disk, by what they are for, and of the text. */
async function sizesOf(pool: Pool): Promise<Sizes> {
  const { rows } = await pool.query<Record<keyof Sizes, string>>(
    `SELECT (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'search\\_%' AND relkind = 'r') AS index,
            (SELECT sum(octet_length(headline) + octet_length(standfirst) + octet_length(body_text)) FROM story) AS text,
            (SELECT sum(octet_length(postings)) FROM search_posting) AS postings,
            (SELECT sum(octet_length(positions)) FROM search_posting) AS places,
            pg_total_relation_size('search_posting') AS segments, pg_total_relation_size('search_form') AS vocabulary`,
  );
  const [row] = rows;
  const size = (name: keyof Sizes): number => Number(row?.[name]);
  return {
    index: size("index"),
    text: size("text"),
    postings: size("postings"),
    places: size("places"),
    segments: size("segments"),
    vocabulary: size("vocabulary"),
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/**
 * How soon 100,000 stories are searched, and how large their index is.
 * @param kept a folder that keeps the stories and their index for the next run
 */
export async function benchSearch(kept?: string): Promise<BenchRow[]> {
  const database = await openSearchDatabase(manyStories(), kept);
  try {
    const { pool, search, indexed, serverPid } = database;
    const never = new AbortController().signal;
    while (await mergeSegments(pool, never));
    const built = await sizesOf(pool);
    if (indexed.stories > 0) {
      await pool.query(
        "DELETE FROM search_posting p USING search_segment s WHERE s.id = p.segment AND NOT s.live",
      );
      for (const table of ["search_posting", "search_document", "search_segment", "search_form"])
        await pool.query(`VACUUM FULL ${table}`);
      await pool.query("ANALYZE");
    }
    const find = (text: string) => search.find({ text, sort: "relevance", limit: 10 });
    const suggest = (text: string) => search.suggest(text);
    await find("تونس");
    await suggest("تو");
    const three = <T>(items: readonly T[]): T[] => [...items, ...items, ...items];
    const sizes = await sizesOf(pool);
    return [
      await timed("ordinary queries", ordinaryQueries(), { ask: find, budgetMs: 100, serverPid }),
      await timed("the commonest words", three(COMMONEST), { ask: find, budgetMs: 300, serverPid }),
      await timed("suggestions", three(TYPED), { ask: suggest, budgetMs: 30, serverPid }),
      {
        what: "search: size of the index beside the text's",
        figure: `${megabytes(sizes.index)} beside ${megabytes(sizes.text)}, ${(sizes.index / sizes.text).toFixed(1)} ×`,
        budget: "",
        met: undefined,
      },
      {
        what: "search: of that, segments and vocabulary",
        figure: `${megabytes(sizes.segments)} (${megabytes(sizes.postings)} of postings, ${megabytes(sizes.places)} of places), ${megabytes(sizes.vocabulary)}`,
        budget: "",
        met: undefined,
      },
      ...(indexed.stories === 0
        ? []
        : [
            {
              what: "search: files of the index once it is built, with room that merges have left",
              figure: megabytes(built.index),
              budget: "",
              met: undefined,
            },
            {
              what: "search: stories indexed a second",
              figure: (indexed.stories / indexed.seconds).toFixed(0),
              budget: "",
              met: undefined,
            },
          ]),
    ];
  } finally {
    await database.close();
  }
}
