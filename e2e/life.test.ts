import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { runWarraq, startSite, type Site } from "./given/site.ts";

const ROOT = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "warraq-life-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const dataDir = join(folder, "data");
const empty = { SAMPLE: "off" };

/** Starts on the common data folder; whatever the test says, it is stopped at its end. */
async function start(context: TestContext): Promise<Site> {
  const site = await startSite({ dataDir, environment: empty });
  context.after(() => site.stop());
  return site;
}

/** Pids of all processes that have `text` in their command line. */
const processesWith = (text: string): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "utf8").includes(text);
      } catch {
        return false;
      }
    })
    .map(Number)
    .filter((pid) => pid !== process.pid);

async function noneLeft(): Promise<void> {
  for (let tries = 0; processesWith(dataDir).length > 0; tries += 1) {
    assert.ok(tries < 150, `processes stay behind: ${processesWith(dataDir).join(", ")}`);
    await delay(100);
  }
}

test("a wrong setting stops the start with one line for each, and exit code 78", async () => {
  const child = spawn(
    join(ROOT, "node_modules/.bin/node"),
    ["--import", join(ROOT, "src/platform/tsx.ts"), join(ROOT, "src/server.ts")],
    {
      env: { ...process.env, PORT: "high", EDITION_ZONE: "Mars", DATA_DIR: dataDir },
    },
  );
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise((resolve) => {
    child.on("close", resolve);
  });
  assert.equal(code, 78);
  assert.deepEqual(
    stderr
      .trim()
      .split("\n")
      .map((line) => line.split(":")[0]),
    ["PORT", "EDITION_ZONE"],
  );
});

test("it prints where readers and newsroom are, serves, and stops in order within ten seconds", async (context) => {
  const site = await start(context);
  assert.match(site.output(), /^ready http:\/\/localhost:\d+\/?$/m);
  assert.match(site.output(), /^newsroom http:\/\/localhost:\d+\/newsroom$/m);
  assert.equal((await fetch(`${site.url}/healthz`)).status, 200);
  assert.equal((await fetch(`${site.url}/readyz`)).status, 200);
  assert.equal((await fetch(`${site.url}/`)).status, 200);
  assert.equal((await fetch(`${site.url.replace("localhost", "127.0.0.1")}/`)).status, 200);
  const { code, milliseconds } = await site.stop();
  assert.equal(code, 0);
  assert.ok(milliseconds < 10_000, `stopped in ${milliseconds} ms`);
  await noneLeft();
});

test("a second start on a data folder in use is refused clearly, and the first goes on", async (context) => {
  const site = await start(context);
  await assert.rejects(startSite({ dataDir, environment: empty }), (error: unknown) => {
    assert.match(String(error), /ended with [1-9]/);
    assert.match(String(error), /is using it/);
    return true;
  });
  assert.equal((await fetch(`${site.url}/healthz`)).status, 200);
  assert.equal((await site.stop("SIGINT")).code, 0);
});

test("after kill -9 of the product the next start recovers by itself and leaves no orphan", async (context) => {
  const first = await start(context);
  await first.stop("SIGKILL");
  const second = await start(context);
  assert.equal((await fetch(`${second.url}/readyz`)).status, 200);
  assert.equal((await second.stop()).code, 0);
  await noneLeft();
});

test("through npm start, a signal to npm alone and one to the whole group end it in order", async () => {
  for (const whole of [false, true]) {
    const child = spawn("npm", ["start"], {
      cwd: ROOT,
      detached: true,
      env: { ...process.env, PORT: "0", DATA_DIR: dataDir, SAMPLE: "off", LOG_LEVEL: "error" },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    for (let tries = 0; !/^ready /m.test(output); tries += 1) {
      assert.ok(tries < 600, `not ready: ${output}`);
      await delay(100);
    }
    const begun = performance.now();
    const exited = new Promise<number | null>((resolve) => {
      child.on("exit", (code) => resolve(code));
    });
    process.kill(whole ? -(child.pid ?? 0) : (child.pid ?? 0), "SIGTERM");
    await exited;
    assert.ok(performance.now() - begun < 10_000);
    await noneLeft();
  }
});

test("warraq works with the product stopped, and says what it is for", async () => {
  const help = await runWarraq(dataDir, ["--help"]);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /import/);
  assert.equal((await runWarraq(dataDir, ["no-such-command"])).code, 2);
  assert.equal((await runWarraq(dataDir, ["migrate"])).code, 0);
  await noneLeft();
});
