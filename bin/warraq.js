#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node may start it, and it then hands over to the runtime of the lockfile.
import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

const loader = new URL("../src/platform/tsx.ts", import.meta.url);
const main = new URL("../src/cli/main.ts", import.meta.url);

if (Number(process.versions.node.split(".")[0]) >= 26) {
  await import(loader.href);
  await import(main.href);
} else {
  const runtime = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
  const child = spawn(
    runtime,
    ["--import", loader.href, fileURLToPath(main), ...process.argv.slice(2)],
    {
      stdio: "inherit",
    },
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(
      `Cannot start the runtime ${runtime}: ${error.message}. Run npm ci first.\n`,
    );
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
  });
}
