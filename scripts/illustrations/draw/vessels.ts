import { type Piece, circle, curve, ellipse, line, path, place, rect, ring } from "./canvas.ts";
import { COLOUR, darker, lighter } from "./palette.ts";
import { repeat } from "./random.ts";

/** A felucca with one lateen sail; drawn 200 wide at scale 1, its waterline at y. */
export function felucca(
  x: number,
  y: number,
  scale: number,
  hull: string,
  sail: string,
  flip = false,
): Piece {
  return place({ x, y, scale, flip }, [
    path("M-8 -12L-6 -236L2 -12Z", darker(hull, 0.2)),
    path("M-62 -36Q20 -190 52 -262Q62 -120 92 -34Q10 -22 -62 -36Z", sail),
    path("M52 -262Q62 -120 92 -34Q66 -30 36 -29Q60 -130 52 -262Z", darker(sail, 0.16)),
    line(
      [
        [-70, -30],
        [56, -270],
      ],
      darker(hull, 0.3),
      4,
    ),
    path("M-108 -24Q-60 -4 0 -8Q60 -8 112 -32Q104 6 72 12H-70Q-98 8 -108 -24Z", hull),
    path(
      "M-108 -24Q-60 -4 0 -8Q60 -8 112 -32L110 -22Q60 0 0 2Q-60 4 -104 -12Z",
      lighter(hull, 0.3),
    ),
  ]);
}

/** An open fishing boat with a high bow. */
export function boat(
  x: number,
  y: number,
  scale: number,
  hull: string,
  band: string,
  flip = false,
  cabin = false,
): Piece {
  const house = cabin
    ? rect(-58, -62, 54, 44, lighter(band, 0.7)) +
      rect(-64, -68, 66, 8, hull) +
      rect(-48, -52, 14, 14, COLOUR.sea) +
      rect(-26, -52, 14, 14, COLOUR.sea) +
      line(
        [
          [4, -20],
          [4, -104],
        ],
        hull,
        3,
      )
    : "";
  return place({ x, y, scale, flip }, [
    house,
    path("M-100 -22Q-40 -12 20 -16Q72 -22 106 -48Q100 -4 70 12H-78Q-98 2 -100 -22Z", hull),
    path("M-100 -22Q-40 -12 20 -16Q72 -22 106 -48L103 -36Q70 -10 20 -5Q-40 0 -99 -11Z", band),
  ]);
}

/** Side view of a train running to the left edge or the right one; `cars` long, 150 high at scale 1 with its wheels on y. */
export function train(
  x: number,
  y: number,
  scale: number,
  cars: number,
  body: string,
  band: string,
  glass: string,
  flip = false,
): Piece {
  const car = (left: number): Piece =>
    rect(left, -128, 300, 104, body, 12) +
    rect(left, -58, 300, 14, band) +
    repeat(5, (index) => rect(left + 22 + index * 54, -108, 40, 36, glass, 5)).join("") +
    rect(left + 10, -26, 280, 10, darker(body, 0.5)) +
    repeat(4, (index) =>
      circle(left + 46 + (index % 2) * 34 + Math.floor(index / 2) * 176, -11, 11, COLOUR.ink),
    ).join("") +
    rect(left + 300, -100, 12, 70, darker(body, 0.6));
  const head =
    path("M0 -24V-128H188Q262 -126 300 -62Q312 -38 300 -24Z", body) +
    path("M206 -112Q252 -104 276 -68H206Z", glass) +
    rect(0, -58, 298, 14, band) +
    repeat(3, (index) => rect(20 + index * 58, -108, 42, 36, glass, 5)).join("") +
    rect(10, -26, 288, 10, darker(body, 0.5)) +
    repeat(4, (index) =>
      circle(46 + (index % 2) * 34 + Math.floor(index / 2) * 150, -11, 11, COLOUR.ink),
    ).join("") +
    circle(292, -40, 6, COLOUR.gold);
  return place({ x, y, scale, flip }, [...repeat(cars, (index) => car(-(index + 1) * 312)), head]);
}

/** A city bus in side view, 330 long at scale 1. */
export function bus(
  x: number,
  y: number,
  scale: number,
  body: string,
  roof: string,
  glass: string,
  flip = false,
): Piece {
  return place({ x, y, scale, flip }, [
    rect(-165, -148, 330, 124, body, 16),
    rect(-150, -162, 190, 18, roof, 7),
    rect(-165, -148, 330, 14, roof, 7),
    ...repeat(4, (index) => rect(-148 + index * 56, -122, 48, 44, glass, 5)),
    rect(84, -122, 34, 94, darker(glass, 0.15), 5),
    path("M124 -122H148Q160 -120 160 -104V-66H124Z", glass),
    rect(-165, -54, 240, 8, roof),
    ...[-98, 64].flatMap((left) => [
      circle(left, -24, 27, COLOUR.ink),
      circle(left, -24, 12, lighter(COLOUR.slate, 0.4)),
    ]),
    circle(158, -42, 6, COLOUR.gold),
  ]);
}

/** A bicycle 150 long at scale 1, its wheels on y. */
export function bicycle(
  x: number,
  y: number,
  scale: number,
  frame: string,
  tyre: string,
  flip = false,
): Piece {
  return place({ x, y, scale, flip }, [
    ring(-52, -34, 33, tyre, 5),
    ring(54, -34, 33, tyre, 5),
    ...[-52, 54].flatMap((left) =>
      repeat(4, (index) =>
        line(
          [
            [left, -34],
            [
              left + Math.cos((index * Math.PI) / 4) * 32,
              -34 + Math.sin((index * Math.PI) / 4) * 32,
            ],
          ],
          tyre,
          1,
        ).replace("/>", ' opacity="0.5"/>'),
      ),
    ),
    line(
      [
        [-52, -34],
        [-2, -32],
        [36, -84],
        [-20, -84],
        [-52, -34],
      ],
      frame,
      5,
    ),
    line(
      [
        [-2, -32],
        [-26, -98],
      ],
      frame,
      5,
    ),
    line(
      [
        [54, -34],
        [32, -100],
        [46, -106],
      ],
      frame,
      5,
    ),
    rect(-42, -104, 32, 8, COLOUR.ink, 4),
    circle(-2, -32, 8, COLOUR.ink),
  ]);
}

/** A cable net or rope between two points that hangs in the middle. */
function rope(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  sag: number,
  colour: string,
  width = 3,
): Piece {
  return curve(
    [
      [fromX, fromY],
      [(fromX + toX) / 2, (fromY + toY) / 2 + sag],
      [toX, toY],
    ],
    colour,
    width,
  );
}

/** Bulbs along a hanging rope. */
export function lights(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  sag: number,
  count: number,
  bulb: string,
  wire: string,
): Piece {
  return (
    rope(fromX, fromY, toX, toY, sag, wire, 2) +
    repeat(count, (index) => {
      const share = (index + 0.5) / count;
      const at = [
        fromX + (toX - fromX) * share,
        fromY + (toY - fromY) * share + sag * 4 * share * (1 - share) * 0.96 + 8,
      ] as const;
      return circle(at[0], at[1], 13, `${bulb}44`) + ellipse(at[0], at[1], 5.5, 7, bulb);
    }).join("")
  );
}
