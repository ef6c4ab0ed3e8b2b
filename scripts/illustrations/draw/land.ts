import {
  HEIGHT,
  type Piece,
  type Point,
  WIDTH,
  ellipse,
  grain,
  path,
  polygon,
  rect,
  smoothPath,
} from "./canvas.ts";
import { veil } from "./palette.ts";
import { between, randomFrom, repeat } from "./random.ts";

function under(points: readonly Point[], bottom: number): string {
  const last = points[points.length - 1] ?? [WIDTH, 0];
  const first = points[0] ?? [0, 0];
  return `${smoothPath(points)}L${last[0]} ${bottom}L${first[0]} ${bottom}Z`;
}

/** Ground below a soft line, with a stippled shade that grows downwards. */
export function land(
  points: readonly Point[],
  fill: string,
  shade?: string,
  bottom = HEIGHT + 10,
): Piece {
  const d = under(points, bottom);
  return path(d, fill) + (shade ? grain(d, "down", shade, 0, 0.55) : "");
}

/** A range of rolling hills drawn from a seed. */
export function hills(
  seed: number,
  y: number,
  swell: number,
  count: number,
  fill: string,
  shade?: string,
): Piece {
  const random = randomFrom(seed);
  const points: Point[] = Array.from({ length: count + 3 }, (_none, index): Point => [
    ((index - 1) * WIDTH) / count,
    y + between(random, -swell, swell) * (index % 2 === 0 ? 1 : 0.4) - (index % 2) * swell * 0.5,
  ]);
  return land(points, fill, shade);
}

/** A dune with a lit and a shaded side; `crest` runs from its top down to the foot. */
export function dune(
  left: number,
  right: number,
  foot: number,
  top: Point,
  light: string,
  shade: string,
): Piece {
  const [x, y] = top;
  const outline = `M${left} ${foot}Q${left + (x - left) * 0.62} ${foot - (foot - y) * 0.12} ${x} ${y}Q${x + (right - x) * 0.3} ${y + (foot - y) * 0.62} ${right} ${foot}Z`;
  const dark = `M${x} ${y}Q${x + (right - x) * 0.3} ${y + (foot - y) * 0.62} ${right} ${foot}L${x - (x - left) * 0.1} ${foot}Q${x + (right - x) * 0.32} ${y + (foot - y) * 0.62} ${x - (x - left) * 0.04} ${y + (foot - y) * 0.3}Q${x - (x - left) * 0.02} ${y + (foot - y) * 0.1} ${x} ${y}Z`;
  return path(outline, light) + path(dark, shade) + grain(outline, "down", shade, 0, 0.3);
}

/** A mountain with a lit side to the left and a broken line of shade. */
export function mountain(
  left: number,
  right: number,
  foot: number,
  top: Point,
  light: string,
  shade: string,
): Piece {
  const [x, y] = top;
  const height = foot - y;
  return (
    polygon(
      [
        [left, foot],
        [left + (x - left) * 0.55, foot - height * 0.46],
        [left + (x - left) * 0.7, foot - height * 0.58],
        top,
        [x + (right - x) * 0.24, y + height * 0.3],
        [x + (right - x) * 0.5, y + height * 0.48],
        [right, foot],
      ],
      light,
    ) +
    polygon(
      [
        top,
        [x + (right - x) * 0.24, y + height * 0.3],
        [x + (right - x) * 0.5, y + height * 0.48],
        [right, foot],
        [x + (right - x) * 0.1, foot],
        [x - (right - x) * 0.1, y + height * 0.7],
        [x + (right - x) * 0.1, y + height * 0.48],
        [x - (right - x) * 0.04, y + height * 0.25],
      ],
      shade,
    )
  );
}

/** Furrows or lanes that run to a vanishing point. */
export function furrows(
  vanishing: Point,
  bottom: number,
  from: number,
  to: number,
  count: number,
  colour: string,
  thickness: number,
): Piece {
  return repeat(count, (index) => {
    const x = from + ((to - from) * index) / (count - 1);
    return polygon([vanishing, [x - thickness, bottom], [x + thickness, bottom]], colour);
  }).join("");
}

