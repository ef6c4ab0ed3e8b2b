import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  freshSaveState,
  isUnsaved,
  nextSave,
  type SaveEffect,
  type SaveEvent,
  type SaveState,
} from "./save-state.ts";

/** A server and a journal in hand, and a clock that jumps to the next thing that is due. */
function desk(base = 7) {
  let state: SaveState = freshSaveState(base);
  let now = 1_000_000;
  let wakeAt: number | null = null;
  const log: { at: number; effect: SaveEffect }[] = [];
  const tell = (event: SaveEvent) => {
    const next = nextSave(state, event, now);
    state = next.state;
    wakeAt = null;
    for (const effect of next.effects) {
      if (effect.kind === "wake") wakeAt = effect.at;
      else log.push({ at: now, effect });
    }
    return next.effects.filter((effect) => effect.kind !== "wake");
  };
  const pass = (ms: number) => {
    const end = now + ms;
    while (wakeAt !== null && wakeAt <= end) {
      now = Math.max(now, wakeAt);
      tell({ kind: "rang" });
    }
    now = end;
  };
  return { tell, pass, log, state: () => state, now: () => now };
}

const kinds = (list: readonly SaveEffect[]) => list.map((effect) => effect.kind);

test("a change is in the journal within a second and sent within three, with its base", () => {
  const { tell, pass, log, state } = desk();
  const begun = desk().now();
  tell({ kind: "changed" });
  pass(1000);
  assert.deepEqual(log[0]?.effect, { kind: "journal", upTo: 1, base: 7 });
  assert.ok((log[0]?.at ?? Infinity) - begun < 1000);
  tell({ kind: "journaled" });
  assert.deepEqual(log[1]?.effect, { kind: "send", upTo: 1, base: 7 });
  assert.ok(isUnsaved(state()));
  assert.deepEqual(tell({ kind: "saved", version: 8 }), [{ kind: "forget", upTo: 1 }]);
  assert.equal(isUnsaved(state()), false);
  assert.equal(state().base, 8);
});

test("writing without a pause is journaled each second and sent every two", () => {
  const { tell, pass, log, state } = desk();
  for (let key = 0; key < 100; key += 1) {
    tell({ kind: "changed" });
    pass(100);
    if (state().journaling !== null) tell({ kind: "journaled" });
    if (state().sending !== null) tell({ kind: "saved", version: 8 + key });
  }
  for (const [kind, most] of [
    ["journal", 1000],
    ["send", 3000],
  ] as const) {
    const times = log.filter(({ effect }) => effect.kind === kind).map(({ at }) => at);
    assert.ok(times.length > 3);
    for (const [index, at] of times.entries()) assert.ok(at - (times[index - 1] ?? at) <= most);
  }
});

test("what was typed while a save was under way stays in the journal and goes next", () => {
  const { tell, pass, state } = desk();
  tell({ kind: "changed" });
  pass(1000);
  tell({ kind: "journaled" });
  tell({ kind: "changed" });
  assert.deepEqual(tell({ kind: "saved", version: 8 }), [{ kind: "forget", upTo: 1 }]);
  assert.ok(isUnsaved(state()));
  pass(3000);
  assert.equal(state().sending, 2);
});

test("a connection that is away is tried again, ever slower, and at once when it is back", () => {
  const { tell, pass, log, state } = desk();
  tell({ kind: "changed" });
  pass(1000);
  tell({ kind: "journaled" });
  for (let round = 0; round < 60; round += 1) {
    if (state().sending !== null) tell({ kind: "failed" });
    pass(10_000);
  }
  const sends = log.filter(({ effect }) => effect.kind === "send");
  assert.ok(sends.length >= 30 && sends.length <= 70, `${sends.length} tries in 10 minutes`);
  if (state().sending !== null) tell({ kind: "failed" });
  assert.deepEqual(kinds(tell({ kind: "resumed" })), ["send"]);
  tell({ kind: "saved", version: 8 });
  assert.equal(isUnsaved(state()), false);
});

test("a stale base stops sending until the texts are merged; the journal goes on", () => {
  const { tell, pass, log, state } = desk();
  tell({ kind: "changed" });
  pass(1000);
  tell({ kind: "blocked", block: "stale" });
  tell({ kind: "journaled" });
  tell({ kind: "changed" });
  pass(60_000);
  assert.deepEqual(kinds(log.map(({ effect }) => effect)), ["journal", "send", "journal"]);
  tell({ kind: "journaled" });
  assert.deepEqual(kinds(tell({ kind: "resumed" })), []);
  assert.deepEqual(tell({ kind: "merged", base: 12 }), [{ kind: "send", upTo: 3, base: 12 }]);
  assert.equal(state().block, null);
});

