import { access, constants, mkdir, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import process from "node:process";
import type { Pool } from "pg";
import { proveAudit } from "#accounts/audit.ts";
import type { Config } from "#platform/config.ts";
import { freeSpace } from "#platform/postgres/free-space.ts";
import { EXIT, UsageError, type Command } from "../command.ts";
import { openDatabase } from "../open-database.ts";
import { say } from "../output.ts";

type Finding = {
  readonly check: string;
  readonly state: "good" | "warning" | "bad";
  readonly what: string;
};

export const command: Command = {
  help: `Usage: warraq doctor [--json]

Checks settings, data folder, disk, database and tables, and says what is wrong. Ends with 1 when
something is bad; warnings alone end with 0.`,
  options: {},
  run: async ({ positionals, flags, config }) => {
    if (positionals.length > 0) throw new UsageError("need no arguments");
    const findings = [
      runtime(),
      ...site(config),
      await dataFolder(config),
      await disk(config),
      ...(await database(config)),
    ];
    if (flags.has("json")) say(JSON.stringify({ findings }));
    else
      for (const { check, state, what } of findings)
        say(`${state.padEnd(8)} ${check.padEnd(12)} ${what}`);
    return findings.some((finding) => finding.state === "bad") ? EXIT.failed : EXIT.done;
  },
};

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function runtime(): Finding {
  return {
    check: "runtime",
    state: "good",
    what: `Node ${process.versions.node} on ${hostname()}`,
  };
}

function site(config: Config): Finding[] {
  const { siteUrl, trustProxy } = config;
  const isLocal =
    siteUrl === undefined || /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(`${siteUrl}/`);
  const findings: Finding[] = [
    {
      check: "site",
      state: !isLocal && siteUrl.startsWith("http:") ? "warning" : "good",
      what:
        !isLocal && siteUrl.startsWith("http:")
          ? `SITE_URL ${siteUrl} is plain http: need https off this machine`
          : (siteUrl ?? "on this machine only; set SITE_URL to publish"),
    },
  ];
  const behindProxy = !isLocal && trustProxy.length === 0;
  findings.push({
    check: "proxy",
    state: behindProxy ? "warning" : "good",
    what: behindProxy
      ? "TRUST_PROXY is not set: behind a proxy every reader would have the proxy's address"
      : trustProxy.length === 0
        ? "no proxy is trusted"
        : `trusted: ${trustProxy.join(", ")}`,
  });
  return findings;
}

async function dataFolder(config: Config): Promise<Finding> {
  try {
    await mkdir(config.dataDir, { recursive: true });
    await access(config.dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return { check: "data folder", state: "good", what: config.dataDir };
  } catch (error) {
    return {
      check: "data folder",
      state: "bad",
      what: `need to read and write it: ${textOf(error)}`,
    };
  }
}

async function disk(config: Config): Promise<Finding> {
  try {
    const { level, freeBytes } = await freeSpace(config.dataDir);
    const state = level === "ok" ? "good" : level === "low" ? "warning" : "bad";
    return { check: "disk", state, what: `${(freeBytes / 1e9).toFixed(1)} GB free` };
  } catch (error) {
    return { check: "disk", state: "bad", what: textOf(error) };
  }
}

async function database(config: Config): Promise<Finding[]> {
  try {
    const opened = await openDatabase(config, { migrated: false });
    try {
      const findings = [await server(opened.pool), await tables(opened.pool)];
      if (findings.every(({ state }) => state !== "bad")) findings.push(await log(opened.pool));
      return findings;
    } finally {
      await opened.close();
    }
  } catch (error) {
    return [{ check: "database", state: "bad", what: textOf(error) }];
  }
}

async function log(pool: Pool): Promise<Finding> {
  const known = await pool.query("SELECT WHERE to_regclass('audit_seal') IS NOT NULL");
  if (known.rowCount === 0)
    return { check: "log of acts", state: "warning", what: "its tables are not there yet" };
  const { entries, brokenAt, last } = await proveAudit(pool);
  return {
    check: "log of acts",
    state: brokenAt === null ? "good" : "bad",
    what:
      brokenAt === null
        ? `${entries} entries, their chain holds; last hash ${last ?? "none"}`
        : `the chain breaks at ${brokenAt}: entries were changed, left out or put in`,
  };
}

async function server(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<{
    version: number;
    encoding: string;
    fsync: string;
    durable: string;
  }>(
    `SELECT current_setting('server_version_num')::integer AS version, current_setting('server_encoding') AS encoding,
       current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS durable`,
  );
  const [row] = rows;
  if (row === undefined || row.version < 150_000)
    return {
      check: "database",
      state: "bad",
      what: `need PostgreSQL 15 or newer, got ${row?.version ?? "nothing"}`,
    };
  if (row.encoding !== "UTF8")
    return { check: "database", state: "bad", what: `need encoding UTF8, got ${row.encoding}` };
  const isDurable = row.fsync === "on" && row.durable !== "off";
  return {
    check: "database",
    state: isDurable ? "good" : "warning",
    what: isDurable
      ? `PostgreSQL ${Math.floor(row.version / 10_000)}`
      : "fsync or synchronous_commit is off: acknowledged views may be lost in a power cut",
  };
}

async function tables(pool: Pool): Promise<Finding> {
  const folder = new URL("../../../migrations/", import.meta.url);
  const needed = (await readdir(folder)).filter((name) => name.endsWith(".sql"));
  const exists = await pool.query<{ known: boolean }>(
    "SELECT to_regclass('migration') IS NOT NULL AS known",
  );
  const ran =
    exists.rows[0]?.known === true
      ? (await pool.query<{ name: string }>("SELECT name FROM migration")).rows.map(
          (row) => row.name,
        )
      : [];
  const missing = needed.filter((name) => !ran.includes(name)).sort();
  return missing.length === 0
    ? { check: "tables", state: "good", what: `${ran.length} migrations have run` }
    : {
        check: "tables",
        state: "warning",
        what: `not yet run: ${missing.join(", ")}; warraq migrate runs them`,
      };
}
