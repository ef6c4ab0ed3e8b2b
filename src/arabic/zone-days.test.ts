import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { field, goldenLines, HOSTILE_TEXTS, longTexts } from "./vectors/golden.ts";
import {
  dayBounds,
  dayOf,
  isDay,
  isZone,
  nextDay,
  offsetMs,
  previousDay,
  quarterOf,
  quartersOf,
  resolveWallTime,
  shiftDay,
} from "./zone-days.ts";

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;

const zone = fc.constantFrom(
  "Asia/Riyadh",
  "Africa/Cairo",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "America/Havana",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Africa/Casablanca",
  "Europe/London",
  "Asia/Tehran",
  "Asia/Gaza",
  "UTC",
  "+05:45",
);

const instant = fc.date({
  min: new Date("1980-01-01T00:00:00Z"),
  max: new Date("2040-01-01T00:00:00Z"),
  noInvalidDate: true,
});

test("dayBounds gives the bounds and length of each golden day", () => {
  for (const row of goldenLines("zone-days_valid")) {
    const { start, end } = dayBounds(field(row, 0), field(row, 1));
    assert.equal(start.toISOString(), field(row, 2), row.join(" "));
    assert.equal(end.toISOString(), field(row, 3), row.join(" "));
    const hours = Number(field(row, 4));
    assert.equal((end.getTime() - start.getTime()) / HOUR_MS, hours);
    assert.equal(quartersOf(field(row, 0), field(row, 1)).length, hours * 4);
  }
});

test("an instant belongs to the one day whose bounds hold it", () => {
  fc.assert(
    fc.property(instant, zone, (at, zone) => {
      const day = dayOf(at, zone);
      const { start, end } = dayBounds(day, zone);
      assert.ok(start <= at && at < end);
      assert.equal(dayOf(start, zone), day);
      assert.equal(dayOf(new Date(end.getTime() - 1), zone), day);
      assert.equal(dayBounds(nextDay(day), zone).start.getTime(), end.getTime());
      assert.equal(start.getTime() % QUARTER_MS, 0);
    }),
    { numRuns: 500 },
  );
});

test("the day is the one on the wall, but for an hour that the clock shows again after midnight", () => {
  fc.assert(
    fc.property(instant, zone, (at, zone) => {
      const wall = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
      const onWall = wall.toPlainDate().toString();
      const day = dayOf(at, zone);
      if (day !== onWall) {
        assert.equal(day, nextDay(onWall));
        assert.ok(at >= dayBounds(day, zone).start);
      }
    }),
  );
  const again = new Date("2010-11-07T03:00:00Z");
  assert.equal(offsetMs(again, "America/St_Johns"), -3.5 * HOUR_MS);
  assert.equal(dayOf(again, "America/St_Johns"), "2010-11-07");
});

test("each quarter hour belongs to exactly one day, also where a bound falls inside one", () => {
  const days = ["1972-01-05", "1972-01-06", "1972-01-07", "1972-01-08"];
  const quarters = days.flatMap((day) => quartersOf(day, "Africa/Monrovia"));
  for (const [at, quarter] of quarters.entries()) {
    assert.equal(quarter.getTime() % QUARTER_MS, 0);
    const before = quarters[at - 1];
    if (before !== undefined) assert.equal(quarter.getTime() - before.getTime(), QUARTER_MS);
  }
  for (const day of days)
    for (const quarter of quartersOf(day, "Africa/Monrovia"))
      assert.equal(dayOf(quarter, "Africa/Monrovia"), day);
  assert.notEqual(dayBounds("1972-01-06", "Africa/Monrovia").start.getTime() % QUARTER_MS, 0);
});

test("quarterOf gives the quarter hour before or at an instant, also before 1970", () => {
  fc.assert(
    fc.property(instant, (at) => {
      const quarter = quarterOf(at);
      assert.ok(quarter <= at && at.getTime() - quarter.getTime() < QUARTER_MS);
      assert.equal(quarterOf(quarter).getTime(), quarter.getTime());
    }),
  );
  assert.equal(quarterOf(new Date(-1)).toISOString(), "1969-12-31T23:45:00.000Z");
});

