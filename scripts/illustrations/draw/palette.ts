/** One family of colours for all pictures, so that they sit together on a page. */
export const COLOUR = {
  paper: "#f4ecdd",
  cream: "#ecdfc6",
  sand: "#dcc6a2",
  dune: "#cba577",
  clay: "#b9804f",
  terracotta: "#b4573a",
  rubric: "#a5201b",
  maroon: "#64191d",
  ochre: "#d6963a",
  gold: "#ecbf66",
  olive: "#767b42",
  moss: "#474f2f",
  sage: "#aab392",
  sea: "#4f8596",
  lapis: "#1d4f86",
  navy: "#1a2f57",
  night: "#111c38",
  sky: "#a3c3cf",
  mist: "#d3dfdc",
  violet: "#594668",
  plum: "#382c4b",
  rose: "#cb7d6c",
  blush: "#e6bba6",
  ink: "#1d1b22",
  slate: "#4a4750",
  skin: "#a56a45",
  umber: "#5a3a2a",
} as const;

/** The colour at `share` of the way from one to the other. */
function mix(from: string, to: string, share: number): string {
  const channel = (start: number): string => {
    const [a, b] = [
      parseInt(from.slice(start, start + 2), 16),
      parseInt(to.slice(start, start + 2), 16),
    ];
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

export const darker = (colour: string, share = 0.25): string => mix(colour, COLOUR.night, share);

export const lighter = (colour: string, share = 0.25): string => mix(colour, COLOUR.paper, share);

/** The colour with an opacity from 0 to 1, as eight hex digits. */
export function veil(colour: string, opacity: number): string {
  return (
    colour +
    Math.round(opacity * 255)
      .toString(16)
      .padStart(2, "0")
  );
}
