/** Strokes on a field of 24 by 24; those that point are turned with the direction of the page. */
const STROKES = {
  desk: "M4 5h7v6H4zM4 14h7v5H4zM14 5h6v4h-6zM14 12h6v7h-6z",
  stories: "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h5",
  fronts: "M3 5h18v14H3zM3 10h18M14 10v9",
  breaking: "M13 3 5 14h6l-1 7 8-11h-6z",
  moderation: "M4 5h16v11H11l-4 4v-4H4zM8 9h8M8 12h5",
  media: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  sections: "M4 6h16M4 12h16M4 18h9",
  topics: "M4 4h8l8 8-8 8-8-8zM8.5 8.5h.01",
  authors: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 20c1-4 4-5 7-5s6 1 7 5",
  pages: "M5 4h14v16H5zM9 8h6M9 12h6M9 16h3",
  distribution: "M4 12h5M4 8h3M4 16h3M11 12l9-6v12zM11 12h5",
  people:
    "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19c.6-3.4 3-5 6-5s5.4 1.6 6 5M16 6a3 3 0 0 1 0 5M18 14c1.7.8 2.7 2.5 3 5",
  audit: "M12 4a8 8 0 1 0 8 8M12 8v4l3 2M20 4v4h-4",
  settings:
    "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1",
  search: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5 20 20",
  plus: "M12 5v14M5 12h14",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  check: "M5 12.5 10 17 19 7",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  warning: "M12 4 3 20h18zM12 10v4M12 17h.01",
  key: "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l8-8M16 7l3 3",
  phone: "M8 3h8v18H8zM11 18h2",
  computer: "M3 5h18v11H3zM9 20h6M12 16v4",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3",
  moon: "M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z",
  out: "M10 4H5v16h5M14 8l-4 4 4 4M10 12h10",
  next: "M9 6l6 6-6 6",
  previous: "M15 6l-6 6 6 6",
  external: "M14 4h6v6M20 4l-9 9M10 5H5v14h14v-5",
  upload: "M12 16V5M7 10l5-5 5 5M4 19h16",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  pencil: "M4 20l1-4L16 5l3 3L8 19z",
  merge: "M6 4v5c0 4 6 3 6 8v3M18 4v5c0 4-6 3-6 8",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2",
} as const;

export type IconName = keyof typeof STROKES;

const POINTING: ReadonlySet<IconName> = new Set<IconName>(["next", "previous", "out", "external"]);

/** A small drawing beside a word; it says nothing to a screen reader, so a button of it alone needs a label. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className={POINTING.has(name) ? "nr-icon nr-pointing" : "nr-icon"}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={STROKES[name]} />
    </svg>
  );
}
