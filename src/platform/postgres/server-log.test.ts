import assert from "node:assert/strict";
import { test } from "node:test";
import { createServerLog } from "./server-log.ts";

function collect(now?: () => number) {
  const passed: [string, string][] = [];
  const serverLog = createServerLog((level, message) => passed.push([level, message]), now);
  return { passed, serverLog };
}

test("lines keep their weight, also when they come in pieces; routine ones are dropped", () => {
  const { passed, serverLog } = collect();
  serverLog.write("[7] LOG:  starting PostgreSQL 18.4\n[7] LOG:  auto");
  serverLog.write("matic vacuum of table\n[8] ERROR:  duplicate key\n[9] PANIC:  disk is full\n");
  assert.deepEqual(passed, [
    ["info", "postgres: automatic vacuum of table"],
    ["warn", "postgres: duplicate key"],
    ["error", "postgres: disk is full"],
  ]);
  assert.match(serverLog.lastLines(), /starting PostgreSQL 18\.4 \| .*PANIC: disk is full$/);
});

test("a flood is cut and its size is told", () => {
  let now = 0;
  const { passed, serverLog } = collect(() => now);
  serverLog.write("[1] FATAL:  no\n".repeat(5000));
  assert.equal(passed.length, 50);
  now = 10_001;
  serverLog.write("[1] FATAL:  yes\n");
  assert.deepEqual(passed.slice(50), [
    ["warn", "postgres: 4950 more log lines were left out"],
    ["warn", "postgres: yes"],
  ]);
});
