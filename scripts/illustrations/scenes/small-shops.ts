import { cat } from "../draw/animals.ts";
import { awning } from "../draw/buildings.ts";
import {
  type Piece,
  boxPath,
  circle,
  curve,
  fade,
  grain,
  line,
  path,
  polygon,
  rect,
  ring,
} from "../draw/canvas.ts";
import { COLOUR, darker, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { pot, sprout } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { glow } from "../draw/sky.ts";
import { jar, lantern } from "../draw/things.ts";
import { balance, radio, sack, tableFan } from "../draw/tools.ts";

/** A village shop with an open door, a cash box and nobody behind the counter. */
export function shopOfTrust(): Piece[] {
  return [
    rect(0, 0, 1200, 800, "#e8d3ab"),
    grain(boxPath(0, 0, 1200, 800), "diagonal", "#b98a58", 0, 0.45),
    ...[
      [60, 180],
      [110, 420],
      [980, 200],
      [1060, 470],
      [80, 560],
    ].map(
      ([x = 0, y = 0]) =>
        rect(x, y, 60, 16, "#d3b684", 3) + rect(x + 34, y + 20, 60, 16, "#d3b684", 3),
    ),
    rect(230, 150, 740, 560, "#4a2a26"),
    rect(250, 170, 700, 540, "#7a4534"),
    glow(600, 340, 420, 300, COLOUR.gold, 0.5),
    ...[290, 400].flatMap((y, row) => [
      rect(270, y, 660, 12, "#a5653f"),
      ...repeat(8, (index) =>
        jar(
          290 + index * 80,
          y,
          48,
          66,
          "#d8dcc2",
          [
            COLOUR.ochre,
            COLOUR.rubric,
            COLOUR.olive,
            COLOUR.umber,
            COLOUR.gold,
            COLOUR.terracotta,
            COLOUR.paper,
            COLOUR.violet,
          ][(index + row * 3) % 8] ?? COLOUR.ochre,
          0.55 + (index % 3) * 0.1,
        ),
      ),
    ]),
    lantern(600, 186, 80, COLOUR.ink, COLOUR.gold, 20),
    rect(420, 500, 530, 210, "#9c5a36"),
    rect(400, 486, 560, 22, "#c98a58"),
    ...repeat(5, (index) => rect(440 + index * 102, 530, 84, 160, "#8a4c2e", 4)),
    balance(820, 488, 0.66, "#d2a34c", 6),
    rect(500, 430, 120, 58, COLOUR.rubric, 6),
    rect(500, 430, 120, 16, darker(COLOUR.rubric, 0.2), 6),
    rect(542, 436, 36, 6, COLOUR.ink, 3),
    circle(584, 408, 15, COLOUR.gold),
    circle(560, 390, 13, COLOUR.ochre),
    circle(536, 414, 12, COLOUR.gold),
    sack(690, 488, 60, COLOUR.sand, COLOUR.olive),
    polygon(
      [
        [230, 150],
        [250, 170],
        [250, 710],
        [140, 770],
        [140, 110],
      ],
      COLOUR.lapis,
    ),
    ...[200, 380, 560].map((y) =>
      polygon(
        [
          [160, y - 10],
          [232, y + 14],
          [232, y + 134],
          [160, y + 150],
        ],
        darker(COLOUR.lapis, 0.25),
      ),
    ),
    circle(236, 450, 7, COLOUR.gold),
    awning(200, 90, 800, 76, COLOUR.rubric, COLOUR.paper, 13),
    rect(210, 708, 780, 30, "#c9ae84"),
    rect(170, 736, 860, 34, "#b39468"),
    rect(-10, 768, 1220, 40, "#94724c"),
    cat(330, 708, 1.15, COLOUR.terracotta),
    sack(1060, 768, 130, COLOUR.cream, COLOUR.ochre),
    pot(80, 790, 90, COLOUR.terracotta),
    sprout(80, 700, 130, COLOUR.olive),
  ];
}

/** An opened radio, a fan and a toaster on a repair bench. */
export function repairBench(): Piece[] {
  const wall = "#2f4a52";
  const tool = (x: number, index: number): Piece =>
    [
      line(
        [
          [x, 150],
          [x, 230],
        ],
        COLOUR.sand,
        7,
      ) + rect(x - 9, 228, 18, 60, COLOUR.rubric, 6),
      line(
        [
          [x - 8, 150],
          [x + 4, 220],
        ],
        COLOUR.sand,
        7,
      ) +
        line(
          [
            [x + 8, 150],
            [x - 4, 220],
          ],
          COLOUR.sand,
          7,
        ) +
        line(
          [
            [x + 4, 218],
            [x + 12, 288],
          ],
          COLOUR.ochre,
          10,
        ) +
        line(
          [
            [x - 4, 218],
            [x - 12, 288],
          ],
          COLOUR.ochre,
          10,
        ),
      rect(x - 26, 150, 52, 24, COLOUR.sand, 4) + rect(x - 6, 170, 12, 118, COLOUR.clay, 4),
      ring(x, 166, 14, COLOUR.sand, 9) +
        line(
          [
            [x, 182],
            [x, 284],
          ],
          COLOUR.sand,
          11,
        ),
    ][index % 4] ?? "";
  return [
    rect(0, 0, 1200, 800, wall),
    grain(boxPath(0, 0, 1200, 600), "across", COLOUR.night, 0, 0.5),
    rect(60, 120, 560, 200, "#3d5c62", 6),
    ...repeat(8, (index) => tool(110 + index * 66, index)),
    ...[150, 230, 310].map(
      (y, row) =>
        rect(660, y, 240, 8, "#8a5a3c") +
        repeat(6, (index) =>
          jar(
            668 + index * 38,
            y,
            30,
            42,
            "#8fb0ac",
            [COLOUR.sand, COLOUR.ochre, COLOUR.slate][(index + row) % 3] ?? COLOUR.sand,
            0.5,
          ),
        ),
    ),
    path("M760 330L480 600H960Z", veil(COLOUR.gold, 0.22)),
    glow(640, 540, 420, 220, COLOUR.gold, 0.55),
    person({
      x: 990,
      y: 860,
      tall: 660,
      pose: "sitWrite",
      dress: "skirt",
      top: COLOUR.terracotta,
      bottom: COLOUR.navy,
      head: "scarf",
      headColour: COLOUR.cream,
      flip: true,
    }),
    rect(-10, 610, 1220, 30, "#c08a58"),
    rect(-10, 638, 1220, 180, "#8a5636"),
    ...repeat(
      4,
      (index) =>
        rect(40 + index * 300, 670, 250, 90, "#7a4a2e", 4) +
        circle(165 + index * 300, 715, 9, COLOUR.sand),
    ),
    radio(440, 610, 250, "#9c5c34", true),
    tableFan(280, 612, 260, COLOUR.cream, COLOUR.sea),
    path("M60 610V560Q60 520 96 520H190Q210 520 210 560V610Z", COLOUR.sand),
    path("M190 520Q210 520 210 560V610H170V560Q170 520 190 520Z", darker(COLOUR.sand, 0.25)),
    rect(88, 512, 34, 12, COLOUR.ink, 4),
    rect(138, 512, 34, 12, COLOUR.ink, 4),
    rect(92, 480, 26, 36, "#c98a45", 5),
    line(
      [
        [720, 612],
        [1010, 612],
      ],
      COLOUR.umber,
      2,
    ),
    ...repeat(9, (index) => circle(716 + index * 15, 602 - (index % 2) * 4, 4, COLOUR.sand)),
    line(
      [
        [1150, 612],
        [1150, 380],
        [860, 300],
      ],
      COLOUR.ink,
      9,
    ),
    circle(1150, 380, 12, COLOUR.ochre),
    path("M880 270L820 310L846 366L912 330Z", COLOUR.rubric),
    ring(774, 396, 54, COLOUR.ink, 10),
    circle(774, 396, 49, veil("#dff0ee", 0.45)),
    line(
      [
        [846, 352],
        [818, 372],
      ],
      COLOUR.ink,
      8,
    ),
    curve(
      [
        [690, 560],
        [740, 520],
        [790, 530],
        [836, 520],
      ],
      COLOUR.sand,
      5,
    ),
    rect(0, 0, 1200, 800, fade("down", veil(COLOUR.night, 0.12), veil(COLOUR.night, 0))),
  ];
}
