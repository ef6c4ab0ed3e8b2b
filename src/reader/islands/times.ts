const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** Says of instants less than a day old how long ago they were; pages are kept, so only the reader's clock can tell. */
export function startTimes(): void {
  const times = [...document.querySelectorAll<HTMLTimeElement>("time[data-ago]")];
  if (times.length === 0) return;
  const { lang, dataset } = document.documentElement;
  const locale = `${lang}-u-nu-${dataset["digits"] ?? "latn"}`;
  const relative = new Intl.RelativeTimeFormat(locale);
  const justNow = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
  for (const time of times) time.title = time.textContent ?? "";
  const show = () => {
    for (const time of times) {
      const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / MINUTE_MS);
      if (minutes < 0 || minutes >= DAY_MINUTES) time.textContent = time.title;
      else if (minutes === 0) time.textContent = justNow;
      else if (minutes < HOUR_MINUTES) time.textContent = relative.format(-minutes, "minute");
      else time.textContent = relative.format(-Math.floor(minutes / HOUR_MINUTES), "hour");
    }
  };
  show();
  setInterval(show, MINUTE_MS);
}