test("an ended sign-in waits for the next one, and the text with it", () => {
  const { tell, pass, state } = desk();
  tell({ kind: "changed" });
  pass(1000);
  tell({ kind: "blocked", block: "signedOut" });
  pass(60_000);
  assert.ok(isUnsaved(state()));
  assert.deepEqual(tell({ kind: "resumed" }), [{ kind: "send", upTo: 1, base: 7 }]);
});

test("refused content is sent again only after it changed", () => {
  const { tell, pass, log } = desk();
  tell({ kind: "changed" });
  pass(1000);
  tell({ kind: "blocked", block: "refused" });
  tell({ kind: "journaled" });
  pass(60_000);
  const sends = () => log.filter(({ effect }) => effect.kind === "send").length;
  assert.equal(sends(), 1);
  tell({ kind: "changed" });
  pass(3000);
  assert.equal(sends(), 2);
});

test("a broken journal is said and tried again, and never stops the server's save", () => {
  const { tell, pass, log, state } = desk();
  tell({ kind: "changed" });
  pass(300);
  tell({ kind: "journalFailed" });
  assert.equal(state().isJournalBroken, true);
  pass(3000);
  assert.ok(log.some(({ effect }) => effect.kind === "send"));
  tell({ kind: "journaled" });
  assert.equal(state().isJournalBroken, false);
});

test("leaving the page sends everything at once", () => {
  const { tell } = desk();
  tell({ kind: "changed" });
  assert.deepEqual(kinds(tell({ kind: "flush" })), ["journal", "send"]);
  assert.deepEqual(kinds(tell({ kind: "flush" })), []);
});

test("the server's text in the place of ours leaves nothing to save", () => {
  const { tell, pass, log, state } = desk();
  tell({ kind: "changed" });
  tell({ kind: "replaced", base: 20 });
  pass(10_000);
  assert.equal(isUnsaved(state()), false);
  assert.deepEqual(kinds(log.map(({ effect }) => effect)), ["forget"]);
  assert.equal(state().base, 20);
});

const anyEvent: fc.Arbitrary<SaveEvent | { readonly kind: "pass"; readonly ms: number }> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: "changed" as const }) },
  { weight: 6, arbitrary: fc.nat(5000).map((ms) => ({ kind: "pass" as const, ms })) },
  fc.constantFrom<SaveEvent>(
    { kind: "flush" },
    { kind: "journaled" },
    { kind: "journalFailed" },
    { kind: "saved", version: 0 },
    { kind: "failed" },
    { kind: "blocked", block: "stale" },
    { kind: "blocked", block: "signedOut" },
    { kind: "blocked", block: "refused" },
    { kind: "resumed" },
    { kind: "merged", base: 0 },
  ),
);

test("whatever happens: one request at a time, on the newest base; the journal is left only for what the server has; in the end all is saved", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 80 }), (events) => {
      const { tell, pass, log, state } = desk(0);
      let version = 0;
      let onServer = 0;
      let seen = 0;
      const check = () => {
        for (const { effect } of log.slice(seen)) {
          if (effect.kind === "send") assert.equal(effect.base, version);
          if (effect.kind === "forget") assert.ok(effect.upTo <= onServer);
        }
        const open = log.slice(seen).filter(({ effect }) => effect.kind === "send").length;
        assert.ok(open <= 1);
        seen = log.length;
      };
      const happens = (event: SaveEvent) => {
        if (event.kind === "saved" || event.kind === "failed" || event.kind === "blocked") {
          if (state().sending === null) return;
          if (event.kind === "saved") {
            onServer = state().sending ?? onServer;
            version += 1;
            tell({ kind: "saved", version });
            return check();
          }
        }
        if (
          (event.kind === "journaled" || event.kind === "journalFailed") &&
          state().journaling === null
        )
          return;
        if (event.kind === "merged") {
          if (state().block !== "stale") return;
          version += 5;
          tell({ kind: "merged", base: version });
          return check();
        }
        tell(event);
        check();
      };
      for (const event of events) {
        if (event.kind === "pass") {
          pass(event.ms);
          check();
        } else happens(event);
      }
      if (state().block === "stale") happens({ kind: "merged", base: 0 });
      if (state().block === "signedOut") happens({ kind: "resumed" });
      if (state().block === "refused") happens({ kind: "changed" });
      for (let round = 0; round < 10 && isUnsaved(state()); round += 1) {
        pass(20_000);
        check();
        happens({ kind: "saved", version: 0 });
      }
      assert.equal(state().saved, state().changed);
      assert.equal(onServer, state().changed);
    }),
    { numRuns: 500 },
  );
});
