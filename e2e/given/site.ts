import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** A running product, started as a person would, on a data folder and a port of its own. */
export type Site = {
  /** Origin, such as http://localhost:41234. */
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything that it wrote so far. */
  output(): string;
  /** Sends `signal` and gives the exit code and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; milliseconds: number }>;
  /** Stops it if need be, and removes a data folder that was made here. */
  remove(): Promise<void>;
};

/**
 * Starts the product and waits for its `ready` line.
 * @throws Error with its output when it ends before, or is not ready within 90 s
 */
export async function startSite(
  options: { dataDir?: string; environment?: Record<string, string> } = {},
): Promise<Site> {
  const dataDir = options.dataDir ?? join(mkdtempSync(join(tmpdir(), "warraq-site-")), "data");
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(
    join(ROOT, "node_modules/.bin/node"),
    ["--import", join(ROOT, "src/platform/tsx.ts"), join(ROOT, "src/server.ts")],
    {
      cwd: ROOT,
      env: {
        ...inherited,
        PORT: "0",
        DATA_DIR: dataDir,
        LOG_LEVEL: "warn",
        ...options.environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  const exited = new Promise<number | null>((resolve) => {
    child.on("exit", (code) => resolve(code));
  });
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready within 90 s:\n${output}`)), 90_000);
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const ready = /^ready (\S+)$/m.exec(output);
      if (ready?.[1] === undefined) return;
      clearTimeout(timer);
      resolve(ready[1].replace(/\/$/, ""));
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void exited.then((code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code} before it was ready:\n${output}`));
    });
  });
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    const begun = performance.now();
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return { code: await exited, milliseconds: performance.now() - begun };
  };
  return {
    url,
    dataDir,
    process: child,
    output: () => output,
    stop,
    remove: async () => {
      await stop();
      if (options.dataDir === undefined)
        rmSync(join(dataDir, ".."), { recursive: true, force: true });
    },
  };
}

/** Runs `warraq` with `args` on the data folder of a site, `input` on its standard input; gives exit code and output. */
export async function runWarraq(
  dataDir: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  input = "",
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(
    join(ROOT, "node_modules/.bin/node"),
    [join(ROOT, "bin/warraq.js"), ...args],
    {
      env: { ...inherited, DATA_DIR: dataDir, ...environment },
      stdio: ["pipe", "pipe", "pipe"],
    },
  );
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return { code, stdout, stderr };
}
