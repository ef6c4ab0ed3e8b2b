import { raw } from "hono/html";

const PATHS = {
  reading:
    "M12 6.5C9.5 4.8 6.4 4.6 3.5 5v13.5c2.9-.4 6-.2 8.5 1.5 2.5-1.7 5.6-1.9 8.5-1.5V5c-2.9-.4-6-.2-8.5 1.5Zm0 0V20",
  listen: "M5 9.5v5h3.5L13 18.5v-13L8.5 9.5ZM16.5 9a4.2 4.2 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
  share: "M12 15V4m0 0 4 4m-4-4L8 8M5 12.5V20h14v-7.5",
  settings: "M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5M8.5 14.5v5",
  save: "M7 4h10v16.5l-5-4-5 4Z",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7Z",
  reset: "M5 12a7 7 0 1 0 2.2-5.1L5 9m0-4.5V9h4.5",
  link: "M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2",
  search: "M16.5 16.5 21 21M18.5 11a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  device: "M8 3h8v18H8ZM11.5 18h1",
} as const;

/** Names of the drawn icons. */
export type IconName = keyof typeof PATHS;

const drawn = Object.fromEntries(
  Object.entries(PATHS).map(([name, path]) => [
    name,
    raw(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`),
  ]),
);

/** An icon for the eye only; what it stands for is said by text beside it. */
export const Icon = ({ name }: { name: IconName }) => drawn[name] ?? null;