export function pebbles(
  seed: number,
  count: number,
  area: { x: number; y: number; width: number; height: number },
  colour: string,
): Piece {
  const random = randomFrom(seed);
  return repeat(count, () => {
    const y = between(random, 0, 1);
    const size = 2 + y * 5;
    return ellipse(
      area.x + random() * area.width,
      area.y + y * area.height,
      size * 1.6,
      size * 0.6,
      colour,
    );
  }).join("");
}

/** Water: a flat field with dashes of light that widen towards the viewer. */
export function water(
  y: number,
  fill: string,
  glint: string,
  seed: number,
  bottom = HEIGHT,
  dashes = 46,
): Piece {
  const random = randomFrom(seed);
  const field = rect(0, y, WIDTH, bottom - y, fill);
  return (
    field +
    repeat(dashes, () => {
      const depth = random() ** 1.5;
      const width = 14 + depth * between(random, 40, 150);
      return rect(
        between(random, -60, WIDTH),
        y + 6 + depth * (bottom - y - 10),
        width,
        1.5 + depth * 5,
        veil(glint, 0.35 + random() * 0.5),
        3,
      );
    }).join("")
  );
}

/** The broken path of light under a sun, moon or lamp. */
export function reflection(
  x: number,
  top: number,
  bottom: number,
  width: number,
  colour: string,
  seed: number,
): Piece {
  const random = randomFrom(seed);
  const rows = Math.round((bottom - top) / 15);
  return repeat(rows, (index) => {
    const share = index / rows;
    const length = width * (0.4 + 0.9 * share) * between(random, 0.45, 1);
    return rect(
      x - length / 2 + between(random, -10, 10),
      top + index * 15,
      length,
      4 + share * 4,
      colour,
      4,
    );
  }).join("");
}

/** Long swells, as stacked curves of one colour going over into another. */
export function wave(y: number, height: number, length: number, fill: string, shift = 0): Piece {
  let d = `M${-length + shift} ${y}`;
  for (let x = -length + shift; x < WIDTH + length; x += length)
    d += `q${length / 4} ${-height} ${length / 2} 0t${length / 2} 0`;
  return path(`${d}V${HEIGHT + 10}H${-length}Z`, fill);
}

export function road(
  points: readonly [Point, Point, Point, Point],
  fill: string,
  middle?: { from: Point; to: Point; colour: string },
): Piece {
  const stripes = middle
    ? repeat(6, (index) => {
        const at = (share: number): Point => [
          middle.from[0] + (middle.to[0] - middle.from[0]) * share,
          middle.from[1] + (middle.to[1] - middle.from[1]) * share,
        ];
        const [start, end] = [(index / 6) ** 1.8, ((index + 0.5) / 6) ** 1.8];
        const [a, b] = [at(start), at(end)];
        return polygon(
          [
            [a[0] - 1 - start * 6, a[1]],
            [a[0] + 1 + start * 6, a[1]],
            [b[0] + 1 + end * 6, b[1]],
            [b[0] - 1 - end * 6, b[1]],
          ],
          middle.colour,
        );
      }).join("")
    : "";
  return polygon(points, fill) + stripes;
}

export function bridge(
  y: number,
  left: number,
  right: number,
  spans: number,
  depth: number,
  fill: string,
  shade: string,
): Piece {
  const span = (right - left) / spans;
  const deck = 34;
  let d = `M${left} ${y}H${right}V${y + depth}`;
  for (let index = spans - 1; index >= 0; index -= 1) {
    const start = left + index * span;
    d += `H${start + span * 0.86}V${y + deck + span * 0.36}A${span * 0.36} ${span * 0.36} 0 0 0 ${start + span * 0.14} ${y + deck + span * 0.36}V${y + depth}H${start}`;
  }
  return path(`${d}Z`, fill) + rect(left, y, right - left, 8, shade);
}

export function stones(
  points: readonly (readonly [number, number, number])[],
  light: string,
  shade: string,
): Piece {
  return points
    .map(([x, y, size]) => {
      const d = `M${x - size} ${y}q${-size * 0.1} ${-size * 0.5} ${size * 0.4} ${-size * 0.75}q${size * 0.6} ${-size * 0.25} ${size} ${size * 0.05}q${size * 0.7} ${size * 0.2} ${size * 0.6} ${size * 0.7}Z`;
      return path(d, light) + grain(d, "diagonal", shade, 0.1, 0.85);
    })
    .join("");
}
