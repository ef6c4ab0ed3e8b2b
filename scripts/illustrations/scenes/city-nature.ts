import { bee } from "../draw/animals.ts";
import { block, skyline } from "../draw/buildings.ts";
import {
  type Piece,
  type Point,
  boxPath,
  circle,
  ellipse,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { COLOUR, darker, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { bush, leaf } from "../draw/plants.ts";
import { between, randomFrom, repeat } from "../draw/random.ts";
import { dotted } from "../draw/signs.ts";
import { sky, sun } from "../draw/sky.ts";
import { clock } from "../draw/tools.ts";

/** Bees from hives on a hospital roof map the flowers of the city. */
export function hospitalBees(): Piece[] {
  const hive = (x: number, y: number, colour: string): Piece =>
    polygon(
      [
        [x - 8, y - 150],
        [x + 118, y - 150],
        [x + 110, y - 162],
        [x, y - 162],
      ],
      COLOUR.umber,
    ) +
    [0, 1, 2]
      .map(
        (row) =>
          rect(x, y - 150 + row * 46, 110, 44, row === 1 ? darker(colour, 0.1) : colour, 3) +
          rect(x + 36, y - 130 + row * 46, 38, 7, COLOUR.umber, 3),
      )
      .join("") +
    rect(x + 24, y - 20, 62, 8, COLOUR.ink, 3) +
    rect(x + 6, y - 12, 12, 14, COLOUR.umber) +
    rect(x + 92, y - 12, 12, 14, COLOUR.umber);
  const blossom = (x: number, y: number, size: number, petal: string): Piece =>
    [0, 72, 144, 216, 288]
      .map((turn) =>
        ellipse(
          0,
          -size,
          size * 0.55,
          size,
          petal,
          `transform="translate(${x} ${y}) rotate(${turn})"`,
        ),
      )
      .join("") + circle(x, y, size * 0.5, COLOUR.ochre);
  const routes: readonly (readonly Point[])[] = [
    [
      [390, 560],
      [520, 400],
      [660, 380],
      [740, 300],
    ],
    [
      [300, 540],
      [360, 330],
      [520, 210],
      [640, 180],
    ],
    [
      [420, 580],
      [640, 520],
      [860, 480],
      [1000, 470],
    ],
    [
      [250, 540],
      [200, 360],
      [260, 240],
      [180, 160],
    ],
  ];
  return [
    sky("#bcd9d4", "#e5e8cf", "#f7e6bf"),
    sun(960, 170, 66, COLOUR.paper, COLOUR.gold),
    skyline(23, 560, 120, 300, "#c4d2c2"),
    skyline(37, 640, 60, 220, "#9fb6a8", COLOUR.cream, 0.3),
    ...[
      [740, 340, 150],
      [1010, 520, 200],
      [640, 230, 110],
      [880, 620, 200],
    ].map(
      ([x = 0, y = 0, width = 0], index) =>
        rect(x - width * 0.55, y - 6, width * 1.1, 60 + index * 60, "#86a093") +
        bush(x, y, width, "#6f8a4d") +
        [-0.25, 0, 0.26]
          .map((share, spot) =>
            blossom(
              x + share * width,
              y - width * (spot === 1 ? 0.2 : 0.14),
              width * 0.045,
              spot === 1 ? COLOUR.blush : COLOUR.paper,
            ),
          )
          .join(""),
    ),
    rect(-10, 640, 1220, 170, "#e9e2cf"),
    rect(-10, 626, 1220, 20, COLOUR.paper),
    rect(-10, 646, 1220, 8, "#c4b99c"),
    grain(boxPath(-10, 650, 1220, 160), "down", "#a08a5c", 0, 0.4),
    block({ x: 960, y: 640, width: 180, height: 130, wall: COLOUR.paper, roof: "parapet" }),
    rect(1030, 536, 16, 56, COLOUR.sea),
    rect(1010, 556, 56, 16, COLOUR.sea),
    hive(60, 650, COLOUR.ochre),
    hive(200, 650, COLOUR.paper),
    hive(340, 650, "#7fa6b0"),
    person({
      x: 540,
      y: 740,
      tall: 340,
      pose: "hold",
      dress: "robe",
      top: COLOUR.paper,
      head: "scarf",
      headColour: "#7fa6b0",
      flip: true,
      held: ([x, y]) =>
        rect(x - 4, y - 22, 30, 28, COLOUR.clay, 1) + rect(x - 1, y - 18, 24, 20, COLOUR.gold),
    }),
    ...routes.map((points) => dotted(points, COLOUR.rubric, 5)),
    ...routes.map((points, index) => {
      const [x, y] = points[2] ?? [0, 0];
      return bee(x, y, 1.5 - index * 0.12, index === 3 ? -60 : -20);
    }),
    bee(760, 440, 2.1, -24),
    leaf([1210, 700], [1030, 640], 34, "#5d7a42", COLOUR.sage),
    leaf([1210, 760], [1010, 730], 36, "#4d6638", COLOUR.sage),
    blossom(1090, 700, 24, COLOUR.paper),
    blossom(1160, 650, 20, COLOUR.paper),
    circle(1160, 756, 26, COLOUR.ochre),
  ];
}

/** A nap in a hammock beneath a vine, the clock at half past one. */
export function shortNap(): Piece[] {
  const random = randomFrom(91);
  const vineLeaf = (x: number, y: number, size: number, colour: string): Piece =>
    place({ x, y, scale: size, turn: between(random, -50, 50) }, [
      path(
        "M0 24Q-4 10 -18 14Q-28 4 -24 -10Q-14 -8 -12 -20Q0 -30 12 -20Q14 -8 24 -10Q28 4 18 14Q4 10 0 24Z",
        colour,
      ),
    ]);
  const grapes = (x: number, y: number): Piece =>
    [
      [0, 0],
      [-14, 2],
      [14, 2],
      [-7, 14],
      [8, 14],
      [0, 28],
    ]
      .map(([dx = 0, dy = 0], index) =>
        circle(x + dx, y + dy, 10, index % 2 === 0 ? COLOUR.violet : "#705a82"),
      )
      .join("");
  return [
    rect(0, 0, 1200, 800, "#f0e0bd"),
    grain(boxPath(0, 0, 1200, 700), "diagonal", "#c99a66", 0, 0.3),
    ...repeat(8, (index) =>
      polygon(
        [
          [index * 170 - 160, 120],
          [index * 170 - 90, 120],
          [index * 170 + 40, 810],
          [index * 170 - 60, 810],
        ],
        veil("#b98a5e", 0.32),
      ),
    ),
    rect(-10, 650, 1220, 160, "#cda070"),
    ...repeat(8, (index) =>
      polygon(
        [
          [index * 190 - 200, 650],
          [index * 190 - 110, 650],
          [index * 190 - 10, 810],
          [index * 190 - 140, 810],
        ],
        veil("#8a5a3c", 0.4),
      ),
    ),
    rect(130, 260, 150, 220, COLOUR.lapis, 4),
    rect(200, 260, 8, 220, COLOUR.paper),
    rect(130, 364, 150, 8, COLOUR.paper),
    rect(110, 250, 30, 240, "#2d6a7a"),
    rect(272, 250, 30, 240, "#2d6a7a"),
    clock(960, 290, 74, 1, 30, COLOUR.rubric),
    rect(46, 110, 26, 700, COLOUR.umber),
    rect(1130, 110, 26, 700, COLOUR.umber),
    rect(-10, 96, 1220, 20, COLOUR.umber),
    ...repeat(9, (index) => rect(index * 146 - 20, 60, 16, 60, "#6f4a34")),
    line(
      [
        [72, 330],
        [300, 470],
      ],
      COLOUR.cream,
      5,
    ),
    line(
      [
        [1130, 330],
        [900, 470],
      ],
      COLOUR.cream,
      5,
    ),
    path("M290 462Q600 450 912 462Q850 480 600 500T290 462Z", "#8f3a32"),
    path(
      "M470 556Q540 488 650 500L800 492Q850 490 880 470L892 480Q860 540 780 560H520Z",
      COLOUR.paper,
    ),
    path("M640 500L800 492Q850 490 884 468L896 480Q860 540 780 556L660 560Z", COLOUR.navy),
    ellipse(424, 492, 50, 22, COLOUR.cream, 'transform="rotate(18 424 492)"'),
    circle(434, 470, 34, COLOUR.skin),
    path("M402 478Q392 440 424 434Q458 430 464 452Q440 446 430 462Q420 474 402 478Z", COLOUR.ink),
    line(
      [
        [520, 516],
        [590, 560],
        [640, 530],
      ],
      "#dccfb8",
      24,
    ),
    circle(646, 526, 14, COLOUR.skin),
    path(
      "M290 462Q360 570 470 600Q600 630 740 600Q850 570 912 462Q860 540 740 556Q600 580 450 552Q350 530 290 462Z",
      COLOUR.rubric,
    ),
    ...[340, 420, 520, 640, 760, 840].map((x, index) =>
      path(
        `M${x} ${[522, 556, 580, 584, 566, 536][index] ?? 560}l16 36`,
        "none",
        `stroke="${COLOUR.ochre}" stroke-width="8" stroke-linecap="round"`,
      ),
    ),
    place({ x: 690, y: 736, turn: -6 }, [
      polygon(
        [
          [-90, 0],
          [0, -26],
          [90, 0],
          [0, 22],
        ],
        COLOUR.lapis,
      ),
      polygon(
        [
          [-84, -6],
          [0, -32],
          [0, 10],
        ],
        COLOUR.paper,
      ),
      polygon(
        [
          [84, -6],
          [0, -32],
          [0, 10],
        ],
        COLOUR.cream,
      ),
    ]),
    ...repeat(110, () =>
      vineLeaf(
        between(random, -20, 1220),
        between(random, 0, 130),
        between(random, 1, 1.9),
        ["#6b7a3a", "#7f8d46", "#55632f"][Math.floor(random() * 3)] ?? "#6b7a3a",
      ),
    ),
    ...[180, 420, 640, 800, 1040].map((x, index) => grapes(x, 150 + (index % 2) * 16)),
  ];
}
