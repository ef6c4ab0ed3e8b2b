import { goat } from "../draw/animals.ts";
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
  rect,
} from "../draw/canvas.ts";
import { dune, land, mountain, stones } from "../draw/land.ts";
import { COLOUR, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { grass } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { bird, sky, streak, sun } from "../draw/sky.ts";

/** Nets on a mountain ridge gather water from the fog. */
export function fogNets(): Piece[] {
  const net = (x: number, y: number, scale: number): Piece =>
    place({ x, y, scale }, [
      line(
        [
          [-110, 10],
          [-110, -190],
        ],
        COLOUR.umber,
        8,
      ),
      line(
        [
          [110, 10],
          [110, -190],
        ],
        COLOUR.umber,
        8,
      ),
      rect(-106, -184, 212, 140, veil(COLOUR.paper, 0.45)),
      ...repeat(13, (index) =>
        line(
          [
            [-106 + index * 17.6, -184],
            [-106 + index * 17.6, -44],
          ],
          veil(COLOUR.lapis, 0.5),
          1.6,
        ),
      ),
      ...repeat(9, (index) =>
        line(
          [
            [-106, -184 + index * 17.4],
            [106, -184 + index * 17.4],
          ],
          veil(COLOUR.lapis, 0.5),
          1.6,
        ),
      ),
      rect(-112, -44, 224, 12, COLOUR.lapis, 5),
      ...repeat(6, (index) =>
        ellipse(-90 + index * 36, -24 + (index % 3) * 9, 3.5, 6, COLOUR.lapis),
      ),
    ]);
  return [
    sky("#dfe4dc", "#e9ddc6", "#dcc3a6"),
    sun(880, 170, 66, COLOUR.paper, COLOUR.paper),
    mountain(-200, 640, 620, [220, 230], "#b9bdb4", "#a3a9a5"),
    streak(-60, 420, 800, 54, veil(COLOUR.paper, 0.75)),
    streak(420, 350, 900, 44, veil(COLOUR.paper, 0.6)),
    mountain(440, 1400, 660, [960, 280], "#9aa498", "#848f88"),
    streak(300, 500, 1000, 60, veil(COLOUR.paper, 0.7)),
    land(
      [
        [-10, 700],
        [220, 610],
        [520, 560],
        [820, 590],
        [1210, 520],
      ],
      "#7c7f58",
      "#474f2f",
    ),
    net(330, 600, 0.82),
    net(620, 584, 1.05),
    net(950, 580, 1.36),
    streak(-80, 560, 420, 40, veil(COLOUR.paper, 0.7)),
    streak(640, 596, 260, 28, veil(COLOUR.paper, 0.55)),
    land(
      [
        [-10, 760],
        [400, 690],
        [800, 720],
        [1210, 660],
      ],
      "#565c39",
      COLOUR.moss,
    ),
    line(
      [
        [800, 526],
        [756, 560],
        [756, 610],
      ],
      COLOUR.lapis,
      9,
    ),
    rect(690, 606, 150, 110, COLOUR.sand, 10),
    grain(boxPath(690, 606, 150, 110), "across", COLOUR.umber, 0, 0.6),
    ellipse(765, 608, 75, 14, COLOUR.sea),
    ellipse(765, 608, 75, 14, "none", `stroke="${COLOUR.clay}" stroke-width="6"`),
    person({
      x: 480,
      y: 740,
      tall: 260,
      pose: "walk",
      dress: "skirt",
      top: COLOUR.rubric,
      bottom: COLOUR.navy,
      head: "scarf",
      headColour: COLOUR.ochre,
    }),
    path("M524 636h48l-7 56h-34Z", COLOUR.lapis),
    curve(
      [
        [527, 638],
        [548, 606],
        [569, 638],
      ],
      COLOUR.ink,
      4,
    ),
    stones(
      [
        [150, 730, 90],
        [1090, 720, 70],
        [1010, 750, 36],
      ],
      "#8d8a6d",
      COLOUR.moss,
    ),
    goat(170, 668, 1.2, COLOUR.paper),
    grass(3, 810, 120, 60, "#3c4429"),
  ];
}

/** A researcher records a singing dune. */
export function singingDune(): Piece[] {
  const waveLine = (offset: number, opacity: number): Piece =>
    path(
      `M560 ${330 + offset}q60 -50 120 0t120 0t120 0t120 0t120 0t120 0`,
      "none",
      `stroke="${veil(COLOUR.cream, opacity)}" stroke-width="7" stroke-linecap="round"`,
    );
  return [
    sky("#7d2b22", "#c4532c", "#e8964a", "#f3c67c"),
    sun(210, 250, 84, "#f8dfa2", COLOUR.gold),
    dune(-300, 620, 640, [120, 470], "#c87440", "#97452f"),
    ...[-120, -60, 0, 60].map((offset, index) => waveLine(offset - 60, 0.25 + index * 0.14)),
    path("M240 720Q560 640 800 240Q850 330 910 420T1090 610L1230 680V820H200Z", "#dd9350"),
    path(
      "M800 240Q850 330 910 420T1090 610L1230 680V820H760Q860 640 800 500Q760 380 800 240Z",
      "#a34f30",
    ),
    grain(
      "M240 720Q560 640 800 240Q760 380 800 500Q860 640 760 820H200Z",
      "across",
      "#f7cf8a",
      0,
      0.5,
    ),
    grain(
      "M800 240Q850 330 910 420T1090 610L1230 680V820H760Q860 640 800 500Q760 380 800 240Z",
      "down",
      COLOUR.maroon,
      0,
      0.6,
    ),
    ...repeat(7, (index) =>
      path(
        `M${812 + index * 22} ${330 + index * 44}q40 30 30 80q20 40 0 90`,
        "none",
        `stroke="#d98c50" stroke-width="${4 + index * 0.7}" stroke-linecap="round"`,
      ),
    ),
    ...[60, 100, 140, 180].map((radius, index) =>
      path(
        `M${410 - radius * 0.1} ${520 - radius}A${radius} ${radius} 0 0 1 ${410 + radius * 0.94} ${520 - radius * 0.2}`,
        "none",
        `stroke="${veil(COLOUR.cream, 0.85 - index * 0.18)}" stroke-width="6" stroke-linecap="round"`,
      ),
    ),
    land(
      [
        [-10, 700],
        [300, 670],
        [620, 720],
        [1210, 700],
      ],
      "#8a3d2c",
      COLOUR.maroon,
    ),
    line(
      [
        [400, 560],
        [340, 706],
      ],
      COLOUR.ink,
      7,
    ),
    line(
      [
        [400, 560],
        [456, 706],
      ],
      COLOUR.ink,
      7,
    ),
    line(
      [
        [400, 560],
        [402, 712],
      ],
      COLOUR.ink,
      7,
    ),
    place({ x: 396, y: 546, turn: 60 }, [
      ellipse(0, -40, 24, 50, COLOUR.slate),
      rect(-9, 0, 18, 34, COLOUR.ink, 4),
      ...repeat(5, (index) =>
        line(
          [
            [-20, -66 + index * 13],
            [20, -60 + index * 13],
          ],
          COLOUR.ink,
          2,
        ),
      ),
    ]),
    curve(
      [
        [392, 580],
        [330, 640],
        [262, 600],
      ],
      COLOUR.ink,
      4,
    ),
    person({
      x: 210,
      y: 712,
      tall: 330,
      pose: "hold",
      dress: "trousers",
      top: COLOUR.paper,
      bottom: "#4a2a2a",
      head: "ghutra",
      headColour: COLOUR.sand,
      held: ([x, y]) =>
        rect(x - 3, y - 9, 18, 14, COLOUR.ink, 1) +
        circle(x + 3, y - 2, 3, COLOUR.ochre) +
        circle(x + 10, y - 2, 3, COLOUR.ochre),
    }),
    path("M196 404A24 30 0 0 1 236 392", "none", `stroke="${COLOUR.ink}" stroke-width="6"`),
    ellipse(208, 408, 9, 13, COLOUR.rubric),
    bird(560, 170, 36, COLOUR.maroon),
  ];
}
