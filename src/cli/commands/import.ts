import { createWriteStream, type WriteStream } from "node:fs";
import { once } from "node:events";
import process from "node:process";
import { finished } from "node:stream/promises";
import type { Pool } from "pg";
import { createDecoder } from "#media/decode.ts";
import { fetchPicture } from "#media/pictures.ts";
import { openMediaStore } from "#media/media-store.ts";
import { waitForListeners } from "#platform/outbox.ts";
import { OutboundFetchError } from "#platform/outbound-fetch.ts";
import { Refusal } from "#platform/refusal.ts";
import { bringUpToDate } from "#search/bring-up-to-date.ts";
import { currentLexicon } from "#search/current-lexicon.ts";
import { ensureEdition } from "#stories/edition.ts";
import { importStories } from "#stories/import/import-stories.ts";
import type { FetchPicture } from "#stories/import/pictures.ts";
import type { ReportLine } from "#stories/import/report.ts";
import { loadBodyPictures } from "#stories/rendering.ts";
import { EXIT, UsageError, type Command, type CommandInput } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { openInput } from "../open-input.ts";
import { complain, createProgress, say, whyNot } from "../output.ts";

/** Refused lines that are named on standard error; the report has them all. */
const MOST_NAMED = 20;

/** The address of a picture as an export writes it. */
const OWN_PICTURE = /^\/media\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\/\d+\.(?:webp|jpg)$/;

export const command: Command = {
  help: `Usage: warraq import jsonl <file, address or -> [--dry-run] [--report FILE] [--json]

Imports stories from JSON lines, one story a line, UTF-8. A wrong line is refused and the rest goes
on; the same file again changes nothing, so an import that was stopped is simply run again.

  --dry-run      check everything, write nothing
  --report FILE  one JSON line for each line of the input: source, story, url, outcome, why
  --json         the summary as JSON

Fields: headline, body_html or body_text, published_at (required); id, standfirst, section, topics,
authors, source, place, slug, updated_at, lang, url, image {url, alt, caption, credit}.
Bounds: headline 500 letters, body 1 MB, line 8 MB. Dates are ISO 8601, in the edition's zone where
they have no offset, and not in the future. A name that ends in .gz is unpacked as it is read.`,
  options: {
    "dry-run": { type: "boolean" },
    report: { type: "string" },
  },
  run,
};

async function run({ positionals, flags, config }: CommandInput): Promise<number> {
  const [format, name, ...more] = positionals;
  if (format !== "jsonl") throw new UsageError("need a format to import: jsonl");
  if (name === undefined || more.length > 0)
    throw new UsageError("need one file, an address, or - for standard input");
  const isDryRun = flags.has("dry-run");
  const begun = performance.now();
  let readBytes = 0;
  const input = await openInput(name, (bytes) => {
    readBytes += bytes;
  });
  const report = await openReport(flags.get("report"));
  const database = await openDatabase(config);
  const decoder = createDecoder();
  const progress = createProgress();
  try {
    const edition = await ensureEdition(database.pool, config.editionZone);
    const media = {
      pool: database.pool,
      store: openMediaStore(config),
      decoder,
    };
    let lines = 0;
    let refused = 0;
    const summary = await importStories(untilStopped(input.bytes), {
      pool: database.pool,
      edition,
      now: () => new Date(),
      fetchPicture: (url) => fetchOne(url, media),
      isDryRun,
      onLine: async (line) => {
        lines += 1;
        if (line.outcome === "refused") {
          refused += 1;
          if (refused <= MOST_NAMED) {
            progress.clear();
            complain(line.why ?? "refused");
          }
        }
        await writeReport(report, line);
        const seconds = (performance.now() - begun) / 1000;
        progress.show(
          readBytes,
          input.sizeBytes,
          `${lines} lines, ${Math.round(lines / seconds)} a second, ${refused} refused`,
        );
      },
    }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(
        `${why}. ${lines} lines are done and stay; the same command goes on from there`,
        { cause: error },
      );
    });
    if (!isDryRun && summary.created + summary.updated > 0) await makeFindable(database.pool);
    progress.clear();
    if (refused > MOST_NAMED) complain(`… and ${refused - MOST_NAMED} more refused lines`);
    const seconds = Math.round((performance.now() - begun) / 10) / 100;
    say(
      flags.has("json")
        ? JSON.stringify({ ...summary, dryRun: isDryRun, seconds })
        : `${isDryRun ? "would be: " : ""}${summary.created} created, ${summary.updated} updated, ${summary.unchanged} unchanged, ${summary.refused} refused in ${seconds} s`,
    );
    return summary.refused > 0 ? EXIT.failed : EXIT.done;
  } finally {
    progress.clear();
    await closeReport(report);
    await decoder.stop();
    await database.close();
  }
}

/** Brings what was written into the index of search, together with the nodes that run, or alone where none does. */
async function makeFindable(pool: Pool): Promise<void> {
  await bringUpToDate(pool, await currentLexicon(pool));
  await waitForListeners(pool);
}

/** The bytes of `input` until the user stops the command: then the batch that is being written is still finished. */
async function* untilStopped(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    for await (const bytes of input) {
      if (isStopped) throw new Error("stopped");
      yield bytes;
    }
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

async function fetchOne(
  url: string,
  media: Parameters<typeof fetchPicture>[0],
): ReturnType<FetchPicture> {
  const own = URL.canParse(url) ? OWN_PICTURE.exec(new URL(url).pathname)?.[1] : undefined;
  // An export that comes home names pictures that are kept here already; the site may have had another origin then.
  if (own !== undefined && (await loadBodyPictures(media.pool, [own])).has(own))
    return { kind: "kept", id: own };
  try {
    return { kind: "kept", id: (await fetchPicture(media, url, new Date())).id };
  } catch (error) {
    // A picture that can't be had does not stop its story: the report says why.
    if (error instanceof Refusal || error instanceof OutboundFetchError)
      return { kind: "failed", why: error.message };
    throw error;
  }
}

async function openReport(file: string | true | undefined): Promise<WriteStream | undefined> {
  if (typeof file !== "string") return undefined;
  const stream = createWriteStream(file);
  try {
    await once(stream, "open");
  } catch (error) {
    throw new Error(`Cannot write the report ${file}: ${whyNot(error)}`, { cause: error });
  }
  return stream;
}

async function writeReport(stream: WriteStream | undefined, line: ReportLine): Promise<void> {
  if (stream === undefined || stream.write(`${JSON.stringify(line)}\n`)) return;
  await once(stream, "drain");
}

async function closeReport(stream: WriteStream | undefined): Promise<void> {
  if (stream === undefined) return;
  stream.end();
  await finished(stream);
}
