import type { Pool, PoolClient } from "pg";
import { inTransaction } from "#platform/db.ts";
import { waitForListeners } from "#platform/outbox.ts";
import type { Edition } from "../story.ts";
import { findKnown, isDataError, isUnchanged, writeBatch } from "./batch.ts";
import { linesOf } from "./lines.ts";
import { fetchPictures, picturesOfLine, type FetchPicture, type LinePictures } from "./pictures.ts";
import { noLines, type ImportSummary, type ReportLine } from "./report.ts";
import { parseStoryLine, type StoryLine } from "./story-line.ts";

/** Lines of one transaction at most, and letters of their text. */
const BATCH_LINES = 250;
const BATCH_LETTERS = 4_000_000;

/** What an import needs. */
export type ImportOptions = {
  readonly pool: Pool;
  readonly edition: Pick<Edition, "code" | "zone" | "lang">;
  readonly now: () => Date;
  /** Fetches and keeps pictures; without it they are noted as not fetched. */
  readonly fetchPicture?: FetchPicture | undefined;
  /** Checks everything and says what would be done, but leaves the database as it is. */
  readonly isDryRun?: boolean;
  /** Told of each line in the order of the input, once its transaction is committed. */
  readonly onLine?: (report: ReportLine, number: number) => void | Promise<void>;
  /** Told of the bytes that were read. */
  readonly onBytes?: (count: number) => void;
};

type Entry =
  | { readonly number: number; readonly line: StoryLine }
  | { readonly number: number; readonly refused: ReportLine };

/**
 * Imports stories from a stream of JSON lines (contract, section 4), in bounded memory and one transaction for each
 * batch. A wrong line is refused and the rest goes on; the same line again changes nothing. Ends when every running node
 * has taken notice, so that all that was written can be read and listed.
 * @throws Error of the database when that is away; what was committed by then stays, and a second run goes on
 */
export async function importStories(
  input: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const summary = noLines();
  const dryRun = options.isDryRun === true ? await beginDryRun(options.pool) : undefined;
  let entries: Entry[] = [];
  let sources = new Set<string>();
  let letters = 0;
  // The database writes one batch while the next one is read and parsed.
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const batch = entries;
    entries = [];
    sources = new Set();
    letters = 0;
    await writing;
    writing = finish(batch, options, dryRun, summary);
    // The failure is met at the next await; until then it must not count as unhandled.
    writing.catch(() => {});
  };
  try {
    for await (const raw of linesOf(input, options.onBytes)) {
      const entry = parseEntry(raw, options);
      const source = "line" in entry ? entry.line.sourceId : undefined;
      if (source !== undefined && sources.has(source)) await flush();
      if (source !== undefined) sources.add(source);
      entries.push(entry);
      letters += raw.kind === "text" ? raw.text.length : 0;
      if (entries.length >= BATCH_LINES || letters >= BATCH_LETTERS) await flush();
    }
    await flush();
    await writing;
  } finally {
    await writing.catch(() => {});
    await dryRun?.end();
  }
  if (dryRun === undefined && summary.created + summary.updated > 0)
    await waitForListeners(options.pool);
  return summary;
}

function parseEntry(raw: Parameters<typeof refusedLine>[0], options: ImportOptions): Entry {
  if (raw.kind === "refused") return refusedLine(raw, undefined);
  const { zone, lang } = options.edition;
  const parsed = parseStoryLine(raw.text, raw.number, { zone, lang, now: options.now() });
  return parsed.kind === "story"
    ? { number: raw.number, line: parsed.line }
    : refusedLine({ kind: "refused", number: raw.number, why: parsed.why }, parsed.source);
}

type RawLine =
  | { kind: "text"; number: number; text: string }
  | { kind: "refused"; number: number; why: string };

function refusedLine(raw: RawLine, source: string | undefined): Entry {
  const why = raw.kind === "refused" ? raw.why : "";
  return {
    number: raw.number,
    refused: {
      source: source ?? null,
      story: null,
      url: null,
      outcome: "refused",
      why: `line ${raw.number}: ${why}`,
    },
  };
}

