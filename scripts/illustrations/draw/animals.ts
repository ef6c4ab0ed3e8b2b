import { type Piece, circle, curve, ellipse, line, path, place } from "./canvas.ts";
import { COLOUR, darker } from "./palette.ts";

/** A camel 280 high at scale 1 that looks to the right, with what it carries. */
export function camel(x: number, y: number, scale: number, coat: string, load: Piece): Piece {
  const shade = darker(coat, 0.22);
  return place({ x, y, scale }, [
    path("M-70 -110L-78 -50L-72 0H-60L-58 -54L-40 -100Z", shade),
    path("M50 -110L60 -52L52 0H64L74 -54L80 -100Z", shade),
    path(
      "M-112 -150Q-118 -176 -84 -184Q-58 -190 -40 -214Q-12 -252 18 -214Q40 -190 72 -180Q98 -168 116 -190Q138 -226 136 -262Q136 -282 158 -282H188Q200 -278 198 -266Q186 -258 168 -258Q166 -200 140 -158Q112 -116 62 -106H-70Q-106 -112 -112 -150Z",
      coat,
    ),
    path("M-96 -130L-104 -56L-96 0H-82L-80 -58L-58 -108Z", coat),
    path("M66 -116L84 -56L82 0H96L100 -58L104 -122Z", coat),
    curve(
      [
        [-110, -160],
        [-124, -130],
        [-120, -108],
      ],
      shade,
      5,
    ),
    path("M150 -282L146 -296L158 -284Z", coat),
    circle(176, -270, 2.6, COLOUR.ink),
    load,
  ]);
}

/** A goat with swept horns, 110 high at scale 1. */
export function goat(x: number, y: number, scale: number, coat: string, flip = false): Piece {
  const shade = darker(coat, 0.3);
  return place({ x, y, scale, flip }, [
    path("M-40 -40L-44 0H-36L-28 -36ZM20 -40L24 0H32L32 -40Z", shade),
    path(
      "M-56 -70Q-50 -84 -20 -80H24Q36 -88 42 -104L64 -104Q76 -96 74 -88L58 -86Q54 -60 38 -40H-40Q-58 -46 -56 -70Z",
      coat,
    ),
    path("M-50 -46L-54 0H-46L-34 -40ZM32 -46L38 0H46L44 -50Z", coat),
    path("M46 -104Q36 -126 12 -124Q32 -118 38 -100Z", COLOUR.umber),
    path("M66 -86L62 -68L58 -88Z", shade),
    path("M-54 -72L-68 -84L-58 -62Z", coat),
    circle(60, -96, 2.2, COLOUR.ink),
  ]);
}

/** A long-eared mule, 120 high at scale 1. */
export function mule(x: number, y: number, scale: number, coat: string): Piece {
  const shade = darker(coat, 0.3);
  return place({ x, y, scale }, [
    path("M-42 -44L-46 0H-37L-28 -40ZM22 -44L26 0H34L36 -44Z", shade),
    path(
      "M-58 -72Q-52 -84 -20 -80H26Q40 -92 46 -112Q52 -122 62 -118L88 -96Q92 -86 84 -84L64 -92Q58 -62 40 -42H-42Q-62 -50 -58 -72Z",
      coat,
    ),
    path("M-52 -48L-56 0H-47L-34 -42ZM34 -48L42 0H51L48 -52Z", coat),
    path("M46 -112L36 -142L56 -118ZM54 -116L54 -144L64 -116Z", coat),
    path("M22 -80Q34 -96 44 -112L50 -108Q44 -92 34 -78Z", COLOUR.ink),
    curve(
      [
        [-57, -72],
        [-68, -56],
        [-64, -34],
      ],
      COLOUR.ink,
      4,
    ),
    circle(66, -104, 2.4, COLOUR.ink),
  ]);
}

/** A sitting cat seen from the side. */
export function cat(x: number, y: number, scale: number, coat: string, flip = false): Piece {
  return place({ x, y, scale, flip }, [
    path(
      "M-28 0Q-44 -34 -10 -62Q0 -72 0 -84L-2 -104L10 -94H22L32 -104L32 -82Q32 -68 20 -64Q26 -40 24 0Z",
      coat,
    ),
    curve(
      [
        [-24, -4],
        [-56, -6],
        [-60, -30],
        [-46, -40],
      ],
      coat,
      9,
    ),
    circle(24, -84, 2.2, COLOUR.gold),
  ]);
}

/** A long-legged white stork standing. */
export function stork(x: number, y: number, scale: number, flip = false): Piece {
  return place({ x, y, scale, flip }, [
    line(
      [
        [-2, -60],
        [-4, 0],
      ],
      COLOUR.rubric,
      3,
    ),
    line(
      [
        [8, -60],
        [12, 0],
      ],
      COLOUR.rubric,
      3,
    ),
    path(
      "M-46 -66Q-30 -100 14 -94Q30 -110 26 -140Q26 -158 40 -158Q48 -156 48 -146Q38 -142 40 -124Q42 -84 18 -66Q-16 -52 -46 -66Z",
      COLOUR.paper,
    ),
    path("M46 -154L92 -142L46 -146Z", COLOUR.rubric),
    path("M-64 -54Q-30 -92 6 -86Q-8 -62 -64 -54Z", COLOUR.ink),
    circle(40, -151, 2.4, COLOUR.ink),
  ]);
}

/** A stork gliding with spread wings, 240 wide at scale 1. */
export function glidingStork(x: number, y: number, scale: number, turn = 0, flip = false): Piece {
  return place({ x, y, scale, turn, flip }, [
    path(
      "M-10 -4Q-60 -44 -122 -30L-114 -22L-122 -18L-110 -12L-116 -6L-102 -4Q-60 4 -20 10Z",
      COLOUR.ink,
    ),
    path("M-10 -4Q-50 -34 -94 -32Q-60 -12 -20 8Z", COLOUR.paper),
    path("M8 -6Q50 -56 116 -54L110 -46L119 -43L108 -38L115 -32L100 -29Q60 -12 20 8Z", COLOUR.ink),
    path("M8 -6Q44 -46 88 -54Q60 -26 20 6Z", COLOUR.paper),
    path("M-62 12Q-20 -10 24 -6Q44 -12 60 -14L62 -6Q44 2 28 8Q-10 18 -62 12Z", COLOUR.paper),
    path("M58 -14L96 -12L60 -6Z", COLOUR.rubric),
    path("M-60 11L-104 20L-60 15Z", COLOUR.rubric),
  ]);
}

export function bee(x: number, y: number, scale: number, turn = 0): Piece {
  return place({ x, y, scale, turn }, [
    ellipse(-2, -14, 8, 13, `${COLOUR.paper}cc`, 'transform="rotate(-24)"'),
    ellipse(8, -14, 8, 13, `${COLOUR.paper}cc`, 'transform="rotate(24)"'),
    ellipse(0, 0, 20, 13, COLOUR.gold),
    path("M-8 -12q-4 12 0 24h6q-4 -12 0 -24ZM6 -12q4 12 0 24h6q5 -12 0 -23Z", COLOUR.ink),
    circle(19, -1, 7, COLOUR.ink),
  ]);
}
