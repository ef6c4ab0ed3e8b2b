/** The accent that the style sheet has built in. */
const BUILT_IN = "#a5201b";
const LIGHT_PAPER = "#f3efe5";
const DARK_PAPER = "#1d2025";
const ENOUGH_CONTRAST = 4.6;
const STEP = 0.04;

type Colour = readonly [number, number, number];

const parse = (hex: string): Colour => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

const write = (colour: Colour): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** Relative luminance, WCAG 2.2. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Contrast of two colours, 1 to 21, WCAG 2.2. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(parse(one)), luminance(parse(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** `hex` drawn towards `end` until it can be read on `paper`. */
function readableOn(paper: string, hex: string, end: Colour): string {
  const start = parse(hex);
  for (let share = 0; share <= 1; share += STEP) {
    const [red, green, blue] = [0, 1, 2].map(
      (index) => (start[index] ?? 0) + ((end[index] ?? 0) - (start[index] ?? 0)) * share,
    );
    const colour = write([red ?? 0, green ?? 0, blue ?? 0]);
    if (contrast(colour, paper) >= ENOUGH_CONTRAST) return colour;
  }
  return write(end);
}

/** Address of the small style sheet that an edition with an accent of its own needs. */
export function accentPath(accent: string): string | undefined {
  return accent === BUILT_IN ? undefined : `/accent-${accent.slice(1)}.css`;
}

/** The accent, dark enough to be read on light paper. */
export function accentOnPaper(accent: string): string {
  return readableOn(LIGHT_PAPER, accent, [0, 0, 0]);
}

/** The accent on light and on dark paper, darker or lighter than asked for where that is needed to read it. */
export function shownAccents(accent: string): { readonly light: string; readonly dark: string } {
  return { light: accentOnPaper(accent), dark: readableOn(DARK_PAPER, accent, [255, 255, 255]) };
}

/** The same as a style sheet. */
export function accentStyle(accent: string): string {
  const { light, dark } = shownAccents(accent);
  return `:root{--accent:${light};--accent-dark:${dark}}`;
}
