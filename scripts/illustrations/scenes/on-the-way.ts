import { arch, block, windows } from "../draw/buildings.ts";
import {
  type Piece,
  boxPath,
  circle,
  curve,
  grain,
  inside,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { hills, land, mountain } from "../draw/land.ts";
import { COLOUR, darker, lighter } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { cypress, pine } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { cloud, sky, stars, sun } from "../draw/sky.ts";
import { streetLamp } from "../draw/things.ts";
import { envelope } from "../draw/tools.ts";
import { bicycle, bus } from "../draw/vessels.ts";

/** An old bus on a steep street at dawn waits for a woman with a basket. */
export function steepBus(): Piece[] {
  const step = (x: number, y: number, width: number, height: number, wall: string): Piece =>
    block({ x, y, width, height, wall, roof: "parapet", shade: darker(wall, 0.25) }) +
    windows({
      x: x + 22,
      y: y - height + 34,
      columns: 2,
      rows: Math.floor(height / 110),
      width: 30,
      height: 44,
      gapX: 44,
      gapY: 56,
      fill: "#5a4a6a",
      lit: COLOUR.gold,
      litShare: 0.4,
      kind: "round",
      seed: x + 60,
    });
  return [
    sky("#5d6a9a", "#c78f98", "#f3c796"),
    sun(300, 360, 80, "#fbe3b4", COLOUR.gold),
    stars(4, 24, 140, COLOUR.paper, 500),
    hills(15, 470, 30, 5, "#8f7396"),
    step(-20, 660, 150, 190, "#b98a94"),
    step(120, 640, 150, 220, "#c99a92"),
    step(480, 560, 150, 260, "#b47f84"),
    step(620, 530, 160, 320, "#c28c86"),
    step(780, 490, 150, 350, "#a8747f"),
    step(930, 450, 150, 390, "#b98080"),
    step(1080, 410, 150, 400, "#9a6a78"),
    polygon(
      [
        [-10, 690],
        [1210, 400],
        [1210, 820],
        [-10, 820],
      ],
      "#6d5a70",
    ),
    polygon(
      [
        [-10, 672],
        [1210, 384],
        [1210, 412],
        [-10, 700],
      ],
      "#d9b49a",
    ),
    ...repeat(8, (index) =>
      polygon(
        [
          [20 + index * 160, 790 - index * 38],
          [100 + index * 160, 771 - index * 38],
          [100 + index * 160, 779 - index * 38],
          [20 + index * 160, 798 - index * 38],
        ],
        COLOUR.cream,
      ),
    ),
    ...[90, 560, 980].map((x) =>
      streetLamp(x, 680 - (x * 288) / 1220, 300, COLOUR.ink, COLOUR.gold),
    ),
    `<g transform="rotate(-13.3 720 620)">${bus(720, 660, 1.62, COLOUR.ochre, COLOUR.rubric, "#f3dfb0", true)}${inside(boxPath(464, 464, 54, 88), [person({ x: 486, y: 640, tall: 170, pose: "reach", dress: "trousers", top: COLOUR.lapis, head: "cap", headColour: COLOUR.navy, flip: true })])}</g>`,
    person({
      x: 250,
      y: 762,
      tall: 290,
      pose: "run",
      dress: "skirt",
      top: COLOUR.olive,
      bottom: "#3f3550",
      head: "scarf",
      headColour: COLOUR.paper,
    }),
    path("M292 604h74l-12 50h-50Z", COLOUR.clay),
    path("M298 606Q328 548 360 606", "none", `stroke="${COLOUR.umber}" stroke-width="5"`),
    ...[304, 322, 342].map((x, index) =>
      circle(x + 4, 602, 11, [COLOUR.rubric, COLOUR.olive, COLOUR.ochre][index] ?? COLOUR.ochre),
    ),
    grain(boxPath(-10, 690, 1220, 120), "down", COLOUR.night, 0, 0.5),
  ];
}

/** A postman on a mountain path, letters flying about him like birds. */
export function postman(): Piece[] {
  const stoneHouse = (x: number, y: number, size: number): Piece =>
    block({
      x,
      y,
      width: size,
      height: size * 0.72,
      wall: "#dccbb0",
      roof: "flat",
      shade: "#b39c80",
    }) +
    arch(x + size * 0.2, y, size * 0.22, size * 0.42, COLOUR.lapis) +
    rect(x + size * 0.56, y - size * 0.48, size * 0.16, size * 0.18, COLOUR.lapis);
  const wing = (x: number, y: number, width: number, turn: number, colour: string): Piece =>
    place({ x, y, turn }, [
      path(
        `M${-width * 0.3} ${-width * 0.2}Q${-width * 0.9} ${-width * 0.9} ${-width * 1.1} ${-width * 0.3}Q${-width * 0.8} ${-width * 0.2} ${-width * 0.3} ${width * 0.1}Z`,
        lighter(colour, 0.4),
      ),
      path(
        `M${width * 0.3} ${-width * 0.2}Q${width * 0.9} ${-width * 0.9} ${width * 1.1} ${-width * 0.3}Q${width * 0.8} ${-width * 0.2} ${width * 0.3} ${width * 0.1}Z`,
        darker(colour, 0.12),
      ),
      envelope(0, 0, width, colour),
    ]);
  return [
    sky("#a5c8d3", "#d9e0cf", "#f3e2c0"),
    mountain(-100, 560, 560, [240, 220], "#a9b7ae", "#8c9d99"),
    mountain(360, 1200, 560, [800, 150], "#9aac9e", "#7d9089"),
    cloud(40, 230, 220, COLOUR.paper),
    hills(25, 500, 36, 5, "#8d9c62"),
    ...repeat(
      5,
      (index) =>
        land(
          [
            [-10, 560 + index * 44],
            [300, 540 + index * 46],
            [700, 580 + index * 40],
            [1210, 500 + index * 50],
          ],
          ["#a3a765", "#8f9657", "#9da260", "#868d50", "#949a5a"][index] ?? "#a3a765",
        ) +
        curve(
          [
            [-10, 562 + index * 44],
            [300, 542 + index * 46],
            [700, 582 + index * 40],
            [1210, 502 + index * 50],
          ],
          "#d5c79e",
          7,
        ),
    ),
    stoneHouse(880, 520, 120),
    stoneHouse(1020, 500, 150),
    stoneHouse(760, 560, 90),
    stoneHouse(60, 556, 110),
    cypress(860, 540, 150, COLOUR.moss, COLOUR.ink),
    cypress(1186, 520, 190, COLOUR.moss, COLOUR.ink),
    pine(210, 560, 150, "#4d6340"),
    path("M-10 790Q300 700 560 720T1210 640V720Q860 770 600 780T-10 830Z", "#e0c693"),
    grain(
      "M-10 790Q300 700 560 720T1210 640V720Q860 770 600 780T-10 830Z",
      "down",
      "#a07a4a",
      0,
      0.5,
    ),
    bicycle(650, 748, 1.9, COLOUR.rubric, COLOUR.ink),
    rect(722, 560, 66, 44, COLOUR.clay, 5),
    envelope(748, 556, 40, COLOUR.paper, -10),
    person({
      x: 420,
      y: 756,
      tall: 400,
      pose: "hold",
      dress: "trousers",
      top: COLOUR.lapis,
      bottom: COLOUR.navy,
      head: "cap",
      headColour: COLOUR.rubric,
      held: ([x, y]) =>
        polygon(
          [
            [x - 2, y - 12],
            [x + 16, y - 16],
            [x + 18, y],
            [x, y + 4],
          ],
          COLOUR.paper,
        ),
    }),
    line(
      [
        [404, 440],
        [446, 590],
      ],
      COLOUR.umber,
      9,
    ),
    rect(376, 560, 84, 76, "#8a5230", 8),
    rect(376, 560, 84, 34, "#74411f", 8),
    circle(418, 594, 6, COLOUR.gold),
    wing(560, 330, 62, -18, COLOUR.paper),
    wing(690, 230, 54, -24, COLOUR.cream),
    wing(830, 290, 44, -8, COLOUR.blush),
    wing(930, 180, 38, -26, COLOUR.paper),
    wing(760, 120, 32, -14, COLOUR.cream),
    wing(1060, 250, 30, -20, COLOUR.paper),
    wing(290, 250, 40, 14, COLOUR.blush),
  ];
}
