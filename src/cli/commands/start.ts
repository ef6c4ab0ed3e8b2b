import { UsageError, type Command } from "../command.ts";

export const command: Command = {
  help: `Usage: warraq start

Starts the database where DATABASE_URL names none, brings it up to date and serves the site until
it gets SIGINT or SIGTERM. Settings are read from the environment: PORT, HOST, SITE_URL, DATA_DIR, …`,
  options: {},
  run: async ({ positionals }) => {
    if (positionals.length > 0) throw new UsageError("need no arguments");
    await import("#server.ts");
    return undefined;
  },
};
