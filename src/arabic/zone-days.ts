/** From a day's first instant (included) to the first instant of the next (not included). */
export type DayBounds = { start: Date; end: Date };

/** What a clock time on the wall means in a zone. */
export type WallTime =
  | { kind: "instant"; instant: Date }
  /** The clock skips it; `next` is the first instant after the gap. */
  | { kind: "gap"; next: Date }
  /** The clock shows it twice; `first` and `second` are the two instants. */
  | { kind: "double"; first: Date; second: Date }
  /** No time of the calendar in the form asked for. */
  | { kind: "invalid" };

type Span = { day: string; startMs: number; endMs: number };

const QUARTER_MS = 15 * 60_000;

const DAY_MS = 24 * 60 * 60_000;

/** Days remembered for each zone: more than a page of archives asks for, little memory. */
const MOST_SPANS = 500;

const MOST_ZONES = 1000;

const knownZones = new Set<string>();

const spansByZone = new Map<string, { byDay: Map<string, Span>; last: Span | undefined }>();

/**
 * Whether a text names a real day of the calendar in the form yyyy-mm-dd, years 0001 to 9999.
 *
 * Source: RFC 3339, full-date; proleptic Gregorian calendar.
 *
 * @example
 * isDay('2024-02-29') // => true
 * isDay('2023-02-29') // => false
 * isDay('2026-1-5') // => false
 */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null || match[1] === "0000") return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * Whether a text names a time zone that the runtime knows: an IANA name or a fixed offset.
 *
 * Source: IANA Time Zone Database, as the runtime carries it.
 *
 * @example
 * isZone('Asia/Riyadh') // => true
 * isZone('Asia/Nowhere') // => false
 */
export function isZone(text: string): boolean {
  try {
    return (
      text !== "" && new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions() !== null
    );
  } catch {
    return false;
  }
}

/**
 * The day after a day of the calendar.
 *
 * Source: proleptic Gregorian calendar (ISO 8601).
 *
 * @throws RangeError when `day` is no day as `isDay` says, or the last one (9999-12-31)
 * @example
 * nextDay('2026-12-31') // => "2027-01-01"
 */
export function nextDay(day: string): string {
  return shiftDay(day, 1);
}

/**
 * The day before a day of the calendar.
 *
 * Source: proleptic Gregorian calendar (ISO 8601).
 *
 * @throws RangeError when `day` is no day as `isDay` says, or the first one (0001-01-01)
 * @example
 * previousDay('2024-03-01') // => "2024-02-29"
 */
export function previousDay(day: string): string {
  return shiftDay(day, -1);
}

/**
 * The day a number of days after a day of the calendar, or before it with a negative number.
 *
 * Source: proleptic Gregorian calendar (ISO 8601).
 *
 * @throws RangeError when `day` is no day as `isDay` says, or the outcome is outside 0001 to 9999
 * @example
 * shiftDay('2026-11-23', 7) // => "2026-11-30"
 */
export function shiftDay(day: string, days: number): string {
  needDay(day);
  const shifted = new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
  const text = Number.isNaN(shifted.getTime()) ? "" : shifted.toISOString().slice(0, 10);
  if (!isDay(text))
    throw new RangeError(`Cannot shift ${day} by ${days} days: need a day from 0001 to 9999`);
  return text;
}

/**
 * The day that an instant belongs to in a zone: the one whose bounds hold it. So the days of a zone
 * follow each other without gap or overlap, also where clocks once went back over midnight and
 * showed the end of the old day again: that hour belongs to the new day, which had begun.
 *
 * Source: IANA Time Zone Database; the day of the edition as the contract defines it.
 *
 * @throws RangeError when the instant is invalid or the zone unknown
 * @example
 * dayOf(new Date('2026-11-23T21:30:00Z'), 'Asia/Riyadh') // => "2026-11-24"
 * dayOf(new Date('2026-11-23T20:59:59Z'), 'Asia/Riyadh') // => "2026-11-23"
 */
export function dayOf(instant: Date, zone: string): string {
  const at = instant.getTime();
  const known = spansOf(zone);
  if (known.last !== undefined && at >= known.last.startMs && at < known.last.endMs)
    return known.last.day;
  needInstant(instant);
  let span = spanOf(wallClock(instant, zone).toPlainDate().toString(), zone);
  while (at >= span.endMs) span = spanOf(nextDay(span.day), zone);
  known.last = span;
  return span.day;
}

/**
 * The bounds of a day in a zone: its first instant and the next day's first instant. The day may
 * have 23 or 25 hours, or another length; where midnight is skipped (Cairo, Beirut) it begins at
 * 01:00. A day that a zone left out altogether (Apia, 2011-12-30) is empty: start equals end.
 *
 * In every zone and year since 1980 both bounds fall on a quarter hour of UTC. Before, local mean
 * times made days begin anywhere: see `quartersOf`.
 *
 * Source: IANA Time Zone Database; ECMAScript Temporal, start of day.
 *
 * @throws RangeError when `day` is no day as `isDay` says, or the zone is unknown
 * @example
 * dayBounds('2023-04-28', 'Africa/Cairo').start.toISOString() // => "2023-04-27T22:00:00.000Z"
 * dayBounds('2026-11-23', 'Asia/Kathmandu').end.toISOString() // => "2026-11-23T18:15:00.000Z"
 */
export function dayBounds(day: string, zone: string): DayBounds {
  const { startMs, endMs } = spanOf(day, zone);
  return { start: new Date(startMs), end: new Date(endMs) };
}

