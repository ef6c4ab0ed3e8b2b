import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  formatDateTime,
  formatDay,
  formatFullDay,
  formatHijri,
  formatNameplateDay,
  formatRelative,
  formatTime,
  isoWithOffset,
  type DateStyle,
} from "./dates.ts";
import { field, goldenLines, sharedText, skipWithout } from "./vectors/golden.ts";
import { isDay, shiftDay } from "./zone-days.ts";
import { zoneName } from "./zone-names.ts";

const LATN: DateStyle = { digits: "latn", months: "gulf" };

function styleOf(months: string, digits: string): DateStyle {
  return {
    months: months === "levant" || months === "maghreb" ? months : "gulf",
    digits: digits === "arab" ? "arab" : "latn",
  };
}

test("each golden day is written out, in both calendars", () => {
  for (const row of goldenLines("dates_valid")) {
    const style = styleOf(field(row, 1), field(row, 2));
    assert.equal(formatFullDay(field(row, 0), style), field(row, 3));
    assert.equal(formatHijri(field(row, 0), style), field(row, 4));
  }
});

test("what is no day is refused", () => {
  for (const row of goldenLines("dates_invalid")) {
    assert.equal(isDay(field(row, 0)), false, field(row, 0));
    assert.throws(() => formatDay(field(row, 0), LATN), RangeError);
    assert.throws(() => formatHijri(field(row, 0), LATN), RangeError);
  }
});

test("the Hijri day moves by the offset of the style", () => {
  const day = "2026-02-18";
  assert.equal(formatHijri(day, { ...LATN, hijri: { offsetDays: -1 } }), "29 شعبان 1447");
  assert.equal(formatHijri(day, { ...LATN, hijri: { offsetDays: 0 } }), "1 رمضان 1447");
  assert.equal(formatHijri(day, { ...LATN, hijri: { offsetDays: 1 } }), "2 رمضان 1447");
});

test("Hijri days count 1 to 29 or 30 and agree with Temporal", () => {
  let day = "2024-01-01";
  for (let count = 0; count < 1500; count += 1, day = shiftDay(day, 1)) {
    const date = Temporal.PlainDate.from(day).withCalendar("islamic-umalqura");
    const [shownDay, ...rest] = formatHijri(day, LATN).split(" ");
    assert.equal(Number(shownDay), date.day);
    assert.equal(Number(rest.at(-1)), date.year);
    assert.ok(date.day <= 30);
  }
});

test("the nameplate shows the Hijri day only where the style asks for it", () => {
  assert.equal(formatNameplateDay("2026-11-23", LATN), "الاثنين 23 نوفمبر 2026");
  assert.match(
    formatNameplateDay("2026-11-23", { ...LATN, hijri: { offsetDays: 0 } }),
    /، الموافق 13 جمادى الآخرة 1448 هـ$/u,
  );
});

test("date and time are those on the clock of the zone", () => {
  const at = new Date("2026-12-31T21:05:00Z");
  assert.equal(formatDateTime(at, "Asia/Riyadh", LATN), "1 يناير 2027، 00:05");
  assert.equal(formatDateTime(at, "America/New_York", LATN), "31 ديسمبر 2026، 16:05");
  assert.equal(
    formatDateTime(at, "Asia/Kathmandu", { digits: "arab", months: "levant" }),
    "١ كانون الثاني ٢٠٢٧، ٠٢:٥٠",
  );
});

test("the time alone is the one in date and time", () => {
  const at = new Date("2026-12-31T21:05:00Z");
  assert.equal(formatTime(at, "Asia/Riyadh", "latn"), "00:05");
  assert.equal(formatTime(at, "Asia/Kathmandu", "arab"), "٠٢:٥٠");
});

