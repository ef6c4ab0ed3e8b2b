import { camel } from "../draw/animals.ts";
import { spines } from "../draw/books.ts";
import { block, town, windows } from "../draw/buildings.ts";
import { type Piece, curve, grain, line, path, rect } from "../draw/canvas.ts";
import { dune, hills, land } from "../draw/land.ts";
import { COLOUR, darker, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { cypress, grass } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { bird, dusk, sky, stars, streak, sun } from "../draw/sky.ts";
import { clock } from "../draw/tools.ts";

/** One bridge joins two towns whose clock towers disagree. */
export function twoTowns(): Piece[] {
  const tower = (x: number, wall: string, roof: string, hour: number, minute: number): Piece =>
    block({
      x,
      y: 520,
      width: 110,
      height: 330,
      wall,
      roof: "gable",
      roofColour: roof,
      side: 0.3,
    }) +
    clock(x + 55, 262, 38, hour, minute, roof) +
    windows({
      x: x + 34,
      y: 350,
      columns: 2,
      rows: 2,
      width: 14,
      height: 34,
      gapX: 14,
      gapY: 30,
      fill: darker(wall, 0.55),
      kind: "round",
    });
  return [
    rect(0, 0, 600, 800, "#f3d9a4"),
    rect(600, 0, 600, 800, "#7a7ba0"),
    path("M520 0Q640 200 580 400T600 800H1200V0Z", "#8d86a6"),
    grain("M520 0Q640 200 580 400T600 800H1200V0Z", "across", "#4c4b78", 0, 0.6),
    sun(390, 200, 66, COLOUR.rubric, COLOUR.ochre),
    stars(7, 26, 300, COLOUR.paper, 820, 1200),
    hills(41, 470, 30, 5, veil("#8c7a78", 0.55)),
    town(13, -40, 470, 540, 80, 170, ["#e8c792", "#f0d9ae", "#dcae7a"], COLOUR.umber),
    town(17, 740, 1230, 540, 80, 170, ["#5c5a86", "#6a6691", "#504f7a"], "#2f2f55", COLOUR.gold),
    tower(190, "#f2e2c0", COLOUR.terracotta, 7, 0),
    tower(930, "#6f6b98", "#33335e", 6, 0),
    cypress(100, 550, 150, COLOUR.olive, COLOUR.moss),
    cypress(1120, 550, 170, "#33335e", COLOUR.night),
    land(
      [
        [-10, 540],
        [300, 536],
        [400, 560],
        [430, 820],
      ],
      "#d3a46b",
      "#9a6a42",
    ),
    land(
      [
        [770, 820],
        [800, 560],
        [900, 536],
        [1210, 540],
      ],
      "#4a4972",
      "#2b2b50",
    ),
    path("M330 800Q420 560 600 560T870 800Z", "#6f9aa6"),
    path("M600 560Q780 560 870 800H600Z", "#4e6d90"),
    ...repeat(14, (index) =>
      rect(
        470 + ((index * 67) % 230),
        610 + index * 13,
        40 + index * 3,
        4,
        veil(COLOUR.paper, 0.4),
        2,
      ),
    ),
    path(
      "M250 540Q600 400 950 540V590H850Q830 500 720 500T600 590H600Q590 500 480 500T350 590H250Z",
      "#b08a6c",
    ),
    path("M600 452Q790 464 950 540V590H850Q830 500 720 500T600 590Z", "#77688a"),
    path("M250 528Q600 388 950 528L950 544Q600 404 250 544Z", "#d9bb92"),
    ...[
      [420, 470, COLOUR.lapis],
      [520, 456, COLOUR.paper],
      [610, 452, COLOUR.rubric],
      [716, 460, COLOUR.ochre],
      [800, 476, COLOUR.cream],
    ].map(([x = 0, y = 0, top = ""], index) =>
      person({
        x: Number(x),
        y: Number(y) + 12,
        tall: 96,
        pose: "walk",
        dress: index % 2 === 0 ? "robe" : "trousers",
        top: String(top),
        bottom: COLOUR.ink,
        head: (["scarf", "hair", "scarf", "cap", "ghutra"] as const)[index] ?? "hair",
        headColour: index === 1 ? COLOUR.ink : COLOUR.cream,
        flip: index > 2,
      }),
    ),
    path("M-10 720Q200 690 400 760L420 810H-10Z", "#b98452"),
    path("M1210 720Q1000 690 800 760L780 810H1210Z", "#2f2f58"),
    grass(5, 820, 60, 80, "#5b4a3a"),
  ];
}

/** Camels carry book shelves across the dunes as children run to meet them. */
export function camelLibrary(): Piece[] {
  const load = (seed: number): Piece =>
    path("M-66 -206Q-10 -250 46 -206L52 -120H-72Z", COLOUR.rubric) +
    path("M-66 -206Q-10 -250 46 -206L47 -190H-67Z", COLOUR.ochre) +
    rect(-66, -190, 112, 68, COLOUR.umber, 4) +
    spines(seed, -60, -128, 100, 56) +
    repeat(6, (index) =>
      line(
        [
          [-66 + index * 23, -120],
          [-66 + index * 23, -104],
        ],
        COLOUR.ochre,
        3,
      ),
    ).join("");
  return [
    sky("#c9695a", "#e59a6c", "#f3cf9b"),
    sun(470, 300, 120, "#f6dfae", COLOUR.gold),
    streak(320, 340, 330, 10, "#e8a878"),
    streak(240, 286, 200, 8, "#dd8a66"),
    bird(780, 180, 34, COLOUR.maroon),
    bird(830, 210, 24, COLOUR.maroon),
    dune(-300, 700, 640, [230, 400], "#d98d5c", "#a5553f"),
    dune(500, 1500, 640, [1010, 430], "#cf7f54", "#9a4a3b"),
    land(
      [
        [-10, 640],
        [300, 600],
        [700, 632],
        [1210, 586],
      ],
      "#c2703f",
      "#84392e",
    ),
    camel(150, 630, 0.7, "#7a452f", load(23)),
    camel(400, 652, 0.92, "#8a5236", load(3)),
    camel(720, 690, 1.2, "#a2643d", load(11)),
    curve(
      [
        [930, 368],
        [950, 440],
        [930, 480],
      ],
      COLOUR.maroon,
      3,
    ),
    person({
      x: 905,
      y: 706,
      tall: 236,
      pose: "walk",
      dress: "robe",
      top: COLOUR.paper,
      head: "turban",
      headColour: COLOUR.rubric,
    }),
    dune(860, 1420, 850, [1170, 690], "#9d4b36", COLOUR.maroon),
    person({
      x: 1000,
      y: 736,
      tall: 146,
      pose: "cheer",
      dress: "trousers",
      top: COLOUR.ochre,
      bottom: COLOUR.ink,
      head: "hair",
      flip: true,
    }),
    person({
      x: 1084,
      y: 716,
      tall: 122,
      pose: "run",
      dress: "skirt",
      top: COLOUR.lapis,
      bottom: COLOUR.navy,
      head: "bun",
      flip: true,
    }),
    person({
      x: 1162,
      y: 700,
      tall: 112,
      pose: "run",
      dress: "trousers",
      top: COLOUR.paper,
      bottom: COLOUR.plum,
      head: "hair",
      flip: true,
    }),
    dusk(700, 110, COLOUR.maroon, false, 0.4),
  ];
}
