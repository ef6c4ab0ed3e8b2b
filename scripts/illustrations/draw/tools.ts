import {
  type Piece,
  boxPath,
  circle,
  curve,
  ellipse,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
  ring,
} from "./canvas.ts";
import { COLOUR, darker, lighter } from "./palette.ts";
import { repeat } from "./random.ts";

/** A round clock that shows the given hour and minute. */
export function clock(
  x: number,
  y: number,
  radius: number,
  hour: number,
  minute: number,
  rim: string,
  face: string = COLOUR.paper,
): Piece {
  const hand = (turn: number, length: number, colour: string, width: number): Piece => {
    const angle = ((turn - 90) * Math.PI) / 180;
    return line(
      [
        [x, y],
        [x + Math.cos(angle) * radius * length, y + Math.sin(angle) * radius * length],
      ],
      colour,
      width,
    );
  };
  const marks = repeat(12, (index) =>
    circle(
      x + Math.cos((index * Math.PI) / 6) * radius * 0.78,
      y + Math.sin((index * Math.PI) / 6) * radius * 0.78,
      radius * (index % 3 === 0 ? 0.055 : 0.03),
      COLOUR.slate,
    ),
  ).join("");
  return (
    circle(x, y, radius * 1.14, rim) +
    circle(x, y, radius, face) +
    marks +
    hand(hour * 30 + minute / 2, 0.48, COLOUR.ink, radius * 0.09) +
    hand(minute * 6, 0.72, COLOUR.ink, radius * 0.06) +
    circle(x, y, radius * 0.07, COLOUR.rubric)
  );
}

/** A key that hangs from its ring; 120 long at scale 1. */
export function key(
  x: number,
  y: number,
  scale: number,
  metal: string,
  bow: 0 | 1 | 2,
  turn = 0,
): Piece {
  const heads = [
    ring(0, 18, 15, metal, 7),
    polygon(
      [
        [0, 0],
        [18, 18],
        [0, 36],
        [-18, 18],
      ],
      metal,
    ) + circle(0, 18, 6, COLOUR.umber),
    ring(-9, 14, 9, metal, 6) + ring(9, 14, 9, metal, 6) + ring(0, 27, 9, metal, 6),
  ];
  return place({ x, y, scale, turn }, [
    heads[bow] ?? "",
    rect(-3.5, 32, 7, 86, metal),
    rect(-7, 40, 14, 5, metal),
    rect(3, 92, 16, 8, metal),
    rect(3, 106, 12 + bow * 4, 8, metal),
  ]);
}

/** A balance with two pans, its beam tilted. */
export function balance(
  x: number,
  y: number,
  scale: number,
  metal: string,
  tilt = 0,
  left: Piece = "",
  right: Piece = "",
): Piece {
  const pan = (at: number, drop: number, load: Piece): Piece =>
    line(
      [
        [at, -196 + drop],
        [at - 40, -96 + drop],
      ],
      metal,
      2.5,
    ) +
    line(
      [
        [at, -196 + drop],
        [at + 40, -96 + drop],
      ],
      metal,
      2.5,
    ) +
    place({ x: at, y: -96 + drop }, [load]) +
    path(
      `M${at - 48} ${-97 + drop}H${at + 48}Q${at + 36} ${-74 + drop} ${at} ${-74 + drop}Q${at - 36} ${-74 + drop} ${at - 48} ${-97 + drop}Z`,
      metal,
    );
  return place({ x, y, scale }, [
    path("M-54 0Q-50 -20 -10 -24H10Q50 -20 54 0Z", darker(metal, 0.2)),
    rect(-6, -204, 12, 184, metal),
    circle(0, -210, 10, metal),
    line(
      [
        [-104, -196 - tilt],
        [104, -196 + tilt],
      ],
      metal,
      9,
    ),
    pan(-104, -tilt, left),
    pan(104, tilt, right),
  ]);
}

