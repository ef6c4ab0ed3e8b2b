import { isDay } from "#arabic/zone-days.ts";
import { recountDay } from "#readership/recount.ts";
import { ensureEdition } from "#stories/edition.ts";
import { EXIT, UsageError, type Command } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { say } from "../output.ts";

export const command: Command = {
  help: `Usage: warraq recount <yyyy-mm-dd> [--json]

Adds the quarter hours of a day together again and compares them with the list that readers see.`,
  options: {},
  run: async ({ positionals, flags, config }) => {
    const [day, ...more] = positionals;
    if (day === undefined || !isDay(day) || more.length > 0)
      throw new UsageError("need one day, such as 2026-11-23");
    const database = await openDatabase(config);
    try {
      const edition = await ensureEdition(database.pool, config.editionZone);
      const result = await recountDay(database.pool, day, edition.zone);
      say(flags.has("json") ? JSON.stringify(result) : JSON.stringify(result, undefined, 2));
      return EXIT.done;
    } finally {
      await database.close();
    }
  },
};
