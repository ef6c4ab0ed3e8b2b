import { mule } from "../draw/animals.ts";
import { arch, block } from "../draw/buildings.ts";
import { type Piece, type Point, curve, grain, line, path, polygon, rect } from "../draw/canvas.ts";
import { bridge, land, mountain } from "../draw/land.ts";
import { COLOUR, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { pine } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { bird, cloud, sky, streak, sun } from "../draw/sky.ts";
import { train } from "../draw/vessels.ts";

/** A small red train on a high viaduct above the morning mist. */
export function mountainTrain(): Piece[] {
  return [
    sky("#e9c9a4", "#f2e0c2", "#e5dcc6"),
    sun(300, 220, 70, COLOUR.paper, COLOUR.ochre),
    mountain(-160, 560, 620, [190, 190], "#b7b3a0", "#9a9c90"),
    mountain(300, 1000, 620, [620, 130], "#a6a896", "#868d82"),
    mountain(700, 1500, 640, [1080, 170], "#929a86", "#757f72"),
    streak(-80, 430, 760, 60, veil(COLOUR.paper, 0.7)),
    streak(520, 500, 800, 56, veil(COLOUR.paper, 0.65)),
    land(
      [
        [-10, 470],
        [120, 480],
        [230, 560],
        [330, 720],
        [420, 820],
      ],
      "#76804f",
      "#474f2f",
    ),
    land(
      [
        [800, 820],
        [880, 700],
        [960, 560],
        [1060, 470],
        [1210, 440],
      ],
      "#6b7648",
      "#3f482b",
    ),
    ...repeat(5, (index) =>
      curve(
        [
          [-10, 520 + index * 46],
          [100, 530 + index * 46],
          [210 + index * 20, 590 + index * 44],
        ],
        index % 2 === 0 ? "#98a063" : "#5a643a",
        12,
      ),
    ),
    ...repeat(4, (index) =>
      curve(
        [
          [960 - index * 12, 640 + index * 40],
          [1080, 560 + index * 46],
          [1210, 540 + index * 50],
        ],
        index % 2 === 0 ? "#8c9659" : "#525c36",
        12,
      ),
    ),
    streak(240, 650, 760, 70, veil(COLOUR.paper, 0.85)),
    streak(330, 600, 420, 40, veil(COLOUR.paper, 0.55)),
    bridge(462, -30, 1230, 9, 330, "#b08a63", "#d3b083"),
    train(650, 463, 0.66, 3, COLOUR.rubric, COLOUR.cream, "#f2d9a0"),
    block({
      x: 1050,
      y: 462,
      width: 110,
      height: 74,
      wall: COLOUR.cream,
      roof: "gable",
      roofColour: COLOUR.terracotta,
    }),
    arch(1090, 462, 28, 46, COLOUR.umber),
    rect(1064, 404, 14, 20, COLOUR.umber),
    streak(-60, 740, 900, 90, veil(COLOUR.paper, 0.9)),
    streak(560, 710, 760, 70, veil(COLOUR.paper, 0.75)),
    ...[
      [40, 800, 300],
      [120, 830, 240],
      [-20, 820, 220],
      [1160, 800, 340],
      [1070, 830, 250],
      [980, 850, 180],
      [210, 850, 170],
    ].map(([x = 0, y = 0, height = 0]) => pine(x, y, height, "#2f3d2c")),
    bird(700, 250, 34, COLOUR.slate),
    bird(750, 280, 24, COLOUR.slate),
  ];
}

/** A village is carried stone by stone up the mountain, away from a swollen river. */
export function movingVillage(): Piece[] {
  const trail: readonly Point[] = [
    [330, 700],
    [960, 640],
    [590, 520],
    [1040, 424],
    [800, 310],
    [1060, 240],
  ];
  const house = (x: number, y: number, size: number, height: number, gone: number): Piece => {
    const rows = Math.round(height / 20);
    return (
      repeat(rows * 6, (index) => {
        const [column, row] = [index % 6, Math.floor(index / 6)];
        const missing = row > rows - 1 - gone && (column * 3 + row) % 4 !== 0;
        return missing
          ? ""
          : rect(
              x + column * (size / 6) + (row % 2) * 3,
              y - (row + 1) * 20,
              size / 6 - 2,
              18,
              (column + row) % 3 === 0 ? "#d8c3a0" : "#c7ae88",
              2,
            );
      }).join("") + arch(x + size * 0.38, y, size * 0.24, 44, COLOUR.umber)
    );
  };
  const loaded = (x: number, y: number, scale: number): Piece =>
    mule(x, y, scale, "#6a4a3a") +
    rect(x - 34 * scale, y - 104 * scale, 30 * scale, 26 * scale, "#e6d3b0", 2) +
    rect(x - 2 * scale, y - 104 * scale, 30 * scale, 26 * scale, "#d3bb92", 2);
  return [
    sky("#c6d3cd", "#e9dfc6"),
    cloud(80, 150, 320, COLOUR.paper),
    cloud(360, 210, 220, COLOUR.paper),
    mountain(-200, 600, 640, [150, 300], "#a9b49f", "#8f9c8c"),
    path("M-10 810V600Q200 590 380 520T700 300T960 170L1210 130V810Z", "#7d8b4d"),
    grain(
      "M-10 810V600Q200 590 380 520T700 300T960 170L1210 130V810Z",
      "diagonal",
      COLOUR.moss,
      0,
      0.65,
    ),
    line(trail, "#d8bd8a", 26),
    line(trail, "#b99a68", 3, 'stroke-dasharray="14 18"'),
    house(900, 236, 110, 100, 0),
    polygon(
      [
        [892, 136],
        [955, 96],
        [1018, 136],
      ],
      COLOUR.terracotta,
    ),
    house(1040, 226, 120, 120, 0),
    polygon(
      [
        [1030, 106],
        [1100, 62],
        [1170, 106],
      ],
      COLOUR.rubric,
    ),
    house(800, 268, 84, 80, 2),
    person({
      x: 786,
      y: 268,
      tall: 84,
      pose: "hold",
      dress: "trousers",
      top: COLOUR.rubric,
      bottom: COLOUR.navy,
      head: "helmet",
      headColour: COLOUR.gold,
      held: ([x, y]) => rect(x - 2, y - 8, 20, 14, "#e6d3b0", 2),
    }),
    loaded(930, 420, 0.62),
    person({
      x: 880,
      y: 424,
      tall: 80,
      pose: "walk",
      dress: "robe",
      top: COLOUR.lapis,
      head: "turban",
      headColour: COLOUR.paper,
      flip: true,
    }),
    loaded(640, 520, 0.9),
    loaded(830, 640, 1.15),
    person({
      x: 940,
      y: 650,
      tall: 150,
      pose: "walk",
      dress: "trousers",
      top: COLOUR.ochre,
      bottom: COLOUR.ink,
      head: "cap",
      headColour: COLOUR.rubric,
      flip: true,
    }),
    house(180, 668, 190, 150, 4),
    house(30, 660, 120, 110, 3),
    person({
      x: 410,
      y: 690,
      tall: 176,
      pose: "bend",
      dress: "trousers",
      top: COLOUR.paper,
      bottom: COLOUR.navy,
      head: "hair",
      flip: true,
    }),
    person({
      x: 480,
      y: 694,
      tall: 180,
      pose: "hold",
      dress: "skirt",
      top: COLOUR.rubric,
      bottom: COLOUR.plum,
      head: "scarf",
      headColour: COLOUR.cream,
      held: ([x, y]) => rect(x - 4, y - 9, 18, 13, "#e6d3b0", 2),
    }),
    path("M-10 700Q90 664 200 690T430 710T700 730T980 760L1210 770V810H-10Z", COLOUR.sea),
    path("M-10 740Q90 706 200 734T430 748T700 764T1210 800V810H-10Z", "#35687d"),
    ...repeat(9, (index) =>
      rect(20 + index * 90, 720 + index * 7, 60, 4, veil(COLOUR.paper, 0.6), 2),
    ),
    ...[
      [560, 706],
      [590, 712],
      [574, 692],
    ].map(([x = 0, y = 0]) => rect(x, y, 28, 18, "#d8c3a0", 2)),
  ];
}
