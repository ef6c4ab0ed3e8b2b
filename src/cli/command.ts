import type { ParseArgsOptionsConfig } from "node:util";
import type { Config } from "#platform/config.ts";

/** Codes that a command ends with (contract, section 4). */
export const EXIT = { done: 0, failed: 1, usage: 2, settings: 78 } as const;

/** Thrown by a command that was called in a way it does not know; ends with exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What the user typed after the command's name, and the settings. */
export type CommandInput = {
  readonly positionals: readonly string[];
  readonly flags: ReadonlyMap<string, string | true>;
  readonly config: Config;
};

/** A command of the tool. */
export type Command = {
  /** The text of its `--help`, without the line on `--help` itself. */
  readonly help: string;
  /** Options beside `--help` and `--json`. */
  readonly options: ParseArgsOptionsConfig;
  /** Does it and gives the exit code; undefined leaves the process to end by itself. */
  run(input: CommandInput): Promise<number | undefined>;
};
