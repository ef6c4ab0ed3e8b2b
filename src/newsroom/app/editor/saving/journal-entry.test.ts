import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalJson, planRecovery, type JournalEntry } from "./journal-entry.ts";

const entry = (given: Partial<JournalEntry>): JournalEntry => ({
  story: "s",
  window: "w1",
  person: "p",
  base: 3,
  content: { headline: "محلي" },
  changes: 1,
  at: 1000,
  ...given,
});
const opened = {
  person: "p",
  openWindows: new Set<string>(),
  version: 3,
  content: { headline: "خادم", standfirst: "" },
};

test("text of a window that died goes on where it was left", () => {
  const left = entry({});
  assert.deepEqual(planRecovery([left], opened), { resume: left, merge: [], done: [] });
});

test("text on an older draft is shown beside the newer one, never over it", () => {
  const left = entry({ base: 2 });
  assert.deepEqual(planRecovery([left], opened), { resume: undefined, merge: [left], done: [] });
});

test("of two windows that died the newest goes on, the other is shown beside it", () => {
  const older = entry({ window: "w1", at: 1, content: { headline: "أقدم" } });
  const newer = entry({ window: "w2", at: 2, content: { headline: "أحدث" } });
  assert.deepEqual(planRecovery([older, newer], opened), {
    resume: newer,
    merge: [older],
    done: [],
  });
});

test("what the server has, or another entry says already, is done", () => {
  const same = entry({ content: { standfirst: "", headline: "خادم" }, base: 1 });
  const one = entry({ window: "w2", at: 5 });
  const twin = entry({ window: "w3", at: 4 });
  assert.deepEqual(planRecovery([same, one, twin], opened), {
    resume: one,
    merge: [],
    done: [same, twin],
  });
});

test("open windows and other people keep theirs", () => {
  const list = [entry({ window: "open" }), entry({ person: "q" })];
  assert.deepEqual(planRecovery(list, { ...opened, openWindows: new Set(["open"]) }), {
    resume: undefined,
    merge: [],
    done: [],
  });
});

test("canonical JSON is equal for equal values", () => {
  assert.equal(
    canonicalJson({ b: [1, { d: undefined, c: null }], a: "نص" }),
    canonicalJson({ a: "نص", b: [1, { c: null }] }),
  );
  assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1]));
});
