import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { once } from "node:events";
import process from "node:process";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { exportStories } from "#stories/export-stories.ts";
import { EXIT, UsageError, type Command, type CommandInput } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { complain, createProgress, say, whyNot } from "../output.ts";

export const command: Command = {
  help: `Usage: warraq export jsonl <file or -> [--json]

Writes every published story as a line of JSON, in the form that warraq import takes; the oldest
first. The file appears under its name only when it is whole.`,
  options: {},
  run,
};

async function run({ positionals, flags, config }: CommandInput): Promise<number> {
  const [format, file, ...more] = positionals;
  if (format !== "jsonl") throw new UsageError("need a format to export: jsonl");
  if (file === undefined || more.length > 0)
    throw new UsageError("need one file, or - for standard output");
  const database = await openDatabase(config);
  const progress = createProgress();
  const part = `${file}.part`;
  try {
    const out: Writable = file === "-" ? process.stdout : await openPart(part);
    let stories = 0;
    const siteUrl = config.siteUrl ?? `http://localhost:${config.port}`;
    for await (const line of exportStories(database.pool, { siteUrl })) {
      if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, "drain");
      stories += 1;
      progress.show(stories, undefined, `${stories} stories`);
    }
    progress.clear();
    if (file !== "-") {
      out.end();
      await finished(out);
      await rename(part, file);
    }
    const summary = flags.has("json") ? JSON.stringify({ stories }) : `${stories} stories written`;
    if (file === "-") complain(summary);
    else say(summary);
    return EXIT.done;
  } finally {
    progress.clear();
    if (file !== "-") await rm(part, { force: true });
    await database.close();
  }
}

async function openPart(part: string): Promise<Writable> {
  const stream = createWriteStream(part);
  try {
    await once(stream, "open");
  } catch (error) {
    throw new Error(`Cannot write ${part}: ${whyNot(error)}`, { cause: error });
  }
  return stream;
}