/** A brass bell, its crown at x, y. */
export function bell(x: number, y: number, size: number, metal: string): Piece {
  const d = `M${x - size * 0.16} ${y}Q${x - size * 0.42} ${y + size * 0.1} ${x - size * 0.42} ${y + size * 0.5}Q${x - size * 0.44} ${y + size * 0.8} ${x - size * 0.62} ${y + size * 0.96}H${x + size * 0.62}Q${x + size * 0.44} ${y + size * 0.8} ${x + size * 0.42} ${y + size * 0.5}Q${x + size * 0.42} ${y + size * 0.1} ${x + size * 0.16} ${y}Z`;
  return (
    ring(x, y - size * 0.08, size * 0.1, darker(metal, 0.2), size * 0.05) +
    circle(x, y + size * 1.02, size * 0.13, darker(metal, 0.4)) +
    path(d, metal) +
    grain(d, "across", COLOUR.umber, 0, 0.8) +
    rect(x - size * 0.66, y + size * 0.92, size * 1.32, size * 0.08, darker(metal, 0.15), 5) +
    rect(x - size * 0.43, y + size * 0.56, size * 0.86, size * 0.04, darker(metal, 0.25))
  );
}

/** An hourglass in a wooden frame, `height` high with its foot on y. */
export function hourglass(
  x: number,
  y: number,
  height: number,
  wood: string,
  glass: string,
): Piece {
  const half = height * 0.3;
  const middle = y - height / 2;
  const bulb = (top: boolean): string => {
    const end = top ? y - height * 0.94 : y - height * 0.06;
    return `M${x - half} ${end}Q${x - half} ${(end + middle) / 2 + (top ? 1 : -1) * height * 0.04} ${x - 9} ${middle}H${x + 9}Q${x + half} ${(end + middle) / 2 + (top ? 1 : -1) * height * 0.04} ${x + half} ${end}Z`;
  };
  return (
    path(bulb(true), glass) +
    path(bulb(false), glass) +
    [-1, 1]
      .map(
        (side) =>
          rect(x + side * half * 1.16 - 9, y - height, 18, height, wood, 6) +
          rect(x + side * half * 1.16 - 14, middle - 12, 28, 24, darker(wood, 0.2), 6),
      )
      .join("") +
    rect(x - half * 1.4, y - height - 14, half * 2.8, 40, wood, 8) +
    rect(x - half * 1.4, y - 26, half * 2.8, 40, wood, 8) +
    rect(x - half * 1.4, y - height + 18, half * 2.8, 8, darker(wood, 0.25)) +
    rect(x - half * 1.4, y - 26, half * 2.8, 8, lighter(wood, 0.2))
  );
}

/** A wooden radio of the fifties. */
export function radio(x: number, y: number, width: number, wood: string, open = false): Piece {
  const h = width * 0.62;
  const front = open
    ? rect(x + width * 0.07, y - h * 0.9, width * 0.86, h * 0.8, COLOUR.ink, 6) +
      [0.2, 0.36, 0.5]
        .map((share, index) =>
          rect(
            x + width * share,
            y - h * (0.3 + index * 0.1),
            width * 0.07,
            h * (0.2 + index * 0.1),
            index === 1 ? COLOUR.ochre : COLOUR.sea,
            4,
          ),
        )
        .join("") +
      ring(x + width * 0.74, y - h * 0.5, h * 0.2, COLOUR.ochre, 5) +
      curve(
        [
          [x + width * 0.24, y - h * 0.3],
          [x + width * 0.4, y - h * 0.16],
          [x + width * 0.7, y - h * 0.3],
        ],
        COLOUR.rubric,
        3.5,
      )
    : rect(x + width * 0.07, y - h * 0.9, width * 0.5, h * 0.8, COLOUR.sand, 8) +
      repeat(7, (index) =>
        rect(
          x + width * 0.09,
          y - h * 0.84 + index * h * 0.1,
          width * 0.46,
          h * 0.035,
          darker(wood, 0.2),
        ),
      ).join("") +
      rect(x + width * 0.62, y - h * 0.88, width * 0.31, h * 0.3, COLOUR.gold, 4) +
      line(
        [
          [x + width * 0.72, y - h * 0.86],
          [x + width * 0.76, y - h * 0.6],
        ],
        COLOUR.rubric,
        3,
      ) +
      circle(x + width * 0.7, y - h * 0.26, width * 0.065, COLOUR.cream) +
      circle(x + width * 0.86, y - h * 0.26, width * 0.065, COLOUR.cream);
  return (
    rect(x, y - h, width, h, wood, width * 0.07) +
    grain(boxPath(x, y - h, width, h), "across", COLOUR.umber, 0, 0.5) +
    front +
    rect(x + width * 0.1, y - 2, width * 0.12, 8, COLOUR.ink) +
    rect(x + width * 0.78, y - 2, width * 0.12, 8, COLOUR.ink)
  );
}

