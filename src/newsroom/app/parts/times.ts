import { formatDateTime, formatDay, formatRelative, formatTime } from "#arabic/dates.ts";
import { formatNumber } from "#arabic/digits.ts";
import { dayOf } from "#arabic/zone-days.ts";
import { useSession, type Session } from "../data/session.ts";
import { useLanguage } from "../language/words.tsx";

/** How times and numbers are written for whoever works here; on the clock of the edition, whatever that of the computer. */
export type Writing = {
  /** «قبل 5 دقائق», "5 minutes ago". */
  readonly ago: (iso: string) => string;
  readonly time: (iso: string) => string;
  readonly day: (iso: string) => string;
  readonly dateTime: (iso: string) => string;
  readonly number: (value: number) => string;
};

const arabic = ({ zone, digits, months }: Session["edition"]): Writing => {
  const style = { digits, months };
  return {
    ago: (iso) => formatRelative(new Date(iso), new Date(), style, zone),
    time: (iso) => formatTime(new Date(iso), zone, digits),
    day: (iso) => formatDay(dayOf(new Date(iso), zone), style),
    dateTime: (iso) => formatDateTime(new Date(iso), zone, style),
    number: (value) => formatNumber(value, digits),
  };
};

const MINUTE_MS = 60_000;

const english = ({ zone }: Session["edition"]): Writing => {
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: zone });
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: zone });
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });
  return {
    ago: (iso) => {
      const then = new Date(iso);
      const minutes = Math.floor((Date.now() - then.getTime()) / MINUTE_MS);
      if (minutes < 1) return "now";
      if (minutes < 60) return relative.format(-minutes, "minute");
      if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), "hour");
      return day.format(then);
    },
    time: (iso) => time.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    dateTime: (iso) => `${day.format(new Date(iso))}, ${time.format(new Date(iso))}`,
    number: (value) => value.toLocaleString("en"),
  };
};

/** Times and numbers in the language of whoever works here. */
export function useWriting(): Writing {
  const { edition } = useSession();
  return useLanguage().language === "ar" ? arabic(edition) : english(edition);
}
