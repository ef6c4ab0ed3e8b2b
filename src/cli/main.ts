import { readFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { ConfigError, readConfig } from "#platform/config.ts";
import { EXIT, UsageError, type Command } from "./command.ts";
import { complain, say } from "./output.ts";

type Entry = { readonly summary: string; load(): Promise<{ command: Command }> };

const COMMANDS: ReadonlyMap<string, Entry> = new Map(
  Object.entries({
    start: {
      summary: "serve the site, with its database",
      load: () => import("./commands/start.ts"),
    },
    import: {
      summary: "import stories from a file, an address or standard input",
      load: () => import("./commands/import.ts"),
    },
    export: {
      summary: "write all published stories to a file",
      load: () => import("./commands/export.ts"),
    },
    recount: {
      summary: "prove the totals of a day from its quarter hours",
      load: () => import("./commands/recount.ts"),
    },
    user: {
      summary: "make an account for the newsroom",
      load: () => import("./commands/user.ts"),
    },
    learn: {
      summary: "teach search the words of the archive",
      load: () => import("./commands/learn.ts"),
    },
    reindex: {
      summary: "bring the index of search up to date, or make it anew",
      load: () => import("./commands/reindex.ts"),
    },
    migrate: {
      summary: "bring the tables of the database up to date",
      load: () => import("./commands/migrate.ts"),
    },
    doctor: {
      summary: "check the installation and say what is wrong",
      load: () => import("./commands/doctor.ts"),
    },
  }),
);

const HELP = `Usage: warraq <command> [options]

${[...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`).join("\n")}

warraq <command> --help tells more. Every command takes --json.
Exit codes: 0 all done, 1 some refused or failed, 2 wrong usage, 78 wrong settings.`;

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(text);
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}

async function run(args: readonly string[]): Promise<number | undefined> {
  const [name, ...rest] = args;
  if (name === undefined) {
    complain(HELP);
    return EXIT.usage;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    say(HELP);
    return EXIT.done;
  }
  if (name === "--version" || name === "-v") {
    say(version());
    return EXIT.done;
  }
  const entry = COMMANDS.get(name);
  if (entry === undefined) {
    complain(`warraq: there is no command ${JSON.stringify(name)}. See warraq --help`);
    return EXIT.usage;
  }
  const { command } = await entry.load();
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: {
        ...command.options,
        help: { type: "boolean", short: "h" },
        json: { type: "boolean" },
      },
      allowPositionals: true,
      strict: true,
    });
    if (values["help"] === true) {
      say(command.help);
      return EXIT.done;
    }
    const flags = new Map(
      Object.entries(values).flatMap(([flag, value]): [string, string | true][] =>
        typeof value === "string" ? [[flag, value]] : value ? [[flag, true]] : [],
      ),
    );
    return await command.run({ positionals, flags, config: readConfig() });
  } catch (error) {
    return failed(name, error);
  }
}

const isWrongArgument = (error: unknown): error is Error =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  error.code.startsWith("ERR_PARSE_ARGS_");

function failed(name: string, error: unknown): number {
  if (error instanceof ConfigError) {
    for (const line of error.lines) complain(line);
    return EXIT.settings;
  }
  if (error instanceof UsageError || isWrongArgument(error)) {
    complain(`warraq ${name}: ${error.message}. See warraq ${name} --help`);
    return EXIT.usage;
  }
  complain(`warraq ${name}: ${error instanceof Error ? error.message : String(error)}`);
  return EXIT.failed;
}

// A reader of our output that ends early (head, less) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exitCode = EXIT.done;
});

const code = await run(process.argv.slice(2));
if (code !== undefined) process.exitCode = code;
