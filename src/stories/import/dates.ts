import { dayOf, isDay, resolveWallTime } from "#arabic/zone-days.ts";

const FORM =
  /^(\d{4}-\d\d-\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?))?)?$/i;

/**
 * The instant that an ISO 8601 date stands for: a day alone is its first instant, a time without offset is a time in
 * `zone`; one that the clocks skip is the first instant after the gap, one that they show twice the first of the two.
 * Undefined for any other text and for days that don't exist. Source: ISO 8601-1, RFC 3339.
 */
export function parseInstant(text: string, zone: string): Date | undefined {
  const [, day, hour, minute, second = "00", fraction = "", offset] = FORM.exec(text.trim()) ?? [];
  if (day === undefined || !isDay(day) || day < "1000-01-01") return undefined;
  const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
  if (hour !== undefined && offset !== undefined) {
    const utc = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
    return checked(new Date(utc + milliseconds - offsetMs(offset)), zone);
  }
  const wall = resolveWallTime(`${day}T${hour ?? "00"}:${minute ?? "00"}:${second}`, zone);
  switch (wall.kind) {
    case "instant":
      return checked(new Date(wall.instant.getTime() + milliseconds), zone);
    case "double":
      return checked(new Date(wall.first.getTime() + milliseconds), zone);
    case "gap":
      return wall.next;
    case "invalid":
      return undefined;
  }
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === "Z") return 0;
  const minutes =
    Number(offset.slice(1, 3)) * 60 +
    Number(offset.slice(-2) === offset.slice(1, 3) && offset.length === 3 ? 0 : offset.slice(-2));
  return (offset.startsWith("-") ? -1 : 1) * minutes * 60_000;
}

/** An instant whose day in the zone has four digits for its year, as addresses need it. */
function checked(instant: Date, zone: string): Date | undefined {
  const year = instant.getUTCFullYear();
  if (year < 1000 || year > 9998) return undefined;
  return isDay(dayOf(instant, zone)) ? instant : undefined;
}
