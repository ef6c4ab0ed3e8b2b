import assert from "node:assert/strict";
import { test } from "node:test";
import { wallNow } from "./wall-time.ts";

test("the time that is proposed is the edition's, an hour on, on the full five minutes", () => {
  const now = new Date("2026-11-25T20:58:01Z");
  assert.equal(wallNow("Asia/Riyadh", 60, now), "2026-11-26T01:00");
  assert.equal(wallNow("Africa/Casablanca", 60, now), "2026-11-25T22:00");
  assert.equal(wallNow("Asia/Kolkata", 0, now), "2026-11-26T02:30");
});
