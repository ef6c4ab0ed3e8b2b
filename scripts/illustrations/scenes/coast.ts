import { arch, block, lighthouse } from "../draw/buildings.ts";
import {
  type Piece,
  curve,
  ellipse,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { land, stones, water } from "../draw/land.ts";
import { COLOUR, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { palm } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { bird, cloud, glow, sky, stars, sun } from "../draw/sky.ts";
import { boat } from "../draw/vessels.ts";

/** An electric ferry rests at a floating pier of a shell-shaped island. */
export function electricFerry(): Piece[] {
  const island = "M430 420Q470 240 760 190Q1060 240 1110 420Z";
  const ferry = place({ x: 380, y: 640, scale: 1.36 }, [
    path("M-230 -58H206Q236 -58 246 -76L222 6H-200Q-222 -10 -230 -58Z", COLOUR.lapis),
    path("M-230 -58H206Q236 -58 246 -76L241 -58Q200 -40 -226 -40Z", COLOUR.paper),
    rect(-190, -116, 300, 58, COLOUR.paper, 8),
    ...repeat(6, (index) => rect(-176 + index * 48, -104, 36, 28, "#7fb7bd", 4)),
    rect(-204, -126, 328, 12, COLOUR.rubric, 5),
    path("M96 -58V-150H150Q172 -150 178 -128L186 -58Z", COLOUR.paper),
    path("M112 -138H150Q164 -138 168 -122L172 -104H112Z", "#7fb7bd"),
    ...repeat(4, (index) =>
      polygon(
        [
          [-170 + index * 62, -132],
          [-122 + index * 62, -132],
          [-132 + index * 62, -142],
          [-180 + index * 62, -142],
        ],
        COLOUR.navy,
      ),
    ),
    line(
      [
        [130, -150],
        [130, -190],
      ],
      COLOUR.ink,
      3,
    ),
    person({
      x: -210,
      y: -58,
      tall: 62,
      pose: "cheer",
      dress: "trousers",
      top: COLOUR.ochre,
      bottom: COLOUR.ink,
    }),
  ]);
  return [
    sky("#a9d3d2", "#dcebdc", "#f6e7c8"),
    cloud(90, 170, 280, COLOUR.paper),
    cloud(940, 140, 200, COLOUR.paper),
    sun(250, 240, 56, COLOUR.ochre, COLOUR.paper),
    path(island, "#e6cda6"),
    ...repeat(9, (index) =>
      path(
        `M770 470Q${450 + index * 80} ${330 - Math.sin((index / 8) * Math.PI) * 130} ${450 + index * 80} ${410 - Math.sin((index / 8) * Math.PI) * 200}`,
        "none",
        `stroke="#cba97d" stroke-width="5"`,
      ),
    ),
    grain(island, "down", "#a9825a", 0, 0.5),
    ...[
      [560, 330],
      [650, 286],
      [742, 262],
      [842, 280],
      [936, 318],
      [1000, 366],
      [610, 384],
      [720, 350],
      [826, 356],
      [900, 396],
    ].map(
      ([x = 0, y = 0], index) =>
        block({
          x,
          y: y + 40,
          width: 58,
          height: 46 + (index % 3) * 10,
          wall: COLOUR.paper,
          roof: index % 4 === 1 ? "dome" : "flat",
          roofColour: index % 4 === 1 ? COLOUR.lapis : "#d7c6b0",
          shade: "#d5c4ae",
        }) +
        arch(x + 12, y + 40, 12, 20, COLOUR.sea) +
        rect(x + 32, y + 14, 9, 12, COLOUR.sea),
    ),
    palm(500, 426, 130, COLOUR.olive, COLOUR.clay, -0.1),
    palm(1070, 426, 150, COLOUR.olive, COLOUR.clay, 0.1),
    water(416, "#4fa3a6", "#d9efe2", 12, 800, 60),
    path("M430 418H1110Q960 470 770 466Q560 470 430 418Z", veil("#e6cda6", 0.45)),
    ferry,
    path("M-10 652Q160 636 330 652T660 650T1210 650V810H-10Z", veil("#2f7f8d", 0.9)),
    polygon(
      [
        [700, 622],
        [1210, 596],
        [1210, 690],
        [740, 690],
      ],
      "#b98a5e",
    ),
    ...repeat(9, (index) =>
      line(
        [
          [716 + index * 60, 622 - index * 3],
          [750 + index * 62, 690],
        ],
        "#8d6644",
        3,
      ),
    ),
    rect(740, 688, 480, 20, "#7a573b"),
    ...[790, 930, 1070].map((x) => ellipse(x, 714, 56, 16, COLOUR.rubric)),
    rect(960, 516, 44, 116, COLOUR.paper, 8),
    rect(960, 516, 44, 20, COLOUR.lapis, 8),
    path("M986 552L970 580H981L976 604L994 574H983Z", COLOUR.ochre),
    curve(
      [
        [962, 600],
        [880, 660],
        [780, 640],
        [690, 580],
      ],
      COLOUR.ink,
      7,
    ),
    person({
      x: 1080,
      y: 660,
      tall: 200,
      pose: "point",
      dress: "trousers",
      top: COLOUR.ochre,
      bottom: COLOUR.navy,
      head: "cap",
      headColour: COLOUR.navy,
      flip: true,
    }),
    person({
      x: 1150,
      y: 664,
      tall: 186,
      pose: "hold",
      dress: "robe",
      top: COLOUR.rubric,
      head: "scarf",
      headColour: COLOUR.cream,
      flip: true,
    }),
  ];
}

/** A keeper climbs the outer stairs of a lighthouse at dusk. */
export function lighthouseKeeper(): Piece[] {
  const step = (index: number): Piece =>
    rect(808 + index * 4.4, 548 - index * 16, 15, 5, COLOUR.ink);
  return [
    sky("#20284f", "#5a4a72", "#c9806c"),
    stars(4, 60, 240, COLOUR.paper),
    path("M842 214L-20 60V330Z", veil(COLOUR.gold, 0.33)),
    path("M842 214L1220 120V330Z", veil(COLOUR.gold, 0.25)),
    cloud(80, 440, 360, "#6d5676"),
    cloud(960, 470, 260, "#7d5f77"),
    water(510, "#2b3f66", "#b98a86", 4, 800, 60),
    land(
      [
        [520, 830],
        [590, 640],
        [680, 580],
        [800, 540],
        [960, 556],
        [1090, 620],
        [1220, 670],
      ],
      "#3a2c48",
      "#0f1428",
    ),
    stones(
      [
        [600, 700, 50],
        [690, 640, 40],
        [1120, 700, 60],
      ],
      "#4b3a58",
      COLOUR.night,
    ),
    block({
      x: 930,
      y: 566,
      width: 150,
      height: 86,
      wall: COLOUR.cream,
      roof: "gable",
      roofColour: COLOUR.maroon,
    }),
    rect(960, 510, 24, 28, COLOUR.gold),
    rect(1010, 510, 24, 28, COLOUR.gold),
    lighthouse(842, 562, 330, COLOUR.paper, COLOUR.paper, COLOUR.gold),
    ...repeat(14, step),
    line(
      [
        [814, 518],
        [872, 310],
      ],
      COLOUR.ink,
      2.5,
    ),
    rect(830, 300, 16, 26, COLOUR.slate, 8),
    rect(836, 420, 16, 26, COLOUR.slate, 8),
    person({
      x: 846,
      y: 458,
      tall: 92,
      pose: "walk",
      dress: "trousers",
      top: COLOUR.rubric,
      bottom: COLOUR.ink,
      head: "cap",
      headColour: COLOUR.navy,
    }),
    glow(842, 218, 150, 150, COLOUR.gold, 0.85),
    ...[
      [300, 240, 70],
      [420, 300, 54],
      [210, 330, 44],
      [560, 190, 40],
      [1040, 250, 48],
      [480, 400, 36],
    ].map(([x = 0, y = 0, span = 0]) => bird(x, y, span, COLOUR.paper)),
    boat(250, 590, 0.7, COLOUR.maroon, COLOUR.ochre, false, true),
    path("M-10 690Q90 656 190 690T390 690T590 700T790 730T990 736T1210 746V810H-10Z", "#1a2a4d"),
    path("M-10 746Q90 716 190 746T390 746T590 756T790 766T990 770T1210 776V810H-10Z", COLOUR.night),
  ];
}
