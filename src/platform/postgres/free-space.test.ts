import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { freeSpace, levelOf } from "./free-space.ts";

const MIB = 2 ** 20;
const GIB = 2 ** 30;

test("levels follow a share of small disks and a fixed amount of large ones", () => {
  assert.equal(levelOf(511 * MIB, 4 * GIB), "critical");
  assert.equal(levelOf(513 * MIB, 4 * GIB), "low");
  assert.equal(levelOf(1025 * MIB, 4 * GIB), "ok");
  assert.equal(levelOf(0.9 * GIB, 20 * GIB), "critical");
  assert.equal(levelOf(1.5 * GIB, 20 * GIB), "low");
  assert.equal(levelOf(2.1 * GIB, 20 * GIB), "ok");
  assert.equal(levelOf(1.9 * GIB, 1000 * GIB), "critical");
  assert.equal(levelOf(3.9 * GIB, 1000 * GIB), "low");
  assert.equal(levelOf(4.1 * GIB, 1000 * GIB), "ok");
});

test("the disk of a folder is measured", async () => {
  const { freeBytes, sizeBytes } = await freeSpace(tmpdir());
  assert.ok(freeBytes > 0 && freeBytes <= sizeBytes);
});