test("a clock time means an instant, a gap or two instants", () => {
  assert.deepEqual(resolveWallTime("2026-11-23T14:05", "Asia/Riyadh"), {
    kind: "instant",
    instant: new Date("2026-11-23T11:05:00Z"),
  });
  assert.deepEqual(resolveWallTime("2026-11-23 14:05:30", "UTC"), {
    kind: "instant",
    instant: new Date("2026-11-23T14:05:30Z"),
  });
  assert.deepEqual(resolveWallTime("2023-04-28T00:30", "Africa/Cairo"), {
    kind: "gap",
    next: new Date("2023-04-27T22:00:00Z"),
  });
  assert.deepEqual(resolveWallTime("2026-03-29T02:59:59", "Europe/Paris"), {
    kind: "gap",
    next: new Date("2026-03-29T01:00:00Z"),
  });
  assert.deepEqual(resolveWallTime("2011-12-30T12:00", "Pacific/Apia"), {
    kind: "gap",
    next: new Date("2011-12-30T10:00:00Z"),
  });
  assert.deepEqual(resolveWallTime("2023-10-26T23:30", "Africa/Cairo"), {
    kind: "double",
    first: new Date("2023-10-26T20:30:00Z"),
    second: new Date("2023-10-26T21:30:00Z"),
  });
});

test("what is no clock time is invalid, hostile texts too", () => {
  for (const row of goldenLines("zone-days_invalid"))
    assert.equal(resolveWallTime(field(row, 0), "Asia/Riyadh").kind, "invalid", field(row, 0));
  for (const text of [...HOSTILE_TEXTS, ...longTexts()]) {
    assert.equal(resolveWallTime(text, "Asia/Riyadh").kind, "invalid");
    assert.equal(isDay(text), false);
    assert.equal(isZone(text), false);
  }
});

test("an instant comes back from its clock time", () => {
  fc.assert(
    fc.property(instant, zone, (at, zone) => {
      const whole = Math.floor(at.getTime() / 1000) * 1000;
      const local = new Date(whole + offsetMs(at, zone)).toISOString().slice(0, 19);
      const found = resolveWallTime(local, zone);
      if (found.kind === "instant") assert.equal(found.instant.getTime(), whole);
      else {
        assert.ok(found.kind === "double");
        assert.ok([found.first.getTime(), found.second.getTime()].includes(whole));
      }
    }),
  );
});

test("days follow each other and shift back", () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: -4000, max: 4000 }), (at, days) => {
      const day = at.toISOString().slice(0, 10);
      assert.equal(previousDay(nextDay(day)), day);
      assert.equal(shiftDay(shiftDay(day, days), -days), day);
    }),
  );
  assert.throws(() => nextDay("9999-12-31"), RangeError);
  assert.throws(() => previousDay("0001-01-01"), RangeError);
  assert.throws(() => nextDay("2023-02-29"), /2023-02-29/);
  assert.throws(() => shiftDay("2026-11-23", Infinity), RangeError);
});

test("unknown zones and invalid instants are refused with their value", () => {
  assert.throws(() => dayOf(new Date(0), "Asia/Nowhere"), /Asia\/Nowhere/);
  assert.throws(() => dayBounds("2026-11-23", ""), RangeError);
  assert.throws(() => dayOf(new Date(Number.NaN), "Asia/Riyadh"), RangeError);
  assert.throws(() => quarterOf(new Date(Number.NaN)), RangeError);
  assert.throws(() => dayBounds("2026-02-30", "Asia/Riyadh"), /2026-02-30/);
});

test("dayOf answers 100,000 views of a day in 500 ms", () => {
  const first = Date.parse("2026-11-23T00:00:00Z");
  const start = performance.now();
  for (let view = 0; view < 100_000; view += 1) dayOf(new Date(first + view * 800), "Asia/Riyadh");
  assert.ok(performance.now() - start < 500);
});