test("ISO with offset names the same instant in every zone and year", () => {
  const zone = fc.constantFrom(
    "Asia/Dubai",
    "America/St_Johns",
    "Africa/Monrovia",
    "Asia/Kathmandu",
    "UTC",
  );
  const at = fc.date({
    min: new Date("1900-01-01"),
    max: new Date("2100-01-01"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(at, zone, (at, zone) => {
      const text = isoWithOffset(at, zone);
      assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
      assert.equal(Date.parse(text), Math.floor(at.getTime() / 1000) * 1000);
    }),
  );
  assert.equal(isoWithOffset(new Date("2026-01-01T00:00:00Z"), "UTC"), "2026-01-01T00:00:00+00:00");
});

test("relative time goes from now over minutes and hours to yesterday and the date", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  const said = (minutes: number, style: DateStyle = LATN): string =>
    formatRelative(new Date(now.getTime() - minutes * 60_000), now, style, "Asia/Riyadh");
  assert.equal(said(-5), "الآن");
  assert.equal(said(0.9), "الآن");
  assert.equal(said(1), "قبل دقيقة واحدة");
  assert.equal(said(2), "قبل دقيقتين");
  assert.equal(said(10), "قبل 10 دقائق");
  assert.equal(said(35, { digits: "arab", months: "gulf" }), "قبل ٣٥ دقيقة");
  assert.equal(said(60), "قبل ساعة واحدة");
  assert.equal(said(125), "قبل ساعتين");
  assert.equal(said(23 * 60 + 59), "قبل 23 ساعة");
  assert.equal(said(24 * 60), "أمس");
  assert.equal(said(38 * 60 + 59), "أمس");
  assert.equal(said(39 * 60 + 1), "21 نوفمبر 2026");
});

test("invalid instants and unknown zones are refused", () => {
  const invalid = new Date(Number.NaN);
  assert.throws(() => formatDateTime(invalid, "Asia/Riyadh", LATN), RangeError);
  assert.throws(() => isoWithOffset(new Date(0), "Asia/Nowhere"), /Asia\/Nowhere/);
  assert.throws(() => formatRelative(invalid, new Date(), LATN, "Asia/Riyadh"), RangeError);
});

test("zones are named by their city, old names too, or by their offset", () => {
  assert.equal(zoneName("Asia/Dubai"), "بتوقيت دبي");
  assert.equal(zoneName("Asia/Calcutta"), zoneName("Asia/Kolkata"));
  assert.equal(zoneName("Etc/UTC"), "بتوقيت غرينتش");
  assert.equal(zoneName("Etc/GMT-3"), "بتوقيت غرينتش \u200e+3");
  assert.equal(zoneName("Australia/Eucla"), "بتوقيت غرينتش \u200e+8:45");
  assert.equal(zoneName("-03:30", { digits: "arab" }), "بتوقيت غرينتش \u200e-٣:٣٠");
  assert.equal(
    zoneName("America/Boise", { at: new Date("2026-07-01T00:00:00Z") }),
    "بتوقيت غرينتش \u200e-6",
  );
  assert.throws(() => zoneName("Asia/Nowhere"), RangeError);
});

test("every zone of the runtime has a name without Latin letters", () => {
  for (const zone of Intl.supportedValuesOf("timeZone"))
    assert.match(zoneName(zone), /^بتوقيت [\p{Script=Arabic}\p{M} \u200e0-9:+-]+$/u, zone);
});

const CLDR = "format/cldr-ar.json.gz";

test("month and day names are those of CLDR", { skip: skipWithout(CLDR) }, () => {
  type Names = { months: string[]; days: Record<string, string> };
  const file: { dates: Record<string, Names> } = JSON.parse(sharedText(CLDR) ?? "");
  const pairs = [
    ["ar", "gulf"],
    ["ar-LB", "levant"],
    ["ar-TN", "maghreb"],
  ] as const;
  for (const [locale, months] of pairs) {
    const names = file.dates[locale];
    assert.ok(names);
    for (const [at, name] of names.months.entries()) {
      const day = `2026-${String(at + 1).padStart(2, "0")}-15`;
      assert.equal(formatDay(day, { digits: "latn", months }), `15 ${name} 2026`, locale);
    }
    assert.ok(formatFullDay("2026-11-23", LATN).startsWith(`${names.days["mon"]} `));
  }
});
