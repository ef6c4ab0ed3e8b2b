import { learnArchive } from "#search/learn-archive.ts";
import { EXIT, UsageError, type Command } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { createProgress, say } from "../output.ts";

export const command: Command = {
  help: `Usage: warraq learn [--json]

Counts the words of all published stories, so that search knows the names and words of this archive
and parts them rightly from what Arabic writes together with them (وبالمرزوقي is المرزوقي). Replaces
what was learned before and brings the index of search up to date. 100,000 words are enough to
matter; run it again when the archive has grown much.`,
  options: {},
  run: async ({ positionals, flags, config }) => {
    if (positionals.length > 0) throw new UsageError("need no argument");
    const database = await openDatabase(config);
    const progress = createProgress();
    try {
      const learned = await learnArchive(database.pool, {
        onProgress: (stories) => progress.show(stories, undefined, `${stories} stories`),
      });
      progress.clear();
      say(
        flags.has("json")
          ? JSON.stringify(learned)
          : `${learned.words} words of ${learned.stories} stories: ${learned.forms} forms learned`,
      );
      return EXIT.done;
    } finally {
      progress.clear();
      await database.close();
    }
  },
};
