import { bringUpToDate, countStale, forgetIndexed } from "#search/bring-up-to-date.ts";
import { currentLexicon } from "#search/current-lexicon.ts";
import { EXIT, UsageError, type Command } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { createProgress, say } from "../output.ts";

export const command: Command = {
  help: `Usage: warraq reindex [--all] [--json]

Brings the index of search up to date. The product does so by itself; this is for when it should be
done now, or made anew. Searches go on meanwhile and find every story; a stop loses nothing, the same
command goes on.

  --all   write every story anew`,
  options: { all: { type: "boolean" } },
  run: async ({ positionals, flags, config }) => {
    if (positionals.length > 0) throw new UsageError("need no argument");
    const database = await openDatabase(config);
    const progress = createProgress();
    const begun = performance.now();
    try {
      const { pool } = database;
      if (flags.has("all")) await forgetIndexed(pool);
      const wanted = await countStale(pool);
      const { stories } = await bringUpToDate(pool, await currentLexicon(pool), {
        onProgress: (done) => progress.show(done, wanted, `${done} of ${wanted} stories`),
      });
      progress.clear();
      const seconds = Math.round((performance.now() - begun) / 10) / 100;
      say(
        flags.has("json")
          ? JSON.stringify({ stories, seconds })
          : `${stories} stories written in ${seconds} s`,
      );
      return EXIT.done;
    } finally {
      progress.clear();
      await database.close();
    }
  },
};
