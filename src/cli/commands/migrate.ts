import { migrate } from "#platform/migrate.ts";
import { EXIT, UsageError, type Command } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { say } from "../output.ts";

export const command: Command = {
  help: `Usage: warraq migrate [--json]

Brings the tables of the database up to date. \`warraq start\` does it by itself.`,
  options: {},
  run: async ({ positionals, flags, config }) => {
    if (positionals.length > 0) throw new UsageError("need no arguments");
    const database = await openDatabase(config, { migrated: false });
    try {
      const ran = await migrate(database.pool);
      if (flags.has("json")) say(JSON.stringify({ ran }));
      else say(ran.length === 0 ? "up to date" : ran.map((name) => `ran ${name}`).join("\n"));
      return EXIT.done;
    } finally {
      await database.close();
    }
  },
};
