import {
  formatDateTime,
  formatDay,
  formatFullDay,
  formatHijri,
  isoWithOffset,
  type DateStyle,
} from "#arabic/dates.ts";
import type { Edition } from "#stories/story.ts";

const styles = new WeakMap<Edition, DateStyle>();

/** How `edition` writes its dates. */
export function dateStyleOf(edition: Edition): DateStyle {
  const known = styles.get(edition);
  if (known !== undefined) return known;
  const style: DateStyle = {
    digits: edition.digits,
    months: edition.months,
    ...(edition.hijriOffset === undefined ? {} : { hijri: { offsetDays: edition.hijriOffset } }),
  };
  styles.set(edition, style);
  return style;
}

/** An instant as a page shows it: for people and for machines. */
export type ShownInstant = { readonly text: string; readonly iso: string };

const MOST_INSTANTS = 5000;
const instants = new WeakMap<Edition, Map<number, ShownInstant>>();

/** Day and time of `instant` in the edition's zone. The same few hundred instants stand on every list, so they are kept. */
export function shownInstant(instant: Date, edition: Edition): ShownInstant {
  let known = instants.get(edition);
  if (known === undefined) {
    known = new Map();
    instants.set(edition, known);
  }
  const found = known.get(instant.getTime());
  if (found !== undefined) return found;
  const shown = {
    text: formatDateTime(instant, edition.zone, dateStyleOf(edition)),
    iso: isoWithOffset(instant, edition.zone),
  };
  if (known.size >= MOST_INSTANTS) known.clear();
  known.set(instant.getTime(), shown);
  return shown;
}

/** A day as pages show it, without its weekday. */
export function shownDay(day: string, edition: Edition): string {
  return formatDay(day, dateStyleOf(edition));
}

/** A day with its weekday. */
export function shownFullDay(day: string, edition: Edition): string {
  return formatFullDay(day, dateStyleOf(edition));
}

/** The Hijri day, for editions that show it. */
export function shownHijri(day: string, edition: Edition): string | undefined {
  return edition.hijriOffset === undefined ? undefined : formatHijri(day, dateStyleOf(edition));
}
