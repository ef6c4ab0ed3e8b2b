import { isDay } from "#arabic/zone-days.ts";
import { recountDay } from "#readership/recount.ts";
import { ensureEdition } from "#stories/edition.ts";
import { EXIT, UsageError, type Command } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { say } from "../output.ts";

export const command: Command = {
  help: `Usage: warraq recount <yyyy-mm-dd> [--json]

Adds the quarter hours of a day together again and compares them with the list that readers see.
Ends with 1 when they differ.`,
  options: {},
  run: async ({ positionals, flags, config }) => {
    const [day, ...more] = positionals;
    if (day === undefined || !isDay(day) || more.length > 0)
      throw new UsageError("need one day, such as 2026-11-23");
    const database = await openDatabase(config);
    try {
      const edition = await ensureEdition(database.pool, config.editionZone);
      const result = await recountDay(database.pool, day, edition, new Date());
      const agrees = result.differences.length === 0 && result.isInOrder;
      if (flags.has("json")) say(JSON.stringify({ ...result, agrees }));
      else {
        say(
          `${day} in ${result.zone}: ${result.counted} counted and ${result.raw} raw views of ${result.stories} stories in ${result.quarters} quarter hours`,
        );
        for (const { story, listed, hours } of result.differences)
          say(
            `story ${story}: the list has ${listed.counted} (${listed.raw} raw), the hours ${hours.counted} (${hours.raw} raw)`,
          );
        if (!result.isInOrder) say("the list is not in the order of its counts");
        if (agrees) say("the list follows from the hours");
      }
      return agrees ? EXIT.done : EXIT.failed;
    } finally {
      await database.close();
    }
  },
};
