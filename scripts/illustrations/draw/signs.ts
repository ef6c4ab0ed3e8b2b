import {
  type Piece,
  type Point,
  circle,
  circlePath,
  curve,
  fade,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
  ring,
} from "./canvas.ts";
import { COLOUR, veil } from "./palette.ts";

export type ChessPiece = "pawn" | "rook" | "bishop" | "king" | "knight";

/** A chess piece 100 high at scale 1, standing on the origin of its place. */
export function chessPiece(
  kind: ChessPiece,
  x: number,
  y: number,
  scale: number,
  colour: string,
  skew = 0,
): Piece {
  const foot = "M-28 0V-10Q-18 -14 -16 -24H16Q18 -14 28 -10V0Z";
  const upper: Record<ChessPiece, string> = {
    pawn: "M-14 -22Q-10 -42 -6 -48H6Q10 -42 14 -22ZM-13 -60a13 13 0 1 0 26 0a13 13 0 1 0 -26 0Z",
    rook: "M-15 -22L-12 -66H-18V-90H-9V-82H-4V-90H4V-82H9V-90H18V-66H12L15 -22Z",
    bishop:
      "M-14 -22Q-9 -46 -6 -56H6Q9 -46 14 -22ZM-14 -66Q-10 -90 0 -98Q10 -90 14 -66Q8 -56 0 -56T-14 -66Z",
    king: "M-15 -22L-8 -66H8L15 -22ZM-18 -70Q-20 -90 0 -84Q20 -90 18 -70L12 -62H-12ZM-3 -84V-104H3V-84ZM-9 -99H9V-93H-9Z",
    knight:
      "M-16 -22Q-14 -44 2 -56L-14 -54L-22 -62Q-14 -78 -6 -86L-4 -98L6 -90Q24 -80 20 -50Q16 -34 16 -22Z",
  };
  return `<g transform="translate(${x} ${y}) skewX(${skew}) scale(${scale})">${path(foot, colour)}${path(upper[kind], colour)}</g>`;
}

/** A lock plate with its keyhole. */
export function keyhole(x: number, y: number, size: number, plate: string, light: string): Piece {
  return (
    rect(x - size * 0.5, y - size * 0.8, size, size * 1.6, plate, size * 0.2) +
    circle(x, y, size * 1.8, fade("radial", veil(light, 0.6), veil(light, 0))) +
    circle(x, y - size * 0.2, size * 0.2, light) +
    polygon(
      [
        [x - size * 0.1, y - size * 0.14],
        [x + size * 0.1, y - size * 0.14],
        [x + size * 0.18, y + size * 0.4],
        [x - size * 0.18, y + size * 0.4],
      ],
      light,
    )
  );
}

/** A dotted path through the points, with evenly laid dots. */
export function dotted(points: readonly Point[], colour: string, width = 4): Piece {
  return curve(points, colour, width, `stroke-dasharray="1 ${width * 3.2}"`);
}

export function compassRose(x: number, y: number, radius: number, colour: string): Piece {
  const point = (turn: number, length: number, half: number): Piece =>
    place({ x, y, turn }, [
      polygon(
        [
          [0, -length],
          [half, -half],
          [0, 0],
        ],
        colour,
      ),
      polygon(
        [
          [0, -length],
          [-half, -half],
          [0, 0],
        ],
        `${colour}88`,
      ),
    ]);
  return (
    ring(x, y, radius, colour, 2) +
    ring(x, y, radius * 0.84, colour, 1.4) +
    [45, 135, 225, 315].map((turn) => point(turn, radius * 0.66, radius * 0.1)).join("") +
    [0, 90, 180, 270].map((turn) => point(turn, radius * 0.98, radius * 0.12)).join("")
  );
}

/** A basketball. */
export function basketball(x: number, y: number, radius: number): Piece {
  return (
    circle(x, y, radius, "#d0743a") +
    grain(circlePath(x, y, radius), "diagonal", COLOUR.maroon, 0, 0.7) +
    line(
      [
        [x - radius, y],
        [x + radius, y],
      ],
      COLOUR.ink,
      radius * 0.08,
    ) +
    line(
      [
        [x, y - radius],
        [x, y + radius],
      ],
      COLOUR.ink,
      radius * 0.08,
    ) +
    path(
      `M${x - radius * 0.7} ${y - radius * 0.7}Q${x - radius * 0.1} ${y} ${x - radius * 0.7} ${y + radius * 0.7}M${x + radius * 0.7} ${y - radius * 0.7}Q${x + radius * 0.1} ${y} ${x + radius * 0.7} ${y + radius * 0.7}`,
      "none",
      `stroke="${COLOUR.ink}" stroke-width="${radius * 0.08}"`,
    )
  );
}
