import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { ConfigError, readConfig } from "#platform/config.ts";

const linesOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
};

test("readConfig() gives the defaults of the contract", () => {
  const config = readConfig({});
  assert.equal(config.port, 3000);
  assert.equal(config.host, "127.0.0.1");
  assert.equal(config.siteUrl, undefined);
  assert.equal(config.editionZone, "Asia/Riyadh");
  assert.equal(config.dataDir, resolve("./data"));
  assert.equal(config.databaseUrl, undefined);
  assert.equal(config.logLevel, "info");
  assert.equal(config.loadSample, true);
  assert.deepEqual(config.trustProxy, []);
  assert.ok(Object.isFrozen(config));
});

test("readConfig() reads what is given, and takes an empty text for unset", () => {
  const config = readConfig({
    PORT: "0",
    SITE_URL: "https://news.example/",
    EDITION_ZONE: "Africa/Cairo",
    TRUST_PROXY: "10.0.0.0/8, ::1,loopback",
    SAMPLE: "off",
    METRICS_TOKEN: "",
  });
  assert.equal(config.port, 0);
  assert.equal(config.siteUrl, "https://news.example");
  assert.equal(config.editionZone, "Africa/Cairo");
  assert.deepEqual(config.trustProxy, ["10.0.0.0/8", "::1", "loopback"]);
  assert.equal(config.loadSample, false);
  assert.equal(config.metricsToken, undefined);
});

test("readConfig() names each wrong setting on one line, with what was given and what is needed", () => {
  const lines = linesOf({
    PORT: "70000",
    EDITION_ZONE: "Mars/Olympus",
    SITE_URL: "news.example/path",
    LOG_LEVEL: "loud",
    SAMPLE: "maybe",
    TRUST_PROXY: "everybody",
  });
  assert.equal(lines.length, 6);
  for (const name of ["PORT", "EDITION_ZONE", "SITE_URL", "LOG_LEVEL", "SAMPLE", "TRUST_PROXY"])
    assert.equal(lines.filter((line) => line.startsWith(`${name}: given `)).length, 1, name);
  assert.match(lines.join("\n"), /PORT: given "70000", needed a port from 0 to 65535/);
  assert.ok(lines.every((line) => !line.includes("\n")));
});

test("readConfig() refuses a zone that is only an offset, and a host that is none", () => {
  assert.match(linesOf({ EDITION_ZONE: "+03:00" })[0] ?? "", /^EDITION_ZONE: given "\+03:00"/);
  assert.match(linesOf({ HOST: "not a host" })[0] ?? "", /^HOST: given "not a host"/);
  assert.deepEqual(linesOf({ HOST: "::1" }), []);
});

test("readConfig() refuses what is no number, and never repeats a secret", () => {
  assert.match(linesOf({ PORT: "three thousand" })[0] ?? "", /^PORT: given "three thousand"/);
  assert.match(linesOf({ PORT: "1e3.5" })[0] ?? "", /^PORT/);
  const [line] = linesOf({ DATABASE_URL: "mysql://root:hunter2@host/db" });
  assert.match(line ?? "", /^DATABASE_URL: given a value that is not shown/);
  assert.doesNotMatch(line ?? "", /hunter2/);
});
