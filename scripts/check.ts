import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { startPostgres } from "../src/platform/postgres/supervisor.ts";
import { ALL_CHECKS } from "./checks/all-checks.ts";
import { findChromium } from "./chromium.ts";
import { startDebianPostgres } from "./debian-postgres.ts";

/**
 * Everything that CI runs: the checks of conventions, unit and integration tests on the embedded PostgreSQL, those with
 * a database again on Debian's PostgreSQL where it is installed, and the journeys in a real Chromium. `--quick` leaves
 * the second database and the journeys out; other arguments are parts of the names of the test files to run.
 */

const ROOT = join(import.meta.dirname, "..");
const quick = process.argv.includes("--quick");
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const total = { passed: 0, failed: 0, skipped: 0 };

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function runChecks(): Promise<void> {
  for (const check of ALL_CHECKS) {
    const begun = performance.now();
    const problems = await check.find(ROOT);
    if (problems.length === 0) {
      total.passed += 1;
      console.log(`✔ ${check.name} (${seconds(begun)})`);
      continue;
    }
    total.failed += 1;
    console.log(`✖ ${check.name} (${seconds(begun)})`);
    for (const { path, line, need } of problems)
      console.log(`    ${path}${line === undefined ? "" : `:${line}`}: ${need}`);
  }
}

async function runTests(
  title: string,
  files: readonly string[],
  environment: Record<string, string>,
  concurrency: number,
): Promise<void> {
  const chosen = files.filter(
    (file) => only.length === 0 || only.some((part) => file.includes(part)),
  );
  if (chosen.length === 0) return;
  const begun = performance.now();
  console.log(`\n${title}: ${chosen.length} files`);
  Object.assign(process.env, environment);
  const stream = run({
    files: chosen.map((file) => join(ROOT, file)),
    concurrency,
    timeout: 600_000,
    execArgv: ["--import", join(ROOT, "src/platform/tsx.ts")],
  });
  const files_failed = new Set<string>();
  stream.on("test:pass", (event) => {
    if (event.details.type === "suite") return;
    if (event.skip !== undefined) total.skipped += 1;
    else total.passed += 1;
  });
  stream.on("test:fail", (event) => {
    if (event.details.type === "suite") return;
    total.failed += 1;
    files_failed.add(event.file ?? "?");
  });
  const report = stream.compose(spec);
  report.pipe(process.stdout);
  await new Promise<void>((resolve, reject) => {
    report.on("end", resolve);
    report.on("error", reject);
  });
  console.log(
    `${title}: ${files_failed.size === 0 ? "all passed" : `failures in ${[...files_failed].join(", ")}`} (${seconds(begun)})`,
  );
}

const list = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT })
    .filter((file) => !file.includes("node_modules") && !file.includes("checks/fixtures"))
    .sort();

const socketUrl = (connection: {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}): string => {
  const url = new URL("postgres://localhost");
  url.username = connection.user;
  url.password = connection.password;
  url.pathname = `/${connection.database}`;
  url.searchParams.set("host", connection.host);
  url.searchParams.set("port", String(connection.port));
  return url.href;
};

async function main(): Promise<void> {
  const begun = performance.now();
  if (only.length === 0) await runChecks();

  const unit = list("src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "fixtures/**/*.test.ts");
  const dataDir = mkdtempSync(join(tmpdir(), "warraq-check-"));
  const embedded = await startPostgres({ dataDir, log: () => {} });
  try {
    await runTests(
      "tests on the embedded PostgreSQL",
      unit,
      { DATABASE_URL: socketUrl(embedded.connection) },
      2,
    );
  } finally {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }

  if (!quick) {
    const debian = await startDebianPostgres();
    if (debian === undefined)
      console.log("\nno other PostgreSQL is installed: the tests ran on the embedded one only");
    else {
      const withDatabase = unit.filter((file) =>
        /^src\/(platform\/[^/]*|media\/|stories\/|readership\/|search\/|reader\/)/.test(file),
      );
      try {
        await runTests(`tests on ${debian.version}`, withDatabase, { DATABASE_URL: debian.url }, 2);
      } finally {
        await debian.stop();
      }
    }
    delete process.env["DATABASE_URL"];
    const journeys = list("e2e/*.test.ts");
    const chromium = journeys.length === 0 ? "" : findChromium();
    if (chromium === undefined) total.failed += 1;
    else await runTests("journeys in Chromium", journeys, { CHROMIUM_PATH: chromium }, 1);
  }

  const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
  console.log(`\nthe whole run took ${seconds(begun)}`);
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

await main();