export function tableFan(x: number, y: number, size: number, metal: string, blade: string): Piece {
  const cy = y - size * 0.68;
  return (
    path(
      `M${x - size * 0.24} ${y}q0 ${-size * 0.1} ${size * 0.24} ${-size * 0.1}t${size * 0.24} ${size * 0.1}Z`,
      metal,
    ) +
    rect(x - size * 0.03, y - size * 0.3, size * 0.06, size * 0.24, metal) +
    [0, 120, 240]
      .map((turn) =>
        place({ x, y: cy, turn }, [
          path(
            `M0 0Q${size * 0.2} ${-size * 0.08} ${size * 0.16} ${-size * 0.3}Q${-size * 0.02} ${-size * 0.34} 0 0Z`,
            blade,
          ),
        ]),
      )
      .join("") +
    ring(x, cy, size * 0.36, metal, size * 0.025) +
    ring(x, cy, size * 0.2, metal, size * 0.012) +
    repeat(6, (index) =>
      line(
        [
          [x, cy],
          [
            x + Math.cos((index * Math.PI) / 3) * size * 0.36,
            cy + Math.sin((index * Math.PI) / 3) * size * 0.36,
          ],
        ],
        metal,
        size * 0.012,
      ),
    ).join("") +
    circle(x, cy, size * 0.06, metal)
  );
}

export function sewingMachine(x: number, y: number, scale: number, body: string): Piece {
  return place({ x, y, scale }, [
    rect(-100, -16, 200, 16, COLOUR.clay, 3),
    path(
      "M-84 -16V-30H40V-92H-60Q-64 -72 -60 -60H-76V-106Q-74 -124 -56 -124H66Q88 -124 88 -100V-16Z",
      body,
    ),
    rect(-71, -62, 6, 34, COLOUR.cream),
    circle(96, -90, 24, darker(body, 0.3)),
    circle(96, -90, 9, COLOUR.gold),
    rect(20, -146, 12, 22, COLOUR.rubric),
    line(
      [
        [26, -140],
        [-40, -128],
        [-68, -60],
      ],
      COLOUR.rubric,
      2,
    ),
    ellipse(40, -108, 30, 4, COLOUR.gold),
  ]);
}

export function envelope(x: number, y: number, width: number, colour: string, turn = 0): Piece {
  const h = width * 0.64;
  return place({ x, y, turn }, [
    rect(-width / 2, -h / 2, width, h, colour, 3),
    path(
      `M${-width / 2} ${-h / 2}L0 ${h * 0.12}L${width / 2} ${-h / 2}`,
      "none",
      `stroke="${darker(colour, 0.3)}" stroke-width="${width * 0.035}"`,
    ),
    circle(0, h * 0.1, width * 0.08, COLOUR.rubric),
  ]);
}

/** A sack tied at its neck, filled with beans. */
export function sack(x: number, y: number, size: number, cloth: string, beans?: string): Piece {
  const d = `M${x - size * 0.42} ${y}Q${x - size * 0.6} ${y - size * 0.6} ${x - size * 0.34} ${y - size}H${x + size * 0.34}Q${x + size * 0.6} ${y - size * 0.6} ${x + size * 0.42} ${y}Z`;
  return (
    path(d, cloth) +
    grain(d, "across", COLOUR.umber, 0, 0.5) +
    (beans
      ? ellipse(x, y - size, size * 0.36, size * 0.13, beans) +
        ellipse(
          x,
          y - size,
          size * 0.36,
          size * 0.13,
          "none",
          `stroke="${lighter(cloth, 0.3)}" stroke-width="${size * 0.07}"`,
        )
      : rect(x - size * 0.3, y - size * 1.02, size * 0.6, size * 0.07, COLOUR.rubric, 3))
  );
}
