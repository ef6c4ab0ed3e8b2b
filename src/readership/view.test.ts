import assert from "node:assert/strict";
import { test } from "node:test";
import { newViewId } from "./testing/given.ts";
import { findIdTime, firstIdAt } from "./view.ts";

test("a UUIDv7 tells its millisecond; the example of RFC 9562 too", () => {
  assert.equal(
    findIdTime("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"),
    Date.UTC(2022, 1, 22, 19, 22, 22),
  );
  for (const at of [0, 1, 1_764_000_000_123, 2 ** 48 - 1])
    assert.equal(findIdTime(newViewId(at)), at);
});

test("what is no UUIDv7 has no time", () => {
  for (const text of [
    "",
    "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
    "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
    "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f",
    "017f22e279b07cc398c4dc0c0c07398f",
    "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
  ])
    assert.equal(findIdTime(text), undefined, text);
});

test("ids of an hour lie between the bounds of its partition", () => {
  const hour = Date.UTC(2026, 10, 20, 12);
  for (const at of [hour, hour + 1, hour + 3_599_999]) {
    assert.ok(newViewId(at) >= firstIdAt(hour), String(at));
    assert.ok(newViewId(at) < firstIdAt(hour + 3_600_000), String(at));
  }
  assert.ok(newViewId(hour - 1) < firstIdAt(hour));
});
