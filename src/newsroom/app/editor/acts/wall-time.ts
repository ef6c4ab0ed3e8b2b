const two = (value: number): string => String(value).padStart(2, "0");

/** The edition's wall time `minutes` from now, on the full five minutes after it, as `YYYY-MM-DDTHH:mm`. */
export function wallNow(zone: string, minutes: number, now = new Date()): string {
  const step = 5 * 60_000;
  const at = new Date(Math.ceil((now.getTime() + minutes * 60_000) / step) * step);
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string): number =>
    Number(parts.find((one) => one.type === type)?.value ?? Number.NaN);
  return (
    `${String(part("year")).padStart(4, "0")}-${two(part("month"))}-${two(part("day"))}` +
    `T${two(part("hour"))}:${two(part("minute"))}`
  );
}
