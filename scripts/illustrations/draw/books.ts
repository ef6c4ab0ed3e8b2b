import { type Piece, fade, line, path, place, rect } from "./canvas.ts";
import { COLOUR, darker, lighter } from "./palette.ts";
import { between, randomFrom, repeat } from "./random.ts";

const COVERS = [
  COLOUR.rubric,
  COLOUR.lapis,
  COLOUR.ochre,
  COLOUR.olive,
  COLOUR.violet,
  COLOUR.terracotta,
  COLOUR.cream,
  COLOUR.navy,
] as const;

/** Books standing side by side on a shelf whose board is at `y`. */
export function spines(
  seed: number,
  x: number,
  y: number,
  width: number,
  height: number,
  covers: readonly string[] = COVERS,
): Piece {
  const random = randomFrom(seed);
  const pieces: Piece[] = [];
  for (let left = x; left < x + width - height * 0.1;) {
    const thick = Math.min(x + width - left, height * between(random, 0.11, 0.26));
    const tall = height * between(random, 0.72, 1);
    const cover = covers[Math.floor(random() * covers.length)] ?? COLOUR.rubric;
    const leans = random() < 0.08 && left > x + 10;
    const book =
      rect(0, -tall, thick - 1.5, tall, cover, 1.5) +
      rect(0, -tall * 0.86, thick - 1.5, tall * 0.05, lighter(cover, 0.5)) +
      (random() < 0.5
        ? rect(0, -tall * 0.24, thick - 1.5, tall * 0.09, darker(cover, 0.3))
        : rect(thick * 0.3, -tall * 0.7, thick * 0.4 - 1.5, tall * 0.3, lighter(cover, 0.35)));
    pieces.push(place({ x: left, y, turn: leans ? -7 : 0 }, [book]));
    left += thick + (leans ? tall * 0.1 : 0);
  }
  return pieces.join("");
}

/** Books lying on each other, the lowest on `y`. */
export function pile(
  seed: number,
  x: number,
  y: number,
  width: number,
  count: number,
  covers: readonly string[] = COVERS,
): Piece {
  const random = randomFrom(seed);
  let top = y;
  return repeat(count, (index) => {
    const tall = width * between(random, 0.1, 0.18);
    const wide = width * between(random, 0.78, 1);
    const left = x + (width - wide) * random();
    const cover = covers[(index * 3 + Math.floor(random() * 2)) % covers.length] ?? COLOUR.rubric;
    top -= tall;
    return (
      rect(left, top, wide, tall - 1, cover, 2) +
      rect(left + wide * 0.82, top + tall * 0.16, wide * 0.19, tall * 0.64, COLOUR.paper) +
      rect(left + wide * 0.1, top, wide * 0.05, tall - 1, lighter(cover, 0.45)) +
      line(
        [
          [left + wide * 0.84, top + tall * 0.5],
          [left + wide, top + tall * 0.5],
        ],
        COLOUR.sand,
        1.5,
      )
    );
  }).join("");
}

/** An open book seen from the front, `width` wide with its spine at x, y (its lower middle). */
export function openBook(
  x: number,
  y: number,
  width: number,
  cover: string,
  page: string = COLOUR.paper,
  lines = true,
): Piece {
  const h = width * 0.36;
  const half = width / 2;
  const side = (sign: number): Piece =>
    path(
      `M0 0Q${sign * half * 0.45} ${-h * 0.24} ${sign * half} ${-h * 0.06}V${-h * 0.98}Q${sign * half * 0.45} ${-h * 1.18} 0 ${-h * 0.92}Z`,
      sign < 0 ? page : fade("across", darker(page, 0.16), page),
    ) +
    (lines
      ? repeat(5, (index) =>
          path(
            `M${sign * half * 0.14} ${-h * (0.22 + index * 0.14)}Q${sign * half * 0.45} ${-h * (0.36 + index * 0.14)} ${sign * half * 0.86} ${-h * (0.24 + index * 0.14)}`,
            "none",
            `stroke="${darker(page, 0.3)}" stroke-width="${width * 0.008}" opacity="0.7"`,
          ),
        ).join("")
      : "");
  return place({ x, y }, [
    path(
      `M${-half * 1.04} ${h * 0.04}V${-h * 0.96}H${half * 1.04}V${h * 0.04}Q${half * 0.4} ${-h * 0.12} 0 ${h * 0.1}Q${-half * 0.4} ${-h * 0.12} ${-half * 1.04} ${h * 0.04}Z`,
      cover,
    ),
    side(-1),
    side(1),
  ]);
}
