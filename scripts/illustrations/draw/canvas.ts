/** The drawing surface: every function gives a piece of SVG, so a scene is a list of strings from back to front. */
export type Point = readonly [x: number, y: number];

export type Piece = string;

export const WIDTH = 1200;

export const HEIGHT = 800;

const round = (value: number): string => String(Math.round(value * 10) / 10);

const pair = ([x, y]: Point): string => `${round(x)} ${round(y)}`;

/** A paint that runs between colours; `renderScene` turns it into a gradient definition. */
export function fade(
  direction: "down" | "across" | "diagonal" | "radial",
  ...colours: string[]
): string {
  return `fade|${direction}|${colours.join("|")}`;
}

export function path(d: string, fill: string, more = ""): Piece {
  return `<path d="${d}" fill="${fill}" ${more}/>`;
}

export function polygon(points: readonly Point[], fill: string, more = ""): Piece {
  return path(`M${points.map(pair).join("L")}Z`, fill, more);
}

export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  radius = 0,
): Piece {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${round(radius)}" fill="${fill}"/>`;
}

export function circle(x: number, y: number, radius: number, fill: string, more = ""): Piece {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${fill}" ${more}/>`;
}

export function ellipse(
  x: number,
  y: number,
  rx: number,
  ry: number,
  fill: string,
  more = "",
): Piece {
  return `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}" ${more}/>`;
}

export function ring(x: number, y: number, radius: number, stroke: string, width: number): Piece {
  return circle(x, y, radius, "none", `stroke="${stroke}" stroke-width="${round(width)}"`);
}

export function line(points: readonly Point[], stroke: string, width: number, more = ""): Piece {
  return stroked(`M${points.map(pair).join("L")}`, stroke, width, more);
}

export function curve(points: readonly Point[], stroke: string, width: number, more = ""): Piece {
  return stroked(smoothPath(points), stroke, width, more);
}

function stroked(d: string, stroke: string, width: number, more = ""): Piece {
  return path(
    d,
    "none",
    `stroke="${stroke}" stroke-width="${round(width)}" stroke-linecap="round" stroke-linejoin="round" ${more}`,
  );
}

/** A soft curve through all points (Catmull-Rom as Béziers), open or closed. */
export function smoothPath(points: readonly Point[], closed = false): string {
  const count = points.length;
  const at = (index: number): Point => {
    const wrapped = closed ? (index + count) % count : Math.min(count - 1, Math.max(0, index));
    return points[wrapped] ?? [0, 0];
  };
  const steps: string[] = [`M${pair(at(0))}`];
  for (let index = 0; index < (closed ? count : count - 1); index += 1) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const first: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const second: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    steps.push(`C${pair(first)} ${pair(second)} ${pair(to)}`);
  }
  return steps.join("") + (closed ? "Z" : "");
}

export function blob(points: readonly Point[], fill: string, more = ""): Piece {
  return path(smoothPath(points, true), fill, more);
}

function group(pieces: readonly Piece[], more = ""): Piece {
  return `<g ${more}>${pieces.join("")}</g>`;
}

type Placing = {
  x: number;
  y: number;
  scale?: number;
  flip?: boolean;
  turn?: number;
  opacity?: number;
};

/** Moves pieces drawn around the origin to their place; `turn` in degrees. */
export function place(
  { x, y, scale = 1, flip = false, turn = 0, opacity = 1 }: Placing,
  pieces: readonly Piece[],
): Piece {
  const transform = `translate(${round(x)} ${round(y)}) rotate(${round(turn)}) scale(${flip ? -scale : scale} ${scale})`;
  return group(pieces, `transform="${transform}"${opacity === 1 ? "" : ` opacity="${opacity}"`}`);
}

/** Shows pieces only inside the outline. */
export function inside(d: string, pieces: readonly Piece[]): Piece {
  const name = `c${hash(d)}`;
  return `<clipPath id="${name}"><path d="${d}"/></clipPath><g clip-path="url(#${name})">${pieces.join("")}</g>`;
}

/** A stippled shadow or light over an outline, denser towards the end of its direction. */
export function grain(
  d: string,
  direction: "down" | "across" | "diagonal" | "radial",
  colour: string,
  from = 0,
  to = 0.8,
): Piece {
  const strength = (share: number): string =>
    colour +
    Math.round(share * 200)
      .toString(16)
      .padStart(2, "0");
  return inside(d, [
    path(d, fade(direction, strength(from), strength(to)), 'filter="url(#stipple)"'),
  ]);
}

export function boxPath(x: number, y: number, width: number, height: number): string {
  return `M${pair([x, y])}h${round(width)}v${round(height)}h${round(-width)}Z`;
}

export function circlePath(x: number, y: number, radius: number): string {
  return `M${pair([x - radius, y])}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
}

function hash(text: string): string {
  let value = 5381;
  for (let index = 0; index < text.length; index += 1)
    value = (value * 33 + text.charCodeAt(index)) % 4294967291;
  return value.toString(36);
}

const AXES = {
  down: 'x1="0" y1="0" x2="0" y2="1"',
  across: 'x1="0" y1="0" x2="1" y2="0"',
  diagonal: 'x1="0" y1="0" x2="1" y2="1"',
} as const;

function gradient(name: string, direction: string, colours: readonly string[]): Piece {
  const stops = colours.map((colour, index) => {
    const opacity =
      colour.length === 9
        ? ` stop-opacity="${(parseInt(colour.slice(7), 16) / 255).toFixed(2)}"`
        : "";
    return `<stop offset="${round((100 * index) / (colours.length - 1))}%" stop-color="${colour.slice(0, 7)}"${opacity}/>`;
  });
  if (direction === "radial")
    return `<radialGradient id="${name}">${stops.join("")}</radialGradient>`;
  const axis =
    direction === "across" ? AXES.across : direction === "diagonal" ? AXES.diagonal : AXES.down;
  return `<linearGradient id="${name}" ${axis}>${stops.join("")}</linearGradient>`;
}

const STIPPLE = `<filter id="stipple" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
<feTurbulence type="fractalNoise" baseFrequency="0.5" numOctaves="1" seed="7" result="noise"/>
<feColorMatrix in="noise" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2 0 0 0 -0.5" result="grey"/>
<feComposite in="SourceAlpha" in2="grey" operator="arithmetic" k2="1" k3="1" k4="-1" result="sum"/>
<feColorMatrix in="sum" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2.2 0" result="mask"/>
<feColorMatrix in="SourceGraphic" values="1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 400 0" result="full"/>
<feComposite in="full" in2="mask" operator="in"/></filter>`;

/** The whole picture as an SVG document of the given size in pixels. */
export function renderScene(pieces: readonly Piece[], widthPx: number, heightPx: number): string {
  const definitions = new Map<string, Piece>();
  const body = pieces
    .join("")
    .replaceAll(/fade\|([a-z]+)\|([#0-9a-f|]+)/g, (_whole, direction: string, colours: string) => {
      const name = `g${hash(direction + colours)}`;
      definitions.set(name, gradient(name, direction, colours.split("|")));
      return `url(#${name})`;
    });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="xMidYMid slice"><defs>${STIPPLE}${[...definitions.values()].join("")}</defs>${body}</svg>`;
}
