import { type Piece, boxPath, circle, grain, path, polygon, rect } from "./canvas.ts";
import { COLOUR, darker, lighter } from "./palette.ts";
import { between, randomFrom, repeat } from "./random.ts";

/** The outline of an opening with a round or pointed arch, standing on `y`. */
export function archPath(
  x: number,
  y: number,
  width: number,
  height: number,
  kind: "round" | "pointed" | "horseshoe" = "round",
): string {
  const half = width / 2;
  if (kind === "pointed")
    return `M${x} ${y}v${-(height - half * 1.25)}Q${x} ${y - height + half * 0.35} ${x + half} ${y - height}Q${x + width} ${y - height + half * 0.35} ${x + width} ${y - height + half * 1.25}V${y}Z`;
  if (kind === "horseshoe")
    return `M${x + width * 0.06} ${y}V${y - height + width * 0.86}A${half} ${half} 0 1 1 ${x + width * 0.94} ${y - height + width * 0.86}V${y}Z`;
  return `M${x} ${y}v${-(height - half)}a${half} ${half} 0 0 1 ${width} 0v${height - half}Z`;
}

export function arch(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  kind: "round" | "pointed" | "horseshoe" = "round",
): Piece {
  return path(archPath(x, y, width, height, kind), fill);
}

type Block = {
  x: number;
  y: number;
  width: number;
  height: number;
  wall: string;
  /** Share of the width in shade on the far side. */
  side?: number;
  shade?: string;
  roof?: "flat" | "parapet" | "teeth" | "gable" | "dome" | "none";
  roofColour?: string;
};

/** A building standing on `y`, with a shaded side and a roof. */
export function block({
  x,
  y,
  width,
  height,
  wall,
  side = 0.28,
  shade = darker(wall, 0.22),
  roof = "flat",
  roofColour = shade,
}: Block): Piece {
  const top = y - height;
  const body =
    rect(x, top, width, height, wall) +
    grain(boxPath(x, top, width, height), "down", shade, 0, 0.35);
  const shadow = side > 0 ? rect(x + width * (1 - side), top, width * side, height, shade) : "";
  const tooth = 12;
  const teeth = repeat(Math.max(2, Math.floor(width / (tooth * 2))), (index) =>
    rect(
      x + (index + 0.25) * (width / Math.floor(width / (tooth * 2))),
      top - tooth,
      tooth,
      tooth + 1,
      wall,
    ),
  ).join("");
  switch (roof) {
    case "none":
      return body + shadow;
    case "flat":
      return body + shadow + rect(x - 4, top - 7, width + 8, 9, roofColour);
    case "parapet":
      return (
        rect(x, top - 14, width, 15, lighter(wall, 0.12)) +
        body +
        shadow +
        rect(x, top, width, 4, shade)
      );
    case "teeth":
      return teeth + body + shadow;
    case "gable":
      return (
        body +
        shadow +
        polygon(
          [
            [x - 8, top + 1],
            [x + width * 0.5, top - width * 0.34],
            [x + width + 8, top + 1],
          ],
          roofColour,
        )
      );
    case "dome":
      return body + shadow + dome(x + width / 2, top, width * 0.38, roofColour);
  }
}

export function dome(x: number, y: number, radius: number, fill: string): Piece {
  const d = `M${x - radius} ${y}C${x - radius * 1.08} ${y - radius * 0.7} ${x - radius * 0.5} ${y - radius} ${x} ${y - radius * 1.25}C${x + radius * 0.5} ${y - radius} ${x + radius * 1.08} ${y - radius * 0.7} ${x + radius} ${y}Z`;
  return (
    path(d, fill) +
    grain(d, "across", darker(fill, 0.5), 0, 0.7) +
    rect(x - radius * 0.03, y - radius * 1.55, radius * 0.06, radius * 0.32, fill)
  );
}

type Windows = {
  x: number;
  y: number;
  columns: number;
  rows: number;
  width: number;
  height: number;
  gapX: number;
  gapY: number;
  fill: string;
  lit?: string;
  litShare?: number;
  kind?: "square" | "round" | "pointed";
  seed?: number;
};

/** A grid of windows whose first one has its top left corner at x, y; some may be lit. */
export function windows({
  x,
  y,
  columns,
  rows,
  width,
  height,
  gapX,
  gapY,
  fill,
  lit,
  litShare = 0,
  kind = "square",
  seed = 1,
}: Windows): Piece {
  const random = randomFrom(seed);
  return repeat(columns * rows, (index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const [left, top] = [x + column * (width + gapX), y + row * (height + gapY)];
    const paint = lit && random() < litShare ? lit : fill;
    return kind === "square"
      ? rect(left, top, width, height, paint)
      : arch(left, top + height, width, height, paint, kind);
  }).join("");
}