async function finish(
  entries: readonly Entry[],
  options: ImportOptions,
  dryRun: DryRun | undefined,
  summary: ImportSummary,
): Promise<void> {
  const lines = entries.flatMap((entry) => ("line" in entry ? [entry.line] : []));
  const pictures =
    dryRun === undefined ? await picturesFor(lines, options) : new Map<StoryLine, LinePictures>();
  const reports = await write(lines, pictures, options, dryRun);
  const byLine = new Map(lines.map((line, index) => [line, reports[index]]));
  for (const entry of entries) {
    const report = "line" in entry ? byLine.get(entry.line) : entry.refused;
    if (report === undefined)
      throw new Error(`Cannot report line ${entry.number}: nothing became of it`);
    summary[report.outcome] += 1;
    await options.onLine?.(report, entry.number);
  }
}

/** Pictures of the lines that are new or changed; fetched before the transaction, since the network is slow. */
async function picturesFor(
  lines: readonly StoryLine[],
  options: ImportOptions,
): Promise<Map<StoryLine, LinePictures>> {
  const withPictures = lines.filter((line) => picturesOfLine(line).length > 0);
  if (withPictures.length === 0) return new Map();
  const known = await inTransaction(options.pool, (client) => findKnown(client, withPictures));
  return fetchPictures(
    withPictures.filter((line) => !isUnchanged(line, known)),
    options.fetchPicture,
  );
}

/** Writes lines in one transaction; where the database refuses one of them, in smaller ones until that one is alone. */
async function write(
  lines: readonly StoryLine[],
  pictures: ReadonlyMap<StoryLine, LinePictures>,
  options: ImportOptions,
  dryRun: DryRun | undefined,
): Promise<ReportLine[]> {
  if (lines.length === 0) return [];
  const batch = { edition: options.edition, lines, pictures, now: options.now() };
  try {
    return dryRun === undefined
      ? await inTransaction(options.pool, (client) => writeBatch(client, batch))
      : await dryRun.run((client) => writeBatch(client, batch), lines);
  } catch (error) {
    if (!isDataError(error)) throw error;
    const [only] = lines;
    if (lines.length === 1 && only !== undefined)
      return [
        {
          source: only.sourceId ?? null,
          story: null,
          url: null,
          outcome: "refused",
          why: `line ${only.number}: the database refused it: ${error.message}`,
        },
      ];
    const middle = Math.ceil(lines.length / 2);
    return [
      ...(await write(lines.slice(0, middle), pictures, options, dryRun)),
      ...(await write(lines.slice(middle), pictures, options, dryRun)),
    ];
  }
}

type DryRun = {
  run(
    work: (client: PoolClient) => Promise<ReportLine[]>,
    lines: readonly StoryLine[],
  ): Promise<ReportLine[]>;
  end(): Promise<void>;
};

/** A connection on which batches are tried and rolled back; what they would have made is remembered in the database. */
async function beginDryRun(pool: Pool): Promise<DryRun> {
  const client = await pool.connect();
  await client.query(
    "CREATE TEMPORARY TABLE tried (source text PRIMARY KEY, sha256 bytea NOT NULL)",
  );
  return {
    run: async (work, lines) => {
      await client.query("BEGIN");
      let reports: ReportLine[];
      try {
        reports = await work(client);
      } finally {
        await client.query("ROLLBACK");
      }
      const { rows } = await client.query<{ source: string; sha256: Buffer }>(
        "SELECT source, sha256 FROM tried WHERE source = ANY($1)",
        [lines.map((line) => line.sourceId ?? "")],
      );
      const tried = new Map(rows.map((row) => [row.source, row.sha256]));
      await client.query(
        `INSERT INTO tried SELECT source, decode(sha256, 'hex') FROM json_to_recordset($1) AS r (source text, sha256 text)
         ON CONFLICT (source) DO UPDATE SET sha256 = excluded.sha256`,
        [
          JSON.stringify(
            lines.flatMap(({ sourceId, sha256 }) =>
              sourceId === undefined ? [] : [{ source: sourceId, sha256: sha256.toString("hex") }],
            ),
          ),
        ],
      );
      return reports.map((report, index) => {
        const line = lines[index];
        const before = line?.sourceId === undefined ? undefined : tried.get(line.sourceId);
        const outcome =
          before === undefined || line === undefined || report.outcome === "refused"
            ? report.outcome
            : before.equals(line.sha256)
              ? "unchanged"
              : "updated";
        // What a dry run makes is gone again: its ids and addresses would lead nowhere.
        return report.outcome === "created"
          ? { ...report, outcome, story: null, url: null }
          : { ...report, outcome };
      });
    },
    end: async () => {
      await client.query("DROP TABLE IF EXISTS tried");
      client.release();
    },
  };
}
