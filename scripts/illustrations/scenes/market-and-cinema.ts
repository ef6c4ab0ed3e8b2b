import { archPath, awning, balcony, block, town } from "../draw/buildings.ts";
import { type Piece, circle, grain, line, path, place, polygon, rect } from "../draw/canvas.ts";
import { land } from "../draw/land.ts";
import { COLOUR, darker, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { repeat } from "../draw/random.ts";
import { glow, sky, stars, sun } from "../draw/sky.ts";
import { jar } from "../draw/things.ts";
import { lights } from "../draw/vessels.ts";

/** A woman paints the hanging signs of an old market street. */
export function signPainter(): Piece[] {
  const flourish = (x: number, y: number, size: number, colour: string): Piece =>
    place({ x, y, scale: size / 100 }, [
      path(
        "M-66 14Q-34 -30 0 2Q30 28 50 4Q60 -12 44 -18Q34 -20 34 -10Q28 -30 48 -32Q76 -30 66 4Q40 50 -6 18Q-36 -8 -66 14Z",
        colour,
      ),
      ...[
        [-12, -26],
        [0, 42],
        [-46, 30],
      ].map(([dx = 0, dy = 0]) =>
        polygon(
          [
            [dx, dy - 9],
            [dx + 9, dy],
            [dx, dy + 9],
            [dx - 9, dy],
          ],
          colour,
        ),
      ),
    ]);
  const sign = (
    x: number,
    y: number,
    width: number,
    height: number,
    board: string,
    stroke: string,
  ): Piece =>
    line(
      [
        [x + width * 0.2, y - 40],
        [x + width * 0.2, y],
      ],
      COLOUR.ink,
      3,
    ) +
    line(
      [
        [x + width * 0.8, y - 40],
        [x + width * 0.8, y],
      ],
      COLOUR.ink,
      3,
    ) +
    line(
      [
        [x - 10, y - 40],
        [x + width + 10, y - 40],
      ],
      COLOUR.ink,
      6,
    ) +
    rect(x, y, width, height, darker(board, 0.3), 6) +
    rect(x + 6, y + 6, width - 12, height - 12, board, 4) +
    flourish(x + width / 2, y + height / 2, Math.min(width * 0.56, height * 1.1), stroke);
  return [
    sky("#f2cf8f", "#f7e4bd"),
    sun(610, 250, 80, COLOUR.paper, COLOUR.paper),
    town(3, 430, 790, 620, 120, 260, ["#e8bd88", "#dcae7c", "#eecb9a"], "#a4714c"),
    polygon(
      [
        [-10, -10],
        [300, -10],
        [440, 180],
        [440, 640],
        [-10, 800],
      ],
      "#c98a5c",
    ),
    polygon(
      [
        [300, -10],
        [440, 180],
        [440, 640],
        [330, 676],
      ],
      "#a96b46",
    ),
    polygon(
      [
        [1210, -10],
        [900, -10],
        [760, 180],
        [760, 640],
        [1210, 800],
      ],
      "#d9a26c",
    ),
    polygon(
      [
        [900, -10],
        [760, 180],
        [760, 640],
        [870, 676],
      ],
      "#b87c50",
    ),
    grain("M-10 -10L300 -10L440 180L440 640L-10 800Z", "down", COLOUR.maroon, 0, 0.4),
    grain("M1210 -10L900 -10L760 180L760 640L1210 800Z", "down", COLOUR.maroon, 0, 0.3),
    path(archPath(40, 780, 200, 420, "pointed"), COLOUR.maroon),
    path(archPath(950, 780, 210, 420, "pointed"), COLOUR.lapis),
    path(archPath(1050, 780, 4, 330), darker(COLOUR.lapis, 0.4)),
    balcony(1010, 60, 190, 150, COLOUR.umber, COLOUR.dune),
    awning(20, 350, 250, 50, COLOUR.rubric, COLOUR.paper),
    polygon(
      [
        [330, 676],
        [440, 636],
        [760, 636],
        [870, 676],
        [1210, 800],
        [-10, 800],
      ],
      "#e3bd85",
    ),
    grain("M330 676L440 636L760 636L870 676L1210 800L-10 800Z", "down", "#8a5636", 0, 0.6),
    sign(200, 150, 170, 96, COLOUR.lapis, COLOUR.paper),
    sign(330, 300, 110, 64, COLOUR.olive, COLOUR.cream),
    sign(770, 290, 110, 64, COLOUR.maroon, COLOUR.cream),
    sign(640, 150, 300, 150, COLOUR.paper, "#4a2a1c"),
    line(
      [
        [560, 740],
        [630, 250],
      ],
      COLOUR.umber,
      10,
    ),
    line(
      [
        [660, 740],
        [680, 250],
      ],
      COLOUR.umber,
      10,
    ),
    ...repeat(9, (index) =>
      line(
        [
          [568 + index * 7.4, 690 - index * 52],
          [661 + index * 2.2, 690 - index * 52],
        ],
        COLOUR.umber,
        8,
      ),
    ),
    person({
      x: 622,
      y: 535,
      tall: 330,
      pose: "reach",
      dress: "skirt",
      top: COLOUR.rubric,
      bottom: COLOUR.navy,
      head: "scarf",
      headColour: COLOUR.ochre,
      held: ([x, y]) =>
        line(
          [
            [x - 5, y + 4],
            [x + 12, y - 8],
          ],
          COLOUR.clay,
          2.4,
        ) +
        line(
          [
            [x + 11, y - 7],
            [x + 14, y - 9],
          ],
          COLOUR.ink,
          2.6,
        ),
    }),
    jar(430, 760, 60, 76, "#c9b394", "#4a2a1c", 0.7, COLOUR.ink),
    jar(504, 776, 50, 62, "#c9b394", "#6b3f24", 0.6, COLOUR.ink),
    person({
      x: 820,
      y: 744,
      tall: 270,
      pose: "lookUp",
      dress: "robe",
      top: COLOUR.paper,
      head: "turban",
      headColour: COLOUR.rubric,
      flip: true,
    }),
    lights(250, 70, 960, 90, 60, 10, COLOUR.gold, COLOUR.umber),
  ];
}

/** An old neighbourhood cinema glows; people bring their own chairs. */
export function paradiseCinema(): Piece[] {
  const carried = (
    x: number,
    y: number,
    size: number,
    top: string,
    head: "scarf" | "hair" | "cap",
    colour: string,
    seat: string,
  ): Piece =>
    place({ x: x + size * 0.02, y: y - size * 1.08, scale: size / 240 }, [
      line(
        [
          [-40, -6],
          [44, -6],
        ],
        seat,
        12,
      ),
      line(
        [
          [-38, -8],
          [-44, -92],
        ],
        seat,
        8,
      ),
      line(
        [
          [40, -8],
          [46, -92],
        ],
        seat,
        8,
      ),
      line(
        [
          [-34, 0],
          [-70, 46],
        ],
        seat,
        12,
      ),
      line(
        [
          [-50, 20],
          [-60, 8],
        ],
        seat,
        6,
      ),
    ]) +
    person({
      x,
      y,
      tall: size,
      pose: "cheer",
      dress: head === "scarf" ? "robe" : "trousers",
      top,
      bottom: "#39406e",
      head,
      headColour: colour,
    });
  return [
    sky("#10183a", "#2a2a58", "#5a3f66"),
    stars(3, 130, 480, COLOUR.paper),
    polygon(
      [
        [700, 230],
        [-40, -60],
        [-40, 220],
      ],
      veil(COLOUR.cream, 0.16),
    ),
    polygon(
      [
        [700, 230],
        [-40, 20],
        [-40, 140],
      ],
      veil(COLOUR.cream, 0.22),
    ),
    town(53, -30, 480, 680, 120, 260, ["#2f2a55", "#37305e", "#292449"], "#171535", COLOUR.gold),
    town(59, 1040, 1260, 680, 200, 330, ["#2f2a55", "#37305e"], "#171535", COLOUR.gold),
    block({
      x: 440,
      y: 690,
      width: 640,
      height: 400,
      wall: "#8f2f33",
      roof: "none",
      side: 0.14,
      shade: "#64191d",
    }),
    path("M560 290V180Q560 130 610 130H910Q960 130 960 180V290Z", "#a83a38"),
    path("M860 130H910Q960 130 960 180V290H880Z", "#7d2428"),
    ...repeat(5, (index) =>
      rect(610 + index * 62, 100, 26, 200, index === 2 ? COLOUR.gold : COLOUR.ochre, 13),
    ),
    rect(690, 210, 30, 30, COLOUR.gold, 4),
    glow(705, 225, 80, 60, COLOUR.paper, 0.7),
    path(
      "M400 440Q400 390 460 390H1060Q1120 390 1120 440Q1120 490 1060 490H460Q400 490 400 440Z",
      COLOUR.cream,
    ),
    path(
      "M400 440Q400 390 460 390H1060Q1120 390 1120 440Q1120 490 1060 490H460Q400 490 400 440Z",
      "none",
      `stroke="${COLOUR.ochre}" stroke-width="14"`,
    ),
    ...repeat(
      22,
      (index) =>
        circle(440 + index * 30.5, 390, 7, COLOUR.paper) +
        circle(440 + index * 30.5, 490, 7, COLOUR.paper),
    ),
    ...repeat(
      3,
      (index) =>
        rect(
          560 + index * 150,
          412,
          110,
          56,
          ["#cf8a62", COLOUR.sea, COLOUR.violet][index] ?? COLOUR.sea,
          4,
        ) +
        circle(590 + index * 150, 434, 12, COLOUR.gold) +
        path(`M${560 + index * 150} 468q40 -40 110 -10v10Z`, darker(COLOUR.maroon, 0.2)),
    ),
    glow(760, 560, 420, 170, COLOUR.gold, 0.6),
    rect(560, 520, 400, 170, "#3a1418"),
    ...repeat(
      4,
      (index) =>
        rect(572 + index * 96, 532, 84, 158, index % 2 === 0 ? COLOUR.ochre : COLOUR.gold, 3) +
        rect(580 + index * 96, 544, 68, 96, "#f6e3b4", 3),
    ),
    rect(468, 526, 66, 110, COLOUR.cream),
    rect(476, 534, 50, 94, COLOUR.lapis),
    circle(500, 570, 16, COLOUR.gold),
    rect(986, 526, 66, 110, COLOUR.cream),
    rect(994, 534, 50, 94, COLOUR.olive),
    path("M1000 622l20 -50l20 50Z", COLOUR.cream),
    land(
      [
        [-10, 690],
        [1210, 690],
      ],
      "#2a2448",
      COLOUR.night,
    ),
    polygon(
      [
        [480, 690],
        [1040, 690],
        [1150, 810],
        [330, 810],
      ],
      veil(COLOUR.gold, 0.25),
    ),
    carried(90, 756, 226, COLOUR.ochre, "cap", COLOUR.rubric, COLOUR.cream),
    carried(240, 736, 214, COLOUR.lapis, "scarf", COLOUR.cream, COLOUR.ochre),
    carried(384, 762, 226, COLOUR.rose, "hair", COLOUR.ink, COLOUR.sand),
    person({ x: 720, y: 720, tall: 190, pose: "stand", dress: "robe", shadow: "#2a1526" }),
    person({
      x: 830,
      y: 716,
      tall: 180,
      pose: "walk",
      dress: "trousers",
      shadow: "#2a1526",
      flip: true,
    }),
    person({
      x: 560,
      y: 740,
      tall: 130,
      pose: "cheer",
      dress: "trousers",
      top: COLOUR.rubric,
      bottom: COLOUR.ink,
    }),
  ];
}