/** A lattice balcony of wood (a mashrabiya). */
export function balcony(
  x: number,
  y: number,
  width: number,
  height: number,
  wood: string,
  lattice: string,
): Piece {
  const bars =
    repeat(5, (index) =>
      rect(x + (index + 0.5) * (width / 5.2), y + 6, 2.5, height - 12, lattice),
    ).join("") +
    repeat(6, (index) =>
      rect(x + 4, y + 8 + (index * (height - 16)) / 5.4, width - 8, 2.5, lattice),
    ).join("");
  return (
    polygon(
      [
        [x + 6, y + height],
        [x + width - 6, y + height],
        [x + width - 18, y + height + 18],
        [x + 18, y + height + 18],
      ],
      darker(wood, 0.3),
    ) +
    rect(x, y, width, height, wood) +
    bars +
    rect(x - 4, y - 6, width + 8, 8, darker(wood, 0.2))
  );
}

/** A striped awning that hangs from `y`. */
export function awning(
  x: number,
  y: number,
  width: number,
  depth: number,
  first: string,
  second: string,
  stripes = 7,
): Piece {
  const step = width / stripes;
  const flare = depth * 0.28;
  return repeat(stripes, (index) => {
    const [left, right] = [x + index * step, x + (index + 1) * step];
    const spread = (at: number): number => at + ((at - x - width / 2) / (width / 2)) * flare;
    const [low, end] = [spread(left), spread(right)];
    return path(
      `M${left} ${y}H${right}L${end} ${y + depth}a${(end - low) / 2} ${(end - low) / 2} 0 0 1 ${low - end} 0Z`,
      index % 2 === 0 ? first : second,
    );
  }).join("");
}

/** Many plain houses up a slope or along a skyline, from a seed. */
export function town(
  seed: number,
  left: number,
  right: number,
  y: number,
  low: number,
  high: number,
  walls: readonly [string, ...string[]],
  dark: string,
  lit?: string,
): Piece {
  const random = randomFrom(seed);
  const pieces: Piece[] = [];
  for (let x = left; x < right;) {
    const width = between(random, 46, 96);
    const height = between(random, low, high);
    const wall = walls[Math.floor(random() * walls.length)] ?? walls[0];
    const roof = random() < 0.16 ? "dome" : random() < 0.4 ? "parapet" : "flat";
    pieces.push(block({ x, y, width, height, wall, roof, side: 0.24, shade: darker(wall, 0.16) }));
    const columns = Math.max(1, Math.floor(width / 30));
    const rows = Math.max(1, Math.floor(height / 46));
    pieces.push(
      windows({
        x: x + 10,
        y: y - height + 16,
        columns,
        rows,
        width: 10,
        height: 16,
        gapX: 14,
        gapY: 24,
        fill: dark,
        ...(lit ? { lit, litShare: 0.5 } : {}),
        kind: random() < 0.5 ? "round" : "square",
        seed: seed + Math.round(x),
      }),
    );
    x += width + between(random, -14, 6);
  }
  return pieces.join("");
}

/** Tall city blocks, as a skyline with or without lit windows. */
export function skyline(
  seed: number,
  y: number,
  low: number,
  high: number,
  fill: string,
  lit?: string,
  share = 0.3,
): Piece {
  const random = randomFrom(seed);
  const pieces: Piece[] = [];
  for (let x = -20; x < 1220;) {
    const width = between(random, 50, 110);
    const height = between(random, low, high);
    pieces.push(rect(x, y - height, width + 1, height, fill));
    if (random() < 0.3) pieces.push(rect(x + width * 0.4, y - height - 34, 4, 36, fill));
    if (random() < 0.3) pieces.push(rect(x + width * 0.2, y - height - 14, width * 0.5, 16, fill));
    if (lit)
      pieces.push(
        windows({
          x: x + 10,
          y: y - height + 14,
          columns: Math.floor((width - 10) / 17),
          rows: Math.floor(height / 24),
          width: 8,
          height: 11,
          gapX: 9,
          gapY: 12,
          fill: "none",
          lit,
          litShare: share,
          seed: seed + Math.round(x),
        }),
      );
    x += width + between(random, 0, 12);
  }
  return pieces.join("");
}

export function lighthouse(
  x: number,
  y: number,
  height: number,
  wall: string,
  band: string,
  lit: string,
): Piece {
  const [low, top] = [height * 0.11, height * 0.07];
  const at = (share: number): number => low + (top - low) * share;
  const ringAt = (from: number, to: number): Piece =>
    polygon(
      [
        [x - at(from), y - height * from],
        [x + at(from), y - height * from],
        [x + at(to), y - height * to],
        [x - at(to), y - height * to],
      ],
      band,
    );
  return (
    polygon(
      [
        [x - low, y],
        [x + low, y],
        [x + top, y - height],
        [x - top, y - height],
      ],
      wall,
    ) +
    ringAt(0.2, 0.4) +
    ringAt(0.6, 0.8) +
    polygon(
      [
        [x + low * 0.2, y],
        [x + low, y],
        [x + top, y - height],
        [x + top * 0.2, y - height],
      ],
      `${COLOUR.night}33`,
    ) +
    rect(x - top * 1.4, y - height - 6, top * 2.8, 8, COLOUR.ink) +
    rect(x - top * 0.75, y - height - height * 0.1, top * 1.5, height * 0.1 - 4, lit) +
    path(
      `M${x - top} ${y - height * 1.1}Q${x} ${y - height * 1.2} ${x + top} ${y - height * 1.1}Z`,
      band,
    ) +
    circle(x, y - height * 1.16, 3, band)
  );
}
