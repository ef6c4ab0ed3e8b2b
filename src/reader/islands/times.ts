import { wholeNumber } from "./numbers.ts";

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

type Forms = readonly [one: string, two: string, few: string, many: string];
const MINUTE: Forms = ["دقيقة واحدة", "دقيقتين", "دقائق", "دقيقة"];
const HOUR: Forms = ["ساعة واحدة", "ساعتين", "ساعات", "ساعة"];

/** How long ago, as arabic/dates.ts says it; 1 to 59 of a unit. */
function ago(count: number, [one, two, few, many]: Forms): string {
  if (count === 1) return `قبل ${one}`;
  if (count === 2) return `قبل ${two}`;
  return `قبل ${wholeNumber(count)} ${count <= 10 ? few : many}`;
}

/** Says of instants less than a day old how long ago they were; pages are kept, so only the reader's clock can tell. */
export function startTimes(): void {
  const times = [...document.querySelectorAll<HTMLTimeElement>("time[data-ago]")];
  if (times.length === 0) return;
  for (const time of times) time.title = time.textContent ?? "";
  const show = () => {
    for (const time of times) {
      const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / MINUTE_MS);
      if (minutes < 0 || minutes >= DAY_MINUTES) time.textContent = time.title;
      else if (minutes === 0) time.textContent = "الآن";
      else if (minutes < HOUR_MINUTES) time.textContent = ago(minutes, MINUTE);
      else time.textContent = ago(Math.floor(minutes / HOUR_MINUTES), HOUR);
    }
  };
  show();
  setInterval(show, MINUTE_MS);
}
