import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { handClock } from "#platform/clock.ts";
import { openFileStore } from "#platform/file-store.ts";
import { openVisitors } from "./visitors.ts";

const ZONE = "Asia/Riyadh";
const STORY = "0192f5f0-0000-7000-8000-000000000001";
const READER = { address: "198.51.100.7", agent: "Mozilla/5.0 (X11)", visitor: undefined };
const noon = Date.UTC(2026, 10, 20, 12);
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "warraq-salts-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const open = (name: string, instant: string) => {
  const clock = handClock(instant);
  const store = openFileStore(join(folder, name));
  return { clock, opened: openVisitors({ store, clock, zone: () => ZONE }) };
};
const saltsOf = async (name: string): Promise<string> =>
  readFile(join(folder, name, "salts/visitors.json"), "utf8");

test("a visitor is the same all day, over a restart too; another browser, text, address or story is another", async () => {
  const first = await open("same", "2026-11-20T12:00:00Z").opened;
  const again = await open("same", "2026-11-20T13:00:00Z").opened;
  const visitor = first.visitorOf(STORY, noon, READER);
  assert.equal(visitor.day, "2026-11-20");
  assert.deepEqual(again.visitorOf(STORY, noon + 3_600_000, READER), visitor);
  const others = [
    first.visitorOf(STORY, noon, { ...READER, agent: "Mozilla/5.0 (Mac)" }),
    first.visitorOf(STORY, noon, { ...READER, visitor: "k3j4" }),
    first.visitorOf(STORY, noon, { ...READER, address: "198.51.100.8" }),
    first.visitorOf(STORY.replace(/1$/, "2"), noon, READER),
  ];
  assert.equal(new Set([visitor, ...others].map((one) => one.visitor)).size, 5);
  // The first two share the address, the others do not: nothing ties a reader's stories together.
  assert.deepEqual(
    others.map((one) => one.address === visitor.address),
    [true, true, false, false],
  );
  for (const { address, visitor: hash } of [visitor, ...others]) {
    assert.ok(Number.isSafeInteger(address) && address >= 0 && address < 2 ** 48);
    assert.ok(Number.isSafeInteger(hash) && hash >= 0 && hash < 2 ** 48);
  }
});

test("each day has a salt of its own: the day is that of the view, in the edition's zone", async () => {
  const visitors = await open("days", "2026-11-20T20:55:00Z").opened;
  const before = visitors.visitorOf(STORY, Date.UTC(2026, 10, 20, 20, 59), READER);
  const after = visitors.visitorOf(STORY, Date.UTC(2026, 10, 20, 21), READER);
  assert.deepEqual([before.day, after.day], ["2026-11-20", "2026-11-21"]);
  assert.notEqual(before.visitor, after.visitor);
});

test("a salt is gone when its day's list is final; tomorrow's is there ahead", async () => {
  const { clock, opened } = open("gone", "2026-11-20T20:55:00Z");
  const visitors = await opened;
  const days = async (): Promise<string[]> =>
    [...(await saltsOf("gone")).matchAll(/\d{4}-\d\d-\d\d/g)].map(String);
  assert.deepEqual(await days(), ["2026-11-20", "2026-11-21"]);
  const salt = /"2026-11-20":"(\w{64})"/.exec(await saltsOf("gone"))?.[1] ?? "";
  clock.set("2026-11-20T21:14:00Z");
  await visitors.turn();
  assert.deepEqual(await days(), ["2026-11-20", "2026-11-21", "2026-11-22"]);
  clock.set("2026-11-20T21:15:00Z");
  await visitors.turn();
  assert.deepEqual(await days(), ["2026-11-21", "2026-11-22"]);
  assert.ok(salt.length === 64 && !(await saltsOf("gone")).includes(salt));
  // Also when the product was away for days.
  const later = await open("gone", "2026-12-01T12:00:00Z").opened;
  assert.deepEqual(await days(), ["2026-12-01", "2026-12-02"]);
  assert.notEqual(
    later.visitorOf(STORY, Date.UTC(2026, 11, 1), READER).visitor,
    visitors.visitorOf(STORY, Date.UTC(2026, 11, 1), READER).visitor,
  );
});

test("only this user can read the salts, and nothing of a reader is in them", async () => {
  const visitors = await open("mode", "2026-11-20T12:00:00Z").opened;
  visitors.visitorOf(STORY, noon, { ...READER, visitor: "secret" });
  await visitors.turn();
  assert.equal((await stat(join(folder, "mode/salts/visitors.json"))).mode & 0o777, 0o600);
  assert.match(await saltsOf("mode"), /^\{("\d{4}-\d\d-\d\d":"[0-9a-f]{64}",?){2}\}$/);
});
