import { PostgresStartError } from "#platform/postgres/start-error.ts";
import { ConfigError, readConfig, settingsAsGiven } from "#platform/config.ts";
import { createLog } from "#platform/log.ts";
import { startProduct } from "./product/product.ts";

/** sysexits.h: a wrong setting. */
const WRONG_SETTING = 78;
/** Longer than the orderly stop may take: then the process ends as it is, and loses nothing acknowledged. */
const LAST_RESORT_MS = 9800;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const stopping = Promise.withResolvers<NodeJS.Signals>();
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    stopping.resolve(signal);
    // The same signal comes twice when npm and its group get it at once: only one that comes later is impatience.
    if (signals === 1) setTimeout(() => (signals = 2), 500).unref();
    if (signals > 2) process.exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);

  const product = await startProduct(config, log, {
    development: process.argv.includes("--development"),
  });
  const lines = [`ready ${product.siteUrl}`, `newsroom ${product.siteUrl}/newsroom`];
  if (product.firstOwnerUrl !== undefined) lines.push(product.firstOwnerUrl);
  // One write: who waits for "ready" on a pipe has the other lines with it.
  say(lines.join("\n"));
  const signal = await stopping.promise;
  log.info({ signal }, "stopping");
  setTimeout(() => {
    complain("Could not stop in order within 10 s; ending now.");
    process.exit(1);
  }, LAST_RESORT_MS).unref();
  await product.stop();
  process.exit(0);
}

/** The line for a setting that only proves wrong when it is used; undefined for any other error. */
function settingBehind(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const { PORT = "3000", HOST = "127.0.0.1", DATA_DIR = "./data" } = settingsAsGiven();
  switch (error.code) {
    case "EADDRINUSE":
      return `PORT: given "${PORT}", needed a port that nothing listens on`;
    case "EACCES":
      return "syscall" in error && error.syscall === "listen"
        ? `PORT: given "${PORT}", needed a port that this user may listen on`
        : `DATA_DIR: given "${DATA_DIR}", needed a folder that this user may write to`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST: given "${HOST}", needed an address of this machine`;
    // PostgreSQL, appendix A: no such role or password, no such database.
    case "28000":
    case "28P01":
    case "3D000":
      return `DATABASE_URL: given a value that is not shown, needed one that the server accepts (${error.message})`;
    case "ENOTDIR":
    case "EEXIST":
    case "EROFS":
      return `DATA_DIR: given "${DATA_DIR}", needed a folder that can be written to`;
    default:
      return undefined;
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) {
    for (const line of error.lines) complain(line);
    process.exit(WRONG_SETTING);
  }
  if (error instanceof PostgresStartError) {
    complain(error.english);
    complain(error.arabic);
    process.exit(1);
  }
  const wrongSetting = settingBehind(error);
  if (wrongSetting !== undefined) {
    complain(wrongSetting);
    process.exit(WRONG_SETTING);
  }
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}
