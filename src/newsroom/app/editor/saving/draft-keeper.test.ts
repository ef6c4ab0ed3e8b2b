import assert from "node:assert/strict";
import { test } from "node:test";
import { openDraftKeeper, type SendOutcome } from "./draft-keeper.ts";
import type { JournalEntry } from "./journal-entry.ts";
import { isUnsaved } from "./save-state.ts";

/** A browser and a server in memory; the clock goes by hand. */
function desk(answers: (base: number) => SendOutcome | Promise<SendOutcome>) {
  let now = 0;
  let text = "";
  let timer: { readonly at: number; readonly ring: () => void } | undefined;
  const entries = new Map<string, JournalEntry>();
  const sent: { readonly base: number; readonly content: unknown; readonly isLeaving: boolean }[] =
    [];
  let isDiskFull = false;
  const keeper = openDraftKeeper(
    {
      story: "s",
      window: "w",
      person: "p",
      base: 1,
      journal: {
        put: async (entry) => {
          if (isDiskFull) throw new Error("full");
          entries.set(entry.window, entry);
        },
        forget: async (_story, window, upTo) => {
          if ((entries.get(window)?.changes ?? Infinity) <= upTo) entries.delete(window);
        },
      },
      read: () => text,
      send: async (base, content, isLeaving) => {
        sent.push({ base, content, isLeaving });
        return answers(base);
      },
      now: () => now,
      setTimer: (ring, afterMs) => {
        timer = { at: now + afterMs, ring };
        return () => {
          timer = undefined;
        };
      },
    },
    "",
  );
  return {
    keeper,
    entries,
    sent,
    type: (more: string) => {
      text += more;
      keeper.tell({ kind: "changed" });
    },
    pass: async (ms: number) => {
      const end = now + ms;
      for (;;) {
        await new Promise(setImmediate);
        if (timer === undefined || timer.at > end) break;
        now = Math.max(now, timer.at);
        const { ring } = timer;
        timer = undefined;
        ring();
      }
      now = end;
    },
    fillDisk: (full: boolean) => {
      isDiskFull = full;
    },
  };
}

test("what is typed is in the journal within a second, on the server within three, then leaves the journal", async () => {
  let version = 1;
  const { keeper, entries, sent, type, pass } = desk(() => ({
    kind: "saved",
    version: (version += 1),
  }));
  type("أ");
  await pass(350);
  assert.equal(entries.get("w")?.content, "أ");
  await pass(2650);
  assert.deepEqual(sent, [{ base: 1, content: "أ", isLeaving: false }]);
  assert.equal(entries.size, 0);
  assert.equal(keeper.state().base, 2);
  assert.equal(keeper.savedContent(), "أ");
});

test("ten minutes offline, then back: the journal held all of it, the server gets it, once", async () => {
  let isAway = true;
  const { keeper, entries, sent, type, pass } = desk((base) =>
    isAway ? { kind: "away" } : { kind: "saved", version: base + 1 },
  );
  let typed = "";
  for (let minute = 0; minute < 10; minute += 1) {
    typed += `دقيقة ${minute} `;
    type(`دقيقة ${minute} `);
    await pass(60_000);
    assert.equal(entries.get("w")?.content, typed);
  }
  isAway = false;
  await pass(16_000);
  assert.equal(isUnsaved(keeper.state()), false);
  assert.equal(sent.at(-1)?.content, typed);
  assert.equal(sent.at(-1)?.base, 1);
  assert.equal(entries.size, 0);
});

test("stale: nothing more is sent, the text stays in the journal, and goes out merged on the newer base", async () => {
  const { keeper, entries, sent, type, pass } = desk((base) =>
    base === 1 ? { kind: "stale" } : { kind: "saved", version: base + 1 },
  );
  type("نصي ");
  await pass(3000);
  assert.equal(keeper.state().block, "stale");
  type("وتتمته");
  await pass(60_000);
  assert.equal(sent.length, 1);
  assert.equal(entries.get("w")?.content, "نصي وتتمته");
  keeper.tell({ kind: "merged", base: 9 });
  await pass(10);
  assert.deepEqual(sent.at(-1), { base: 9, content: "نصي وتتمته", isLeaving: false });
  assert.equal(entries.size, 0);
});

test("an ended sign-in keeps the text; after the next one it goes out", async () => {
  let isSignedIn = false;
  const { keeper, entries, type, pass } = desk((base) =>
    isSignedIn ? { kind: "saved", version: base + 1 } : { kind: "signedOut" },
  );
  type("نص");
  await pass(60_000);
  assert.equal(keeper.state().block, "signedOut");
  assert.equal(entries.get("w")?.content, "نص");
  isSignedIn = true;
  keeper.tell({ kind: "resumed" });
  await pass(10);
  assert.equal(isUnsaved(keeper.state()), false);
});

test("a refusal says why; a full disk is said and gets over", async () => {
  const { keeper, type, pass, fillDisk } = desk(() => ({
    kind: "refused",
    detail: "العنوان طويل",
  }));
  fillDisk(true);
  type("نص");
  await pass(5000);
  assert.equal(keeper.refusal(), "العنوان طويل");
  assert.equal(keeper.state().isJournalBroken, true);
  fillDisk(false);
  await pass(5000);
  assert.equal(keeper.state().isJournalBroken, false);
});

test("save now answers when the server has; leaving sends in a request that outlives the page", async () => {
  const { keeper, sent, type } = desk((base) => ({ kind: "saved", version: base + 1 }));
  type("نص");
  assert.equal(isUnsaved(await keeper.saveNow()), false);
  assert.equal(isUnsaved(await keeper.saveNow()), false);
  type("!");
  keeper.leave();
  assert.equal(sent.at(-1)?.isLeaving, true);
});