/**
 * The beginning of the quarter hour of UTC that holds an instant.
 *
 * Source: zones in use today differ from UTC by whole quarter hours (IANA Time Zone Database).
 *
 * @throws RangeError when the instant is invalid
 * @example
 * quarterOf(new Date('2026-11-23T14:07:59Z')).toISOString() // => "2026-11-23T14:00:00.000Z"
 */
export function quarterOf(instant: Date): Date {
  needInstant(instant);
  return new Date(Math.floor(instant.getTime() / QUARTER_MS) * QUARTER_MS);
}

/**
 * The quarter hours of UTC that make up a day in a zone, by their beginnings: 96 in most days, 92
 * and 100 when clocks change. A quarter hour belongs to the day that holds its beginning, so that
 * each belongs to exactly one day; where a bound of long ago falls inside a quarter hour, that
 * quarter counts for the day that was ending.
 *
 * Source: IANA Time Zone Database.
 *
 * @throws RangeError when `day` is no day as `isDay` says, or the zone is unknown
 * @example
 * quartersOf('2026-11-23', 'Asia/Riyadh').length // => 96
 * quartersOf('2023-04-28', 'Africa/Cairo').length // => 92
 */
export function quartersOf(day: string, zone: string): Date[] {
  const { startMs, endMs } = spanOf(day, zone);
  const quarters: Date[] = [];
  for (let at = Math.ceil(startMs / QUARTER_MS) * QUARTER_MS; at < endMs; at += QUARTER_MS)
    quarters.push(new Date(at));
  return quarters;
}

/**
 * What a clock time means in a zone: one instant; none, because the clock skips it (then the first
 * instant after the gap); or two, because the clock shows it twice. Text that is no time of the
 * calendar is `invalid`, never an exception, since people type it.
 *
 * Source: IANA Time Zone Database; ECMAScript Temporal, disambiguation.
 *
 * @param local yyyy-mm-ddThh:mm with optional seconds; a space may stand for the T
 * @throws RangeError when the zone is unknown
 * @example
 * resolveWallTime('2026-11-23T14:05', 'Asia/Riyadh').kind // => "instant"
 * resolveWallTime('2023-04-28T00:30', 'Africa/Cairo').kind // => "gap"
 * resolveWallTime('2023-10-26T23:30', 'Africa/Cairo').kind // => "double"
 * resolveWallTime('2026-02-30T10:00', 'Asia/Riyadh').kind // => "invalid"
 */
export function resolveWallTime(local: string, zone: string): WallTime {
  needZone(zone);
  const match = /^(\d{4}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)$/.exec(local);
  const [, day, time] = match ?? [];
  if (day === undefined || time === undefined || !isDay(day)) return { kind: "invalid" };
  const wall = Temporal.PlainDateTime.from(`${day}T${time}`);
  const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = wall.toZonedDateTime(zone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { kind: "instant", instant: new Date(earlier.epochMilliseconds) };
  if (earlier.toPlainDateTime().equals(wall))
    return {
      kind: "double",
      first: new Date(earlier.epochMilliseconds),
      second: new Date(later.epochMilliseconds),
    };
  const gapEnd = earlier.getTimeZoneTransition("next") ?? later;
  return { kind: "gap", next: new Date(gapEnd.epochMilliseconds) };
}

/**
 * The offset of a zone from UTC at an instant, in milliseconds, positive to the east.
 *
 * Source: IANA Time Zone Database.
 *
 * @throws RangeError when the instant is invalid or the zone unknown
 * @example
 * offsetMs(new Date('2015-01-13T14:00:00Z'), 'Asia/Dubai') // => 14400000
 */
export function offsetMs(instant: Date, zone: string): number {
  needInstant(instant);
  needZone(zone);
  return wallClock(instant, zone).offsetNanoseconds / 1_000_000;
}

function spansOf(zone: string): { byDay: Map<string, Span>; last: Span | undefined } {
  const known = spansByZone.get(zone);
  if (known !== undefined) return known;
  needZone(zone);
  if (spansByZone.size >= MOST_ZONES) spansByZone.clear();
  const fresh = { byDay: new Map<string, Span>(), last: undefined };
  spansByZone.set(zone, fresh);
  return fresh;
}

function spanOf(day: string, zone: string): Span {
  const { byDay } = spansOf(zone);
  const known = byDay.get(day);
  if (known !== undefined) return known;
  needDay(day);
  const date = Temporal.PlainDate.from(day);
  const startMs = date.toZonedDateTime(zone).epochMilliseconds;
  const endMs = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  const span = { day, startMs, endMs };
  if (byDay.size >= MOST_SPANS) byDay.clear();
  byDay.set(day, span);
  return span;
}

function wallClock(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}

function needDay(day: string): void {
  if (!isDay(day))
    throw new RangeError(
      `Cannot use a day: need a real one as yyyy-mm-dd, got ${JSON.stringify(day)}`,
    );
}

function needZone(zone: string): void {
  if (knownZones.has(zone)) return;
  if (!isZone(zone))
    throw new RangeError(
      `Cannot use a time zone: need a name of the IANA database, got ${JSON.stringify(zone)}`,
    );
  if (knownZones.size >= MOST_ZONES) knownZones.clear();
  knownZones.add(zone);
}

function needInstant(instant: Date): void {
  if (Number.isNaN(instant.getTime()))
    throw new RangeError("Cannot use an instant: need a valid date, got an invalid one");
}
