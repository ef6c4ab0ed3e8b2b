import {
  HEIGHT,
  type Piece,
  WIDTH,
  boxPath,
  circle,
  ellipse,
  fade,
  grain,
  path,
  rect,
} from "./canvas.ts";
import { veil } from "./palette.ts";
import { between, randomFrom, repeat } from "./random.ts";

/** A whole background of colours running down, with a stippled edge at its top. */
export function sky(...colours: [string, ...string[]]): Piece {
  const first = colours[0];
  return rect(0, 0, WIDTH, HEIGHT, colours.length > 1 ? fade("down", ...colours) : first);
}

/** Stipple that darkens a band of the picture. */
export function dusk(
  y: number,
  height: number,
  colour: string,
  upwards = false,
  strength = 0.45,
): Piece {
  return upwards
    ? grain(boxPath(0, y, WIDTH, height), "down", colour, strength, 0)
    : grain(boxPath(0, y, WIDTH, height), "down", colour, 0, strength);
}

export function sun(x: number, y: number, radius: number, colour: string, glow?: string): Piece {
  const halo = glow
    ? circle(x, y, radius * 2.6, fade("radial", veil(glow, 0.75), veil(glow, 0)))
    : "";
  return halo + circle(x, y, radius, colour);
}

/** A long flat cloud, its underside straight. */
export function cloud(x: number, y: number, width: number, colour: string): Piece {
  const unit = width / 10;
  return path(
    `M${x} ${y}q${-unit * 0.8} 0 ${-unit * 0.8} ${-unit * 0.6}q0 ${-unit * 0.6} ${unit * 1.4} ${-unit * 0.6}q${unit * 0.4} ${-unit * 1.5} ${unit * 2} ${-unit * 1.3}q${unit * 1.2} ${-unit * 1.3} ${unit * 2.6} ${unit * 0.1}q${unit * 1.8} ${-unit * 0.5} ${unit * 2.1} ${unit * 0.9}q${unit * 2} 0 ${unit * 2} ${unit * 0.8}q0 ${unit * 0.7} ${-unit} ${unit * 0.7}Z`,
    colour,
  );
}

/** A streak of haze with round ends. */
export function streak(
  x: number,
  y: number,
  width: number,
  thickness: number,
  colour: string,
): Piece {
  return rect(x, y, width, thickness, colour, thickness / 2);
}

export function stars(
  seed: number,
  count: number,
  bottom: number,
  colour: string,
  left = 0,
  right = WIDTH,
): Piece {
  const random = randomFrom(seed);
  return repeat(count, () => {
    const size = between(random, 0.7, 2.1);
    return circle(
      between(random, left, right),
      between(random, 0, bottom) * between(random, 0.6, 1),
      size,
      veil(colour, between(random, 0.45, 1)),
    );
  }).join("");
}

/** A star with four points. */
export function sparkle(x: number, y: number, size: number, colour: string): Piece {
  const waist = size * 0.14;
  return path(
    `M${x} ${y - size}Q${x + waist} ${y - waist} ${x + size} ${y}Q${x + waist} ${y + waist} ${x} ${y + size}Q${x - waist} ${y + waist} ${x - size} ${y}Q${x - waist} ${y - waist} ${x} ${y - size}Z`,
    colour,
  );
}

export function bird(x: number, y: number, span: number, colour: string): Piece {
  const half = span / 2;
  return path(
    `M${x - half} ${y - half * 0.3}Q${x - half * 0.4} ${y - half * 0.5} ${x} ${y}Q${x + half * 0.4} ${y - half * 0.5} ${x + half} ${y - half * 0.35}Q${x + half * 0.4} ${y - half * 0.15} ${x} ${y + half * 0.22}Q${x - half * 0.4} ${y - half * 0.15} ${x - half} ${y - half * 0.3}Z`,
    colour,
  );
}

/** A pool of light: brightest in its middle. */
export function glow(
  x: number,
  y: number,
  rx: number,
  ry: number,
  colour: string,
  strength = 0.6,
): Piece {
  return ellipse(
    x,
    y,
    rx,
    ry,
    fade("radial", veil(colour, strength), veil(colour, strength * 0.35), veil(colour, 0)),
  );
}
